# Тексти сторінок. Звертаємося на «ви» коротко і просто.
# $count вибирає форму числа, $shown — те саме число, готове до показу.

tagline = Місця та ініціативи поруч
page-description = Мапа і список: будинки культури, бібліотеки, сади, майстерні та все, що в них відбувається. { $city }.
skip-to-results = Перейти до результатів
skip-to-content = Перейти до вмісту
languages = Мова
demo-banner = Демо: місто вигадане. Цих місць, людей і подій не існує.

filters = Фільтри
layer = Що ви шукаєте
layer-all = Усе
layer-spaces = Місця
layer-initiatives = Ініціативи
categories = Категорії
district = Район
district-any = Усе місто
apply = Показати
chips = Увімкнені фільтри
chip-remove = Прибрати фільтр: { $filter }
clear-all = Очистити все
chip-area = Вибрана ділянка
chip-near = До { $distance } від точки
chip-without-place = Без місця на мапі
filter-gone = Цього фільтра вже немає: { $filter }. Показуємо результати без нього.

search-label = Що або де ви шукаєте
search-placeholder = Що? Де?
search-button = Шукати
suggestions = Підказки
suggestions-count = { $count ->
    [one] { $shown } підказка
    [few] { $shown } підказки
    [many] { $shown } підказок
   *[other] { $shown } підказки
}
suggestion-category = { $count ->
    [one] категорія, { $shown } результат
    [few] категорія, { $shown } результати
    [many] категорія, { $shown } результатів
   *[other] категорія, { $shown } результату
}
suggestion-district = район
near-place = Поблизу: { $place }
place-street = вулиця
place-stop = зупинка
place-neighbourhood = квартал
place-other = місце
chip-words = «{ $text }»
loosened = Майже: { $what }
loosened-place = поблизу: { $place }
loosened-typo = «{ $instead }» замість «{ $word }»
loosened-word = без слова «{ $word }»
loosened-filter = без одного з фільтрів
may-fit = { $count ->
    [one] Ще { $shown } може підійти, але ми цього не знаємо.
    [few] Ще { $shown } можуть підійти, але ми цього не знаємо.
    [many] Ще { $shown } можуть підійти, але ми цього не знаємо.
   *[other] Ще { $shown } можуть підійти, але ми цього не знаємо.
}
may-fit-include = Показати також їх
quick = Найчастіше шукають
more-filters = Більше фільтрів
near-me = Поруч зі мною
when = Коли
when-any = Будь-коли
when-2h = Протягом 2 годин
when-today = Сьогодні
when-tomorrow = Завтра
when-weekend = Вихідні
when-week = Найближчі 7 днів
from-day = Від
to-day = До
from-date = від { $date }
open = Відчинено або триває
open-any = Неважливо
open-now-filter = Відчинено зараз
open-evening = Сьогодні ввечері
open-weekend = У вихідні
free-filter = Безкоштовно
registration-none-filter = Без запису
for-whom = Що для вас важливо
language-spoken = Мова
language-any = Будь-яка
age = Вік
include-unknown = Також те, що може підійти, але ми цього не знаємо
past = Також те, що вже минуло
other-set = Інші райони: { $set }
near = Поблизу місця
around = Вулиця, зупинка або квартал
within = Не далі ніж
near-privacy = «Поруч зі мною» питає ваш браузер. Місцезнаходження округлюється приблизно до 100 м, перш ніж його буде надіслано.
chip-around = До { $distance } від: { $place }
chip-age = Для віку { $age }
walk = пішки близько { $minutes } хв
whole-district = Увесь район: { $district }
instead = Без фільтра «{ $filter }» було б:
instead-nearest = Найближче без фільтра «{ $filter }»:
without-filter = Показати без фільтра «{ $filter }»
unknown-hours = години роботи
unknown-cost = вартість
unknown-access = доступність
place-unknown = Ми не знаємо тут місця «{ $place }». Перевірте написання або виберіть точку на мапі.

results = { $count ->
    [one] { $shown } результат
    [few] { $shown } результати
    [many] { $shown } результатів
   *[other] { $shown } результату
}
results-here = на видимій частині мапи
of-them-without-place = { $count ->
    [one] з них { $shown } без місця на мапі
    [few] з них { $shown } без місця на мапі
    [many] з них { $shown } без місця на мапі
   *[other] з них { $shown } без місця на мапі
}
without-place = { $count ->
    [one] + { $shown } без місця на мапі
    [few] + { $shown } без місця на мапі
    [many] + { $shown } без місця на мапі
   *[other] + { $shown } без місця на мапі
}
more = Показати наступні
first-page = Повернутися на початок списку
empty-title = Тут ми нічого не знайшли
empty-view = На цій частині мапи нічого не відповідає фільтрам.
empty-filters = Нічого не відповідає увімкненим фільтрам.
empty-city = Ця мапа ще порожня. Дані завантажують командою «okolica import».
empty-whole-city = Показати все місто
empty-clear = Очистити фільтри

status-postponed = перенесено
status-cancelled = скасовано
status-done = завершено
free = безкоштовно
paid = платно
cost-unknown = вартість невідома
ongoing = постійно
all-day = увесь день
date-range = { $start } – { $end }
date-time = { $date }, { $time }
time-range = { $start }–{ $end }
until-date = до { $date }
every-day = щодня
every-week = щотижня: { $days }
every-weeks = кожні { $interval } тиж.: { $days }
every-month = щомісяця
every-year = щороку
repeats = повторюється
repeats-from = { $rule }, від { $start }
repeats-at = { $rule }, { $time }
more-dates = та інші дати
first-date = Перша дата: { $date }

weekday = { $day ->
    [1] пн
    [2] вт
    [3] ср
    [4] чт
    [5] пт
    [6] сб
   *[7] нд
}
month = { $month ->
    [1] січня
    [2] лютого
    [3] березня
    [4] квітня
    [5] травня
    [6] червня
    [7] липня
    [8] серпня
    [9] вересня
    [10] жовтня
    [11] листопада
   *[12] грудня
}
month-short = { $month ->
    [1] січ
    [2] лют
    [3] бер
    [4] кві
    [5] тра
    [6] чер
    [7] лип
    [8] сер
    [9] вер
    [10] жов
    [11] лис
   *[12] гру
}
date = { $day } { $month }
date-weekday = { $weekday } { $day } { $month }
date-year = { $day } { $month } { $year }
ago-days = { $count ->
    [0] сьогодні
    [1] вчора
    [one] { $shown } день тому
    [few] { $shown } дні тому
    [many] { $shown } днів тому
   *[other] { $shown } дня тому
}
ago-weeks = { $count ->
    [1] тиждень тому
    [one] { $shown } тиждень тому
    [few] { $shown } тижні тому
    [many] { $shown } тижнів тому
   *[other] { $shown } тижня тому
}
ago-months = { $count ->
    [1] місяць тому
    [one] { $shown } місяць тому
    [few] { $shown } місяці тому
    [many] { $shown } місяців тому
   *[other] { $shown } місяця тому
}
ago-years = { $count ->
    [1] рік тому
    [one] { $shown } рік тому
    [few] { $shown } роки тому
    [many] { $shown } років тому
   *[other] { $shown } року тому
}

fact-step_free-yes = без порогів
fact-step_free-limited = частково без порогів
fact-step_free-no = є сходи
fact-toilet-yes = доступний туалет
fact-toilet-limited = частково доступний туалет
fact-toilet-no = немає доступного туалету
fact-hearing_loop-yes = індукційна петля
fact-hearing_loop-limited = індукційна петля частково
fact-hearing_loop-no = без індукційної петлі
fact-quiet-yes = спокійно й тихо
fact-quiet-limited = буває гамірно
fact-quiet-no = гамірно
fact-name-step_free = вхід без порогів
fact-name-toilet = туалет
fact-name-hearing_loop = індукційна петля
fact-name-quiet = тиша
access-unknown = Не знаємо: { $facts }

kind-space = місце
kind-initiative = ініціатива
unnamed = Без назви
back-to-list = Повернутися до списку
open-page = Відкрити сторінку
show-on-map = Показати на мапі
directions = Як дістатися
section-when = Коли
section-where = Де
section-access = Для кого і доступність
section-cost = Скільки коштує і як записатися
section-about = Про це
section-offer = Зали та обладнання
section-who = Хто проводить
section-contact = Контакт
hours = Години роботи
hours-unknown = Годин роботи ми не знаємо.
hours-always = цілодобово, щодня
hours-public-holidays = свята
hours-school-holidays = шкільні канікули
hours-closed = зачинено
hours-open = відчинено
hours-not-sure = невідомо
hours-dawn = світанок
hours-sunrise = схід сонця
hours-sunset = захід сонця
hours-dusk = сутінки
hours-week = тиждень
hours-easter = Великдень
closed-now = Зачинено { $period }
closed-from = від { $date }
closed-until = до { $date }
no-position = Без місця на мапі: онлайн, по всьому місту або ми не знаємо де.
stated-district = за даними джерела
at-space = У місці: { $name }
ages-between = вік { $min }–{ $max }
ages-from = від { $min } р.
ages-to = до { $max } р.
spoken = Мови: { $languages }
language-name = { $code ->
    [pl] польська
    [en] англійська
    [uk] українська
    [be] білоруська
    [ru] російська
    [de] німецька
    [vi] вʼєтнамська
    [fr] французька
    [es] іспанська
    [pso] польська жестова мова (PJM)
   *[other] { $code }
}
registration-required = Треба записатися.
registration-none = Без запису, просто приходьте.
registration-unknown = Не знаємо, чи треба записуватися.
registration-deadline = Запис до { $date }.
register = Записатися
booking = Як орендувати
capacity = { $count ->
    [one] { $shown } особа
    [few] { $shown } особи
    [many] { $shown } осіб
   *[other] { $shown } особи
}
programme = Програма: { $name }
funding = Кошти: { $amount }
funding-year = Кошти ({ $year }): { $amount }
website = Сайт
image = Фото
source = Джерело: { $name }
licence = ліцензія: { $name }
confirmed = Востаннє підтверджено { $ago }.
updated = Остання зміна { $ago }.
report-mistake = Повідомити про помилку
report-subject = Помилка: { $name }
report-body = Що не так?
tags = Ключові слова

district-population = Мешканці: { $number }
district-population-source = { $source }, { $date }
district-area = Площа: { $area } км²
district-show = Показати на мапі та в списку
district-of = Район, { $city }

only-in = Цей текст є лише такою мовою: { $language }.
dates-over = Це вже відбулося.
next-dates = Найближчі дати
date-instead = замість { $date }
date-short = { $day }.{ $month }
open-now = Зараз відчинено.
open-until = Зараз відчинено, до { $time }.
maybe-open = Зараз може бути відчинено, але це не точно.
opens-today = Зараз зачинено. Відчиняється сьогодні о { $time }.
opens-on = Зараз зачинено. Відчиняється: { $date }.
closed-for-long = Зачинено зараз і протягом найближчих двох тижнів.
hours-unread = Ці години ми не вміємо розкласти по днях. Показуємо їх так, як записано.
hours-all-day = цілодобово
week-hours = Години роботи цього тижня
week-day = День
today = сьогодні
holiday = свято
section-on-here = Що тут відбувається
section-near = Що є поруч
confirmed-by = Востаннє підтверджено { $ago } джерелом: { $name }.
to-calendar = До календаря
directions-osm = Маршрут в OpenStreetMap
share-mail = Надіслати електронною поштою
qr-alt = QR-код з адресою цієї сторінки
qr-text = Адреса цієї сторінки, щоб скопіювати або відсканувати:
subscribe = Підписатися на цей вигляд:
feed-ics = Календар (.ics)
feed-atom = Стрічка Atom
feed-csv = Таблиця (.csv)
feed-geojson = GeoJSON

district-description = Що відбувається цього тижня і місяця: { $name }, { $city }.
district-week = Цього тижня
district-month = Пізніше, до { $date }
district-nothing-week = Цього тижня ми більше нічого не знайшли.
district-nothing-month = Поки що ми більше нічого не знайшли.
district-ongoing = Постійно
district-more = { $count ->
    [one] і ще { $shown } ініціатива: показати на мапі та в списку
    [few] і ще { $shown } ініціативи: показати на мапі та в списку
    [many] і ще { $shown } ініціатив: показати на мапі та в списку
   *[other] і ще { $shown } ініціативи: показати на мапі та в списку
}
district-spaces = Місця за категоріями
district-unplaced = У цьому районі, без місця на мапі
district-parts = Частини району
district-print = Плакат для підʼїзду (A4)
poster-over = Цього місяця поруч із вами
poster-until = До { $date } поруч із вами
poster-title = { $name }: що відбувається
poster-more = { $count ->
    [one] і ще { $shown } ініціатива: відскануйте код
    [few] і ще { $shown } ініціативи: відскануйте код
    [many] і ще { $shown } ініціатив: відскануйте код
   *[other] і ще { $shown } ініціативи: відскануйте код
}
poster-back = Повернутися на сторінку району
poster-page = Усе на сторінці
poster-page-alt = QR-код з адресою сторінки району
poster-calendar = До календаря в телефоні
poster-calendar-alt = QR-код з адресою календаря району
poster-date = Станом на { $date }.
poster-check = Дати змінюються: перевірте на сторінці, перш ніж вийти.

star = Обране: { $name }
mine = Обране
mine-one = Обране
mine-none = В обраному ще нічого немає. Натисніть зірочку біля назви, у списку або на сторінці місця.
mine-scriptless = Обране зберігає ваш браузер, а для цього потрібні скрипти.
mine-trouble = Не вдалося показати обране. Ваш список у безпеці на цьому пристрої.
mine-gone = { $count ->
    [one] { $shown } обраного запису вже немає на мапі.
    [few] { $shown } обраних записів уже немає на мапі.
    [many] { $shown } обраних записів уже немає на мапі.
   *[other] { $shown } обраного запису вже немає на мапі.
}
mine-gone-remove = Прибрати з обраного
device = На цьому пристрої
device-privacy = Ми нічого не зберігаємо, доки ви не натиснете зірочку або не увімкнете перемикач. Після цього обране й копії сторінок є лише в цьому браузері. Сервер дізнається про обране лише тоді, коли ви його відкриваєте, зберігаєте тут або записуєте у файл.
keep = Зберігати останній вигляд на цьому пристрої
keep-hint = Тоді сторінка відкриється і без зʼєднання: з околицею, яку ви бачили востаннє, відкритими сторінками й обраним.
keep-impossible = Браузер не дозволяє цього в цьому вікні. Потрібні захищене зʼєднання (https) і звичайне, не приватне вікно.
forget = Забути все
export = Зберегти обране у файл
device-first = Додано до обраного. Список є лише на цьому пристрої.
device-full = Список обраного заповнений. Приберіть щось, щоб додати більше.
device-refused = Браузер не дозволяє тут нічого зберігати.
device-on = Увімкнено. Цей вигляд відкриється і без зʼєднання.
device-off = Вимкнено. Копії сторінок видалено.
device-failed = Не вдалося увімкнути. Спробуйте ще раз.
device-sure = Видалити з цього пристрою обране й копії сторінок? Це не можна скасувати.
device-forgotten = Забуто. На цьому пристрої від нас нічого не залишилося.
device-none = В обраному ще нічого немає.
device-saved = Обране записано у файл okolica.geojson.
offline-since = Немає зʼєднання. Станом на { $when } ({ $ago }).
offline-title = Немає зʼєднання
offline-text = Цієї сторінки немає на цьому пристрої. Вона відкриється, коли зʼєднання повернеться.
offline-last = Показати останній вигляд
not-kept = Цієї частини немає на цьому пристрої. Вона зʼявиться, коли зʼєднання повернеться.

privacy = Без cookie і без стеження.
statement-title = Декларація доступності
statement-missing = (оператор не вказав)
statement-operator-missing = Оператор цього сайту, який не вказав своєї назви,
statement-commits = зобовʼязується забезпечити доступність свого вебсайту відповідно до польського закону від 4 квітня 2019 року про цифрову доступність вебсайтів і мобільних застосунків публічних установ. Декларація стосується вебсайту
statement-published = Дата публікації вебсайту:
statement-changed = Дата останньої істотної зміни:
statement-status = Стан цифрової доступності
statement-full = Вебсайт відповідає закону про цифрову доступність.
statement-partial = Вебсайт частково відповідає закону про цифрову доступність через невідповідності або винятки, перелічені нижче.
statement-none = Вебсайт не відповідає закону про цифрову доступність з причин, перелічених нижче.
statement-status-missing = Оператор ще не вказав, наскільки цей вебсайт відповідає закону про цифрову доступність.
statement-gaps = Недоступний вміст
statement-gaps-missing = Оператор ще не вказав, який вміст недоступний і чому.
statement-prepared = Підготовка декларації
statement-drawn-up = Дата складання декларації:
statement-reviewed = Дата останнього перегляду декларації:
statement-self = Декларацію складено на основі самооцінки, проведеної публічною установою.
statement-audit = Декларацію складено на основі оцінки, яку провела зовнішня організація: { $name }.
statement-method-missing = Оператор не вказав, на чому ґрунтується декларація.
statement-keys = Клавіатурні скорочення
statement-keys-text = Працюють звичайні скорочення браузера. На мапі також:
statement-contact = Зворотний звʼязок і контакти
statement-contact-text = Повідомити про проблеми з доступністю вебсайту або попросити про доступний вміст можна тут:
statement-person = Контактна особа:
statement-email = Ел. пошта:
statement-phone = Телефон:
statement-procedure = Розгляд звернень і скарг
statement-right = Кожен має право вимагати, щоб цей вебсайт або його частину зробили цифрово доступними, або щоб інформацію надали іншим, доступним способом.
statement-request = У зверненні варто вказати, хто звертається, про який вебсайт або його частину йдеться і як відповісти. Хто хоче отримати доступ іншим способом, називає цей спосіб.
statement-deadline = Публічна установа виконує звернення невідкладно, не пізніше ніж за 7 днів. Якщо це неможливо, вона повідомляє про це і називає новий термін, не довший за 2 місяці від звернення. Якщо забезпечити доступність неможливо, вона може запропонувати інший спосіб доступу.
statement-complaint = Якщо публічна установа відмовить або порушить термін, можна подати їй скаргу. Після цього можна також звернутися до
statement-ombudsman = Уповноваженого з прав людини (Rzecznik Praw Obywatelskich)
statement-premises = Архітектурна доступність
statement-premises-missing = Оператор ще не описав доступність своїх приміщень.
statement-places = Доступність місць на мапі описано на їхніх сторінках.
statement-apps = Мобільні застосунки
statement-apps-text = Цей сервіс не має мобільного застосунку.

map = Мапа
map-help = Стрілки: від символу до символу. Enter: відкрити. Shift і стрілки: посунути. Плюс і мінус: наблизити й віддалити. Escape: назад.
map-symbols = Символи на мапі
map-needs-scripts = Мапа працює з увімкненими скриптами. Список повний і без них.
zoom-in = Наблизити
zoom-out = Віддалити
locate = Показати, де я
whole-city = Усе місто
locating = Шукаємо ваше місцезнаходження…
located = Показуємо ваш район.
locate-denied = Браузер не дозволяє визначити місцезнаходження. Це можна змінити в його налаштуваннях або посунути мапу.
locate-failed = Не вдалося визначити місцезнаходження. Спробуйте ще раз або посуньте мапу.
locate-outside = Ви поза цим містом. Мапа залишається там, де була.
you-are-here = Ви тут
legend = Легенда
legend-space = Місце
legend-initiative = Ініціатива
legend-several = Кілька разом; дуги показують частку категорій
attribution = Дані: { $city }
attribution-map = Мапа: Leaflet
sheet-map = Мапа
sheet-list = Список
sheet-both = Обидва
sheet-both-name = Обидва: список і мапа
loading = Завантажуємо…
load-failed = Не вдалося завантажити результати. Список станом на { $time }.
map-failed = Не вдалося завантажити частину мапи.
try-again = Спробувати ще раз
map-aggregate = { $count ->
    [one] { $shown } позиція
    [few] { $shown } позиції
    [many] { $shown } позицій
   *[other] { $shown } позиції
}
map-announce = { $count ->
    [one] { $shown } результат на мапі
    [few] { $shown } результати на мапі
    [many] { $shown } результатів на мапі
   *[other] { $shown } результату на мапі
}
map-no-symbols = Тут на мапі немає жодних символів. Віддальте або посуньте мапу.
map-spread = Розкладено навколо точки: { $count }.

near-point = Поблизу точки на мапі
located-near = Це поруч із вами. Місцезнаходження округлено приблизно до 100 м.
choose-point = Виберіть точку на мапі або посуньте мапу стрілками й натисніть Enter, щоб узяти її середину. Escape завершує.
locate-late = Визначення місця тривало надто довго. Спробуйте ще раз або посуньте мапу.
list-shown = Показано: { $count } з { $total }

not-found-title = Такої сторінки немає
not-found-text = Адреса застаріла або в ній помилка. Пошукайте на мапі та в списку.
refused-title = Так не вийде
refused-text = Ця сторінка не приймає такого запиту. Поверніться до мапи і спробуйте ще раз.
error-title = У нас щось зламалося
error-text = Спробуйте за хвилину. Якщо це повториться, напишіть нам.
to-the-map = Перейти до мапи

api-as-json = Те саме як JSON
api-as-html = Те саме як сторінка
api-links = Посилання
api-about = Місця для сусідів, ініціативи та райони як відкриті дані: для мап, програм ГІС і власних інструментів.
api-description = Опис API (OpenAPI 3.0)
api-docs = Як користуватися API, з прикладами
api-conformance = Стандарти, яких дотримано
api-conformance-about = Частини стандартів OGC, яких дотримується цей сервіс.
api-class = Частина
api-collections = Колекції
api-collection = Колекція
api-holds = Що в ній
api-tiling = Сітки тайлів
api-tilesets = Тайли мапи
api-tile = Тайл
api-scale = Масштаб 1 :
api-items-as-json = Об’єкти як GeoJSON
api-items-as-html = Об’єкти як сторінка
api-queryables = Про що можна питати у фільтрах
api-queryables-about = Назви, які можна вжити у фільтрі CQL2.
api-schema = Що містить об’єкт
api-page-of-item = Сторінка для мешканців
api-next = Наступна сторінка
api-counts = Показано { $returned } з { $matched }
api-id = Ідентифікатор
api-name = Назва
api-value = Значення
api-more = Більше
api-type = Тип
api-coordinates = Довгота й широта
api-spaces = Місця
api-spaces-about = Місця для сусідів на мапі: будинки культури, бібліотеки, сади, майстерні, клуби.
api-initiatives = Ініціативи
api-initiatives-about = Те, що люди роблять разом: події, заняття, групи, акції.
api-items = Місця та ініціативи
api-items-about = Обидва види в одному списку.
api-districts = Райони
api-districts-about = Частини міста з межами. Параметр set вибирає інший поділ.
api-categories = Категорії
api-categories-about = Дерево категорій із назвами. Не має геометрії.

docs-title = Як користуватися API
docs-connect = Під’єднайте програму
docs-connect-text = Цієї однієї адреси досить кожній програмі, яка знає OGC API – Features:
docs-qgis = QGIS: Шар, Додати шар, Додати шар WFS / OGC API – Features; нове з’єднання з цією адресою.
docs-gdal = GDAL:
docs-token = Читати може кожен. Для змін потрібен токен цього сервісу: приклади беруть його зі змінної OKOLICA_TOKEN.
docs-examples = Приклади
docs-read = Читання
docs-landing = З цього все починається: посилання на решту.
docs-collections = Що тут є.
docs-collection = Одна колекція: що містить, її охоплення та системи координат.
docs-items = Об’єкти сторінка за сторінкою: ідіть за посиланням next.
docs-bbox = Те, що лежить у прямокутнику: захід, південь, схід, північ.
docs-filters = Фільтри мапи: що безкоштовне цього тижня.
docs-cql = Фільтр CQL2, який порівнює будь-яке поле.
docs-crs = Координати в іншій системі, тут EPSG:2180, спершу північ.
docs-feature = Один об’єкт. Його ETag каже, яка це версія.
docs-queryables = Назви, які знають фільтри.
docs-schema = Поля об’єкта як JSON Schema.
docs-search = Слова в порядку найкращої відповідності; з числами для кожного вибору.
docs-changes = Що змінилося від номера, разом із видаленнями. Запам’ятайте next і питайте далі.
docs-tiles = Тайли мапи
docs-tilesets = Набори тайлів колекції.
docs-tileset = Що в тайлах і де вони.
docs-tile = Тайл як GeoJSON; без f це векторний тайл. Рядок стоїть перед стовпцем.
docs-tilejson = Те саме для мап у мережі: TileJSON.
docs-xyz = Той самий тайл так, як його просять мапи в мережі: стовпець перед рядком. Також як .mvt.
docs-matrix-sets = Сітки тайлів.
docs-matrix-set = Сітка мап у мережі з її масштабами.
docs-write = Зміни
docs-create = Додає місце. Заголовок Location каже, де воно.
docs-replace = Замінює місце. З If-Match і прочитаним ETag не загубиться нічия зміна.
docs-update = Змінює окремі поля; null вилучає поле.
docs-delete = Знімає місце з мапи. Його історія лишається.
docs-about-api = Про саме API
docs-conformance = Частини стандартів, яких тут дотримано.
docs-openapi = Усе це для машин: OpenAPI 3.0.
docs-errors = Коли щось не так
docs-errors-text = Відповідь від 400 — це JSON (RFC 9457): detail каже це словами, errors називає кожне поле, його значення і що було б правильно. Ніщо невідоме не оминається.
api-population = Населення
api-population-about = Точки й ділянки з кількістю мешканців. Якщо вона невідома, про це сказано.
