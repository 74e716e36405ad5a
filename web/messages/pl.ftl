# Teksty stron. Zwracamy się na „ty”, krótko i po ludzku.
# $count wybiera formę liczby, $shown to ta sama liczba gotowa do pokazania.

tagline = Miejsca i inicjatywy w okolicy
page-description = Mapa i lista: domy kultury, biblioteki, ogrody, warsztaty i to, co się w nich dzieje. { $city }.
skip-to-results = Przejdź do wyników
skip-to-content = Przejdź do treści
languages = Język
demo-banner = Demo: miasto zmyślone. Tych miejsc, ludzi i wydarzeń nie ma.

filters = Filtry
layer = Czego szukasz
layer-all = Wszystko
layer-spaces = Miejsca
layer-initiatives = Inicjatywy
categories = Kategorie
district = Dzielnica
district-any = Całe miasto
apply = Pokaż
chips = Włączone filtry
chip-remove = Usuń filtr: { $filter }
clear-all = Wyczyść wszystko
chip-area = Zaznaczony obszar
chip-near = Do { $distance } od punktu
chip-without-place = Bez miejsca na mapie
filter-gone = Tego filtra już nie ma: { $filter }. Pokazujemy wyniki bez niego.

search-label = Czego lub gdzie szukasz
search-placeholder = Co? Gdzie?
search-button = Szukaj
suggestions = Podpowiedzi
suggestions-count = { $count ->
    [one] { $shown } podpowiedź
    [few] { $shown } podpowiedzi
    [many] { $shown } podpowiedzi
   *[other] { $shown } podpowiedzi
}
suggestion-category = { $count ->
    [one] kategoria, { $shown } wynik
    [few] kategoria, { $shown } wyniki
    [many] kategoria, { $shown } wyników
   *[other] kategoria, { $shown } wyniku
}
suggestion-district = dzielnica
near-place = Blisko: { $place }
place-street = ulica
place-stop = przystanek
place-neighbourhood = osiedle
place-other = miejsce
chip-words = „{ $text }”
loosened = Prawie: { $what }
loosened-place = w okolicy: { $place }
loosened-typo = „{ $instead }” zamiast „{ $word }”
loosened-word = bez słowa „{ $word }”
loosened-filter = bez jednego z filtrów
may-fit = { $count ->
    [one] Jeszcze { $shown } może pasować, ale tego nie wiemy.
    [few] Jeszcze { $shown } mogą pasować, ale tego nie wiemy.
    [many] Jeszcze { $shown } może pasować, ale tego nie wiemy.
   *[other] Jeszcze { $shown } może pasować, ale tego nie wiemy.
}
may-fit-include = Pokaż także te
quick = Najczęściej szukane
more-filters = Więcej filtrów
near-me = Blisko mnie
when = Kiedy
when-any = Kiedykolwiek
when-2h = W ciągu 2 godzin
when-today = Dziś
when-tomorrow = Jutro
when-weekend = Weekend
when-week = Najbliższe 7 dni
from-day = Od
to-day = Do
from-date = od { $date }
open = Czynne lub w trakcie
open-any = Nieważne
open-now-filter = Czynne teraz
open-evening = Dziś wieczorem
open-weekend = W weekend
free-filter = Bezpłatne
registration-none-filter = Bez zapisów
for-whom = Co jest dla ciebie ważne
language-spoken = Język
language-any = Dowolny
age = Wiek
include-unknown = Także to, co może pasować, ale tego nie wiemy
past = Także to, co już było
other-set = Inne obszary: { $set }
near = Blisko miejsca
around = Ulica, przystanek lub osiedle
within = Nie dalej niż
near-privacy = „Blisko mnie” pyta przeglądarkę. Położenie zaokrąglamy do około 100 m, zanim zostanie wysłane.
chip-around = Do { $distance } od: { $place }
chip-age = Dla wieku { $age }
walk = pieszo około { $minutes } min
whole-district = Cała dzielnica: { $district }
instead = Bez filtra „{ $filter }” byłoby:
instead-nearest = Najbliżej bez filtra „{ $filter }”:
without-filter = Pokaż bez filtra „{ $filter }”
unknown-hours = godziny otwarcia
unknown-cost = koszt
unknown-access = dostępność
place-unknown = Nie znamy tu miejsca „{ $place }”. Sprawdź pisownię albo wskaż punkt na mapie.

results = { $count ->
    [one] { $shown } wynik
    [few] { $shown } wyniki
    [many] { $shown } wyników
   *[other] { $shown } wyniku
}
results-here = na widocznym fragmencie mapy
of-them-without-place = { $count ->
    [one] w tym { $shown } bez miejsca na mapie
    [few] w tym { $shown } bez miejsca na mapie
    [many] w tym { $shown } bez miejsca na mapie
   *[other] w tym { $shown } bez miejsca na mapie
}
without-place = { $count ->
    [one] + { $shown } bez miejsca na mapie
    [few] + { $shown } bez miejsca na mapie
    [many] + { $shown } bez miejsca na mapie
   *[other] + { $shown } bez miejsca na mapie
}
more = Pokaż następne
first-page = Wróć do początku listy
empty-title = Nic tu nie znaleźliśmy
empty-view = W tym fragmencie mapy nic nie pasuje do filtrów.
empty-filters = Nic nie pasuje do włączonych filtrów.
empty-city = Ta mapa jest jeszcze pusta. Dane wczytuje się poleceniem „okolica import”.
empty-whole-city = Pokaż całe miasto
empty-clear = Wyczyść filtry

status-postponed = przełożone
status-cancelled = odwołane
status-done = zakończone
free = bezpłatne
paid = płatne
cost-unknown = koszt nieznany
ongoing = stale
all-day = cały dzień
date-range = { $start } – { $end }
date-time = { $date }, { $time }
time-range = { $start }–{ $end }
until-date = do { $date }
every-day = codziennie
every-week = co tydzień: { $days }
every-weeks = co { $interval } tyg.: { $days }
every-month = co miesiąc
every-year = co roku
repeats = powtarza się
repeats-from = { $rule }, od { $start }
repeats-at = { $rule }, { $time }
more-dates = i inne terminy
first-date = Pierwszy termin: { $date }

weekday = { $day ->
    [1] pon.
    [2] wt.
    [3] śr.
    [4] czw.
    [5] pt.
    [6] sob.
   *[7] niedz.
}
month = { $month ->
    [1] stycznia
    [2] lutego
    [3] marca
    [4] kwietnia
    [5] maja
    [6] czerwca
    [7] lipca
    [8] sierpnia
    [9] września
    [10] października
    [11] listopada
   *[12] grudnia
}
month-short = { $month ->
    [1] sty
    [2] lut
    [3] mar
    [4] kwi
    [5] maj
    [6] cze
    [7] lip
    [8] sie
    [9] wrz
    [10] paź
    [11] lis
   *[12] gru
}
date = { $day } { $month }
date-weekday = { $weekday } { $day } { $month }
date-year = { $day } { $month } { $year }
ago-days = { $count ->
    [0] dzisiaj
    [1] wczoraj
    [few] { $shown } dni temu
    [many] { $shown } dni temu
   *[other] { $shown } dnia temu
}
ago-weeks = { $count ->
    [one] tydzień temu
    [few] { $shown } tygodnie temu
    [many] { $shown } tygodni temu
   *[other] { $shown } tygodnia temu
}
ago-months = { $count ->
    [one] miesiąc temu
    [few] { $shown } miesiące temu
    [many] { $shown } miesięcy temu
   *[other] { $shown } miesiąca temu
}
ago-years = { $count ->
    [one] rok temu
    [few] { $shown } lata temu
    [many] { $shown } lat temu
   *[other] { $shown } roku temu
}

fact-step_free-yes = bez progów
fact-step_free-limited = częściowo bez progów
fact-step_free-no = są schody
fact-toilet-yes = toaleta dostępna
fact-toilet-limited = toaleta częściowo dostępna
fact-toilet-no = bez dostępnej toalety
fact-hearing_loop-yes = pętla indukcyjna
fact-hearing_loop-limited = pętla indukcyjna częściowo
fact-hearing_loop-no = bez pętli indukcyjnej
fact-quiet-yes = spokojnie i cicho
fact-quiet-limited = bywa głośno
fact-quiet-no = głośno
fact-name-step_free = wejście bez progów
fact-name-toilet = toaleta
fact-name-hearing_loop = pętla indukcyjna
fact-name-quiet = cisza
access-unknown = Nie wiemy: { $facts }

kind-space = miejsce
kind-initiative = inicjatywa
unnamed = Bez nazwy
back-to-list = Wróć do listy
open-page = Otwórz stronę
show-on-map = Pokaż na mapie
directions = Jak dojechać
section-when = Kiedy
section-where = Gdzie
section-access = Dla kogo i dostępność
section-cost = Ile kosztuje i jak się zapisać
section-about = O tym
section-offer = Sale i wyposażenie
section-who = Kto prowadzi
section-contact = Kontakt
hours = Godziny otwarcia
hours-unknown = Godzin otwarcia nie znamy.
hours-always = całą dobę, codziennie
hours-public-holidays = święta
hours-school-holidays = ferie i wakacje
hours-closed = nieczynne
hours-open = czynne
hours-not-sure = nie wiadomo
hours-dawn = świt
hours-sunrise = wschód słońca
hours-sunset = zachód słońca
hours-dusk = zmierzch
hours-week = tydzień
hours-easter = Wielkanoc
closed-now = Nieczynne { $period }
closed-from = od { $date }
closed-until = do { $date }
no-position = Bez miejsca na mapie: online, w całym mieście albo nie wiemy gdzie.
stated-district = według źródła
at-space = W miejscu: { $name }
ages-between = wiek { $min }–{ $max }
ages-from = od { $min } lat
ages-to = do { $max } lat
spoken = Języki: { $languages }
language-name = { $code ->
    [pl] polski
    [en] angielski
    [uk] ukraiński
    [be] białoruski
    [ru] rosyjski
    [de] niemiecki
    [vi] wietnamski
    [fr] francuski
    [es] hiszpański
    [pso] polski język migowy (PJM)
   *[other] { $code }
}
registration-required = Trzeba się zapisać.
registration-none = Bez zapisów, wystarczy przyjść.
registration-unknown = Nie wiemy, czy trzeba się zapisać.
registration-deadline = Zapisy do { $date }.
register = Zapisz się
booking = Jak wynająć
capacity = { $count ->
    [one] { $shown } osoba
    [few] { $shown } osoby
    [many] { $shown } osób
   *[other] { $shown } osoby
}
programme = Program: { $name }
funding = Środki: { $amount }
funding-year = Środki ({ $year }): { $amount }
website = Strona
image = Zdjęcie
source = Źródło: { $name }
licence = licencja: { $name }
confirmed = Ostatnio potwierdzone { $ago }.
updated = Ostatnia zmiana { $ago }.
report-mistake = Zgłoś błąd
report-subject = Błąd: { $name }
report-body = Co jest nie tak?
tags = Słowa kluczowe

district-population = Mieszkańcy: { $number }
district-population-source = { $source }, { $date }
district-area = Powierzchnia: { $area } km²
district-show = Pokaż na mapie i liście
district-of = Dzielnica, { $city }

only-in = Ten tekst mamy tylko w języku: { $language }.
dates-over = To już się odbyło.
next-dates = Najbliższe terminy
date-instead = zamiast { $date }
date-short = { $day }.{ $month }
open-now = Teraz otwarte.
open-until = Teraz otwarte, do { $time }.
maybe-open = Teraz może być otwarte, ale to nie jest pewne.
opens-today = Teraz nieczynne. Otwarcie dzisiaj o { $time }.
opens-on = Teraz nieczynne. Najbliższe otwarcie: { $date }.
closed-for-long = Teraz nieczynne i przez najbliższe dwa tygodnie.
hours-unread = Tych godzin nie umiemy przeliczyć na dni. Pokazujemy je tak, jak je zapisano.
hours-all-day = całą dobę
week-hours = Godziny otwarcia w tym tygodniu
week-day = Dzień
today = dzisiaj
holiday = święto
section-on-here = Co się tu dzieje
section-near = Co jest w pobliżu
confirmed-by = Ostatnio potwierdzone { $ago } przez źródło: { $name }.
to-calendar = Do kalendarza
directions-osm = Trasa w OpenStreetMap
share-mail = Wyślij e-mailem
qr-alt = Kod QR z adresem tej strony
qr-text = Adres tej strony, do skopiowania albo zeskanowania:
subscribe = Subskrybuj ten widok:
feed-ics = Kalendarz (.ics)
feed-atom = Kanał Atom
feed-csv = Tabela (.csv)
feed-geojson = GeoJSON

district-description = Co się dzieje w tym tygodniu i miesiącu: { $name }, { $city }.
district-week = W tym tygodniu
district-month = Później, do { $date }
district-nothing-week = W tym tygodniu nic już nie znaleźliśmy.
district-nothing-month = Nic więcej na razie nie znaleźliśmy.
district-ongoing = Cały czas
district-more = { $count ->
    [one] i jeszcze { $shown } inicjatywa: pokaż na mapie i liście
    [few] i jeszcze { $shown } inicjatywy: pokaż na mapie i liście
    [many] i jeszcze { $shown } inicjatyw: pokaż na mapie i liście
   *[other] i jeszcze { $shown } inicjatywy: pokaż na mapie i liście
}
district-spaces = Miejsca według kategorii
district-unplaced = W tej dzielnicy, bez miejsca na mapie
district-parts = Części dzielnicy
district-print = Plakat na klatkę schodową (A4)
poster-over = W tym miesiącu blisko Ciebie
poster-until = Do { $date } blisko Ciebie
poster-title = { $name }: co się dzieje
poster-more = { $count ->
    [one] i jeszcze { $shown } inicjatywa: zeskanuj kod
    [few] i jeszcze { $shown } inicjatywy: zeskanuj kod
    [many] i jeszcze { $shown } inicjatyw: zeskanuj kod
   *[other] i jeszcze { $shown } inicjatywy: zeskanuj kod
}
poster-back = Wróć do strony dzielnicy
poster-page = Wszystko na stronie
poster-page-alt = Kod QR z adresem strony dzielnicy
poster-calendar = Do kalendarza w telefonie
poster-calendar-alt = Kod QR z adresem kalendarza dzielnicy
poster-date = Stan na { $date }.
poster-check = Terminy się zmieniają: sprawdź na stronie, zanim wyjdziesz.

star = Ulubione: { $name }
mine = Ulubione
mine-one = Ulubione
mine-none = Nie masz jeszcze ulubionych. Naciśnij gwiazdkę przy nazwie, na liście albo na stronie miejsca.
mine-scriptless = Ulubione trzyma przeglądarka, a do tego potrzebne są skrypty.
mine-trouble = Nie udało się pokazać ulubionych. Twoja lista jest bezpieczna na tym urządzeniu.
mine-gone = { $count ->
    [one] Z mapy zniknęła { $shown } ulubiona pozycja.
    [few] Z mapy zniknęły { $shown } ulubione pozycje.
    [many] Z mapy zniknęło { $shown } ulubionych pozycji.
   *[other] Z mapy zniknęło { $shown } ulubionych pozycji.
}
mine-gone-remove = Usuń z ulubionych
device = Na tym urządzeniu
device-privacy = Nic nie zapisujemy, dopóki nie naciśniesz gwiazdki albo nie włączysz przełącznika. Potem ulubione i kopie stron są tylko w tej przeglądarce. Serwer pytamy o ulubione dopiero wtedy, gdy je otwierasz, zachowujesz albo zapisujesz do pliku.
keep = Zachowaj ostatni widok na tym urządzeniu
keep-hint = Strona otworzy się też bez połączenia: z ostatnio oglądaną okolicą, otwieranymi stronami i ulubionymi.
keep-impossible = W tym oknie przeglądarka na to nie pozwala. Potrzebne są bezpieczne połączenie (https) i zwykłe, nie prywatne okno.
forget = Zapomnij wszystko
export = Zapisz ulubione do pliku
device-first = Dodano do ulubionych. Lista jest tylko na tym urządzeniu.
device-full = Lista ulubionych jest pełna. Usuń coś, żeby dodać więcej.
device-refused = Przeglądarka nie pozwala tu nic zapisać.
device-on = Włączone. Ten widok otworzy się też bez połączenia.
device-off = Wyłączone. Kopie stron usunięte.
device-failed = Nie udało się włączyć. Spróbuj ponownie.
device-sure = Usunąć z tego urządzenia ulubione i kopie stron? Tego nie da się cofnąć.
device-forgotten = Zapomniane. Na tym urządzeniu nic po nas nie zostało.
device-none = Nie masz jeszcze ulubionych.
device-saved = Ulubione są w pliku okolica.geojson.
offline-since = Brak połączenia. Stan z: { $when } ({ $ago }).
offline-title = Brak połączenia
offline-text = Tej strony nie ma na tym urządzeniu. Otworzy się, gdy wróci połączenie.
offline-last = Pokaż ostatni widok
not-kept = Tej części nie ma na tym urządzeniu. Pojawi się, gdy wróci połączenie.

privacy = Bez ciasteczek i bez śledzenia.
statement-title = Deklaracja dostępności
statement-missing = (operator nie podał)
statement-operator-missing = Operator tej strony, który nie podał swojej nazwy,
statement-commits = zobowiązuje się zapewnić dostępność swojej strony internetowej zgodnie z ustawą z dnia 4 kwietnia 2019 r. o dostępności cyfrowej stron internetowych i aplikacji mobilnych podmiotów publicznych. Deklaracja dotyczy strony internetowej
statement-published = Data publikacji strony internetowej:
statement-changed = Data ostatniej istotnej aktualizacji:
statement-status = Stan dostępności cyfrowej
statement-full = Strona internetowa jest zgodna z ustawą o dostępności cyfrowej.
statement-partial = Strona internetowa jest częściowo zgodna z ustawą o dostępności cyfrowej z powodu niezgodności lub wyłączeń wymienionych poniżej.
statement-none = Strona internetowa jest niezgodna z ustawą o dostępności cyfrowej z powodów wymienionych poniżej.
statement-status-missing = Operator nie podał jeszcze, w jakim stopniu ta strona jest zgodna z ustawą o dostępności cyfrowej.
statement-gaps = Treści niedostępne
statement-gaps-missing = Operator nie podał jeszcze, które treści są niedostępne i dlaczego.
statement-prepared = Przygotowanie deklaracji
statement-drawn-up = Data sporządzenia deklaracji:
statement-reviewed = Data ostatniego przeglądu deklaracji:
statement-self = Deklarację sporządzono na podstawie samooceny przeprowadzonej przez podmiot publiczny.
statement-audit = Deklarację sporządzono na podstawie oceny, którą przeprowadził podmiot zewnętrzny: { $name }.
statement-method-missing = Operator nie podał, na jakiej podstawie sporządzono deklarację.
statement-keys = Skróty klawiszowe
statement-keys-text = Działają standardowe skróty przeglądarki. Na mapie także:
statement-contact = Informacje zwrotne i dane kontaktowe
statement-contact-text = Problemy z dostępnością strony i żądania zapewnienia dostępności można zgłaszać tutaj:
statement-person = Osoba kontaktowa:
statement-email = E-mail:
statement-phone = Telefon:
statement-procedure = Obsługa wniosków i skarg
statement-right = Każdy ma prawo zażądać zapewnienia dostępności cyfrowej tej strony internetowej lub jakiegoś jej elementu. Można też zażądać udostępnienia informacji w inny, dostępny sposób.
statement-request = Żądanie powinno zawierać dane osoby zgłaszającej, wskazanie, o którą stronę internetową lub jej element chodzi, oraz sposób kontaktu. Jeśli chodzi o dostęp w inny sposób, trzeba go wskazać.
statement-deadline = Podmiot publiczny realizuje żądanie niezwłocznie, nie później niż w ciągu 7 dni. Jeśli nie może dotrzymać tego terminu, informuje o tym i podaje nowy, nie dłuższy niż 2 miesiące od zgłoszenia. Jeśli zapewnienie dostępności nie jest możliwe, może zaproponować dostęp w inny sposób.
statement-complaint = Jeśli podmiot publiczny odmówi albo nie dotrzyma terminu, można złożyć do niego skargę. Po wyczerpaniu tej drogi można także zwrócić się do
statement-ombudsman = Rzecznika Praw Obywatelskich
statement-premises = Dostępność architektoniczna
statement-premises-missing = Operator nie opisał jeszcze dostępności swojej siedziby.
statement-places = Dostępność miejsc z mapy opisują ich własne strony.
statement-apps = Aplikacje mobilne
statement-apps-text = Ten serwis nie ma aplikacji mobilnej.

map = Mapa
map-help = Strzałki: od symbolu do symbolu. Enter: otwórz. Shift i strzałki: przesuń. Plus i minus: przybliż i oddal. Escape: wróć.
map-symbols = Symbole na mapie
map-needs-scripts = Mapa działa z włączonymi skryptami. Lista jest kompletna i bez nich.
zoom-in = Przybliż
zoom-out = Oddal
locate = Pokaż, gdzie jestem
whole-city = Całe miasto
locating = Szukamy Twojego położenia…
located = Pokazujemy Twoją okolicę.
locate-denied = Przeglądarka nie pozwala odczytać położenia. Możesz to zmienić w jej ustawieniach albo przesunąć mapę.
locate-failed = Nie udało się ustalić położenia. Spróbuj ponownie albo przesuń mapę.
locate-outside = Jesteś poza tym miastem. Mapa zostaje tu, gdzie była.
you-are-here = Tu jesteś
legend = Legenda
legend-space = Miejsce
legend-initiative = Inicjatywa
legend-several = Kilka naraz; łuki pokazują udział kategorii
attribution = Dane: { $city }
attribution-map = Mapa: Leaflet
sheet-map = Mapa
sheet-list = Lista
sheet-both = Obie
sheet-both-name = Obie: lista i mapa
loading = Wczytujemy…
load-failed = Nie udało się wczytać wyników. Lista jest z godziny { $time }.
map-failed = Nie udało się wczytać części mapy.
try-again = Spróbuj ponownie
map-aggregate = { $count ->
    [one] { $shown } pozycja
    [few] { $shown } pozycje
    [many] { $shown } pozycji
   *[other] { $shown } pozycji
}
map-announce = { $count ->
    [one] { $shown } wynik na mapie
    [few] { $shown } wyniki na mapie
    [many] { $shown } wyników na mapie
   *[other] { $shown } wyniku na mapie
}
map-no-symbols = Na mapie nie ma tu żadnych symboli. Oddal albo przesuń mapę.
map-spread = Rozłożone wokół punktu: { $count }.

near-point = Blisko punktu na mapie
located-near = To jest blisko ciebie. Położenie zaokrągliliśmy do około 100 m.
choose-point = Wskaż punkt na mapie albo przesuń ją strzałkami i naciśnij Enter, żeby wybrać jej środek. Escape kończy.
locate-late = Ustalanie położenia trwało za długo. Spróbuj jeszcze raz albo przesuń mapę.
list-shown = Pokazane: { $count } z { $total }

not-found-title = Nie ma takiej strony
not-found-text = Adres jest nieaktualny albo wkradła się literówka. Poszukaj na mapie i liście.
refused-title = Tak się nie da
refused-text = Ta strona nie przyjmuje takiego zapytania. Wróć do mapy i spróbuj jeszcze raz.
error-title = Coś się u nas zepsuło
error-text = Spróbuj za chwilę. Jeśli to wróci, napisz do nas.
to-the-map = Przejdź do mapy

api-as-json = To samo jako JSON
api-as-html = To samo jako strona
api-links = Odnośniki
api-about = Miejsca sąsiedzkie, inicjatywy i dzielnice jako otwarte dane: do map, programów GIS i własnych narzędzi.
api-description = Opis API (OpenAPI 3.0)
api-docs = Jak korzystać z API, z przykładami
api-conformance = Spełniane standardy
api-conformance-about = Części standardów OGC, które spełnia ten serwis.
api-class = Część
api-collections = Kolekcje
api-collection = Kolekcja
api-holds = Co zawiera
api-tiling = Siatki kafelków
api-tilesets = Kafelki mapy
api-tile = Kafelek
api-scale = Skala 1 :
api-items-as-json = Obiekty jako GeoJSON
api-items-as-html = Obiekty jako strona
api-queryables = O co można pytać w filtrach
api-queryables-about = Nazwy, których można użyć w filtrze CQL2.
api-schema = Co zawiera obiekt
api-page-of-item = Strona dla mieszkańców
api-next = Następna strona
api-counts = Pokazano { $returned } z { $matched }
api-id = Identyfikator
api-name = Nazwa
api-value = Wartość
api-more = Więcej
api-type = Typ
api-coordinates = Długość i szerokość geograficzna
api-spaces = Miejsca
api-spaces-about = Miejsca sąsiedzkie na mapie: domy kultury, biblioteki, ogrody, pracownie, kluby.
api-initiatives = Inicjatywy
api-initiatives-about = To, co ludzie robią razem: wydarzenia, zajęcia, grupy, akcje.
api-items = Miejsca i inicjatywy
api-items-about = Oba rodzaje na jednej liście.
api-districts = Dzielnice
api-districts-about = Obszary miasta z granicami. Parametr set wybiera inny podział.
api-categories = Kategorie
api-categories-about = Drzewo kategorii z nazwami. Nie ma geometrii.

docs-title = Jak korzystać z API
docs-connect = Podłącz program
docs-connect-text = Ten jeden adres wystarczy każdemu programowi, który zna OGC API – Features:
docs-qgis = QGIS: Warstwa, Dodaj warstwę, Dodaj warstwę WFS / OGC API – Features; nowe połączenie z tym adresem.
docs-gdal = GDAL:
docs-token = Czytać może każdy. Zmiany wymagają tokena tego serwisu: przykłady biorą go ze zmiennej OKOLICA_TOKEN.
docs-examples = Przykłady
docs-read = Odczyt
docs-landing = Od tego się zaczyna: odnośniki do całej reszty.
docs-collections = Co tu jest.
docs-collection = Jedna kolekcja: co zawiera, jej zasięg i układy współrzędnych.
docs-items = Obiekty strona po stronie: idź za odnośnikiem next.
docs-bbox = To, co leży w prostokącie: zachód, południe, wschód, północ.
docs-filters = Filtry mapy: co jest bezpłatne w tym tygodniu.
docs-cql = Filtr w CQL2, który porównuje dowolne pole.
docs-crs = Współrzędne w innym układzie, tu EPSG:2180, najpierw x (północ).
docs-feature = Jeden obiekt. Jego ETag mówi, która to wersja.
docs-queryables = Nazwy, które znają filtry.
docs-schema = Pola obiektu jako JSON Schema.
docs-search = Słowa w kolejności najlepszego dopasowania; z liczbami dla każdego wyboru.
docs-changes = Co się zmieniło od danego numeru, razem z usunięciami. Zapamiętaj next i pytaj dalej.
docs-tiles = Kafelki mapy
docs-tilesets = Zestawy kafelków kolekcji.
docs-tileset = Co jest w kafelkach i gdzie one są.
docs-tile = Kafelek jako GeoJSON; bez f jest kafelkiem wektorowym. Wiersz stoi przed kolumną.
docs-tilejson = To samo dla map w sieci: TileJSON.
docs-xyz = Ten sam kafelek tak, jak proszą o niego mapy w sieci: kolumna przed wierszem. Także jako .mvt.
docs-matrix-sets = Siatki kafelków.
docs-matrix-set = Siatka map w sieci z jej skalami.
docs-write = Zmiany
docs-create = Dodaje miejsce. Nagłówek Location mówi, gdzie ono jest.
docs-replace = Zastępuje miejsce. Z If-Match i odczytanym ETag nie zginie niczyja zmiana.
docs-update = Zmienia pojedyncze pola; null usuwa pole.
docs-delete = Zdejmuje miejsce z mapy. Jego historia zostaje.
docs-about-api = O samym API
docs-conformance = Części standardów, które tu obowiązują.
docs-openapi = To wszystko dla maszyn: OpenAPI 3.0.
docs-errors = Gdy coś jest nie tak
docs-errors-text = Odpowiedź od 400 wzwyż to JSON (RFC 9457): detail mówi to słowami, errors wymienia każde pole z wartością i tym, co byłoby dobrze. Nic nieznanego nie jest pomijane.
api-population = Ludność
api-population-about = Punkty i obszary z liczbą mieszkańców. Gdy liczba nie jest znana, jest to powiedziane.
