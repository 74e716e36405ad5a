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
loosened-filter = bez filtra „{ $filter }”
may-fit = { $count ->
    [one] Kolejny { $shown } może pasować, brakuje o nim danych.
    [few] Kolejne { $shown } mogą pasować, brakuje o nich danych.
    [many] Kolejne { $shown } może pasować, brakuje o nich danych.
   *[other] Kolejne { $shown } może pasować, brakuje o nich danych.
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
open-any = Bez znaczenia
open-now-filter = Czynne teraz
open-evening = Dziś wieczorem
open-weekend = W weekend
free-filter = Bezpłatne
registration-none-filter = Bez zapisów
for-whom = Co jest dla ciebie ważne
language-spoken = Język
language-any = Dowolny
filter-age = Wiek
filter-capacity = Co najmniej osób
include-unknown = Także to, co może pasować, choć brakuje danych
past = Także to, co już było
other-set = Inne obszary: { $set }
near = Blisko miejsca
around = Ulica, przystanek lub osiedle
within = Nie dalej niż
near-privacy = „Blisko mnie” pyta przeglądarkę. Położenie zaokrąglamy do około 100 m, zanim zostanie wysłane.
chip-around = Do { $distance } od: { $place }
chip-age = Dla wieku { $age }
chip-capacity = Miejsce dla liczby osób: { $capacity }
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
every-month-on = w { $nth ->
    [1] { $day ->
        [3] pierwszą
        [6] pierwszą
        [7] pierwszą
       *[other] pierwszy
    }
    [2] { $day ->
        [3] drugą
        [6] drugą
        [7] drugą
       *[other] drugi
    }
    [3] { $day ->
        [3] trzecią
        [6] trzecią
        [7] trzecią
       *[other] trzeci
    }
    [4] { $day ->
        [3] czwartą
        [6] czwartą
        [7] czwartą
       *[other] czwarty
    }
   *[other] { $day ->
        [3] ostatnią
        [6] ostatnią
        [7] ostatnią
       *[other] ostatni
    }
} { $day ->
    [1] poniedziałek
    [2] wtorek
    [3] środę
    [4] czwartek
    [5] piątek
    [6] sobotę
   *[7] niedzielę
} miesiąca
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
date-weekday-year = { $weekday } { $day } { $month } { $year }
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

fact-step_free-yes = bez schodów i progów
fact-step_free-limited = częściowo bez schodów i progów
fact-step_free-no = schody przy wejściu
fact-toilet-yes = toaleta dostępna
fact-toilet-limited = toaleta częściowo dostępna
fact-toilet-no = bez dostępnej toalety
fact-hearing_loop-yes = pętla indukcyjna
fact-hearing_loop-limited = pętla indukcyjna częściowo
fact-hearing_loop-no = bez pętli indukcyjnej
fact-quiet-yes = spokojnie i cicho
fact-quiet-limited = bywa głośno
fact-quiet-no = głośno
fact-parking-yes = miejsca parkingowe dla osób z niepełnosprawnościami
fact-parking-limited = miejsca parkingowe dla osób z niepełnosprawnościami z ograniczeniami
fact-parking-no = bez miejsc parkingowych dla osób z niepełnosprawnościami
fact-name-step_free = wejście bez schodów i progów
fact-name-toilet = toaleta
fact-name-hearing_loop = pętla indukcyjna
fact-name-quiet = cisza
fact-name-parking = miejsca parkingowe dla osób z niepełnosprawnościami
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
section-about = Opis
section-offer = Sale i wyposażenie
section-who = Kto prowadzi
section-contact = Kontakt
hours = Godziny otwarcia
hours-unknown = Godzin otwarcia nie znamy.
hours-always = całą dobę, codziennie
hours-public-holidays = święta
hours-school-holidays = ferie i wakacje
hours-closed = zamknięte
hours-open = otwarte
hours-not-sure = nie wiadomo
hours-dawn = świt
hours-sunrise = wschód słońca
hours-sunset = zachód słońca
hours-dusk = zmierzch
hours-week = tydzień
hours-easter = Wielkanoc
hours-otherwise = poza tym: { $hours }
closed-now = Zamknięte { $period }
closed-from = od { $date }
closed-until = do { $date }
host-closed = Uwaga: „{ $name }” jest zamknięte { $period }
host-closed-ask = Zapytaj organizatora, czy spotkanie się odbędzie.
host-closed-then = miejsce jest wtedy zamknięte
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
opens-today = Teraz zamknięte. Otwarcie dzisiaj o { $time }.
opens-on = Teraz zamknięte. Najbliższe otwarcie: { $date }.
opens-perhaps = Teraz zamknięte. Nie jest pewne, kiedy będzie otwarte.
closed-for-long = Teraz zamknięte i przez najbliższe dwa tygodnie.
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
share = Udostępnij
copied = Link skopiowany.
copy-failed = Nie udało się skopiować:
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
poster-over = W tym miesiącu blisko ciebie
poster-until = Do { $date } blisko ciebie
poster-title = { $name }: co się dzieje
poster-more = { $count ->
    [one] i jeszcze { $shown } inicjatywa: zeskanuj kod
    [few] i jeszcze { $shown } inicjatywy: zeskanuj kod
    [many] i jeszcze { $shown } inicjatyw: zeskanuj kod
   *[other] i jeszcze { $shown } inicjatywy: zeskanuj kod
}
poster-nothing = Nie znamy tu jeszcze żadnych terminów. Zeskanuj kod i zobacz, co dzieje się stale.
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

planner = Planowanie
planner-title = Kto ma za daleko?
planner-description = Którzy mieszkańcy mają za daleko do jakich miejsc i co by to zmieniło. { $city }.
plan-question = Pytanie
plan-what = Jakie miejsce
plan-any-place = Dowolne miejsce
plan-several = Kilka rodzajów: { $kinds }
plan-within = nie dalej niż
plan-far = Jak daleko
plan-unit = Metry czy minuty
plan-unit-m = metrów
plan-unit-min = minut pieszo
plan-of = dla
plan-who = Dla kogo
plan-who-all = wszystkich
plan-who-0_14 = dzieci do 14 lat
plan-who-15_64 = osób 15–64 lat
plan-who-65plus = osób 65+
plan-when = Kiedy otwarte
plan-when-any = otwarte kiedykolwiek
plan-when-evening = otwarte wieczorem w dzień roboczy (18–22)
plan-when-saturday = otwarte w sobotę
plan-when-sunday = otwarte w niedzielę
plan-when-own = otwarte w moich godzinach
plan-by = według:
plan-set = Obszary
plan-set-district = dzielnice
plan-show = Pokaż
plan-more = Więcej warunków
plan-kinds = Kilka rodzajów naraz
plan-kinds-hint = Zaznaczone liczą się razem, z tym wybranym w zdaniu. Nagłówek oznacza wszystkie pod nim.
plan-conditions = Miejsce musi być lub mieć
plan-free = bezpłatne
plan-verified = potwierdzone w ciągu tylu miesięcy
plan-tag = ze słowem kluczowym
plan-own-hours = Moje godziny
plan-own-hint = Liczą się, gdy wyżej wybrano „{ $choice }”. Czas co pół godziny.
plan-days = Dni
plan-from = Od
plan-until = Do
plan-walk = Droga
plan-speed = Prędkość w km/h, dla minut
plan-detour = Współczynnik wydłużenia
plan-detour-hint = O ile droga jest dłuższa od linii prostej: zwykle 1,2 do 1,4. Nie znamy tu ulic, więc osoby między „na pewno” a „na pewno nie” liczymy osobno, jako niepewne.
plan-kappa = Awersja do nierówności, na metr
plan-time = Czas
plan-as-of = Dane na dzień
plan-compare = Porównaj z dniem
plan-area = Tylko w wielokącie
plan-area-hint = Wierzchołki jako długość,szerokość oddzielone średnikami. Ze skryptami można go narysować na mapie albo otworzyć plik GeoJSON.
plan-area-draw = Narysuj na mapie
plan-area-open = Otwórz plik GeoJSON
plan-presets = Gotowe pytania
plan-preset-source = Źródło: { $source }
plan-wrong = Nie mogliśmy tego użyć: { $field } = „{ $value }”. Dobrze byłoby: { $expected } Pokazujemy wynik bez tego.
plan-right = { $field ->
    [within] metry powyżej 0, najwyżej 50 000.
    [minutes] minuty powyżej 0, najwyżej 600, razem najwyżej 50 km drogi i bez metrów obok.
    [speed] km/h od 0,5 do 30.
    [detour] współczynnik od 1 do 5.
    [category] rodzaj miejsca, który jest na tej mapie.
    [access] step_free, toilet, hearing_loop, quiet lub parking.
    [free] 1.
    [verified] pełne miesiące od 1 do 1200.
    [when] evening, saturday, sunday albo dni i godziny co pół godziny, np. mo-fr.1700-2000.
    [who] all, 0_14, 15_64 lub 65plus.
    [set] zbiór obszarów, który jest na tej mapie.
    [area] od 3 do 1000 wierzchołków lon,lat rozdzielonych ; wielokąta, który sam się nie przecina.
    [as_of] dzień od początku tej mapy do dziś, np. 2026-11-28, albo numer zmiany.
    [compare] dzień od początku tej mapy do dziś, np. 2026-11-28, albo numer zmiany.
    [day] dziś lub dzień wcześniejszy, np. 2026-11-28.
    [kappa] liczba na metr od -1 do mniej niż 0, np. -0.001.
    [scenario] najwyżej 200 zmian: add:lon,lat, close:id lub hours:id:mo-fr.0800-2000, rozdzielonych ;.
   *[other] wartość, którą ta mapa zna.
}
plan-answer = Odpowiedź
plan-headline = { $count ->
    [one] Co najmniej { $shown } osoba ma za daleko ({ $share }).
    [few] Co najmniej { $shown } osoby mają za daleko ({ $share }).
    [many] Co najmniej { $shown } osób ma za daleko ({ $share }).
   *[other] Co najmniej { $shown } osoby ma za daleko ({ $share }).
}
plan-headline-uncertain = { $count ->
    [0] Nikt więcej nie jest niepewny.
    [one] Dla { $shown } kolejnej zależy to od drogi.
    [few] Dla { $shown } kolejnych zależy to od drogi.
    [many] Dla { $shown } kolejnych zależy to od drogi.
   *[other] Dla { $shown } kolejnych zależy to od drogi.
}
plan-headline-reached = { $count ->
    [one] W zasięgu jest { $shown } osoba.
    [few] W zasięgu są { $shown } osoby.
    [many] W zasięgu jest { $shown } osób.
   *[other] W zasięgu jest { $shown } osoby.
}
plan-nobody = Według danych o ludności nikt tu nie mieszka, więc nie ma kogo objąć zasięgiem.
plan-no-population = Nie ma jeszcze danych o ludności, więc nie możemy liczyć osób. Obszary i miejsca już tak. Dane wczytuje się poleceniem „okolica import population”.
plan-no-group = Nie wiadomo tu, ile osób w tym wieku gdzie mieszka, więc nie da się ich policzyć. Zapytaj o wszystkich.
plan-no-places = Żadne miejsce nie pasuje do pytania, więc nikt nie jest w zasięgu.
plan-places-count = { $count ->
    [one] Do pytania pasuje { $shown } miejsce.
    [few] Do pytania pasują { $shown } miejsca.
    [many] Do pytania pasuje { $shown } miejsc.
   *[other] Do pytania pasuje { $shown } miejsca.
}
plan-places-unknown = { $count ->
    [one] Może pasuje jeszcze { $shown }, brakuje o nim danych. Osoby w jego pobliżu liczymy do tych, które mają za daleko.
    [few] Może pasują jeszcze { $shown }, brakuje o nich danych. Osoby w ich pobliżu liczymy do tych, które mają za daleko.
    [many] Może pasuje jeszcze { $shown }, brakuje o nich danych. Osoby w ich pobliżu liczymy do tych, które mają za daleko.
   *[other] Może pasuje jeszcze { $shown }, brakuje o nich danych. Osoby w ich pobliżu liczymy do tych, które mają za daleko.
}
plan-table = Obszary
plan-table-caption = Liczby według obszaru
plan-area-name = Obszar
plan-city = Całe miasto
plan-city-note = Miasto liczymy jako jeden obszar, a nie jako sumę: osoba z dwóch obszarów liczy się raz.
plan-sort-up = Sortuj: { $what }, od najmniejszych
plan-sort-down = Sortuj: { $what }, od największych
plan-sort-name = Sortuj według nazwy
plan-columns = Kolumny tabeli
plan-change = Zmiana
plan-gain = { $count ->
    [one] +{ $shown } osoba zyskuje
    [few] +{ $shown } osoby zyskują
    [many] +{ $shown } osób zyskuje
   *[other] +{ $shown } osoby zyskuje
}
plan-loss = { $count ->
    [one] −{ $shown } osoba traci
    [few] −{ $shown } osoby tracą
    [many] −{ $shown } osób traci
   *[other] −{ $shown } osoby traci
}
plan-same = bez zmian
plan-compared-of = { $what }, stan na { $date }
plan-no-value = –
plan-reason-nobody-lives-there = nikt tu nie mieszka
plan-reason-population-unknown = liczba osób nieznana
plan-reason-no-places = żadne miejsce nie pasuje
plan-reason-fewer-than-3-places = mniej niż trzy miejsca
plan-reason-no-facilities = brak zapisów
plan-reason-no-capacity = pojemność nieznana
plan-reason-no-area = brak obszaru
plan-download = Pobierz
plan-report = Raport do druku (A4)
plan-link = Stały link
plan-csv = Tabela (CSV)
plan-xlsx = Tabela (XLSX)
plan-geojson = Mapa (GeoJSON)
plan-json = Wszystkie liczby (JSON)
plan-map = Mapa
plan-map-needs-scripts = Mapa i próbowanie zmian na żywo wymagają skryptów. Wszystkie liczby są w tabelach, a zmiany można próbować formularzami poniżej.
plan-map-help = Strzałki przesuwają mapę, plus i minus przybliżają i oddalają. Enter dodaje miejsce na środku mapy.
plan-map-label = Mapa tego, kto jest w zasięgu. Tabele obok mówią to samo.
plan-legend-reached = w zasięgu
plan-legend-uncertain = niepewne: zależy od drogi
plan-legend-not-reached = za daleko
plan-legend-place = miejsce, które pasuje
plan-legend-maybe = miejsce, które może pasować
plan-legend-added = dodane miejsce
plan-legend-closed = zamknięte miejsce
plan-legend-gap = luka, w której mieszkają ludzie
plan-legend-none = brak danych
plan-legend-to = do { $to }
plan-legend-between = ponad { $from } do { $to }
plan-legend-over = ponad { $from }
plan-colour-by = Koloruj obszary według
plan-colour-cells = niczego: pokaż, kto jest w zasięgu
plan-classes = Klasy
plan-classes-cut-offs = stałe progi
plan-classes-quantiles = piąte części obszarów
plan-classes-note = Dla tej liczby nie ma progów z przepisów, więc klasy to piąte części obszarów.
plan-what-if = Co by było, gdyby
plan-what-if-intro = Spróbuj zmiany: przeliczą się wszystkie liczby na tej stronie. Niczego nie zapisujemy; zmianę pamięta link.
plan-changed = Od otwarcia tej strony dane się zmieniły.
plan-again = Policz jeszcze raz
plan-scenario-banner = To jest scenariusz, a nie stan dzisiejszy.
plan-undo = Cofnij ostatnią zmianę
plan-reset = Wróć do stanu obecnego
plan-add = Dodaj miejsce
plan-add-on-map = Dodaj na mapie
plan-add-hint = Wskaż je na mapie albo wpisz, gdzie jest.
plan-lon = Długość geograficzna
plan-lat = Szerokość geograficzna
plan-add-here = Dodaj
plan-close = Zamknij miejsce
plan-close-it = Zamknij
plan-reopen = Cofnij
plan-hours = Inne godziny miejsca
plan-hours-set = Ustaw godziny
plan-which = Które miejsce
plan-changes = Zmiany w tym scenariuszu
plan-change-add = Nowe miejsce: { $lat }, { $lon }
plan-change-close = Zamknięte: { $name }
plan-change-hours = Inne godziny: { $name }, { $hours }
plan-place-total = { $count ->
    [one] { $shown } osoba w jego zasięgu
    [few] { $shown } osoby w jego zasięgu
    [many] { $shown } osób w jego zasięgu
   *[other] { $shown } osoby w jego zasięgu
}
plan-place-only = { $count ->
    [one] w tym { $shown } tylko dzięki niemu
    [few] w tym { $shown } tylko dzięki niemu
    [many] w tym { $shown } tylko dzięki niemu
   *[other] w tym { $shown } tylko dzięki niemu
}
plan-move-north = Przesuń o 50 m na północ
plan-move-south = Przesuń o 50 m na południe
plan-move-west = Przesuń o 50 m na zachód
plan-move-east = Przesuń o 50 m na wschód
plan-closing = Jeśli to zamkną
plan-closing-intro = Ile osób straciłoby jedyne miejsce w zasięgu.
plan-closing-lose = traci jedyne
plan-closing-total = w jego zasięgu
plan-closing-none = Żadne miejsce nie jest dla nikogo jedynym.
plan-place = Miejsce
plan-sites = Gdzie następne
plan-sites-intro = Najlepsze nowe miejsca: te, które obejmą zasięgiem najwięcej osób, gdy wszystkie obecne zostaną.
plan-sites-count = Ile nowych miejsc
plan-sites-find = Znajdź
plan-sites-rank = Nr
plan-sites-place = Gdzie
plan-sites-marginal = osób więcej w zasięgu
plan-sites-total = osób w jego zasięgu
plan-sites-add = Dodaj wszystkie do scenariusza
plan-sites-proven = Udowodnione: przy tych warunkach żaden inny wybór ({ $count }) nie obejmie większej liczby osób.
plan-sites-bound = Najlepsze, co znaleźliśmy. Udowodnione jest, że przy tych warunkach żaden wybór nie obejmie więcej niż { $bound } dodatkowych osób.
plan-sites-where = Gdzie mogą stanąć
plan-sites-anywhere = gdziekolwiek, w siatce
plan-sites-grid = w siatce co { $step } m
plan-sites-spaces = w innych miejscach, które już są
plan-sites-least = Co najmniej tyle % w zasięgu
plan-sites-in = w obszarze
plan-sites-every = każdym
plan-sites-impossible = Tak mało nowych miejsc nie wystarczy: w obszarze { $area } żaden ich wybór nie obejmie więcej osób niż { $most }.
plan-sites-impossible-all = Tak mało nowych miejsc nie obejmie zasięgiem tylu osób.
plan-sites-not-found = Nie znaleziono nic, co obejmie tyle osób. Nie ma dowodu, że tego nie ma.
plan-sites-many = Jest zbyt wiele miejsc do wyboru. Wybierz rzadszą siatkę.
plan-sites-none = Żadne nowe miejsce nie objęłoby nikogo zasięgiem.
plan-curve = Krzywa zasięgu
plan-curve-intro = Jaka część osób ma jakieś miejsce w danej odległości, w linii prostej.
plan-curve-distance = Odległość
plan-curve-share = Część osób
plan-curve-table = Krzywa jako tabela
plan-hours-week = Godziny tygodnia
plan-hours-week-intro = Ile miejsc jest czynnych o danej godzinie typowego tygodnia.
plan-matrix = Rodzaje miejsc według obszaru
plan-matrix-intro = Placówki na 10 000 osób, według rodzaju.
plan-matrix-empty = brakuje: { $areas }
plan-matrix-kind = Rodzaj
plan-ledger = Kto korzysta z sąsiednich dzielnic
plan-ledger-intro = Osoby w zasięgu, które nie mają go na własnym obszarze: gdzie mieszkają (wiersze) i gdzie jest ich najbliższe miejsce (kolumny).
plan-ledger-lives = Mieszka w
plan-ledger-outside = poza obszarami
plan-doubt = Luka czy niewiedza?
plan-doubt-intro = Czego nie wiemy i które liczby to osłabia.
plan-doubt-hours = { $share } miejsc nie podaje godzin w całości. Pytania o porę tygodnia liczą je jako zamknięte.
plan-doubt-stale = { $share } miejsc nikt nie potwierdził w ostatnich 12 miesiącach.
plan-doubt-people = { $count ->
    [one] { $shown } komórka ukrywa liczbę osób. Nie ma ich w żadnej liczbie.
    [few] { $shown } komórki ukrywają liczbę osób. Nie ma ich w żadnej liczbie.
    [many] { $shown } komórek ukrywa liczbę osób. Nie ma ich w żadnej liczbie.
   *[other] { $shown } komórki ukrywa liczbę osób. Nie ma ich w żadnej liczbie.
}
plan-doubt-spread = Ludność rozłożono równo po dzielnicach, bo nie ma komórek ludności. Każda liczba jest zgrubna.
plan-doubt-far = { $count ->
    [one] { $shown } miejsce leży daleko poza obszarami.
    [few] { $shown } miejsca leżą daleko poza obszarami.
    [many] { $shown } miejsc leży daleko poza obszarami.
   *[other] { $shown } miejsca leży daleko poza obszarami.
}
plan-doubt-pile = { $count ->
    [one] { $shown } współrzędna ma wiele miejsc naraz: może to adres zastępczy.
    [few] { $shown } współrzędne mają wiele miejsc naraz: może to adresy zastępcze.
    [many] { $shown } współrzędnych ma wiele miejsc naraz: może to adresy zastępcze.
   *[other] { $shown } współrzędnej ma wiele miejsc naraz: może to adresy zastępcze.
}
plan-doubt-outside = { $count ->
    [one] { $shown } osoba mieszka poza wszystkimi obszarami i nie ma jej w żadnej liczbie.
    [few] { $shown } osoby mieszkają poza wszystkimi obszarami i nie ma ich w żadnej liczbie.
    [many] { $shown } osób mieszka poza wszystkimi obszarami i nie ma ich w żadnej liczbie.
   *[other] { $shown } osoby mieszka poza wszystkimi obszarami i nie ma ich w żadnej liczbie.
}
plan-doubt-vanished = Miesiąc temu takie miejsca były, a teraz nie ma żadnego: { $kinds }
plan-doubt-none = Nic tu nie osłabia liczb.
plan-how = Jak to liczymy
plan-how-text = Odległości to linie proste na elipsoidzie WGS84. W zasięgu: linia × współczynnik ≤ limit. Niepewne: linia ≤ limit. Poza zasięgiem: linia > limit; żadna droga nie jest krótsza od linii prostej, więc ta liczba może być tylko za mała.
plan-how-limit = Limit: { $limit }; współczynnik { $detour }; na pewno do { $sure } w linii prostej.
plan-how-population = Ludność: { $sources }.
plan-glossary = Co znaczy każda liczba
plan-unit-of = Jednostka: { $unit }
plan-unit-people = osoby
plan-unit-count = liczba
plan-unit-mean = liczba, średnio
plan-unit-share = procent
plan-unit-metres = metry w linii prostej
plan-unit-km2 = kilometry kwadratowe
plan-unit-index = 0 do 1
plan-source-of = Źródło: { $source }
plan-limits-of = Ograniczenia: { $limits }
plan-live = Liczby uwzględniają zmianę.
plan-live-failed = Przeliczanie na żywo nie ruszyło. Formularze działają.
plan-selected = Wybrany obszar: { $name }
plan-selected-clear = Pokaż całe miasto
plan-all-figures = Wszystkie liczby
plan-figure = Liczba
plan-value = Wartość
plan-day = Dzień
plan-date-hint = Data, np. 2026-06-30, albo numer dziennika zmian.
plan-area-corners = Wierzchołki
plan-limit-minutes = { $minutes } min przy { $speed } km/h, { $limit }
plan-matrix-missing = Czego gdzie brakuje
plan-drawing = Wskazuj na mapie kolejne wierzchołki albo przesuwaj mapę i naciskaj Enter dla jej środka. Naciśnij przycisk jeszcze raz, żeby skończyć; Escape rezygnuje.
plan-area-too-many = Ten wielokąt ma za dużo wierzchołków na link: najwyżej 1000. O większe, do 10 000, można pytać przez /api/coverage.
plan-area-several = W tym pliku jest kilka wielokątów albo wielokąt z dziurą. Link mieści jeden bez dziur; o inne można pytać przez /api/coverage.
plan-area-unread = W tym pliku nie ma wielokąta.
plan-trend = Ostatnie dwanaście miesięcy
plan-trend-intro = Jaka część mieszkańców była w zasięgu na koniec każdego miesiąca, według tej mapy z tamtego dnia. Bez zmian scenariusza.
plan-trend-show = Pokaż, jak się zmieniało
plan-trend-short = Ta mapa ma mniej niż miesiąc: na razie jest jeden dzień do pokazania.
plan-later = Szukamy ich.
plan-later-show = Pokaż, gdy się znajdą
plan-drawn = { $figure }, na mapie obszarów. Tabela mówi to samo.
plan-flows = Kto korzysta z sąsiednich dzielnic, na mapie
plan-flows-intro = Linia prowadzi od obszaru, w którym ludzie mieszkają, do obszaru, z którego miejsc korzystają. Im grubsza, tym więcej osób; ile, mówi liczba. Tabela obok mówi to samo.
plan-flows-none = Nikt nie polega na miejscach innego obszaru.

report-title = Raport: { $name }
report-back = Wróć do strony dla planistów
report-stand = { $city }, stan na { $date }, numer zmiany { $number }
report-number = Stan danych (numer zmiany)
report-yes = tak
report-without = bez zmiany
report-data = Z czego to policzono
report-edition = { $what }: ostatnia zmiana { $date } (numer zmiany { $number })
report-edition-districts = Obszary
report-edition-population = Ludność
report-edition-categories = Rodzaje miejsc
report-people-cells = Ludzi liczymy na komórkach ludności.
report-people-spread-evenly = Nie ma komórek ludności: liczby mieszkańców obszarów rozłożono równomiernie, więc każdy wynik jest przybliżony.
report-people-none = Nie wiadomo, ile osób gdzie mieszka.
report-again = Te same liczby w każdej chwili, cokolwiek zmieni się na mapie:
report-no-link = Narysowany obszar ma zbyt wiele wierzchołków, by zmieścić się w linku, więc tego raportu nie da się tak odtworzyć.
report-code = Kod QR z adresem tego raportu

source-pop = dane o ludności wymienione w części „Jak to liczymy”
source-own = definicja tego serwisu, zob. docs/coverage.md
source-geo = linia geodezyjna na WGS84, Karney 2013
source-kp = ekwiwalent równego rozkładu Kolma-Pollaka: Logan i in. 2021
source-sfca = dwustopniowy ruchomy obszar ciążenia (2SFCA): Luo i Wang 2003
source-gini = Gini 1912, ważony ludźmi
source-laea = odwzorowanie azymutalne równopowierzchniowe Lamberta, dokładna suma kół
limits-hidden = ludzie z komórek z ukrytą liczbą nie są liczeni
limits-line = nie znamy rzek, torów i schodów, tylko linię prostą; ludzie ukryci w danych nie są liczeni
limits-border = ludzie korzystają też z miejsc za granicą obszaru; tego ta liczba nie mówi
limits-unknown = mówi, o ile mogłoby być lepiej, a nie jak jest
limits-kappa = zależy od wybranej niechęci do nierówności; porównuj tylko przy tej samej
limits-data = tylko tak pełne jak dane o miejscach
limits-capacity = tylko miejsca, które podają, ilu ludzi pomieszczą
limits-none = brak istotnych
limits-empty = liczy powierzchnię, także tam, gdzie nikt nie mieszka
figure-population = Mieszkańcy
figure-population-means = Ludzie z wybranej grupy, którzy mieszkają na obszarze.
figure-population-source = { source-pop }
figure-population-limits = { limits-hidden }
figure-not_reached = Poza zasięgiem
figure-not_reached-means = Ludzie, od których do najbliższego pasującego miejsca jest w linii prostej dalej niż limit. Żadna droga nie jest krótsza od linii prostej, więc co najmniej tyle osób ma za daleko.
figure-not_reached-source = { source-own }
figure-not_reached-limits = { limits-line }
figure-uncertain = Niepewne
figure-uncertain-means = Ludzie, dla których linia prosta mieści się w limicie, ale pomnożona przez współczynnik wydłużenia już nie: zależy od drogi.
figure-uncertain-source = { source-own }
figure-uncertain-limits = { limits-line }
figure-reached = W zasięgu
figure-reached-means = Ludzie, dla których nawet linia prosta pomnożona przez współczynnik wydłużenia mieści się w limicie.
figure-reached-source = { source-own }
figure-reached-limits = { limits-line }
figure-not_reached_share = Udział mających za daleko
figure-not_reached_share-means = Ludzie, którzy mają za daleko, wśród wszystkich z grupy na obszarze.
figure-not_reached_share-source = { source-own }
figure-not_reached_share-limits = { limits-line }
figure-uncertain_share = Udział niepewnych
figure-uncertain_share-means = Ludzie, dla których to niepewne, wśród wszystkich z grupy na obszarze.
figure-uncertain_share-source = { source-own }
figure-uncertain_share-limits = { limits-line }
figure-reached_share = Udział w zasięgu
figure-reached_share-means = Ludzie w zasięgu wśród wszystkich z grupy na obszarze.
figure-reached_share-source = { source-own }
figure-reached_share-limits = { limits-line }
figure-reached_own_only = W zasięgu własnych miejsc
figure-reached_own_only-means = Ludzie, którzy byliby w zasięgu, gdyby liczyły się tylko miejsca ich własnego obszaru.
figure-reached_own_only-source = { source-own }
figure-reached_own_only-limits = { limits-border }
figure-reached_own_only_share = Udział w zasięgu własnych miejsc
figure-reached_own_only_share-means = To samo wśród wszystkich z grupy na obszarze.
figure-reached_own_only_share-source = { source-own }
figure-reached_own_only_share-limits = { limits-border }
figure-reached_perhaps = W zasięgu, jeśli pasuje wszystko, co może
figure-reached_perhaps-means = Ludzie, którzy byliby w zasięgu, gdyby pasowało każde miejsce, które może pasować, ale tego nie podaje.
figure-reached_perhaps-source = { source-own }
figure-reached_perhaps-limits = { limits-unknown }
figure-nearest_mean_m = Odległość do najbliższego, średnia
figure-nearest_mean_m-means = Średnia linia prosta do najbliższego pasującego miejsca; każda osoba liczy się raz.
figure-nearest_mean_m-source = { source-geo }
figure-nearest_mean_m-limits = { limits-line }
figure-nearest_median_m = Odległość do najbliższego, mediana
figure-nearest_median_m-means = Odległość, której połowa ludzi nie przekracza.
figure-nearest_median_m-source = { source-geo }
figure-nearest_median_m-limits = { limits-line }
figure-nearest_p90_m = Odległość do najbliższego, 9 na 10
figure-nearest_p90_m-means = Odległość, której dziewięć na dziesięć osób nie przekracza.
figure-nearest_p90_m-source = { source-geo }
figure-nearest_p90_m-limits = { limits-line }
figure-nearest_three_mean_m = Odległość do trzech najbliższych
figure-nearest_three_mean_m-means = Średnia linia prosta do trzech najbliższych miejsc: jaki wybór jest w pobliżu.
figure-nearest_three_mean_m-source = { source-geo }
figure-nearest_three_mean_m-limits = { limits-line }
figure-kolm_pollak_m = Ekwiwalent równego rozkładu odległości
figure-kolm_pollak_m-means = Odległość, która, gdyby miał ją każdy, byłaby tak samo zła jak rzeczywiste. Długie drogi nielicznych ważą więcej niż w średniej.
figure-kolm_pollak_m-source = { source-kp }
figure-kolm_pollak_m-limits = { limits-kappa }
figure-facilities = Placówki na obszarze
figure-facilities-means = Pasujące miejsca zapisane na obszarze, także kilka pod jednym adresem.
figure-facilities-source = { source-own }
figure-facilities-limits = { limits-data }
figure-facilities_perhaps = Wpisy, które mogą pasować
figure-facilities_perhaps-means = Wpisy na obszarze, które pasują we wszystkim, co o nich wiadomo, a reszty nie podają.
figure-facilities_perhaps-source = { source-own }
figure-facilities_perhaps-limits = { limits-unknown }
figure-places = Miejsca na obszarze
figure-places-means = Różne współrzędne pasujących zapisów na obszarze.
figure-places-source = { source-own }
figure-places-limits = { limits-data }
figure-per_10000 = Placówki na 10 000 osób
figure-per_10000-means = Pasujące zapisy na obszarze na każde 10 000 osób z grupy.
figure-per_10000-source = { source-own }
figure-per_10000-limits = { limits-border }
figure-places_in_reach_mean = Miejsca w zasięgu
figure-places_in_reach_mean-means = Ile różnych miejsc ma średnio jedna osoba na pewno w zasięgu.
figure-places_in_reach_mean-source = { source-own }
figure-places_in_reach_mean-limits = { limits-line }
figure-two_or_more_share = Udział z dwoma lub więcej
figure-two_or_more_share-means = Ludzie, którzy na pewno mają w zasięgu co najmniej dwa różne miejsca.
figure-two_or_more_share-source = { source-own }
figure-two_or_more_share-limits = { limits-line }
figure-kinds_in_reach_mean = Rodzaje w zasięgu
figure-kinds_in_reach_mean-means = Ile rodzajów miejsc ma średnio jedna osoba na pewno w zasięgu.
figure-kinds_in_reach_mean-source = { source-own }
figure-kinds_in_reach_mean-limits = { limits-data }
figure-capacity_per_1000 = Miejsca dla ludzi na 1000 osób
figure-capacity_per_1000-means = Pojemność w zasięgu, podzielona między wszystkich, którzy ją mają w zasięgu, na każde 1000 osób.
figure-capacity_per_1000-source = { source-sfca }
figure-capacity_per_1000-limits = { limits-capacity }
figure-gini = Współczynnik Giniego
figure-gini-means = Jak nierówno rozłożone są miejsca dla ludzi: 0 to tyle samo dla wszystkich, 1 to wszystko dla jednej osoby.
figure-gini-source = { source-gini }
figure-gini-limits = { limits-capacity }
figure-area_km2 = Powierzchnia
figure-area_km2-means = Powierzchnia obszaru.
figure-area_km2-source = { source-laea }
figure-area_km2-limits = { limits-none }
figure-covered_area_km2 = Powierzchnia w zasięgu
figure-covered_area_km2-means = Powierzchnia, z której linia prosta do pasującego miejsca, pomnożona przez współczynnik wydłużenia, mieści się w limicie.
figure-covered_area_km2-source = { source-laea }
figure-covered_area_km2-limits = { limits-empty }
figure-uncovered_area_km2 = Powierzchnia poza zasięgiem
figure-uncovered_area_km2-means = Reszta obszaru.
figure-uncovered_area_km2-source = { source-laea }
figure-uncovered_area_km2-limits = { limits-empty }
figure-confirmed_share = Niedawno potwierdzone
figure-confirmed_share-means = Wpisy, które ktoś potwierdził w ostatnich 12 miesiącach.
figure-confirmed_share-source = { source-own }
figure-confirmed_share-limits = { limits-data }
figure-stale_share = Dawno niepotwierdzone
figure-stale_share-means = Wpisy, których nikt nie potwierdził w ostatnich 12 miesiącach.
figure-stale_share-source = { source-own }
figure-stale_share-limits = { limits-data }
figure-hours_unknown_share = Nieznane godziny
figure-hours_unknown_share-means = Wpisy, których godzin otwarcia nie znamy w całości.
figure-hours_unknown_share-source = { source-own }
figure-hours_unknown_share-limits = { limits-unknown }

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
api-id = Id
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
docs-changes = Co się zmieniło od danego numeru, razem z usunięciami. Zapamiętaj next i pytaj dalej; albo wyślij Accept: text/event-stream i zostań na łączu: każda zmiana przyjdzie zaraz po publikacji, a Last-Event-ID wznawia od miejsca przerwania.
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
docs-coverage = Kto ma bibliotekę w zasięgu, dzielnica po dzielnicy; także f=csv lub f=xlsx.
docs-coverage-area = To samo dla narysowanego obszaru.
docs-coverage-cells = Gdzie mieszkają ludzie i czy mają blisko.
docs-coverage-gaps = Teren, z którego do żadnego miejsca nie jest blisko, i ilu ludzi tam mieszka.
docs-coverage-sites = Gdzie dwa nowe miejsca dałyby zasięg największej liczbie osób.

# Osadzanie
copy-of = Kopia z dnia { $date }
embed-open = Otwórz w Okolicy
embed-all = { $count ->
    [one] { $shown } wynik w Okolicy
    [few] Wszystkie { $shown } wyniki w Okolicy
    [many] Wszystkie { $shown } wyników w Okolicy
   *[other] Wszystkie { $shown } wyniku w Okolicy
}
embed-whole = Pokaż wszystko
embed-close = Zamknij
embed-fingers = Mapę przesuniesz dwoma palcami.
embed-wrong = Do redakcji: { $setting } nic tu nie znaczy. Poprawnie: { $expected }.
embed-accent = Do redakcji: kolor { $accent } jest słabo czytelny na jasnym tle (kontrast { $contrast }, potrzeba co najmniej { $enough }), więc go nie używamy.

# Obrazki
picture-alt = Mapa: { $name }
small-map-alt = Mała mapa z zaznaczonym miejscem: { $name }. Prowadzi do dużej mapy.
# Otwarcia osadzonych map
counts-title = Ile razy otwarto mapę na innych stronach
counts-about = Ile razy każdego dnia otwarto mapy na stronach urzędów i organizacji. Liczymy same otwarcia: bez adresów, bez ciasteczek, bez identyfikatorów. Ostatniej minuty może tu jeszcze nie być.
counts-csv = Wszystkie dni jako CSV
counts-none = W tych dniach nikt nie otworzył osadzonej mapy.
counts-by-embed = Według map
counts-by-day = Według dni
counts-embed = Co pokazuje
counts-today = Dziś
counts-week = 7 dni
counts-month = 30 dni
counts-day = Dzień
counts-opened = Otwarcia
counts-whole = Wszystko
counts-others = Wszystkie inne mapy razem

# Kreator osadzania
builder-title = Umieść mapę na swojej stronie
builder-about = Wybierz, co mapa pokazuje i jak wygląda, a potem skopiuj kod. Bez ciasteczek i śledzenia, a tam, gdzie skrypty są wyłączone, zwykła lista.
builder-form = Mapa na Twoją stronę
builder-what = Co pokazuje
builder-how = Jak wygląda
builder-show = Pokaż
builder-view = Części
builder-view-both = Mapa i lista
builder-view-map = Mapa
builder-view-list = Lista
builder-open = Czytelnicy mogą zmieniać filtry
builder-lang = Język
builder-lang-auto = Taki jak u czytelnika
builder-heading = Tytuł nad mapą (do 80 znaków)
builder-theme = Jasna czy ciemna
builder-theme-auto = Tak jak ustawione na urządzeniu
builder-theme-light = Jasna
builder-theme-dark = Ciemna
builder-accent = Kolor odnośników i przycisków, sześć cyfr jak 0b6b62
builder-max = Najwięcej pozycji na liście
builder-height = Wysokość w pikselach
builder-place = Gdzie mapa się zaczyna
builder-place-about = Zostaw puste, aby pokazać wszystko, co wybrano wyżej.
builder-place-name = Ulica, przystanek albo osiedle
builder-zoom = Jak blisko
builder-zoom-far = Część miasta
builder-zoom-middle = Okolica
builder-zoom-near = Kilka ulic
builder-map = Albo dokładnie: przybliżenie/szerokość/długość, jak w adresie mapy
builder-no-place = Nie znamy miejsca „{ $name }”. Mapa zaczyna się od wszystkiego, co wybrano.
builder-wrong = { $setting } nic tu nie znaczy. Poprawnie: { $expected }.
builder-accent-pale = Kolor { $accent } jest słabo czytelny na jasnym tle: kontrast to { $contrast } do 1, a potrzeba { $enough }. Mapa zostanie przy swoim kolorze.
builder-accent-light = Na jasnym tle { $accent } ma kontrast { $contrast } do 1 (potrzeba { $enough }).
builder-accent-dark = Na ciemnym ma { $contrast } do 1.
builder-accent-tinted = Na ciemnym rozjaśniamy go do { $accent }, który ma { $contrast } do 1.
builder-preview = Podgląd
builder-updated = Podgląd i kod są aktualne.
builder-codes = Kod na Twoją stronę
builder-name = Mapa miejsc i inicjatyw: { $city }
builder-copy = Kopiuj
builder-copied = Skopiowano
builder-copy-failed = Przeglądarka nie pozwala nam kopiować. Kod jest zaznaczony: skopiuj go z klawiatury.
builder-html = Dowolna strona w HTML
builder-html-about = Wklej tam, gdzie ma stać mapa. Drugi wiersz dopasowuje wysokość ramki do treści; bez niego zostaje wysokość wybrana wyżej.
builder-component = Jako osobny element
builder-component-about = Dopóki skrypt się nie wczyta i tam, gdzie go nie ma, widać zwykły odnośnik. Pierwszy wiersz wystarczy raz na stronę.
builder-wordpress = WordPress
builder-wordpress-about = W edytorze dodaj blok „Własny HTML” i wklej to do niego. Potrzebna jest rola, która może zapisywać HTML, na przykład redaktor albo administrator.
builder-drupal = Drupal
builder-drupal-about = Wybierz format tekstu „Full HTML” (pełny HTML), naciśnij w edytorze „Źródło” i wklej.
builder-list = Sama lista, bez ramki
builder-list-about = Twój serwer pyta ten adres i wstawia odpowiedź do strony: czysty HTML bez stylów i skryptów.
builder-link = Te same ustawienia
builder-link-about = Ten adres otwiera tę stronę tak, jak jest teraz: zachowaj go albo wyślij komuś.
