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

search-label = What are you looking for, and where?
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
loosened-filter = without the filter “{ $filter }”
may-fit = { $count ->
    [one] { $shown } more may fit; we lack the details.
   *[other] { $shown } more may fit; we lack the details.
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
open-any = Any
open-now-filter = Open now
open-evening = This evening
open-weekend = On the weekend
free-filter = Free
registration-none-filter = No sign-up
for-whom = What matters to you
language-spoken = Language
language-any = Any
filter-age = Age
filter-capacity = People at least
include-unknown = Include what may fit, where we lack the details
past = Include past events
other-set = Other areas: { $set }
near = Near a place
around = Street, stop or neighbourhood
within = Not further than
near-privacy = “Near me” asks your browser. Your position is rounded to about 100 m before it is sent.
chip-around = Within { $distance } of { $place }
chip-age = For age { $age }
chip-capacity = Room for { $capacity } people
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
every-month-on = on the { $nth ->
    [1] first
    [2] second
    [3] third
    [4] fourth
   *[other] last
} { $day ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
} of the month
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
date-weekday-year = { $weekday } { $day } { $month } { $year }
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
fact-parking-yes = marked parking for disabled people
fact-parking-limited = some parking for disabled people
fact-parking-no = no marked parking for disabled people
fact-name-step_free = step-free access
fact-name-toilet = toilet
fact-name-hearing_loop = hearing loop
fact-name-quiet = quiet
fact-name-parking = marked parking for disabled people
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
hours-otherwise = otherwise: { $hours }
closed-now = Closed { $period }
closed-from = from { $date }
closed-until = until { $date }
host-closed = Note: “{ $name }” is closed { $period }
host-closed-ask = Ask the organiser whether it takes place.
host-closed-then = the place is closed then
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
opens-perhaps = Closed now. When it opens next is not certain.
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
share = Share
copied = The link is copied.
copy-failed = This could not be copied:
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
poster-nothing = We know of no dates here yet. Scan a code to see what goes on all the time.
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
sheet-both = List and map
sheet-both-name = List and map
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

planner = Planner
planner-title = Who is out of reach?
planner-description = Which residents live out of reach of what kind of place, and what would change it. { $city }.
plan-question = The question
plan-what = What kind of place
plan-any-place = Any place
plan-several = Several kinds: { $kinds }
plan-within = within
plan-far = How far
plan-unit = Metres or minutes
plan-unit-m = metres
plan-unit-min = minutes on foot
plan-of = of
plan-who = Who
plan-who-all = everyone
plan-who-0_14 = children to 14
plan-who-15_64 = people of 15–64
plan-who-65plus = people of 65 and over
plan-when = Open when
plan-when-any = whenever it is open
plan-when-evening = open on a weekday evening (18–22)
plan-when-saturday = open on Saturday
plan-when-sunday = open on Sunday
plan-when-own = open in my own hours
plan-by = by
plan-set = Areas
plan-set-district = districts
plan-show = Show
plan-more = More conditions
plan-kinds = Several kinds at once
plan-kinds-hint = Those that are ticked count together, with the one in the sentence. A heading stands for all below it.
plan-conditions = The place must be
plan-free = free of charge
plan-verified = confirmed within so many months
plan-tag = with the keyword
plan-own-hours = My own hours
plan-own-hint = They count when “{ $choice }” is chosen above. Times on the half hour.
plan-days = Days
plan-from = From
plan-until = Until
plan-walk = The way
plan-speed = Speed in km/h, for minutes
plan-detour = Detour factor
plan-detour-hint = How much longer the way is than the straight line: usually 1.2 to 1.4. Streets are not considered, so people between “surely” and “surely not” are counted apart, as uncertain.
plan-kappa = Aversion to inequality, per metre
plan-time = Point in time
plan-as-of = As the data was on
plan-compare = Compare with
plan-area = Only inside a polygon
plan-area-hint = Corners as longitude,latitude with semicolons between. With scripts you can draw it on the map or open a GeoJSON file.
plan-area-draw = Draw on the map
plan-area-open = Open a GeoJSON file
plan-presets = Ready questions
plan-preset-source = Source: { $source }
plan-wrong = We could not use this: { $field } = “{ $value }”. Use { $expected } The page goes on without it.
plan-right = { $field ->
    [within] metres above 0, at most 50 000.
    [minutes] minutes above 0, at most 600, a way of at most 50 km in all, and no metres beside them.
    [speed] km/h from 0.5 to 30.
    [detour] a factor from 1 to 5.
    [category] a kind of place that this map has.
    [access] step_free, toilet, hearing_loop, quiet or parking.
    [free] 1.
    [verified] whole months from 1 to 1200.
    [when] evening, saturday, sunday, or days and times on the half hour, such as mo-fr.1700-2000.
    [who] all, 0_14, 15_64 or 65plus.
    [set] a set of areas that this map has.
    [area] 3 to 1000 corners lon,lat with ; between them, of a polygon that does not cross itself.
    [as_of] a day since this map began, up to today, such as 2026-11-28, or a number of the change log.
    [compare] a day since this map began, up to today, such as 2026-11-28, or a number of the change log.
    [day] today or a day before, such as 2026-11-28.
    [kappa] a number per metre from -1 to below 0, such as -0.001.
    [scenario] at most 200 changes: add:lon,lat, close:id or hours:id:mo-fr.0800-2000, with ; between them.
   *[other] a value that this map knows.
}
plan-answer = The answer
plan-headline = { $count ->
    [one] At least { $shown } person is out of reach ({ $share }).
   *[other] At least { $shown } people are out of reach ({ $share }).
}
plan-headline-uncertain = { $count ->
    [0] Nobody more is uncertain.
    [one] For { $shown } more it depends on the way they walk.
   *[other] For { $shown } more it depends on the way they walk.
}
plan-headline-reached = { $count ->
    [one] { $shown } person is within reach.
   *[other] { $shown } people are within reach.
}
plan-nobody = Nobody lives here as far as the population data says, so there is nobody to reach.
plan-no-population = There is no population data for this city yet, so people can’t be counted. Areas and places still can. Load it with “okolica import population”.
plan-no-group = How many people of this age live where is not known here, so they can’t be counted. Ask about everyone instead.
plan-no-places = No place fits the question, so nobody is within reach.
plan-places-count = { $count ->
    [one] { $shown } place fits the question.
   *[other] { $shown } places fit the question.
}
plan-places-unknown = { $count ->
    [one] { $shown } more may fit; we lack the details. People near it count as out of reach.
   *[other] { $shown } more may fit; we lack the details. People near them count as out of reach.
}
plan-table = Areas
plan-table-caption = Figures by area
plan-area-name = Area
plan-city = Whole city
plan-city-note = The city is counted as one area, not as a sum: people in two areas count once.
plan-sort-up = Sort by { $what }, smallest first
plan-sort-down = Sort by { $what }, largest first
plan-sort-name = Sort by name
plan-columns = Columns of the table
plan-change = Change
plan-gain = { $count ->
    [one] +{ $shown } person gains
   *[other] +{ $shown } people gain
}
plan-loss = { $count ->
    [one] −{ $shown } person loses
   *[other] −{ $shown } people lose
}
plan-same = no change
plan-compared-of = { $what } on { $date }
plan-no-value = –
plan-download = Take it with you
plan-report = Report to print (A4)
plan-link = Permanent link
plan-csv = Table (CSV)
plan-xlsx = Table (XLSX)
plan-geojson = Map (GeoJSON)
plan-json = All figures (JSON)
plan-map = Map
plan-map-needs-scripts = The map and the live what-if need scripts. All figures are in the tables, and changes can be tried with the forms below.
plan-map-help = Arrows move the map, plus and minus zoom. Enter adds a place in the middle of the map.
plan-map-label = Map of who is within reach. Tables beside it say the same.
plan-legend-reached = within reach
plan-legend-uncertain = uncertain: depends on the way
plan-legend-not-reached = out of reach
plan-legend-place = place that fits
plan-legend-maybe = place that may fit
plan-legend-added = added place
plan-legend-closed = closed place
plan-legend-gap = gap with people in it
plan-legend-none = no data
plan-legend-to = up to { $to }
plan-legend-between = over { $from } to { $to }
plan-legend-over = over { $from }
plan-colour-by = Colour areas by
plan-colour-cells = nothing: show where people are within reach
plan-classes = Classes
plan-classes-cut-offs = fixed limits
plan-classes-quantiles = fifths of the areas
plan-classes-note = There are no policy limits for this figure, so the classes are fifths of the areas.
plan-what-if = What if
plan-what-if-intro = Try a change: every figure on this page follows. Nothing is stored; the link keeps it.
plan-changed = The data has changed since this page was opened.
plan-again = Count again
plan-scenario-banner = You see a scenario, not what is there today.
plan-undo = Undo the last change
plan-reset = Back to what is there
plan-add = Add a place
plan-add-on-map = Add on the map
plan-add-hint = Press on the map, or type where it is.
plan-lon = Longitude
plan-lat = Latitude
plan-add-here = Add it
plan-close = Close a place
plan-close-it = Close it
plan-reopen = Undo
plan-hours = Other hours for a place
plan-hours-set = Set hours
plan-which = Which place
plan-changes = Changes of this scenario
plan-change-add = New place at { $lat }, { $lon }
plan-change-close = Closed: { $name }
plan-change-hours = Other hours: { $name }, { $hours }
plan-place-total = { $count ->
    [one] { $shown } person within reach
   *[other] { $shown } people within reach
}
plan-place-only = { $count ->
    [one] { $shown } of them by this place alone
   *[other] { $shown } of them by this place alone
}
plan-move-north = Move 50 m north
plan-move-south = Move 50 m south
plan-move-west = Move 50 m west
plan-move-east = Move 50 m east
plan-closing = If this one closes
plan-closing-intro = How many people would lose their only place within reach.
plan-closing-lose = lose their only one
plan-closing-total = within reach of it
plan-closing-none = No place is anybody’s only one.
plan-place = Place
plan-sites = Where next
plan-sites-intro = The best new places: those that bring most people within reach, with all existing ones kept.
plan-sites-count = How many new places
plan-sites-find = Find them
plan-sites-rank = Rank
plan-sites-place = Where
plan-sites-marginal = more people reached
plan-sites-total = people within its reach
plan-sites-add = Add all to the scenario
plan-sites-proven = Proven: no other choice of { $count } under these conditions reaches more people.
plan-sites-bound = The best found. It is proven that no choice under these conditions reaches more than { $bound } people more.
plan-sites-where = Where they may stand
plan-sites-anywhere = anywhere, on a grid
plan-sites-grid = on a grid of { $step } m
plan-sites-spaces = at other places that are there already
plan-sites-least = At least so many % within reach
plan-sites-in = in
plan-sites-every = every area
plan-sites-impossible = So few new places can't do that: in { $area } no choice of them brings more than { $most } people within reach.
plan-sites-impossible-all = So few new places can't bring so many within reach.
plan-sites-not-found = Nothing was found that brings so many within reach. It is not proven that there is nothing.
plan-sites-many = There are too many places to choose among. Choose a coarser grid.
plan-sites-none = No new place would bring anybody within reach.
plan-curve = Coverage curve
plan-curve-intro = What share of people has a place within each distance, on the straight line.
plan-curve-distance = Distance
plan-curve-share = Share of people
plan-curve-table = The curve as a table
plan-hours-week = Hours of the week
plan-hours-week-intro = How many of the places are open in each hour of a typical week.
plan-matrix = Kinds of places by area
plan-matrix-intro = Records per 10 000 people, by kind.
plan-matrix-empty = none in { $areas }
plan-matrix-kind = Kind
plan-ledger = Who relies on whom
plan-ledger-intro = People within reach who reach no place of their own area: where they live (rows) and where their nearest place is (columns).
plan-ledger-lives = Lives in
plan-ledger-outside = outside
plan-doubt = Gap or unknown?
plan-doubt-intro = What we do not know, and which figures that weakens.
plan-doubt-hours = { $share } of the places do not say all their hours. Questions about a time of the week count them as closed.
plan-doubt-stale = { $share } of the places were not confirmed in the last 12 months.
plan-doubt-people = { $count ->
    [one] { $shown } cell hides its people. They are in no figure.
   *[other] { $shown } cells hide their people. They are in no figure.
}
plan-doubt-spread = People are spread evenly over the districts, because there are no population cells. Every figure is rough.
plan-doubt-far = { $count ->
    [one] { $shown } place lies far outside the areas.
   *[other] { $shown } places lie far outside the areas.
}
plan-doubt-pile = { $count ->
    [one] { $shown } coordinate has many places on it: perhaps a made-up address.
   *[other] { $shown } coordinates have many places on them: perhaps made-up addresses.
}
plan-doubt-vanished = Of this kind there were places a month ago, and there are none now: { $kinds }
plan-doubt-none = Nothing here weakens the figures.
plan-how = How this is counted
plan-how-text = Distances are straight lines on the WGS84 ellipsoid. Within reach: line × detour factor ≤ limit. Uncertain: line ≤ limit. Out of reach: line > limit; no way can be shorter than the line, so this number can only be too small.
plan-how-limit = Limit: { $limit }; detour factor { $detour }; certain up to { $sure } on the straight line.
plan-how-population = Population: { $sources }.
plan-glossary = What each figure means
plan-unit-of = Unit: { $unit }
plan-unit-people = people
plan-unit-count = number
plan-unit-mean = number, mean
plan-unit-share = per cent of people
plan-unit-metres = metres on the straight line
plan-unit-km2 = square kilometres
plan-unit-index = 0 to 1
plan-source-of = Source: { $source }
plan-limits-of = Limits: { $limits }
plan-live = The figures follow your change.
plan-live-failed = The live what-if could not start. The forms still work.
plan-selected = Chosen area: { $name }
plan-selected-clear = Show the whole city
plan-all-figures = All figures
plan-reason-nobody-lives-there = nobody lives here
plan-reason-population-unknown = people not known
plan-reason-no-places = no place fits
plan-reason-fewer-than-3-places = fewer than three places
plan-reason-no-facilities = no records
plan-reason-no-capacity = capacity not known
plan-reason-no-area = no area
plan-figure = Figure
plan-value = Value
plan-day = Day
plan-date-hint = A date such as 2026-06-30, or a number of the change log.
plan-area-corners = Corners
plan-limit-minutes = { $minutes } min at { $speed } km/h, { $limit }
plan-matrix-missing = What is missing where
plan-doubt-outside = { $count ->
    [one] { $shown } person lives outside all areas and is in no figure.
   *[other] { $shown } people live outside all areas and are in no figure.
}
plan-drawing = Press corner by corner on the map, or move it and press Enter for its middle. Press the button again to end; Escape gives up.
plan-area-too-many = This polygon has too many corners for a link: at most 1000. Larger ones, up to 10 000, can be asked about at /api/coverage.
plan-area-several = This file has several polygons, or one with a hole. A link holds one without holes; others can be asked about at /api/coverage.
plan-area-unread = There is no polygon in this file.
plan-trend = The last twelve months
plan-trend-intro = What share of people was within reach at the end of each month, as this map was then. Without the changes of a scenario.
plan-trend-show = Show how it has changed
plan-trend-short = This map is younger than a month: there is one day to show yet.
plan-later = They are being looked for.
plan-later-show = Show them when they are found
plan-drawn = { $figure }, on a map of the areas. The table says the same.
plan-flows = Who relies on whom, on the map
plan-flows-intro = A line goes from the area where people live to the area whose places they rely on. The thicker, the more people; the number says how many. The table beside it says the same.
plan-flows-none = Nobody relies on places of another area.

report-title = Report: { $name }
report-back = Back to the planner
report-stand = { $city }, as of { $date }, change number { $number }
report-number = State of the data (change number)
report-yes = yes
report-without = without the change
report-data = What this is made of
report-edition = { $what }: last changed on { $date } (change number { $number })
report-edition-districts = Areas
report-edition-population = Population
report-edition-categories = Kinds of places
report-people-cells = People are counted on population cells.
report-people-spread-evenly = There are no population cells: the totals of the areas are spread evenly, so every figure is rough.
report-people-none = Nothing is known of how many people live where.
report-again = The same figures again at any time, whatever changes on the map:
report-no-link = The drawn area has too many corners for a link, so this report can’t be had again by one.
report-code = QR code with the address of this report

source-pop = the population data named under “How this is counted”
source-own = definition of this service, see docs/coverage.md
source-geo = geodesic on WGS84, Karney 2013
source-kp = Kolm-Pollak equally distributed equivalent: Logan and others 2021
source-sfca = two-step floating catchment area: Luo and Wang 2003
source-gini = Gini 1912, weighted by people
source-laea = Lambert azimuthal equal-area projection, exact union of discs
limits-hidden = people of cells whose number is hidden are not counted
limits-line = rivers, railways and stairs are not known, only the straight line; hidden people are not counted
limits-border = people use places across borders too; this says nothing of them
limits-unknown = tells how much better it could be, not how good it is
limits-kappa = depends on the chosen aversion to inequality; compare only with the same one
limits-data = only as complete as the data on places
limits-capacity = only places that say how many people they have room for
limits-none = none worth naming
limits-empty = counts surface, also where nobody lives
figure-population = People
figure-population-means = People of the chosen group who live in the area.
figure-population-source = { source-pop }
figure-population-limits = { limits-hidden }
figure-not_reached = Out of reach
figure-not_reached-means = People whose straight line to the nearest fitting place is longer than the limit. No way is shorter than the line, so at least this many are out of reach.
figure-not_reached-source = { source-own }
figure-not_reached-limits = { limits-line }
figure-uncertain = Uncertain
figure-uncertain-means = People for whom the line is within the limit, but the line times the detour factor is not: it depends on the way.
figure-uncertain-source = { source-own }
figure-uncertain-limits = { limits-line }
figure-reached = Within reach
figure-reached-means = People for whom even the line times the detour factor is within the limit.
figure-reached-source = { source-own }
figure-reached-limits = { limits-line }
figure-not_reached_share = Share out of reach
figure-not_reached_share-means = People out of reach, of all people of the group in the area.
figure-not_reached_share-source = { source-own }
figure-not_reached_share-limits = { limits-line }
figure-uncertain_share = Share uncertain
figure-uncertain_share-means = People for whom it is uncertain, of all of the group in the area.
figure-uncertain_share-source = { source-own }
figure-uncertain_share-limits = { limits-line }
figure-reached_share = Share within reach
figure-reached_share-means = People within reach, of all people of the group in the area.
figure-reached_share-source = { source-own }
figure-reached_share-limits = { limits-line }
figure-reached_own_only = Within reach of own places
figure-reached_own_only-means = People who would be within reach if only the places of their own area counted.
figure-reached_own_only-source = { source-own }
figure-reached_own_only-limits = { limits-border }
figure-reached_own_only_share = Share within reach of own places
figure-reached_own_only_share-means = The same, of all people of the group in the area.
figure-reached_own_only_share-source = { source-own }
figure-reached_own_only_share-limits = { limits-border }
figure-reached_perhaps = Within reach, if all fits that may
figure-reached_perhaps-means = People who would be within reach if every place fitted that may fit but does not say.
figure-reached_perhaps-source = { source-own }
figure-reached_perhaps-limits = { limits-unknown }
figure-nearest_mean_m = Distance to the nearest, mean
figure-nearest_mean_m-means = The mean straight line to the nearest fitting place, every person counting once.
figure-nearest_mean_m-source = { source-geo }
figure-nearest_mean_m-limits = { limits-line }
figure-nearest_median_m = Distance to the nearest, median
figure-nearest_median_m-means = The distance that half of the people do not pass.
figure-nearest_median_m-source = { source-geo }
figure-nearest_median_m-limits = { limits-line }
figure-nearest_p90_m = Distance to the nearest, 9 of 10
figure-nearest_p90_m-means = The distance that nine of ten people do not pass.
figure-nearest_p90_m-source = { source-geo }
figure-nearest_p90_m-limits = { limits-line }
figure-nearest_three_mean_m = Distance to the nearest three
figure-nearest_three_mean_m-means = The mean straight line to the three nearest places: how much choice there is close by.
figure-nearest_three_mean_m-source = { source-geo }
figure-nearest_three_mean_m-limits = { limits-line }
figure-kolm_pollak_m = Equally distributed distance
figure-kolm_pollak_m-means = The distance that, if everybody had it, would be as bad as the real distances. Long ways of a few weigh more than in the mean.
figure-kolm_pollak_m-source = { source-kp }
figure-kolm_pollak_m-limits = { limits-kappa }
figure-facilities = Records in the area
figure-facilities-means = Fitting places that are recorded in the area, also several at one address.
figure-facilities-source = { source-own }
figure-facilities-limits = { limits-data }
figure-facilities_perhaps = Records that may fit
figure-facilities_perhaps-means = Records in the area that fit in all that is known of them, and do not say the rest.
figure-facilities_perhaps-source = { source-own }
figure-facilities_perhaps-limits = { limits-unknown }
figure-places = Places in the area
figure-places-means = Distinct coordinates of fitting records in the area.
figure-places-source = { source-own }
figure-places-limits = { limits-data }
figure-per_10000 = Records per 10 000 people
figure-per_10000-means = Fitting records in the area for every 10 000 people of the group.
figure-per_10000-source = { source-own }
figure-per_10000-limits = { limits-border }
figure-places_in_reach_mean = Places in reach
figure-places_in_reach_mean-means = How many distinct places a person has surely within reach, on average.
figure-places_in_reach_mean-source = { source-own }
figure-places_in_reach_mean-limits = { limits-line }
figure-two_or_more_share = Share with two or more
figure-two_or_more_share-means = People who surely have at least two distinct places within reach.
figure-two_or_more_share-source = { source-own }
figure-two_or_more_share-limits = { limits-line }
figure-kinds_in_reach_mean = Kinds in reach
figure-kinds_in_reach_mean-means = How many kinds of places a person surely has within reach, on average.
figure-kinds_in_reach_mean-source = { source-own }
figure-kinds_in_reach_mean-limits = { limits-data }
figure-capacity_per_1000 = Room per 1000 people
figure-capacity_per_1000-means = Room for people within reach, shared with everybody else who reaches it, for every 1000 people.
figure-capacity_per_1000-source = { source-sfca }
figure-capacity_per_1000-limits = { limits-capacity }
figure-gini = Gini coefficient
figure-gini-means = How unequally the room per person is distributed: 0 is the same for all, 1 is everything for one.
figure-gini-source = { source-gini }
figure-gini-limits = { limits-capacity }
figure-area_km2 = Area
figure-area_km2-means = The surface of the area.
figure-area_km2-source = { source-laea }
figure-area_km2-limits = { limits-none }
figure-covered_area_km2 = Covered surface
figure-covered_area_km2-means = The surface from which the line times the detour factor to a fitting place is within the limit.
figure-covered_area_km2-source = { source-laea }
figure-covered_area_km2-limits = { limits-empty }
figure-uncovered_area_km2 = Uncovered surface
figure-uncovered_area_km2-means = The rest of the area.
figure-uncovered_area_km2-source = { source-laea }
figure-uncovered_area_km2-limits = { limits-empty }
figure-confirmed_share = Confirmed lately
figure-confirmed_share-means = Records that somebody confirmed in the last 12 months.
figure-confirmed_share-source = { source-own }
figure-confirmed_share-limits = { limits-data }
figure-stale_share = Not confirmed lately
figure-stale_share-means = Records that nobody confirmed in the last 12 months.
figure-stale_share-source = { source-own }
figure-stale_share-limits = { limits-data }
figure-hours_unknown_share = Hours not known
figure-hours_unknown_share-means = Records whose opening hours are not all known.
figure-hours_unknown_share-source = { source-own }
figure-hours_unknown_share-limits = { limits-unknown }

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
api-spaces-about = Community places with a position: cultural centres, libraries, gardens, workshops, clubs.
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
docs-changes = What has changed since a number, deletions included. Keep next and ask again; or send Accept: text/event-stream and stay: each change comes once it is published, and Last-Event-ID goes on where you were.
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
docs-coverage = Who lives within reach of a library, district by district; also as f=csv or f=xlsx.
docs-coverage-area = The same for an area that you draw.
docs-coverage-cells = Where people live, by whether they are within reach.
docs-coverage-gaps = The ground that no place is within reach of, with the people who live there.
docs-coverage-sites = Where two new places would bring most people within reach.

# Embed
copy-of = Copy of { $date }
embed-open = Open in Okolica
embed-all = { $count ->
    [one] The { $shown } result in Okolica
   *[other] All { $shown } results in Okolica
}
embed-whole = Show everything
embed-close = Close
embed-fingers = Move the map with two fingers.
embed-wrong = For editors: { $setting } means nothing here. Expected: { $expected }.
embed-accent = For editors: the accent { $accent } is hard to read on a light ground (contrast { $contrast }, at least { $enough } is needed), so it is not used.

# Pictures
picture-alt = Map: { $name }
small-map-alt = Small map with a mark at: { $name }. Leads to the large map.
# Openings of embeds
counts-title = How often the map was opened elsewhere
counts-about = How often each map on pages of offices and organisations was opened, day by day. Openings alone are counted: no addresses, no cookies, no identifiers. The last minute may be missing.
counts-csv = All days as CSV
counts-none = Nobody has opened an embedded map in these days.
counts-by-embed = By map
counts-by-day = By day
counts-embed = What it shows
counts-today = Today
counts-week = 7 days
counts-month = 30 days
counts-day = Day
counts-opened = Openings
counts-whole = Everything
counts-others = All other maps together

# Builder of embeds
builder-title = Put the map on your site
builder-about = Choose what the map shows and how it looks, then copy the code. No cookies, no tracking, and a plain list where scripts are off.
builder-form = The map for your site
builder-what = What it shows
builder-how = How it looks
builder-show = Show
builder-view = Parts
builder-view-both = Map and list
builder-view-map = Map
builder-view-list = List
builder-open = Readers may change the filters
builder-lang = Language
builder-lang-auto = The reader’s own
builder-heading = Title above the map (up to 80 letters)
builder-theme = Light or dark
builder-theme-auto = As the reader’s device is set
builder-theme-light = Light
builder-theme-dark = Dark
builder-accent = Colour of links and buttons, six digits like 0b6b62
builder-max = Most items in the list
builder-height = Height in pixels
builder-place = Where the map begins
builder-place-about = Leave it empty to show all that you chose above.
builder-place-name = Street, stop or neighbourhood
builder-zoom = How close
builder-zoom-far = Part of the city
builder-zoom-middle = Neighbourhood
builder-zoom-near = A few streets
builder-map = Or exactly: zoom/latitude/longitude, as in the map’s address
builder-no-place = We know no place called “{ $name }”. The map begins with all that you chose.
builder-wrong = { $setting } means nothing here. Expected: { $expected }.
builder-accent-pale = The colour { $accent } is hard to read on light grounds: its contrast is { $contrast } to 1, and { $enough } is needed. The map will keep its own colour.
builder-accent-light = On light grounds { $accent } has a contrast of { $contrast } to 1 ({ $enough } is needed).
builder-accent-dark = In the dark it has { $contrast } to 1.
builder-accent-tinted = In the dark it is lightened to { $accent }, which has { $contrast } to 1.
builder-preview = Preview
builder-updated = The preview and the code are up to date.
builder-codes = Code for your site
builder-name = Map of places and initiatives: { $city }
builder-copy = Copy
builder-copied = Copied
builder-copy-failed = Your browser does not let us copy. The code is marked: copy it with the keyboard.
builder-html = Any page in HTML
builder-html-about = Paste it where the map should stand. The second line makes the frame as high as what is in it; without it the height stays as chosen.
builder-component = As an element of its own
builder-component-about = Until the script has come, and where there is none, people see a plain link. The first line is needed once a page.
builder-wordpress = WordPress
builder-wordpress-about = In the editor add a block “Custom HTML” and paste this into it. You need a role that may save HTML, such as editor or administrator.
builder-drupal = Drupal
builder-drupal-about = Choose the text format “Full HTML”, press “Source” in the editor and paste this.
builder-list = The list alone, without a frame
builder-list-about = Your server asks this address and puts the answer into the page: plain HTML without styles and scripts.
builder-link = These choices again
builder-link-about = This address opens this page as it is now: keep it, or send it to a colleague.
