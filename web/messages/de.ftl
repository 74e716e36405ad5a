# Die Texte der Seiten. Wir sagen „Sie“, kurz und klar.
# $count wählt die Form, $shown ist dieselbe Zahl zum Anzeigen.

tagline = Orte und Initiativen in Ihrer Nähe
page-description = Karte und Liste: Stadtteilzentren, Bibliotheken, Gärten, Werkstätten und was dort stattfindet. { $city }.
skip-to-results = Zu den Ergebnissen
skip-to-content = Zum Inhalt
languages = Sprache
demo-banner = Demo: eine erfundene Stadt. Keinen dieser Orte, Menschen und Termine gibt es.

filters = Filter
layer = Was suchen Sie?
layer-all = Alles
layer-spaces = Orte
layer-initiatives = Initiativen
categories = Kategorien
district = Stadtteil
district-any = Ganze Stadt
apply = Anzeigen
chips = Aktive Filter
chip-remove = Filter entfernen: { $filter }
clear-all = Alle löschen
chip-area = Gewähltes Gebiet
chip-near = Höchstens { $distance } von einem Punkt
chip-without-place = Ohne Ort auf der Karte
filter-gone = Diesen Filter gibt es nicht mehr: { $filter }. Hier sind die Ergebnisse ohne ihn.

search-label = Was suchen Sie, und wo?
search-placeholder = Was? Wo?
search-button = Suchen
suggestions = Vorschläge
suggestions-count = { $count ->
    [one] { $shown } Vorschlag
   *[other] { $shown } Vorschläge
}
suggestion-category = { $count ->
    [one] Kategorie, { $shown } Ergebnis
   *[other] Kategorie, { $shown } Ergebnisse
}
suggestion-district = Stadtteil
near-place = Nahe { $place }
place-street = Straße
place-stop = Haltestelle
place-neighbourhood = Viertel
place-other = Ort
chip-words = „{ $text }“
loosened = Fast passend: { $what }
loosened-place = um { $place }
loosened-typo = „{ $instead }“ statt „{ $word }“
loosened-word = ohne das Wort „{ $word }“
loosened-filter = ohne den Filter „{ $filter }“
may-fit = { $count ->
    [one] { $shown } weiteres Ergebnis passt vielleicht; uns fehlen die Angaben.
   *[other] { $shown } weitere Ergebnisse passen vielleicht; uns fehlen die Angaben.
}
may-fit-include = Mit anzeigen
quick = Oft gesucht
more-filters = Mehr Filter
near-me = In meiner Nähe
when = Wann
when-any = Jederzeit
when-2h = In den nächsten 2 Stunden
when-today = Heute
when-tomorrow = Morgen
when-weekend = Wochenende
when-week = Nächste 7 Tage
from-day = Von
to-day = Bis
from-date = ab { $date }
open = Geöffnet oder im Gange
open-any = Egal
open-now-filter = Jetzt geöffnet
open-evening = Heute Abend
open-weekend = Am Wochenende
free-filter = Kostenlos
registration-none-filter = Ohne Anmeldung
for-whom = Was Ihnen wichtig ist
language-spoken = Sprache
language-any = Beliebig
filter-age = Alter
filter-capacity = Personen, mindestens
include-unknown = Auch anzeigen, wenn Angaben fehlen
past = Auch vergangene Termine
other-set = Andere Gebiete: { $set }
near = In der Nähe von
around = Straße, Haltestelle oder Viertel
within = Nicht weiter als
near-privacy = „In meiner Nähe“ fragt Ihren Browser. Ihr Standort wird auf etwa 100 m gerundet, bevor er gesendet wird.
chip-around = Höchstens { $distance } von { $place }
chip-age = Für Alter { $age }
chip-capacity = Platz für { $capacity } Personen
walk = etwa { $minutes } Min. zu Fuß
whole-district = Ganz { $district }
instead = Ohne „{ $filter }“ gäbe es:
instead-nearest = Am nächsten ohne „{ $filter }“:
without-filter = Ohne „{ $filter }“ anzeigen
unknown-hours = Öffnungszeiten
unknown-cost = Kosten
unknown-access = Zugang
place-unknown = Einen Ort namens „{ $place }“ kennen wir hier nicht. Prüfen Sie die Schreibweise oder wählen Sie einen Punkt auf der Karte.

results = { $count ->
    [one] { $shown } Ergebnis
   *[other] { $shown } Ergebnisse
}
results-here = in diesem Kartenausschnitt
of-them-without-place = { $count ->
    [one] davon { $shown } ohne Ort auf der Karte
   *[other] davon { $shown } ohne Ort auf der Karte
}
without-place = { $count ->
    [one] + { $shown } ohne Ort auf der Karte
   *[other] + { $shown } ohne Ort auf der Karte
}
more = Mehr anzeigen
first-page = Zum Anfang der Liste
empty-title = Hier wurde nichts gefunden
empty-view = In diesem Kartenausschnitt passt nichts zu den Filtern.
empty-filters = Zu den aktiven Filtern passt nichts.
empty-city = Diese Karte ist noch leer. Daten werden mit „okolica import“ geladen.
empty-whole-city = Ganze Stadt anzeigen
empty-clear = Filter löschen

status-postponed = verschoben
status-cancelled = abgesagt
status-done = vorbei
free = kostenlos
paid = kostenpflichtig
cost-unknown = Kosten unbekannt
ongoing = laufend
all-day = ganztägig
date-range = { $start } – { $end }
date-time = { $date }, { $time }
time-range = { $start }–{ $end }
until-date = bis { $date }
every-day = täglich
every-week = jede Woche: { $days }
every-weeks = alle { $interval } Wochen: { $days }
every-month = jeden Monat
every-month-on = am { $nth ->
    [1] ersten
    [2] zweiten
    [3] dritten
    [4] vierten
   *[other] letzten
} { $day ->
    [1] Montag
    [2] Dienstag
    [3] Mittwoch
    [4] Donnerstag
    [5] Freitag
    [6] Samstag
   *[7] Sonntag
} im Monat
every-year = jedes Jahr
repeats = wiederholt sich
repeats-from = { $rule }, ab { $start }
repeats-at = { $rule }, { $time }
more-dates = und weitere Termine
first-date = Erster Termin: { $date }

weekday = { $day ->
    [1] Mo.
    [2] Di.
    [3] Mi.
    [4] Do.
    [5] Fr.
    [6] Sa.
   *[7] So.
}
month = { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
}
month-short = { $month ->
    [1] Jan.
    [2] Feb.
    [3] März
    [4] Apr.
    [5] Mai
    [6] Juni
    [7] Juli
    [8] Aug.
    [9] Sept.
    [10] Okt.
    [11] Nov.
   *[12] Dez.
}
date = { $day }. { $month }
date-weekday = { $weekday } { $day }. { $month }
date-weekday-year = { $weekday } { $day }. { $month } { $year }
date-year = { $day }. { $month } { $year }
ago-days = { $count ->
    [0] heute
    [1] gestern
   *[other] vor { $shown } Tagen
}
ago-weeks = { $count ->
    [one] vor einer Woche
   *[other] vor { $shown } Wochen
}
ago-months = { $count ->
    [one] vor einem Monat
   *[other] vor { $shown } Monaten
}
ago-years = { $count ->
    [one] vor einem Jahr
   *[other] vor { $shown } Jahren
}

fact-step_free-yes = stufenlos
fact-step_free-limited = teilweise stufenlos
fact-step_free-no = Stufen am Eingang
fact-toilet-yes = barrierefreie Toilette
fact-toilet-limited = teilweise barrierefreie Toilette
fact-toilet-no = keine barrierefreie Toilette
fact-hearing_loop-yes = Induktionsschleife
fact-hearing_loop-limited = teilweise Induktionsschleife
fact-hearing_loop-no = keine Induktionsschleife
fact-quiet-yes = ruhig
fact-quiet-limited = zeitweise laut
fact-quiet-no = laut
fact-parking-yes = Behindertenparkplätze
fact-parking-limited = einige Behindertenparkplätze
fact-parking-no = keine Behindertenparkplätze
fact-name-step_free = stufenloser Zugang
fact-name-toilet = Toilette
fact-name-hearing_loop = Induktionsschleife
fact-name-quiet = Ruhe
fact-name-parking = Behindertenparkplätze
access-unknown = Nicht bekannt: { $facts }

kind-space = Ort
kind-initiative = Initiative
unnamed = Ohne Namen
back-to-list = Zurück zur Liste
open-page = Seite öffnen
show-on-map = Auf der Karte zeigen
directions = Weg dorthin
section-when = Wann
section-where = Wo
section-access = Für wen und wie zugänglich
section-cost = Kosten und Anmeldung
section-about = Beschreibung
section-offer = Räume und Ausstattung
section-who = Träger
section-contact = Kontakt
hours = Öffnungszeiten
hours-unknown = Die Öffnungszeiten kennen wir nicht.
hours-always = Tag und Nacht, täglich
hours-public-holidays = Feiertage
hours-school-holidays = Schulferien
hours-closed = geschlossen
hours-open = geöffnet
hours-not-sure = nicht sicher
hours-dawn = Morgendämmerung
hours-sunrise = Sonnenaufgang
hours-sunset = Sonnenuntergang
hours-dusk = Abenddämmerung
hours-week = Woche
hours-easter = Ostern
hours-otherwise = sonst: { $hours }
closed-now = Geschlossen { $period }
closed-from = ab { $date }
closed-until = bis { $date }
host-closed = Hinweis: „{ $name }“ ist geschlossen { $period }
host-closed-ask = Fragen Sie den Veranstalter, ob es stattfindet.
host-closed-then = der Ort ist dann geschlossen
no-position = Ohne Ort auf der Karte: online, stadtweit, oder wir wissen nicht wo.
stated-district = laut Quelle
at-space = Ort: { $name }
ages-between = { $min } bis { $max } Jahre
ages-from = ab { $min } Jahren
ages-to = bis { $max } Jahre
spoken = Sprachen: { $languages }
language-name = { $code ->
    [pl] Polnisch
    [en] Englisch
    [uk] Ukrainisch
    [be] Belarussisch
    [ru] Russisch
    [de] Deutsch
    [vi] Vietnamesisch
    [fr] Französisch
    [es] Spanisch
    [pso] Polnische Gebärdensprache (PJM)
   *[other] { $code }
}
registration-required = Eine Anmeldung ist nötig.
registration-none = Ohne Anmeldung, kommen Sie einfach vorbei.
registration-unknown = Ob eine Anmeldung nötig ist, wissen wir nicht.
registration-deadline = Anmeldung bis { $date }.
register = Anmelden
booking = So können Sie buchen
capacity = { $count ->
    [one] { $shown } Person
   *[other] { $shown } Personen
}
programme = Programm: { $name }
funding = Förderung: { $amount }
funding-year = Förderung ({ $year }): { $amount }
website = Website
image = Bild
source = Quelle: { $name }
licence = Lizenz: { $name }
confirmed = Zuletzt bestätigt: { $ago }.
updated = Zuletzt geändert: { $ago }.
report-mistake = Fehler melden
report-subject = Fehler: { $name }
report-body = Was stimmt nicht?
tags = Stichwörter

district-population = Einwohner: { $number }
district-population-source = { $source }, { $date }
district-area = Fläche: { $area } km²
district-show = Auf Karte und Liste zeigen
district-of = Stadtteil, { $city }

only-in = Diesen Text gibt es nur in einer Sprache: { $language }.
dates-over = Dies ist vorbei.
next-dates = Nächste Termine
date-instead = statt { $date }
date-short = { $day }.{ $month }.
open-now = Jetzt geöffnet.
open-until = Jetzt geöffnet, bis { $time }.
maybe-open = Vielleicht jetzt geöffnet, aber das ist nicht sicher.
opens-today = Jetzt geschlossen. Öffnet heute um { $time }.
opens-on = Jetzt geschlossen. Öffnet wieder: { $date }.
opens-perhaps = Jetzt geschlossen. Wann wieder geöffnet wird, ist nicht sicher.
closed-for-long = Jetzt und in den nächsten zwei Wochen geschlossen.
hours-unread = Diese Zeiten können wir nicht Tag für Tag ausrechnen. Sie stehen hier, wie sie angegeben wurden.
hours-all-day = rund um die Uhr
week-hours = Öffnungszeiten dieser Woche
week-day = Tag
today = heute
holiday = Feiertag
section-on-here = Was hier stattfindet
section-near = Was noch in der Nähe ist
confirmed-by = Zuletzt bestätigt: { $ago }, durch die Quelle: { $name }.
to-calendar = In den Kalender
directions-osm = Route in OpenStreetMap
share = Teilen
copied = Der Link ist kopiert.
copy-failed = Kopieren war nicht möglich:
share-mail = Per E-Mail senden
qr-alt = QR-Code mit der Adresse dieser Seite
qr-text = Die Adresse dieser Seite zum Kopieren oder Scannen:
subscribe = Diese Ansicht abonnieren:
feed-ics = Kalender (.ics)
feed-atom = Atom-Feed
feed-csv = Tabelle (.csv)
feed-geojson = GeoJSON

district-description = Was diese Woche und diesen Monat stattfindet: { $name }, { $city }.
district-week = Diese Woche
district-month = Später, bis { $date }
district-nothing-week = Für diese Woche haben wir nichts mehr gefunden.
district-nothing-month = Mehr haben wir vorerst nicht gefunden.
district-ongoing = Dauernd
district-more = { $count ->
    [one] und { $shown } weitere Initiative: auf Karte und Liste zeigen
   *[other] und { $shown } weitere Initiativen: auf Karte und Liste zeigen
}
district-spaces = Orte nach Kategorie
district-unplaced = In diesem Stadtteil, ohne Ort auf der Karte
district-parts = Teile des Stadtteils
district-print = Plakat für das Treppenhaus (A4)
poster-over = Diesen Monat in Ihrer Nähe
poster-until = In Ihrer Nähe, bis { $date }
poster-title = { $name }: was stattfindet
poster-more = { $count ->
    [one] und { $shown } weitere Initiative: Code scannen
   *[other] und { $shown } weitere Initiativen: Code scannen
}
poster-nothing = Termine kennen wir hier noch nicht. Scannen Sie einen Code, um zu sehen, was dauernd stattfindet.
poster-back = Zurück zur Seite des Stadtteils
poster-page = Alles auf der Seite
poster-page-alt = QR-Code mit der Adresse der Stadtteilseite
poster-calendar = In den Kalender Ihres Telefons
poster-calendar-alt = QR-Code mit der Adresse des Stadtteilkalenders
poster-date = Stand: { $date }.
poster-check = Termine ändern sich: Sehen Sie auf der Seite nach, bevor Sie losgehen.

star = Merken: { $name }
mine = Merkliste
mine-one = Merken
mine-none = Ihre Merkliste ist noch leer. Drücken Sie den Stern neben einem Namen, in der Liste oder auf einer Seite.
mine-scriptless = Ihr Browser führt die Merkliste und braucht dafür Skripte.
mine-trouble = Ihre Merkliste konnte nicht angezeigt werden. Sie ist auf diesem Gerät sicher.
mine-gone = { $count ->
    [one] { $shown } gemerkter Eintrag ist nicht mehr auf der Karte.
   *[other] { $shown } gemerkte Einträge sind nicht mehr auf der Karte.
}
mine-gone-remove = Aus der Merkliste entfernen
device = Auf diesem Gerät
device-privacy = Es wird nichts gespeichert, bis Sie einen Stern drücken oder den Schalter einschalten. Danach sind Merkliste und Kopien von Seiten nur in diesem Browser. Der Server wird nach Ihrer Merkliste nur gefragt, wenn Sie sie öffnen, behalten oder in einer Datei sichern.
keep = Letzte Ansicht auf diesem Gerät behalten
keep-hint = Die Seite öffnet sich dann auch ohne Verbindung: mit dem zuletzt angesehenen Gebiet, den geöffneten Seiten und Ihrer Merkliste.
keep-impossible = Der Browser erlaubt das hier nicht. Nötig sind eine sichere Verbindung (https) und ein normales, kein privates Fenster.
forget = Alles vergessen
export = Merkliste als Datei sichern
device-first = Gemerkt. Die Liste ist nur auf diesem Gerät.
device-full = Ihre Merkliste ist voll. Entfernen Sie etwas, um mehr zu merken.
device-refused = Der Browser erlaubt hier kein Speichern.
device-on = Eingeschaltet. Diese Ansicht öffnet sich auch ohne Verbindung.
device-off = Ausgeschaltet. Die Kopien der Seiten sind entfernt.
device-failed = Das ließ sich nicht einschalten. Versuchen Sie es noch einmal.
device-sure = Merkliste und Kopien von Seiten von diesem Gerät entfernen? Das lässt sich nicht rückgängig machen.
device-forgotten = Vergessen. Auf diesem Gerät ist nichts mehr von uns.
device-none = Ihre Merkliste ist noch leer.
device-saved = Ihre Merkliste ist in der Datei okolica.geojson.
offline-since = Keine Verbindung. Stand: { $when } ({ $ago }).
offline-title = Keine Verbindung
offline-text = Diese Seite ist nicht auf diesem Gerät. Sie öffnet sich, sobald die Verbindung wieder da ist.
offline-last = Letzte Ansicht zeigen
not-kept = Dieser Teil ist nicht auf diesem Gerät. Er erscheint, sobald die Verbindung wieder da ist.

privacy = Keine Cookies, kein Tracking.
statement-title = Erklärung zur Barrierefreiheit
statement-missing = (vom Betreiber nicht angegeben)
statement-operator-missing = Der Betreiber dieser Website, der keinen Namen angegeben hat,
statement-commits = verpflichtet sich, seine Website barrierefrei zu machen, wie es das polnische Gesetz vom 4. April 2019 über die digitale Barrierefreiheit von Websites und mobilen Anwendungen öffentlicher Stellen verlangt. Diese Erklärung gilt für die Website
statement-published = Website veröffentlicht am:
statement-changed = Letzte wesentliche Änderung am:
statement-status = Stand der digitalen Barrierefreiheit
statement-full = Die Website entspricht dem Gesetz über die digitale Barrierefreiheit.
statement-partial = Die Website entspricht dem Gesetz über die digitale Barrierefreiheit teilweise, wegen der unten genannten Mängel oder Ausnahmen.
statement-none = Die Website entspricht dem Gesetz über die digitale Barrierefreiheit nicht, aus den unten genannten Gründen.
statement-status-missing = Der Betreiber hat noch nicht angegeben, wie weit diese Website dem Gesetz über die digitale Barrierefreiheit entspricht.
statement-gaps = Nicht barrierefreie Inhalte
statement-gaps-missing = Der Betreiber hat noch nicht angegeben, welche Inhalte nicht barrierefrei sind und warum.
statement-prepared = Erstellung dieser Erklärung
statement-drawn-up = Erklärung erstellt am:
statement-reviewed = Erklärung zuletzt geprüft am:
statement-self = Die Erklärung beruht auf einer Selbstbewertung der öffentlichen Stelle.
statement-audit = Die Erklärung beruht auf einer Bewertung durch eine externe Stelle: { $name }.
statement-method-missing = Der Betreiber hat nicht angegeben, worauf die Erklärung beruht.
statement-keys = Tastenkürzel
statement-keys-text = Die üblichen Tastenkürzel des Browsers gelten. Auf der Karte außerdem:
statement-contact = Rückmeldung und Kontakt
statement-contact-text = Melden Sie hier Probleme mit der Barrierefreiheit dieser Website oder bitten Sie um barrierefreie Inhalte:
statement-person = Ansprechperson:
statement-email = E-Mail:
statement-phone = Telefon:
statement-procedure = Anträge und Beschwerden
statement-right = Alle haben das Recht zu verlangen, dass diese Website oder ein Teil davon digital barrierefrei wird oder dass sie die Information auf andere, zugängliche Weise erhalten.
statement-request = Der Antrag soll sagen, wer ihn stellt, welche Website oder welcher Teil gemeint ist und wie geantwortet werden soll. Wer einen anderen Zugang möchte, nennt ihn.
statement-deadline = Die öffentliche Stelle handelt unverzüglich, spätestens innerhalb von 7 Tagen. Ist das nicht möglich, teilt sie es mit und nennt einen neuen Termin, höchstens 2 Monate nach dem Antrag. Wo Barrierefreiheit nicht möglich ist, kann sie einen anderen Zugang anbieten.
statement-complaint = Lehnt die öffentliche Stelle den Antrag ab oder versäumt sie die Frist, können Sie sich bei ihr beschweren. Danach können Sie sich auch wenden an:
statement-ombudsman = Beauftragter für Bürgerrechte (Rzecznik Praw Obywatelskich)
statement-premises = Barrierefreiheit der Räume
statement-premises-missing = Der Betreiber hat die Barrierefreiheit seiner Räume noch nicht beschrieben.
statement-places = Die Barrierefreiheit der Orte auf der Karte steht auf deren eigenen Seiten.
statement-apps = Mobile Anwendungen
statement-apps-text = Dieser Dienst hat keine mobile Anwendung.

map = Karte
map-help = Pfeile: von Symbol zu Symbol. Eingabe: öffnen. Umschalt und Pfeile: Karte verschieben. Plus und Minus: Maßstab. Escape: zurück.
map-symbols = Symbole auf der Karte
map-needs-scripts = Die Karte braucht Skripte. Die Liste ist auch ohne sie vollständig.
zoom-in = Vergrößern
zoom-out = Verkleinern
locate = Meinen Standort zeigen
whole-city = Ganze Stadt
locating = Ihr Standort wird gesucht …
located = Das ist um Sie herum.
locate-denied = Der Browser erlaubt nicht, Ihren Standort zu lesen. Sie können das in seinen Einstellungen ändern oder die Karte verschieben.
locate-failed = Ihr Standort wurde nicht gefunden. Versuchen Sie es noch einmal oder verschieben Sie die Karte.
locate-outside = Sie sind außerhalb dieser Stadt. Die Karte bleibt, wo sie war.
you-are-here = Sie sind hier
legend = Legende
legend-space = Ort
legend-initiative = Initiative
legend-several = Mehrere zusammen; die Bögen sind die Anteile der Kategorien
attribution = Daten: { $city }
attribution-map = Karte: Leaflet
sheet-map = Karte
sheet-list = Liste
sheet-both = Beides
sheet-both-name = Beides: Liste und Karte
loading = Wird geladen …
load-failed = Die Ergebnisse konnten nicht geladen werden. Die Liste ist von { $time }.
map-failed = Ein Teil der Karte konnte nicht geladen werden.
try-again = Noch einmal versuchen
map-aggregate = { $count ->
    [one] { $shown } Eintrag
   *[other] { $shown } Einträge
}
map-announce = { $count ->
    [one] { $shown } Ergebnis auf der Karte
   *[other] { $shown } Ergebnisse auf der Karte
}
map-no-symbols = Hier sind keine Symbole. Verkleinern oder verschieben Sie die Karte.
map-spread = Um den Punkt verteilt: { $count }.

near-point = Nahe einem Punkt der Karte
located-near = Das ist in Ihrer Nähe. Der Standort wurde auf etwa 100 m gerundet.
choose-point = Drücken Sie auf die Karte, oder verschieben Sie sie mit den Pfeilen und drücken Sie die Eingabetaste für den Punkt in der Mitte. Escape beendet das.
locate-late = Die Suche nach Ihrem Standort dauerte zu lange. Versuchen Sie es noch einmal oder verschieben Sie die Karte.
list-shown = Angezeigt: { $count } von { $total }

planner = Planung
planner-title = Wer hat es zu weit?
planner-description = Welche Einwohner es zu welchen Orten zu weit haben und was das ändern würde. { $city }.
plan-question = Die Frage
plan-what = Welche Art von Ort
plan-any-place = Irgendein Ort
plan-several = Mehrere Arten: { $kinds }
plan-within = höchstens
plan-far = Wie weit
plan-unit = Meter oder Minuten
plan-unit-m = Meter
plan-unit-min = Minuten zu Fuß
plan-of = für
plan-who = Für wen
plan-who-all = alle
plan-who-0_14 = Kinder bis 14
plan-who-15_64 = Menschen von 15 bis 64
plan-who-65plus = Menschen ab 65
plan-when = Geöffnet wann
plan-when-any = gleich wann geöffnet
plan-when-evening = werktags abends geöffnet (18–22)
plan-when-saturday = samstags geöffnet
plan-when-sunday = sonntags geöffnet
plan-when-own = zu meinen Zeiten geöffnet
plan-by = nach
plan-set = Gebiete
plan-set-district = Stadtteile
plan-show = Anzeigen
plan-more = Weitere Bedingungen
plan-kinds = Mehrere Arten zugleich
plan-kinds-hint = Die angekreuzten zählen zusammen mit der Art im Satz. Eine Überschrift steht für alles darunter.
plan-conditions = Der Ort muss sein
plan-free = kostenlos
plan-verified = bestätigt innerhalb so vieler Monate
plan-tag = mit dem Stichwort
plan-own-hours = Meine Zeiten
plan-own-hint = Sie gelten, wenn oben „{ $choice }“ gewählt ist. Zeiten auf die halbe Stunde.
plan-days = Tage
plan-from = Von
plan-until = Bis
plan-walk = Der Weg
plan-speed = Tempo in km/h, für Minuten
plan-detour = Umwegfaktor
plan-detour-hint = Um wie viel der Weg länger ist als die Luftlinie: meist 1,2 bis 1,4. Straßen werden nicht berücksichtigt, deshalb werden Menschen zwischen „sicher“ und „sicher nicht“ getrennt als unsicher gezählt.
plan-kappa = Abneigung gegen Ungleichheit, je Meter
plan-time = Zeitpunkt
plan-as-of = Nach dem Datenstand vom
plan-compare = Vergleichen mit
plan-area = Nur innerhalb eines Polygons
plan-area-hint = Eckpunkte als Länge,Breite mit Strichpunkten dazwischen. Mit Skripten können Sie es auf der Karte zeichnen oder eine GeoJSON-Datei öffnen.
plan-area-draw = Auf der Karte zeichnen
plan-area-open = GeoJSON-Datei öffnen
plan-presets = Fertige Fragen
plan-preset-source = Quelle: { $source }
plan-wrong = Damit konnten wir nichts anfangen: { $field } = „{ $value }“. Möglich ist: { $expected } Die Seite zeigt die Antwort ohne diese Angabe.
plan-right = { $field ->
    [within] Meter über 0, höchstens 50 000.
    [minutes] Minuten über 0, höchstens 600, insgesamt höchstens 50 km Weg, und keine Meter daneben.
    [speed] km/h von 0,5 bis 30, geschrieben mit Punkt: 4.5.
    [detour] ein Faktor von 1 bis 5, geschrieben mit Punkt: 1.3.
    [category] eine Art von Ort, die diese Karte hat.
    [access] step_free, toilet, hearing_loop oder quiet.
    [free] 1.
    [verified] ganze Monate von 1 bis 1200.
    [when] evening, saturday, sunday, oder Tage und Zeiten auf die halbe Stunde, etwa mo-fr.1700-2000.
    [who] all, 0_14, 15_64 oder 65plus.
    [set] eine Einteilung in Gebiete, die diese Karte hat.
    [area] 3 bis 1000 Eckpunkte Länge,Breite mit ; dazwischen, eines Polygons, das sich nicht selbst schneidet.
    [as_of] ein Tag seit Beginn dieser Karte, höchstens heute, etwa 2026-11-28, oder eine Nummer des Änderungsprotokolls.
    [compare] ein Tag seit Beginn dieser Karte, höchstens heute, etwa 2026-11-28, oder eine Nummer des Änderungsprotokolls.
    [day] heute oder ein Tag davor, etwa 2026-11-28.
    [kappa] eine Zahl je Meter von -1 bis unter 0, etwa -0.001.
    [scenario] höchstens 200 Änderungen: add:Länge,Breite, close:id oder hours:id:mo-fr.0800-2000, mit ; dazwischen.
   *[other] ein Wert, den diese Karte kennt.
}
plan-answer = Die Antwort
plan-headline = { $count ->
    [one] Mindestens { $shown } Person hat es zu weit ({ $share }).
   *[other] Mindestens { $shown } Menschen haben es zu weit ({ $share }).
}
plan-headline-uncertain = { $count ->
    [0] Für niemanden sonst ist es unsicher.
    [one] Für { $shown } weiteren Menschen hängt es vom Weg ab.
   *[other] Für { $shown } weitere Menschen hängt es vom Weg ab.
}
plan-headline-reached = { $count ->
    [one] { $shown } Person hat es nah genug.
   *[other] { $shown } Menschen haben es nah genug.
}
plan-nobody = Nach den Bevölkerungsdaten wohnt hier niemand, also ist niemand zu erreichen.
plan-no-population = Für diese Stadt gibt es noch keine Bevölkerungsdaten, deshalb lassen sich Menschen nicht zählen, nur Flächen und Orte. Laden Sie die Daten mit „okolica import population“.
plan-no-group = Wie viele Menschen dieses Alters wo wohnen, ist hier nicht bekannt. Fragen Sie stattdessen nach allen.
plan-no-places = Kein Ort passt zur Frage, also hat es niemand nah genug.
plan-places-count = { $count ->
    [one] { $shown } Ort passt zur Frage.
   *[other] { $shown } Orte passen zur Frage.
}
plan-places-unknown = { $count ->
    [one] { $shown } weiterer passt vielleicht, uns fehlen Angaben. Menschen in seiner Nähe zählen als zu weit entfernt.
   *[other] { $shown } weitere passen vielleicht, uns fehlen Angaben. Menschen in ihrer Nähe zählen als zu weit entfernt.
}
plan-table = Gebiete
plan-table-caption = Zahlen nach Gebiet
plan-area-name = Gebiet
plan-city = Ganze Stadt
plan-city-note = Die Stadt zählt als ein Gebiet, nicht als Summe: Menschen in zwei Gebieten zählen einmal.
plan-sort-up = Nach { $what } sortieren, kleinste zuerst
plan-sort-down = Nach { $what } sortieren, größte zuerst
plan-sort-name = Nach Namen sortieren
plan-columns = Spalten der Tabelle
plan-change = Änderung
plan-gain = { $count ->
    [one] +{ $shown } Person gewinnt
   *[other] +{ $shown } Menschen gewinnen
}
plan-loss = { $count ->
    [one] −{ $shown } Person verliert
   *[other] −{ $shown } Menschen verlieren
}
plan-same = keine Änderung
plan-compared-of = { $what } am { $date }
plan-no-value = –
plan-download = Herunterladen
plan-report = Bericht zum Drucken (A4)
plan-link = Dauerhafter Link
plan-csv = Tabelle (CSV)
plan-xlsx = Tabelle (XLSX)
plan-geojson = Karte (GeoJSON)
plan-json = Alle Zahlen (JSON)
plan-map = Karte
plan-map-needs-scripts = Die Karte und das sofortige Rechnen brauchen Skripte. Alle Zahlen stehen in den Tabellen, und Änderungen lassen sich mit den Formularen unten ausprobieren.
plan-map-help = Pfeile verschieben die Karte, Plus und Minus ändern den Maßstab. Eingabe fügt in der Kartenmitte einen Ort hinzu.
plan-map-label = Karte, wer es nah genug hat. Die Tabellen daneben sagen dasselbe.
plan-legend-reached = nah genug
plan-legend-uncertain = unsicher: hängt vom Weg ab
plan-legend-not-reached = zu weit
plan-legend-place = passender Ort
plan-legend-maybe = vielleicht passender Ort
plan-legend-added = hinzugefügter Ort
plan-legend-closed = geschlossener Ort
plan-legend-gap = Lücke, in der Menschen wohnen
plan-legend-none = keine Daten
plan-legend-to = bis { $to }
plan-legend-between = über { $from } bis { $to }
plan-legend-over = über { $from }
plan-colour-by = Gebiete einfärben nach
plan-colour-cells = nichts: zeigen, wo Menschen es nah genug haben
plan-classes = Klassen
plan-classes-cut-offs = feste Grenzen
plan-classes-quantiles = Fünftel der Gebiete
plan-classes-note = Für diese Zahl gibt es keine festgelegten Grenzen, deshalb sind die Klassen Fünftel der Gebiete.
plan-what-if = Was wäre, wenn
plan-what-if-intro = Probieren Sie eine Änderung aus: Alle Zahlen dieser Seite folgen ihr. Gespeichert wird nichts; der Link behält sie.
plan-changed = Die Daten haben sich geändert, seit diese Seite geöffnet wurde.
plan-again = Neu berechnen
plan-scenario-banner = Sie sehen ein Szenario, nicht den heutigen Stand.
plan-undo = Letzte Änderung zurücknehmen
plan-reset = Zurück zum heutigen Stand
plan-add = Ort hinzufügen
plan-add-on-map = Auf der Karte hinzufügen
plan-add-hint = Drücken Sie auf die Karte oder geben Sie die Lage ein.
plan-lon = Länge
plan-lat = Breite
plan-add-here = Hinzufügen
plan-close = Ort schließen
plan-close-it = Schließen
plan-reopen = Zurücknehmen
plan-hours = Andere Zeiten für einen Ort
plan-hours-set = Zeiten setzen
plan-which = Welcher Ort
plan-changes = Änderungen dieses Szenarios
plan-change-add = Neuer Ort bei { $lat }, { $lon }
plan-change-close = Geschlossen: { $name }
plan-change-hours = Andere Zeiten: { $name }, { $hours }
plan-place-total = { $count ->
    [one] { $shown } Person hat ihn nah genug
   *[other] { $shown } Menschen haben ihn nah genug
}
plan-place-only = { $count ->
    [one] davon { $shown } nur durch diesen Ort
   *[other] davon { $shown } nur durch diesen Ort
}
plan-move-north = 50 m nach Norden
plan-move-south = 50 m nach Süden
plan-move-west = 50 m nach Westen
plan-move-east = 50 m nach Osten
plan-closing = Wenn dieser schließt
plan-closing-intro = Wie viele Menschen ihren einzigen nahen Ort verlören.
plan-closing-lose = verlieren ihren einzigen
plan-closing-total = haben ihn nah genug
plan-closing-none = Kein Ort ist für jemanden der einzige.
plan-place = Ort
plan-sites = Wo als Nächstes
plan-sites-intro = Die besten neuen Orte: Sie bringen den meisten Menschen einen nahen Ort, alle bestehenden bleiben.
plan-sites-count = Wie viele neue Orte
plan-sites-find = Suchen
plan-sites-rank = Rang
plan-sites-place = Wo
plan-sites-marginal = zusätzlich erreichte Menschen
plan-sites-total = Menschen in der Nähe
plan-sites-add = Alle zum Szenario hinzufügen
plan-sites-proven = Bewiesen: Keine andere Wahl von { $count } erreicht unter diesen Bedingungen mehr Menschen.
plan-sites-bound = Das Beste, was gefunden wurde. Bewiesen ist, dass keine Wahl unter diesen Bedingungen mehr als { $bound } Menschen zusätzlich erreicht.
plan-sites-where = Wo sie stehen dürfen
plan-sites-anywhere = überall, in einem Raster
plan-sites-grid = in einem Raster von { $step } m
plan-sites-spaces = an anderen Orten, die es schon gibt
plan-sites-least = Mindestens so viele % nah genug
plan-sites-in = in
plan-sites-every = jedem Gebiet
plan-sites-impossible = So wenige neue Orte schaffen das nicht: In { $area } bringt keine Wahl mehr als { $most } Menschen einen nahen Ort.
plan-sites-impossible-all = So wenige neue Orte können nicht so viele Menschen erreichen.
plan-sites-not-found = Es wurde nichts gefunden, das so viele erreicht. Dass es nichts gibt, ist nicht bewiesen.
plan-sites-many = Es stehen zu viele Orte zur Wahl. Wählen Sie ein gröberes Raster.
plan-sites-none = Kein neuer Ort würde weitere Menschen erreichen.
plan-curve = Verlauf der Abdeckung
plan-curve-intro = Welcher Anteil der Menschen in welcher Entfernung einen Ort hat, nach Luftlinie.
plan-curve-distance = Entfernung
plan-curve-share = Anteil der Menschen
plan-curve-table = Der Verlauf als Tabelle
plan-hours-week = Stunden der Woche
plan-hours-week-intro = Wie viele der Orte in jeder Stunde einer gewöhnlichen Woche geöffnet sind.
plan-matrix = Arten von Orten nach Gebiet
plan-matrix-intro = Einträge je 10 000 Menschen, nach Art.
plan-matrix-empty = keine in { $areas }
plan-matrix-kind = Art
plan-ledger = Wer nutzt Nachbargebiete?
plan-ledger-intro = Menschen, die nur Orte anderer Gebiete nah genug haben: wo sie wohnen (Zeilen) und wo ihr nächster Ort ist (Spalten).
plan-ledger-lives = Wohnt in
plan-ledger-outside = außerhalb
plan-doubt = Lücke oder unbekannt?
plan-doubt-intro = Was wir nicht wissen und welche Zahlen das schwächt.
plan-doubt-hours = { $share } der Orte nennen nicht alle Öffnungszeiten. Fragen nach einer Zeit der Woche zählen sie als geschlossen.
plan-doubt-stale = { $share } der Orte wurden in den letzten 12 Monaten nicht bestätigt.
plan-doubt-people = { $count ->
    [one] { $shown } Zelle verschweigt ihre Einwohner. Sie sind in keiner Zahl.
   *[other] { $shown } Zellen verschweigen ihre Einwohner. Sie sind in keiner Zahl.
}
plan-doubt-spread = Die Menschen sind gleichmäßig über die Stadtteile verteilt, weil es keine Bevölkerungszellen gibt. Alle Zahlen sind grob.
plan-doubt-far = { $count ->
    [one] { $shown } Ort liegt weit außerhalb der Gebiete.
   *[other] { $shown } Orte liegen weit außerhalb der Gebiete.
}
plan-doubt-pile = { $count ->
    [one] Auf { $shown } Koordinate liegen viele Orte: vielleicht eine Ersatzadresse.
   *[other] Auf { $shown } Koordinaten liegen viele Orte: vielleicht Ersatzadressen.
}
plan-doubt-vanished = Von dieser Art gab es vor einem Monat Orte, jetzt keine mehr: { $kinds }
plan-doubt-none = Hier schwächt nichts die Zahlen.
plan-how = Wie gezählt wird
plan-how-text = Entfernungen sind Luftlinien auf dem Ellipsoid WGS84. Nah genug: Linie × Umwegfaktor ≤ Grenze. Unsicher: Linie ≤ Grenze. Zu weit: Linie > Grenze; kein Weg ist kürzer als die Linie, diese Zahl kann also nur zu klein sein.
plan-how-limit = Grenze: { $limit }; Umwegfaktor { $detour }; sicher bis { $sure } Luftlinie.
plan-how-population = Bevölkerung: { $sources }.
plan-glossary = Was jede Zahl bedeutet
plan-unit-of = Einheit: { $unit }
plan-unit-people = Menschen
plan-unit-count = Anzahl
plan-unit-mean = Anzahl, Mittelwert
plan-unit-share = Prozent der Menschen
plan-unit-metres = Meter Luftlinie
plan-unit-km2 = Quadratkilometer
plan-unit-index = 0 bis 1
plan-source-of = Quelle: { $source }
plan-limits-of = Einschränkungen: { $limits }
plan-live = Die Zahlen folgen Ihrer Änderung.
plan-live-failed = Das sofortige Rechnen konnte nicht starten. Die Formulare gehen weiterhin.
plan-selected = Gewähltes Gebiet: { $name }
plan-selected-clear = Ganze Stadt zeigen
plan-all-figures = Alle Zahlen
plan-reason-nobody-lives-there = hier wohnt niemand
plan-reason-population-unknown = Einwohner unbekannt
plan-reason-no-places = kein Ort passt
plan-reason-fewer-than-3-places = weniger als drei Orte
plan-reason-no-facilities = keine Einträge
plan-reason-no-capacity = Plätze unbekannt
plan-reason-no-area = keine Fläche
plan-figure = Zahl
plan-value = Wert
plan-day = Tag
plan-date-hint = Ein Datum wie 2026-06-30 oder eine Nummer des Änderungsprotokolls.
plan-area-corners = Eckpunkte
plan-limit-minutes = { $minutes } Min. bei { $speed } km/h, { $limit }
plan-matrix-missing = Was wo fehlt
plan-doubt-outside = { $count ->
    [one] { $shown } Person wohnt außerhalb aller Gebiete und ist in keiner Zahl.
   *[other] { $shown } Menschen wohnen außerhalb aller Gebiete und sind in keiner Zahl.
}
plan-drawing = Drücken Sie Ecke für Ecke auf die Karte, oder verschieben Sie sie und drücken Sie die Eingabetaste für ihre Mitte. Noch einmal auf die Schaltfläche beendet; Escape bricht ab.
plan-area-too-many = Dieses Polygon hat zu viele Eckpunkte für einen Link: höchstens 1000. Größere, bis 10 000, können Sie unter /api/coverage abfragen.
plan-area-several = Diese Datei hat mehrere Polygone oder eines mit Loch. Ein Link fasst eines ohne Löcher; andere können Sie unter /api/coverage abfragen.
plan-area-unread = In dieser Datei ist kein Polygon.
plan-trend = Die letzten zwölf Monate
plan-trend-intro = Welcher Anteil der Menschen es am Ende jedes Monats nah genug hatte, nach dem damaligen Stand dieser Karte. Ohne die Änderungen eines Szenarios.
plan-trend-show = Verlauf zeigen
plan-trend-short = Diese Karte ist jünger als ein Monat: Es gibt erst einen Tag zu zeigen.
plan-later = Die Suche läuft.
plan-later-show = Anzeigen, sobald gefunden
plan-drawn = { $figure }, auf einer Karte der Gebiete. Die Tabelle sagt dasselbe.
plan-flows = Wer Nachbargebiete nutzt, auf der Karte
plan-flows-intro = Eine Linie führt vom Wohngebiet zum Gebiet, dessen Orte genutzt werden. Je dicker, desto mehr Menschen; die Zahl sagt, wie viele. Die Tabelle daneben sagt dasselbe.
plan-flows-none = Niemand ist auf Orte eines anderen Gebiets angewiesen.

report-title = Bericht: { $name }
report-back = Zurück zur Planung
report-stand = { $city }, Stand: { $date }, Änderung Nummer { $number }
report-number = Datenstand (Nummer der Änderung)
report-yes = ja
report-without = ohne die Änderung
report-data = Woraus das gemacht ist
report-edition = { $what }: zuletzt geändert am { $date } (Änderung Nummer { $number })
report-edition-districts = Gebiete
report-edition-population = Bevölkerung
report-edition-categories = Arten von Orten
report-people-cells = Menschen werden nach Bevölkerungszellen gezählt.
report-people-spread-evenly = Es gibt keine Bevölkerungszellen: Die Summen der Gebiete sind gleichmäßig verteilt, deshalb sind alle Zahlen grob.
report-people-none = Wie viele Menschen wo wohnen, ist nicht bekannt.
report-again = Dieselben Zahlen jederzeit wieder, was sich auch auf der Karte ändert:
report-no-link = Das gezeichnete Gebiet hat zu viele Eckpunkte für einen Link, deshalb lässt sich dieser Bericht nicht über einen Link wieder aufrufen.
report-code = QR-Code mit der Adresse dieses Berichts

source-pop = die unter „Wie gezählt wird“ genannten Bevölkerungsdaten
source-own = Definition dieses Dienstes, siehe docs/coverage.md
source-geo = geodätische Linie auf WGS84, Karney 2013
source-kp = Kolm-Pollak, gleichverteiltes Äquivalent: Logan und andere 2021
source-sfca = Two-Step Floating Catchment Area: Luo und Wang 2003
source-gini = Gini 1912, nach Menschen gewichtet
source-laea = flächentreue Azimutalprojektion nach Lambert, exakte Vereinigung von Kreisen
limits-hidden = Menschen in Zellen mit verschwiegener Zahl sind nicht gezählt
limits-line = Flüsse, Bahnlinien und Treppen sind nicht bekannt, nur die Luftlinie; verschwiegene Menschen sind nicht gezählt
limits-border = Menschen nutzen auch Orte jenseits der Grenze; davon sagt die Zahl nichts
limits-unknown = sagt, wie viel besser es sein könnte, nicht, wie gut es ist
limits-kappa = hängt von der gewählten Abneigung gegen Ungleichheit ab; nur bei gleicher vergleichen
limits-data = nur so vollständig wie die Daten über Orte
limits-capacity = nur Orte, die ihre Platzzahl nennen
limits-none = keine nennenswerten
limits-empty = zählt Fläche, auch wo niemand wohnt
figure-population = Menschen
figure-population-means = Menschen der gewählten Gruppe, die im Gebiet wohnen.
figure-population-source = { source-pop }
figure-population-limits = { limits-hidden }
figure-not_reached = Zu weit
figure-not_reached-means = Menschen, deren Luftlinie zum nächsten passenden Ort länger als die Grenze ist. Kein Weg ist kürzer als die Linie, also haben es mindestens so viele zu weit.
figure-not_reached-source = { source-own }
figure-not_reached-limits = { limits-line }
figure-uncertain = Unsicher
figure-uncertain-means = Menschen, für die die Linie innerhalb der Grenze liegt, die Linie mal Umwegfaktor aber nicht: Es hängt vom Weg ab.
figure-uncertain-source = { source-own }
figure-uncertain-limits = { limits-line }
figure-reached = Nah genug
figure-reached-means = Menschen, für die sogar die Linie mal Umwegfaktor innerhalb der Grenze liegt.
figure-reached-source = { source-own }
figure-reached-limits = { limits-line }
figure-not_reached_share = Anteil zu weit
figure-not_reached_share-means = Menschen, die es zu weit haben, von allen der Gruppe im Gebiet.
figure-not_reached_share-source = { source-own }
figure-not_reached_share-limits = { limits-line }
figure-uncertain_share = Anteil unsicher
figure-uncertain_share-means = Menschen, für die es unsicher ist, von allen der Gruppe im Gebiet.
figure-uncertain_share-source = { source-own }
figure-uncertain_share-limits = { limits-line }
figure-reached_share = Anteil nah genug
figure-reached_share-means = Menschen, die es nah genug haben, von allen der Gruppe im Gebiet.
figure-reached_share-source = { source-own }
figure-reached_share-limits = { limits-line }
figure-reached_own_only = Nah genug durch eigene Orte
figure-reached_own_only-means = Menschen, die es nah genug hätten, wenn nur Orte des eigenen Gebiets zählten.
figure-reached_own_only-source = { source-own }
figure-reached_own_only-limits = { limits-border }
figure-reached_own_only_share = Anteil nah genug durch eigene Orte
figure-reached_own_only_share-means = Dasselbe, von allen Menschen der Gruppe im Gebiet.
figure-reached_own_only_share-source = { source-own }
figure-reached_own_only_share-limits = { limits-border }
figure-reached_perhaps = Nah genug, wenn alles Mögliche passt
figure-reached_perhaps-means = Menschen, die es nah genug hätten, wenn jeder Ort passte, dem nur Angaben fehlen.
figure-reached_perhaps-source = { source-own }
figure-reached_perhaps-limits = { limits-unknown }
figure-nearest_mean_m = Entfernung zum nächsten, Mittelwert
figure-nearest_mean_m-means = Die mittlere Luftlinie zum nächsten passenden Ort, jede Person zählt einmal.
figure-nearest_mean_m-source = { source-geo }
figure-nearest_mean_m-limits = { limits-line }
figure-nearest_median_m = Entfernung zum nächsten, Median
figure-nearest_median_m-means = Die Entfernung, die für die Hälfte der Menschen reicht.
figure-nearest_median_m-source = { source-geo }
figure-nearest_median_m-limits = { limits-line }
figure-nearest_p90_m = Entfernung zum nächsten, 9 von 10
figure-nearest_p90_m-means = Die Entfernung, die für neun von zehn Menschen reicht.
figure-nearest_p90_m-source = { source-geo }
figure-nearest_p90_m-limits = { limits-line }
figure-nearest_three_mean_m = Entfernung zu den nächsten drei
figure-nearest_three_mean_m-means = Die mittlere Luftlinie zu den drei nächsten Orten: wie viel Auswahl es in der Nähe gibt.
figure-nearest_three_mean_m-source = { source-geo }
figure-nearest_three_mean_m-limits = { limits-line }
figure-kolm_pollak_m = Gleichverteilte Entfernung
figure-kolm_pollak_m-means = Die Entfernung, die, hätten alle sie, so schlecht wäre wie die wirklichen Entfernungen. Lange Wege weniger zählen mehr als im Mittelwert.
figure-kolm_pollak_m-source = { source-kp }
figure-kolm_pollak_m-limits = { limits-kappa }
figure-facilities = Einträge im Gebiet
figure-facilities-means = Passende Orte, die im Gebiet eingetragen sind, auch mehrere an einer Adresse.
figure-facilities-source = { source-own }
figure-facilities-limits = { limits-data }
figure-facilities_perhaps = Vielleicht passende Einträge
figure-facilities_perhaps-means = Einträge im Gebiet, die nach allem Bekannten passen und den Rest nicht angeben.
figure-facilities_perhaps-source = { source-own }
figure-facilities_perhaps-limits = { limits-unknown }
figure-places = Orte im Gebiet
figure-places-means = Verschiedene Koordinaten passender Einträge im Gebiet.
figure-places-source = { source-own }
figure-places-limits = { limits-data }
figure-per_10000 = Einträge je 10 000 Menschen
figure-per_10000-means = Passende Einträge im Gebiet je 10 000 Menschen der Gruppe.
figure-per_10000-source = { source-own }
figure-per_10000-limits = { limits-border }
figure-places_in_reach_mean = Nahe Orte
figure-places_in_reach_mean-means = Wie viele verschiedene Orte eine Person im Mittel sicher nah genug hat.
figure-places_in_reach_mean-source = { source-own }
figure-places_in_reach_mean-limits = { limits-line }
figure-two_or_more_share = Anteil mit zwei oder mehr
figure-two_or_more_share-means = Menschen, die sicher mindestens zwei verschiedene Orte nah genug haben.
figure-two_or_more_share-source = { source-own }
figure-two_or_more_share-limits = { limits-line }
figure-kinds_in_reach_mean = Nahe Arten
figure-kinds_in_reach_mean-means = Wie viele Arten von Orten eine Person im Mittel sicher nah genug hat.
figure-kinds_in_reach_mean-source = { source-own }
figure-kinds_in_reach_mean-limits = { limits-data }
figure-capacity_per_1000 = Plätze je 1000 Menschen
figure-capacity_per_1000-means = Plätze in der Nähe, geteilt mit allen anderen, die sie nah genug haben, je 1000 Menschen.
figure-capacity_per_1000-source = { source-sfca }
figure-capacity_per_1000-limits = { limits-capacity }
figure-gini = Gini-Koeffizient
figure-gini-means = Wie ungleich die Plätze je Person verteilt sind: 0 heißt gleich für alle, 1 alles für eine.
figure-gini-source = { source-gini }
figure-gini-limits = { limits-capacity }
figure-area_km2 = Fläche
figure-area_km2-means = Die Größe des Gebiets.
figure-area_km2-source = { source-laea }
figure-area_km2-limits = { limits-none }
figure-covered_area_km2 = Abgedeckte Fläche
figure-covered_area_km2-means = Die Fläche, von der die Linie mal Umwegfaktor zu einem passenden Ort innerhalb der Grenze liegt.
figure-covered_area_km2-source = { source-laea }
figure-covered_area_km2-limits = { limits-empty }
figure-uncovered_area_km2 = Nicht abgedeckte Fläche
figure-uncovered_area_km2-means = Der Rest des Gebiets.
figure-uncovered_area_km2-source = { source-laea }
figure-uncovered_area_km2-limits = { limits-empty }
figure-confirmed_share = Kürzlich bestätigt
figure-confirmed_share-means = Einträge, die in den letzten 12 Monaten bestätigt wurden.
figure-confirmed_share-source = { source-own }
figure-confirmed_share-limits = { limits-data }
figure-stale_share = Länger nicht bestätigt
figure-stale_share-means = Einträge, die in den letzten 12 Monaten niemand bestätigt hat.
figure-stale_share-source = { source-own }
figure-stale_share-limits = { limits-data }
figure-hours_unknown_share = Zeiten unbekannt
figure-hours_unknown_share-means = Einträge, deren Öffnungszeiten nicht alle bekannt sind.
figure-hours_unknown_share-source = { source-own }
figure-hours_unknown_share-limits = { limits-unknown }

not-found-title = Diese Seite gibt es nicht
not-found-text = Die Adresse ist veraltet oder hat einen Tippfehler. Sehen Sie auf Karte und Liste nach.
refused-title = Das geht hier nicht
refused-text = Diese Seite nimmt eine solche Anfrage nicht an. Gehen Sie zurück zur Karte und versuchen Sie es noch einmal.
error-title = Bei uns ist etwas schiefgegangen
error-text = Versuchen Sie es gleich noch einmal. Wenn es wieder passiert, schreiben Sie uns.
to-the-map = Zur Karte

api-as-json = Als JSON
api-as-html = Als Seite
api-links = Links
api-about = Orte der Gemeinschaft, Initiativen und Stadtteile als offene Daten: für Karten, GIS-Programme und eigene Werkzeuge.
api-description = Beschreibung der API (OpenAPI 3.0)
api-docs = So benutzen Sie die API, mit Beispielen
api-conformance = Eingehaltene Standards
api-conformance-about = Teile von OGC-Standards, die dieser Dienst einhält.
api-class = Teil
api-collections = Sammlungen
api-collection = Sammlung
api-holds = Was darin ist
api-tiling = Kachelraster
api-tilesets = Kartenkacheln
api-tile = Kachel
api-scale = Maßstab 1 :
api-items-as-json = Objekte als GeoJSON
api-items-as-html = Objekte als Seite
api-queryables = Wonach Filter fragen können
api-queryables-about = Namen, die ein Filter in CQL2 vergleichen kann.
api-schema = Felder eines Objekts
api-page-of-item = Seite für Einwohner
api-next = Nächste Seite
api-counts = { $returned } von { $matched } angezeigt
api-id = Kennung
api-name = Name
api-value = Wert
api-more = Mehr
api-type = Typ
api-coordinates = Länge, Breite
api-spaces = Orte
api-spaces-about = Orte der Gemeinschaft mit ihrer Lage: Kulturzentren, Bibliotheken, Gärten, Werkstätten, Klubs.
api-initiatives = Initiativen
api-initiatives-about = Was Menschen gemeinsam tun: Veranstaltungen, Kurse, Gruppen, Aktionen.
api-items = Orte und Initiativen
api-items-about = Beides in einer Liste.
api-districts = Stadtteile
api-districts-about = Gebiete der Stadt mit ihren Grenzen. Der Parameter set wählt eine andere Einteilung.
api-categories = Kategorien
api-categories-about = Der Baum der Kategorien mit seinen Namen. Er hat keine Geometrie.

docs-title = So benutzen Sie die API
docs-connect = Ein Programm verbinden
docs-connect-text = Diese eine Adresse genügt jedem Programm, das OGC API – Features kennt:
docs-qgis = QGIS: Layer, Layer hinzufügen, WFS-/OGC-API-Features-Layer hinzufügen; eine neue Verbindung mit dieser Adresse.
docs-gdal = GDAL:
docs-token = Lesen dürfen alle. Änderungen brauchen das Token dieses Dienstes: Die Beispiele nehmen es aus der Variablen OKOLICA_TOKEN.
docs-examples = Beispiele
docs-read = Lesen
docs-landing = Wo alles beginnt: Links zu allem anderen.
docs-collections = Was es gibt.
docs-collection = Eine Sammlung: Inhalt, Ausdehnung und Bezugssysteme.
docs-items = Objekte, Seite für Seite: Folgen Sie dem Link next.
docs-bbox = Was in einem Rechteck liegt: West, Süd, Ost, Nord.
docs-filters = Die Filter der Karte: was diese Woche kostenlos ist.
docs-cql = Ein Filter in CQL2, der jedes Feld vergleicht.
docs-crs = Koordinaten in einem anderen System, hier EPSG:2180, Hochwert zuerst.
docs-feature = Ein Objekt. Sein ETag nennt seine Version.
docs-queryables = Die Namen, die Filter kennen.
docs-schema = Die Felder eines Objekts, als JSON Schema.
docs-search = Wörter, das Passendste zuerst; mit Anzahlen für jede Auswahl.
docs-changes = Was sich seit einer Nummer geändert hat, auch Löschungen. Behalten Sie next und fragen Sie wieder; oder senden Sie Accept: text/event-stream und bleiben Sie verbunden: Jede Änderung kommt, sobald sie veröffentlicht ist, und Last-Event-ID setzt fort, wo Sie waren.
docs-tiles = Kartenkacheln
docs-tilesets = Die Kachelsätze einer Sammlung.
docs-tileset = Was in den Kacheln ist und wo sie sind.
docs-tile = Eine Kachel als GeoJSON; ohne f ist es eine Vektorkachel. Die Zeile steht vor der Spalte.
docs-tilejson = Dasselbe für Webkarten: TileJSON.
docs-xyz = Dieselbe Kachel, wie Webkarten sie abrufen: Spalte vor Zeile. Auch als .mvt.
docs-matrix-sets = Die Kachelraster.
docs-matrix-set = Das Raster der Webkarten mit seinen Maßstäben.
docs-write = Ändern
docs-create = Fügt einen Ort hinzu. Der Header Location sagt, wo er ist.
docs-replace = Ersetzt einen Ort. Mit If-Match und dem gelesenen ETag geht keine fremde Änderung verloren.
docs-update = Ändert einzelne Felder; null entfernt eines.
docs-delete = Nimmt einen Ort von der Karte. Seine Geschichte bleibt.
docs-about-api = Über die API
docs-conformance = Die Teile der Standards, die hier gelten.
docs-openapi = All das für Maschinen: OpenAPI 3.0.
docs-errors = Wenn etwas falsch ist
docs-errors-text = Eine Antwort ab 400 ist JSON (RFC 9457): detail sagt es in Worten, errors nennt jedes Feld mit seinem Wert und dem, was richtig wäre. Unbekanntes wird nicht übergangen.
api-population = Bevölkerung
api-population-about = Punkte und Flächen mit der Zahl der Menschen, die dort wohnen. Zellen ohne bekannte Zahl sagen das.
docs-coverage = Wer eine Bibliothek nah genug hat, Stadtteil für Stadtteil; auch als f=csv oder f=xlsx.
docs-coverage-area = Dasselbe für ein selbst gezeichnetes Gebiet.
docs-coverage-cells = Wo Menschen wohnen, danach, ob sie es nah genug haben.
docs-coverage-gaps = Die Fläche, von der aus kein Ort nah genug ist, mit den Menschen, die dort wohnen.
docs-coverage-sites = Wo zwei neue Orte die meisten Menschen erreichen würden.

# Embed
copy-of = Kopie vom { $date }
embed-open = In Okolica öffnen
embed-all = { $count ->
    [one] Das { $shown } Ergebnis in Okolica
   *[other] Alle { $shown } Ergebnisse in Okolica
}
embed-whole = Alles zeigen
embed-close = Schließen
embed-fingers = Verschieben Sie die Karte mit zwei Fingern.
embed-wrong = Für Redaktionen: { $setting } bedeutet hier nichts. Erwartet: { $expected }.
embed-accent = Für Redaktionen: Die Farbe { $accent } ist auf hellem Grund schwer lesbar (Kontrast { $contrast }, nötig sind mindestens { $enough }), deshalb wird sie nicht verwendet.

# Pictures
picture-alt = Karte: { $name }
small-map-alt = Kleine Karte mit einer Markierung bei: { $name }. Führt zur großen Karte.
# Openings of embeds
counts-title = Wie oft die Karte anderswo geöffnet wurde
counts-about = Wie oft jede Karte auf Seiten von Ämtern und Organisationen geöffnet wurde, Tag für Tag. Gezählt werden nur Aufrufe: keine Adressen, keine Cookies, keine Kennungen. Die letzte Minute kann fehlen.
counts-csv = Alle Tage als CSV
counts-none = In diesen Tagen hat niemand eine eingebettete Karte geöffnet.
counts-by-embed = Nach Karte
counts-by-day = Nach Tag
counts-embed = Was sie zeigt
counts-today = Heute
counts-week = 7 Tage
counts-month = 30 Tage
counts-day = Tag
counts-opened = Aufrufe
counts-whole = Alles
counts-others = Alle anderen Karten zusammen

# Builder of embeds
builder-title = Die Karte auf Ihrer Website
builder-about = Wählen Sie, was die Karte zeigt und wie sie aussieht, und kopieren Sie den Code. Keine Cookies, kein Tracking, und eine einfache Liste, wo Skripte aus sind.
builder-form = Die Karte für Ihre Website
builder-what = Was sie zeigt
builder-how = Wie sie aussieht
builder-show = Anzeigen
builder-view = Teile
builder-view-both = Karte und Liste
builder-view-map = Karte
builder-view-list = Liste
builder-open = Besucher dürfen die Filter ändern
builder-lang = Sprache
builder-lang-auto = Die Sprache der Besucher
builder-heading = Titel über der Karte (bis 80 Zeichen)
builder-theme = Hell oder dunkel
builder-theme-auto = Wie auf dem Gerät eingestellt
builder-theme-light = Hell
builder-theme-dark = Dunkel
builder-accent = Farbe der Links und Schaltflächen, sechs Stellen wie 0b6b62
builder-max = Höchstzahl der Einträge in der Liste
builder-height = Höhe in Pixeln
builder-place = Wo die Karte beginnt
builder-place-about = Lassen Sie es leer, um alles oben Gewählte zu zeigen.
builder-place-name = Straße, Haltestelle oder Viertel
builder-zoom = Wie nah
builder-zoom-far = Teil der Stadt
builder-zoom-middle = Viertel
builder-zoom-near = Einige Straßen
builder-map = Oder genau: Zoom/Breite/Länge, wie in der Adresse der Karte
builder-no-place = Einen Ort namens „{ $name }“ kennen wir nicht. Die Karte beginnt mit allem Gewählten.
builder-wrong = { $setting } bedeutet hier nichts. Erwartet: { $expected }.
builder-accent-pale = Die Farbe { $accent } ist auf hellem Grund schwer lesbar: Ihr Kontrast ist { $contrast } zu 1, nötig sind { $enough }. Die Karte behält ihre eigene Farbe.
builder-accent-light = Auf hellem Grund hat { $accent } einen Kontrast von { $contrast } zu 1 (nötig sind { $enough }).
builder-accent-dark = Auf dunklem Grund hat sie { $contrast } zu 1.
builder-accent-tinted = Auf dunklem Grund wird sie zu { $accent } aufgehellt, das hat { $contrast } zu 1.
builder-preview = Vorschau
builder-updated = Vorschau und Code sind auf dem neuesten Stand.
builder-codes = Code für Ihre Website
builder-name = Karte der Orte und Initiativen: { $city }
builder-copy = Kopieren
builder-copied = Kopiert
builder-copy-failed = Ihr Browser lässt uns nicht kopieren. Der Code ist markiert: Kopieren Sie ihn mit der Tastatur.
builder-html = Beliebige HTML-Seite
builder-html-about = Fügen Sie dies dort ein, wo die Karte stehen soll. Die zweite Zeile macht den Rahmen so hoch wie seinen Inhalt; ohne sie bleibt die gewählte Höhe.
builder-component = Als eigenes Element
builder-component-about = Bis das Skript geladen ist, und wo es keines gibt, sehen Besucher einen einfachen Link. Die erste Zeile wird je Seite einmal gebraucht.
builder-wordpress = WordPress
builder-wordpress-about = Fügen Sie im Editor einen Block „Individuelles HTML“ hinzu und dies darin ein. Sie brauchen eine Rolle, die HTML speichern darf, etwa Redakteur oder Administrator.
builder-drupal = Drupal
builder-drupal-about = Wählen Sie das Textformat „Full HTML“ (Vollständiges HTML), drücken Sie im Editor „Quelle“ und fügen Sie dies ein.
builder-list = Nur die Liste, ohne Rahmen
builder-list-about = Ihr Server ruft diese Adresse ab und setzt die Antwort in die Seite: einfaches HTML ohne Stile und Skripte.
builder-link = Diese Auswahl wieder aufrufen
builder-link-about = Diese Adresse öffnet die Seite wie jetzt: Bewahren Sie sie auf oder senden Sie sie weiter.
