# The words of the pages. Short, friendly, plain.
# $count chooses the plural form, $shown is the same number ready to show.

tagline = Places and initiatives around you
page-description = Map and list: community centres, libraries, gardens, workshops and what goes on in them. { $city }.
skip-to-results = Skip to results
skip-to-content = Skip to content
languages = Language
demo-banner = Demo: a fictional town. None of these places, people and events exist.

filters = Filters
layer = What are you looking for
layer-all = Everything
layer-spaces = Places
layer-initiatives = Initiatives
categories = Categories
district = District
district-any = Whole city
apply = Show
chips = Filters that are on
chip-remove = Remove filter: { $filter }
clear-all = Clear all
chip-area = Chosen area
chip-near = Within { $distance } of a point
chip-without-place = Without a place on the map
filter-gone = This filter no longer exists: { $filter }. These are the results without it.

search-label = What or where are you looking for
search-placeholder = What? Where?
search-button = Search
suggestions = Suggestions
suggestions-count = { $count ->
    [one] { $shown } suggestion
   *[other] { $shown } suggestions
}
suggestion-category = { $count ->
    [one] category, { $shown } result
   *[other] category, { $shown } results
}
suggestion-district = district
near-place = Near { $place }
place-street = street
place-stop = stop
place-neighbourhood = neighbourhood
place-other = place
chip-words = “{ $text }”
loosened = Nearly: { $what }
loosened-place = around { $place }
loosened-typo = “{ $instead }” instead of “{ $word }”
loosened-word = without the word “{ $word }”
loosened-filter = without one of the filters
may-fit = { $count ->
    [one] { $shown } more may fit; it is not known.
   *[other] { $shown } more may fit; it is not known.
}
may-fit-include = Include them
quick = Most wanted
more-filters = More filters
near-me = Near me
when = When
when-any = Any time
when-2h = In the next 2 hours
when-today = Today
when-tomorrow = Tomorrow
when-weekend = Weekend
when-week = Next 7 days
from-day = From
to-day = To
from-date = from { $date }
open = Open or running
open-any = Open or not
open-now-filter = Open now
open-evening = This evening
open-weekend = On the weekend
free-filter = Free
registration-none-filter = No sign-up
for-whom = What matters to you
language-spoken = Language
language-any = Any
age = Age
include-unknown = Also what may fit, as it is not known
past = Also what is over
other-set = Other areas: { $set }
near = Near a place
around = Street, stop or neighbourhood
within = Not further than
near-privacy = “Near me” asks your browser. Your position is rounded to about 100 m before it is sent.
chip-around = Within { $distance } of { $place }
chip-age = For age { $age }
walk = about { $minutes } min on foot
whole-district = All of { $district }
instead = Without “{ $filter }” there would be:
instead-nearest = Nearest without “{ $filter }”:
without-filter = Show without “{ $filter }”
unknown-hours = opening hours
unknown-cost = cost
unknown-access = access
place-unknown = We know no place called “{ $place }” here. Check the spelling, or choose a point on the map.

results = { $count ->
    [one] { $shown } result
   *[other] { $shown } results
}
results-here = in this part of the map
of-them-without-place = { $count ->
    [one] { $shown } of them without a place on the map
   *[other] { $shown } of them without a place on the map
}
without-place = { $count ->
    [one] + { $shown } without a place on the map
   *[other] + { $shown } without a place on the map
}
more = Show more
first-page = Back to the start of the list
empty-title = Nothing found here
empty-view = Nothing in this part of the map fits the filters.
empty-filters = Nothing fits the filters that are on.
empty-city = This map is still empty. Data is loaded with “okolica import”.
empty-whole-city = Show the whole city
empty-clear = Clear the filters

status-postponed = postponed
status-cancelled = cancelled
status-done = over
free = free
paid = paid
cost-unknown = cost unknown
ongoing = ongoing
all-day = all day
date-range = { $start } – { $end }
date-time = { $date }, { $time }
time-range = { $start }–{ $end }
until-date = until { $date }
every-day = every day
every-week = weekly: { $days }
every-weeks = every { $interval } weeks: { $days }
every-month = monthly
every-year = yearly
repeats = repeats
repeats-from = { $rule }, from { $start }
repeats-at = { $rule }, { $time }
more-dates = and other dates
first-date = First date: { $date }

weekday = { $day ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}
month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
month-short = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
date = { $day } { $month }
date-weekday = { $weekday } { $day } { $month }
date-year = { $day } { $month } { $year }
ago-days = { $count ->
    [0] today
    [1] yesterday
   *[other] { $shown } days ago
}
ago-weeks = { $count ->
    [one] a week ago
   *[other] { $shown } weeks ago
}
ago-months = { $count ->
    [one] a month ago
   *[other] { $shown } months ago
}
ago-years = { $count ->
    [one] a year ago
   *[other] { $shown } years ago
}

fact-step_free-yes = step-free
fact-step_free-limited = partly step-free
fact-step_free-no = has steps
fact-toilet-yes = accessible toilet
fact-toilet-limited = partly accessible toilet
fact-toilet-no = no accessible toilet
fact-hearing_loop-yes = hearing loop
fact-hearing_loop-limited = hearing loop in parts
fact-hearing_loop-no = no hearing loop
fact-quiet-yes = calm and quiet
fact-quiet-limited = noisy at times
fact-quiet-no = noisy
fact-name-step_free = step-free access
fact-name-toilet = toilet
fact-name-hearing_loop = hearing loop
fact-name-quiet = quiet
access-unknown = Not known: { $facts }

kind-space = place
kind-initiative = initiative
unnamed = Unnamed
back-to-list = Back to the list
open-page = Open the page
show-on-map = Show on the map
directions = Directions
section-when = When
section-where = Where
section-access = For whom, and access
section-cost = What it costs, and how to join
section-about = About
section-offer = Rooms and equipment
section-who = Who runs it
section-contact = Contact
hours = Opening hours
hours-unknown = We do not know the opening hours.
hours-always = day and night, every day
hours-public-holidays = public holidays
hours-school-holidays = school holidays
hours-closed = closed
hours-open = open
hours-not-sure = not sure
hours-dawn = dawn
hours-sunrise = sunrise
hours-sunset = sunset
hours-dusk = dusk
hours-week = week
hours-easter = Easter
closed-now = Closed { $period }
closed-from = from { $date }
closed-until = until { $date }
no-position = Without a place on the map: online, city-wide, or we do not know where.
stated-district = as the source says
at-space = At: { $name }
ages-between = ages { $min }–{ $max }
ages-from = from age { $min }
ages-to = up to age { $max }
spoken = Languages: { $languages }
language-name = { $code ->
    [pl] Polish
    [en] English
    [uk] Ukrainian
    [be] Belarusian
    [ru] Russian
    [de] German
    [vi] Vietnamese
    [fr] French
    [es] Spanish
    [pso] Polish Sign Language (PJM)
   *[other] { $code }
}
registration-required = You need to sign up.
registration-none = No sign-up, just come.
registration-unknown = We do not know whether you need to sign up.
registration-deadline = Sign up until { $date }.
register = Sign up
booking = How to book
capacity = { $count ->
    [one] { $shown } person
   *[other] { $shown } people
}
programme = Programme: { $name }
funding = Funding: { $amount }
funding-year = Funding ({ $year }): { $amount }
website = Website
image = Picture
source = Source: { $name }
licence = licence: { $name }
confirmed = Last confirmed { $ago }.
updated = Last changed { $ago }.
report-mistake = Report a mistake
report-subject = Mistake: { $name }
report-body = What is wrong?
tags = Keywords

district-population = People: { $number }
district-population-source = { $source }, { $date }
district-area = Area: { $area } km²
district-show = Show on the map and list
district-of = District, { $city }

only-in = This text is available in { $language } only.
dates-over = This is over.
next-dates = Next dates
date-instead = instead of { $date }
date-short = { $day }/{ $month }
open-now = Open now.
open-until = Open now, until { $time }.
maybe-open = It may be open now, but that is not certain.
opens-today = Closed now. Opens today at { $time }.
opens-on = Closed now. Opens next: { $date }.
closed-for-long = Closed now and for the next two weeks.
hours-unread = We can't work these hours out day by day. They are shown as they were written.
hours-all-day = all day and night
week-hours = Opening hours this week
week-day = Day
today = today
holiday = public holiday
section-on-here = What is on here
section-near = What else is near
confirmed-by = Last confirmed { $ago } by the source: { $name }.
to-calendar = Add to calendar
directions-osm = Route in OpenStreetMap
share-mail = Send by e-mail
qr-alt = QR code with the address of this page
qr-text = The address of this page, to copy or to scan:
subscribe = Subscribe to this view:
feed-ics = Calendar (.ics)
feed-atom = Atom feed
feed-csv = Table (.csv)
feed-geojson = GeoJSON

district-description = What is on this week and month: { $name }, { $city }.
district-week = This week
district-month = Later, until { $date }
district-nothing-week = We found nothing more this week.
district-nothing-month = We found nothing more for now.
district-ongoing = All the time
district-more = { $count ->
    [one] and { $shown } more initiative: show on the map and list
   *[other] and { $shown } more initiatives: show on the map and list
}
district-spaces = Places by category
district-unplaced = In this district, without a place on the map
district-parts = Parts of the district
district-print = Poster for the stairwell (A4)
poster-over = This month near you
poster-until = Near you, until { $date }
poster-title = { $name }: what is on
poster-more = { $count ->
    [one] and { $shown } more initiative: scan the code
   *[other] and { $shown } more initiatives: scan the code
}
poster-back = Back to the district page
poster-page = All of it on the page
poster-page-alt = QR code with the address of the district page
poster-calendar = Into the calendar on your phone
poster-calendar-alt = QR code with the address of the district calendar
poster-date = As of { $date }.
poster-check = Dates change: look at the page before you go.

star = Favourite: { $name }
mine = Favourites
mine-one = Favourite
mine-none = You have no favourites yet. Press the star beside a name, in the list or on a page.
mine-scriptless = Favourites are kept by your browser, which needs scripts for it.
mine-trouble = Your favourites could not be shown. Your list is safe on this device.
mine-gone = { $count ->
    [one] { $shown } favourite is no longer on the map.
   *[other] { $shown } favourites are no longer on the map.
}
mine-gone-remove = Remove from favourites
device = On this device
device-privacy = Nothing is stored until you press a star or turn the switch on. After that, favourites and copies of pages are in this browser only. The server is asked for your favourites only when you open them, keep them or save them to a file.
keep = Keep the last view on this device
keep-hint = The page then opens without a connection too: with the area you last looked at, the pages you opened and your favourites.
keep-impossible = The browser does not allow this here. It needs a secure connection (https) and a normal, not a private window.
forget = Forget all
export = Save favourites to a file
device-first = Added to your favourites. The list is on this device only.
device-full = Your list of favourites is full. Remove something to add more.
device-refused = The browser does not allow anything to be stored here.
device-on = On. This view opens without a connection too.
device-off = Off. The copies of pages are removed.
device-failed = This could not be turned on. Try again.
device-sure = Remove the favourites and copies of pages from this device? This can’t be undone.
device-forgotten = Forgotten. Nothing of ours is left on this device.
device-none = You have no favourites yet.
device-saved = Your favourites are in the file okolica.geojson.
offline-since = No connection. This is as of { $when } ({ $ago }).
offline-title = No connection
offline-text = This page is not on this device. It opens when the connection is back.
offline-last = Show the last view
not-kept = This part is not on this device. It shows when the connection is back.

privacy = No cookies, no tracking.
statement-title = Accessibility statement
statement-missing = (not given by the operator)
statement-operator-missing = The operator of this site, who has not given a name,
statement-commits = is committed to making its website accessible, as Poland’s act of 4 April 2019 on the digital accessibility of websites and mobile applications of public bodies asks. This statement covers the website
statement-published = Website published on:
statement-changed = Last important change on:
statement-status = State of digital accessibility
statement-full = The website conforms to the act on digital accessibility.
statement-partial = The website conforms in part to the act on digital accessibility, because of the failures or exemptions listed below.
statement-none = The website does not conform to the act on digital accessibility, for the reasons listed below.
statement-status-missing = The operator has not yet said how far this website conforms to the act on digital accessibility.
statement-gaps = Content that is not accessible
statement-gaps-missing = The operator has not yet said which content is not accessible and why.
statement-prepared = How this statement was made
statement-drawn-up = Statement drawn up on:
statement-reviewed = Statement last reviewed on:
statement-self = The statement rests on a self-assessment by the public body.
statement-audit = The statement rests on an assessment by an outside body: { $name }.
statement-method-missing = The operator has not said what the statement rests on.
statement-keys = Keyboard shortcuts
statement-keys-text = The browser’s usual shortcuts work. On the map also:
statement-contact = Feedback and contact
statement-contact-text = Report problems with the accessibility of this website, and ask for accessible content, here:
statement-person = Contact person:
statement-email = E-mail:
statement-phone = Phone:
statement-procedure = Requests and complaints
statement-right = Everyone may ask for this website or a part of it to be made digitally accessible, or for the information in another, accessible way.
statement-request = A request should say who makes it, which website or which part of it is meant, and how to answer. Who wants access in another way names that way.
statement-deadline = The public body acts on a request without delay, within 7 days at the latest. If it can’t, it says so and names a new date, at most 2 months from the request. Where accessibility can’t be provided, it may offer access in another way.
statement-complaint = If the public body refuses or misses the date, a complaint can be made to it. After that, everyone may also turn to the
statement-ombudsman = Commissioner for Human Rights
statement-premises = Accessibility of the premises
statement-premises-missing = The operator has not yet described the accessibility of its premises.
statement-places = The accessibility of places on the map is described on their own pages.
statement-apps = Mobile applications
statement-apps-text = This service has no mobile application.

map = Map
map-help = Arrows: from symbol to symbol. Enter: open. Shift and arrows: move the map. Plus and minus: zoom. Escape: back.
map-symbols = Symbols on the map
map-needs-scripts = The map needs scripts. The list is complete without them.
zoom-in = Zoom in
zoom-out = Zoom out
locate = Show where I am
whole-city = Whole city
locating = Looking for your position…
located = This is around you.
locate-denied = The browser does not allow reading your position. You can change that in its settings, or move the map.
locate-failed = Your position could not be found. Try again, or move the map.
locate-outside = You are outside this city. The map stays where it was.
you-are-here = You are here
legend = Legend
legend-space = Place
legend-initiative = Initiative
legend-several = Several together; the arcs are the shares of categories
attribution = Data: { $city }
attribution-map = Map: Leaflet
sheet-map = Map
sheet-list = List
sheet-both = Both
sheet-both-name = Both: list and map
loading = Loading…
load-failed = The results could not be loaded. The list is from { $time }.
map-failed = A part of the map could not be loaded.
try-again = Try again
map-aggregate = { $count ->
    [one] { $shown } item
   *[other] { $shown } items
}
map-announce = { $count ->
    [one] { $shown } result on the map
   *[other] { $shown } results on the map
}
map-no-symbols = There are no symbols here. Zoom out or move the map.
map-spread = Spread around the point: { $count }.

near-point = Near a point of the map
located-near = These are near you. The position was rounded to about 100 m.
choose-point = Press on the map, or move it with the arrows and press Enter for the point in its middle. Escape ends this.
locate-late = Finding your position took too long. Try again, or move the map.
list-shown = Shown: { $count } of { $total }

not-found-title = There is no such page
not-found-text = The address is out of date or has a typing error. Look on the map and list.
refused-title = That does not work here
refused-text = This page does not take such a request. Go back to the map and try again.
error-title = Something broke on our side
error-text = Try again in a moment. If it comes back, write to us.
to-the-map = Go to the map

api-as-json = This as JSON
api-as-html = This as a page
api-links = Links
api-about = Community spaces, initiatives and districts as open data: for maps, GIS programs and your own tools.
api-description = Description of the API (OpenAPI 3.0)
api-docs = How to use the API, with examples
api-conformance = Standards that hold here
api-conformance-about = Parts of OGC standards that this service keeps.
api-class = Part
api-collections = Collections
api-collection = Collection
api-holds = What is in it
api-tiling = Tile grids
api-tilesets = Map tiles
api-tile = Tile
api-scale = Scale 1 :
api-items-as-json = Features as GeoJSON
api-items-as-html = Features as a page
api-queryables = What filters can ask
api-queryables-about = Names that a filter in CQL2 can compare.
api-schema = What a feature says
api-page-of-item = Page for residents
api-next = Next page
api-counts = { $returned } of { $matched } shown
api-id = Id
api-name = Name
api-value = Value
api-more = More
api-type = Type
api-coordinates = Longitude, latitude
api-spaces = Spaces
api-spaces-about = Community places with a position: houses of culture, libraries, gardens, workshops, clubs.
api-initiatives = Initiatives
api-initiatives-about = What people do together: events, courses, groups, campaigns.
api-items = Spaces and initiatives
api-items-about = Both kinds in one list.
api-districts = Districts
api-districts-about = Areas of the city with their borders. The parameter set chooses another division.
api-categories = Categories
api-categories-about = The tree of categories with its labels. It has no geometry.

docs-title = How to use the API
docs-connect = Connect a program
docs-connect-text = This one address is enough for every program that knows OGC API – Features:
docs-qgis = QGIS: Layer, Add Layer, Add WFS / OGC API – Features Layer; a new connection with this address.
docs-gdal = GDAL:
docs-token = Reading is open to everyone. Changes need the token of this service: the examples take it from the variable OKOLICA_TOKEN.
docs-examples = Examples
docs-read = Read
docs-landing = Where everything starts: links to all the rest.
docs-collections = What there is.
docs-collection = One collection: what it holds, its extent and reference systems.
docs-items = Features, page by page: follow the link next.
docs-bbox = What lies in a box: west, south, east, north.
docs-filters = The filters of the map: what is free this week.
docs-cql = A filter in CQL2, which compares any field.
docs-crs = Coordinates in another system, here EPSG:2180, northing first.
docs-feature = One feature. Its ETag says its version.
docs-queryables = The names that filters know.
docs-schema = The fields of a feature, as JSON Schema.
docs-search = Words in the order of what fits best; with counts for each choice.
docs-changes = What has changed since a number, deletions included. Keep next and ask again.
docs-tiles = Map tiles
docs-tilesets = The tilesets of a collection.
docs-tileset = What is in the tiles, and where they are.
docs-tile = A tile as GeoJSON; without f it is a vector tile. The row comes before the column.
docs-tilejson = The same for web maps: TileJSON.
docs-xyz = The same tile as web maps ask for it: column before row. Also as .mvt.
docs-matrix-sets = The tile grids.
docs-matrix-set = The grid of web maps, with its scales.
docs-write = Change
docs-create = Adds a space. The header Location says where it is.
docs-replace = Replaces a space. With If-Match and the ETag that you read, nobody else’s change is lost.
docs-update = Changes single fields; null takes one out.
docs-delete = Takes a space off the map. Its history stays.
docs-about-api = About the API
docs-conformance = The parts of the standards that hold here.
docs-openapi = All of this for machines: OpenAPI 3.0.
docs-errors = When something is wrong
docs-errors-text = An answer from 400 on is JSON (RFC 9457): detail says it in words, errors lists each field with its value and what would be right. Nothing unknown is passed over.
api-population = Population
api-population-about = Points and areas with the number of people who live there. Cells that are not known say so.
