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
loosened-filter = без фільтра «{ $filter }»
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
from-date = з { $date }
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
filter-age = Вік
filter-capacity = Щонайменше людей
include-unknown = Також те, що може підійти, але ми цього не знаємо
past = Також те, що вже минуло
other-set = Інші райони: { $set }
near = Поблизу місця
around = Вулиця, зупинка або квартал
within = Не далі ніж
near-privacy = «Поруч зі мною» питає ваш браузер. Місцезнаходження округлюється приблизно до 100 м, перш ніж його буде надіслано.
chip-around = До { $distance } від: { $place }
chip-age = Для віку { $age }
chip-capacity = Місце для людей: { $capacity }
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
every-month-on = кожного місяця { $nth ->
    [1] { $day ->
        [3] у першу
        [5] у першу
        [6] у першу
        [7] у першу
       *[other] у перший
    }
    [2] { $day ->
        [3] у другу
        [5] у другу
        [6] у другу
        [7] у другу
       *[other] у другий
    }
    [3] { $day ->
        [3] у третю
        [5] у третю
        [6] у третю
        [7] у третю
       *[other] у третій
    }
    [4] { $day ->
        [3] у четверту
        [5] у четверту
        [6] у четверту
        [7] у четверту
       *[other] у четвертий
    }
   *[other] { $day ->
        [3] в останню
        [5] в останню
        [6] в останню
        [7] в останню
       *[other] в останній
    }
} { $day ->
    [1] понеділок
    [2] вівторок
    [3] середу
    [4] четвер
    [5] п’ятницю
    [6] суботу
   *[7] неділю
}
every-year = щороку
repeats = повторюється
repeats-from = { $rule }, з { $start }
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
date-weekday-year = { $weekday } { $day } { $month } { $year }
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
fact-parking-yes = місця паркування для людей з інвалідністю
fact-parking-limited = місця паркування для людей з інвалідністю з обмеженнями
fact-parking-no = без місць паркування для людей з інвалідністю
fact-name-step_free = вхід без порогів
fact-name-toilet = туалет
fact-name-hearing_loop = індукційна петля
fact-name-quiet = тиша
fact-name-parking = місця паркування для людей з інвалідністю
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
hours-otherwise = в інший час: { $hours }
closed-now = Зачинено { $period }
closed-from = з { $date }
closed-until = до { $date }
host-closed = Увага: «{ $name }» зачинено { $period }
host-closed-ask = Запитайте організатора, чи зустріч відбудеться.
host-closed-then = місце тоді зачинене
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
    [vi] в’єтнамська
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
opens-perhaps = Зараз зачинено. Коли відчиниться, достеменно не відомо.
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
share = Поділитися
copied = Посилання скопійовано.
copy-failed = Не вдалося скопіювати:
share-mail = Надіслати e-mail
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
district-print = Плакат для під’їзду (A4)
poster-over = Цього місяця поруч із вами
poster-until = До { $date } поруч із вами
poster-title = { $name }: що відбувається
poster-more = { $count ->
    [one] і ще { $shown } ініціатива: відскануйте код
    [few] і ще { $shown } ініціативи: відскануйте код
    [many] і ще { $shown } ініціатив: відскануйте код
   *[other] і ще { $shown } ініціативи: відскануйте код
}
poster-nothing = Ми ще не знаємо тут жодних дат. Відскануйте код і подивіться, що відбувається постійно.
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
keep-hint = Тоді сторінка відкриється і без з’єднання: з околицею, яку ви бачили востаннє, відкритими сторінками й обраним.
keep-impossible = Браузер не дозволяє цього в цьому вікні. Потрібні захищене з’єднання (https) і звичайне, не приватне вікно.
forget = Забути все
export = Зберегти обране у файл
device-first = Додано до обраного. Список є лише на цьому пристрої.
device-full = Список обраного заповнений. Приберіть щось, щоб додати більше.
device-refused = Браузер не дозволяє тут нічого зберігати.
device-on = Увімкнено. Цей вигляд відкриється і без з’єднання.
device-off = Вимкнено. Копії сторінок видалено.
device-failed = Не вдалося увімкнути. Спробуйте ще раз.
device-sure = Видалити з цього пристрою обране й копії сторінок? Це не можна скасувати.
device-forgotten = Забуто. На цьому пристрої від нас нічого не залишилося.
device-none = В обраному ще нічого немає.
device-saved = Обране записано у файл okolica.geojson.
offline-since = Немає з’єднання. Станом на { $when } ({ $ago }).
offline-title = Немає з’єднання
offline-text = Цієї сторінки немає на цьому пристрої. Вона відкриється, коли з’єднання повернеться.
offline-last = Показати останній вигляд
not-kept = Цієї частини немає на цьому пристрої. Вона з’явиться, коли з’єднання повернеться.

privacy = Без cookie і без стеження.
statement-title = Декларація доступності
statement-missing = (оператор не вказав)
statement-operator-missing = Оператор цього сайту, який не вказав своєї назви,
statement-commits = зобов’язується забезпечити доступність свого вебсайту відповідно до польського закону від 4 квітня 2019 року про цифрову доступність вебсайтів і мобільних застосунків публічних установ. Декларація стосується вебсайту
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
statement-contact = Зворотний зв’язок і контакти
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
located = Показуємо вашу околицю.
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

planner = Планування
planner-title = Хто поза досяжністю?
planner-description = Кому з мешканців задалеко до яких місць і що б це змінило. { $city }.
plan-question = Запитання
plan-what = Яке місце
plan-any-place = Будь-яке місце
plan-several = Кілька видів: { $kinds }
plan-within = не далі ніж
plan-far = Як далеко
plan-unit = Метри чи хвилини
plan-unit-m = метрів
plan-unit-min = хвилин пішки
plan-of = для
plan-who = Для кого
plan-who-all = усіх
plan-who-0_14 = дітей до 14 років
plan-who-15_64 = людей 15–64 років
plan-who-65plus = людей 65+
plan-when = Коли відчинено
plan-when-any = відчинено будь-коли
plan-when-evening = відчинено ввечері в будній день (18–22)
plan-when-saturday = відчинено в суботу
plan-when-sunday = відчинено в неділю
plan-when-own = відчинено в мої години
plan-by = за:
plan-set = Території
plan-set-district = райони
plan-show = Показати
plan-more = Більше умов
plan-kinds = Кілька видів разом
plan-kinds-hint = Позначені рахуються разом із вибраним у реченні. Заголовок означає всі під ним.
plan-conditions = Місце має бути або мати
plan-free = безкоштовне
plan-verified = підтверджене за стільки місяців
plan-tag = із ключовим словом
plan-own-hours = Мої години
plan-own-hint = Вони рахуються, коли вище обрано «{ $choice }». Час кратний півгодині.
plan-days = Дні
plan-from = Від
plan-until = До
plan-walk = Дорога
plan-speed = Швидкість у км/год, для хвилин
plan-detour = Коефіцієнт подовження
plan-detour-hint = Наскільки дорога довша за пряму: зазвичай 1,2–1,4. Вулиць ми тут не знаємо, тож людей між «напевно» і «напевно ні» рахуємо окремо, як непевних.
plan-kappa = Неприязнь до нерівності, на метр
plan-time = Час
plan-as-of = Дані на день
plan-compare = Порівняти з днем
plan-area = Лише в багатокутнику
plan-area-hint = Кути як довгота,широта через крапку з комою. Зі скриптами його можна намалювати на мапі або відкрити файл GeoJSON.
plan-area-draw = Намалювати на мапі
plan-area-open = Відкрити файл GeoJSON
plan-presets = Готові запитання
plan-preset-source = Джерело: { $source }
plan-wrong = Ми не змогли цього використати: { $field } = «{ $value }». Добре було б: { $expected } Показуємо результат без цього.
plan-right = { $field ->
    [within] метри більше 0, щонайбільше 50 000.
    [minutes] хвилини більше 0, щонайбільше 600, разом щонайбільше 50 км дороги і без метрів поруч.
    [speed] км/год від 0,5 до 30.
    [detour] коефіцієнт від 1 до 5.
    [category] вид місця, який є на цій мапі.
    [access] step_free, toilet, hearing_loop, quiet або parking.
    [free] 1.
    [verified] цілі місяці від 1 до 1200.
    [when] evening, saturday, sunday або дні й години з кроком пів години, наприклад mo-fr.1700-2000.
    [who] all, 0_14, 15_64 або 65plus.
    [set] набір територій, який є на цій мапі.
    [area] від 3 до 1000 кутів lon,lat через ; багатокутника, який не перетинає сам себе.
    [as_of] день від початку цієї мапи до сьогодні, наприклад 2026-11-28, або номер зміни.
    [compare] день від початку цієї мапи до сьогодні, наприклад 2026-11-28, або номер зміни.
    [day] сьогодні або попередній день, наприклад 2026-11-28.
    [kappa] число на метр від -1 до менше 0, наприклад -0.001.
    [scenario] щонайбільше 200 змін: add:lon,lat, close:id або hours:id:mo-fr.0800-2000, через ;.
   *[other] значення, яке ця мапа знає.
}
plan-answer = Відповідь
plan-headline = { $count ->
    [one] Щонайменше { $shown } людина поза досяжністю ({ $share }).
    [few] Щонайменше { $shown } людини поза досяжністю ({ $share }).
    [many] Щонайменше { $shown } людей поза досяжністю ({ $share }).
   *[other] Щонайменше { $shown } людини поза досяжністю ({ $share }).
}
plan-headline-uncertain = { $count ->
    [0] Більше непевних немає.
    [one] Ще для { $shown } це залежить від дороги.
    [few] Ще для { $shown } це залежить від дороги.
    [many] Ще для { $shown } це залежить від дороги.
   *[other] Ще для { $shown } це залежить від дороги.
}
plan-headline-reached = { $count ->
    [one] У досяжності { $shown } людина.
    [few] У досяжності { $shown } людини.
    [many] У досяжності { $shown } людей.
   *[other] У досяжності { $shown } людини.
}
plan-nobody = За даними про населення тут ніхто не живе, тож немає кого охоплювати.
plan-no-population = Даних про населення ще немає, тож людей порахувати не можна. Території й місця можна. Дані завантажують командою «okolica import population».
plan-no-group = Тут невідомо, скільки людей цього віку де живе, тому їх не можна порахувати. Запитайте про всіх.
plan-no-places = Жодне місце не підходить до запитання, тож у досяжності нікого немає.
plan-places-count = { $count ->
    [one] До запитання підходить { $shown } місце.
    [few] До запитання підходять { $shown } місця.
    [many] До запитання підходить { $shown } місць.
   *[other] До запитання підходить { $shown } місця.
}
plan-places-unknown = { $count ->
    [one] Може підходити ще { $shown }, але цього ми не знаємо. Людей поруч із ним рахуємо поза досяжністю.
    [few] Можуть підходити ще { $shown }, але цього ми не знаємо. Людей поруч із ними рахуємо поза досяжністю.
    [many] Може підходити ще { $shown }, але цього ми не знаємо. Людей поруч із ними рахуємо поза досяжністю.
   *[other] Може підходити ще { $shown }, але цього ми не знаємо. Людей поруч із ними рахуємо поза досяжністю.
}
plan-table = Території
plan-table-caption = Числа за територіями
plan-area-name = Територія
plan-city = Усе місто
plan-city-note = Місто рахуємо як одну територію, а не як суму: людина з двох територій рахується раз.
plan-sort-up = Сортувати: { $what }, від найменших
plan-sort-down = Сортувати: { $what }, від найбільших
plan-sort-name = Сортувати за назвою
plan-columns = Стовпці таблиці
plan-change = Зміна
plan-gain = { $count ->
    [one] +{ $shown } людина виграє
    [few] +{ $shown } людини виграють
    [many] +{ $shown } людей виграє
   *[other] +{ $shown } людини виграє
}
plan-loss = { $count ->
    [one] −{ $shown } людина втрачає
    [few] −{ $shown } людини втрачають
    [many] −{ $shown } людей втрачає
   *[other] −{ $shown } людини втрачає
}
plan-same = без змін
plan-compared-of = { $what }, станом на { $date }
plan-no-value = –
plan-reason-nobody-lives-there = тут ніхто не живе
plan-reason-population-unknown = кількість людей невідома
plan-reason-no-places = жодне місце не підходить
plan-reason-fewer-than-3-places = менше ніж три місця
plan-reason-no-facilities = немає записів
plan-reason-no-capacity = місткість невідома
plan-reason-no-area = немає території
plan-download = Візьміть із собою
plan-report = Звіт для друку (A4)
plan-link = Постійне посилання
plan-csv = Таблиця (CSV)
plan-xlsx = Таблиця (XLSX)
plan-geojson = Мапа (GeoJSON)
plan-json = Усі числа (JSON)
plan-map = Мапа
plan-map-needs-scripts = Мапа й живі проби змін потребують скриптів. Усі числа є в таблицях, а зміни можна пробувати формами нижче.
plan-map-help = Стрілки рухають мапу, плюс і мінус наближують та віддаляють. Enter додає місце посередині мапи.
plan-map-label = Мапа того, хто в досяжності. Таблиці поруч кажуть те саме.
plan-legend-reached = у досяжності
plan-legend-uncertain = непевно: залежить від дороги
plan-legend-not-reached = поза досяжністю
plan-legend-place = місце, що підходить
plan-legend-maybe = місце, що може підходити
plan-legend-added = додане місце
plan-legend-closed = закрите місце
plan-legend-gap = прогалина, де живуть люди
plan-legend-none = немає даних
plan-legend-to = до { $to }
plan-legend-between = понад { $from } до { $to }
plan-legend-over = понад { $from }
plan-colour-by = Розфарбувати території за
plan-colour-cells = нічим: показати, хто в досяжності
plan-classes = Класи
plan-classes-cut-offs = сталі межі
plan-classes-quantiles = п’яті частини територій
plan-classes-note = Для цього числа немає меж із приписів, тож класи є п’ятими частинами територій.
plan-what-if = Що, якби
plan-what-if-intro = Спробуйте зміну: перерахуються всі числа на цій сторінці. Ми нічого не зберігаємо; зміну пам’ятає посилання.
plan-changed = Відколи відкрито цю сторінку, дані змінилися.
plan-again = Порахувати знову
plan-scenario-banner = Це сценарій, а не теперішній стан.
plan-undo = Скасувати останню зміну
plan-reset = Повернутися до теперішнього стану
plan-add = Додати місце
plan-add-on-map = Додати на мапі
plan-add-hint = Вкажіть його на мапі або впишіть, де воно.
plan-lon = Довгота
plan-lat = Широта
plan-add-here = Додати
plan-close = Закрити місце
plan-close-it = Закрити
plan-reopen = Скасувати
plan-hours = Інші години місця
plan-hours-set = Встановити години
plan-which = Яке місце
plan-changes = Зміни в цьому сценарії
plan-change-add = Нове місце: { $lat }, { $lon }
plan-change-close = Закрито: { $name }
plan-change-hours = Інші години: { $name }, { $hours }
plan-place-total = { $count ->
    [one] { $shown } людина в його досяжності
    [few] { $shown } людини в його досяжності
    [many] { $shown } людей у його досяжності
   *[other] { $shown } людини в його досяжності
}
plan-place-only = { $count ->
    [one] з них { $shown } лише завдяки йому
    [few] з них { $shown } лише завдяки йому
    [many] з них { $shown } лише завдяки йому
   *[other] з них { $shown } лише завдяки йому
}
plan-move-north = Пересунути на 50 м на північ
plan-move-south = Пересунути на 50 м на південь
plan-move-west = Пересунути на 50 м на захід
plan-move-east = Пересунути на 50 м на схід
plan-closing = Якщо це закриють
plan-closing-intro = Скільки людей втратили б єдине місце в досяжності.
plan-closing-lose = втрачають єдине
plan-closing-total = у його досяжності
plan-closing-none = Жодне місце ні для кого не є єдиним.
plan-place = Місце
plan-sites = Де наступні
plan-sites-intro = Найкращі нові місця: ті, що охоплять найбільше людей, якщо всі теперішні залишаться.
plan-sites-count = Скільки нових місць
plan-sites-find = Знайти
plan-sites-rank = №
plan-sites-place = Де
plan-sites-marginal = людей більше в досяжності
plan-sites-total = людей у його досяжності
plan-sites-add = Додати всі до сценарію
plan-sites-proven = Доведено: за цих умов жоден інший вибір ({ $count }) не охопить більше людей.
plan-sites-bound = Найкраще, що ми знайшли. Доведено, що за цих умов жоден вибір не охопить більше ніж { $bound } додаткових людей.
plan-sites-where = Де вони можуть стояти
plan-sites-anywhere = будь-де, на сітці
plan-sites-grid = на сітці з кроком { $step } м
plan-sites-spaces = в інших місцях, які вже є
plan-sites-least = Щонайменше стільки % у межах досяжності
plan-sites-in = на території
plan-sites-every = кожній
plan-sites-impossible = Так мало нових місць не вистачить: на території { $area } жоден їх вибір не охопить більше людей, ніж { $most }.
plan-sites-impossible-all = Так мало нових місць не охопить стільки людей.
plan-sites-not-found = Не знайдено нічого, що охопило б стільки людей. Не доведено, що такого немає.
plan-sites-many = Забагато місць для вибору. Оберіть рідшу сітку.
plan-sites-none = Жодне нове місце нікого б не охопило.
plan-curve = Крива досяжності
plan-curve-intro = Яка частка людей має якесь місце на даній відстані, по прямій.
plan-curve-distance = Відстань
plan-curve-share = Частка людей
plan-curve-table = Крива як таблиця
plan-hours-week = Години тижня
plan-hours-week-intro = Скільки місць відчинено о цій годині звичайного тижня.
plan-matrix = Види місць за територіями
plan-matrix-intro = Записи на 10 000 людей, за видами.
plan-matrix-empty = немає: { $areas }
plan-matrix-kind = Вид
plan-ledger = Хто на кого покладається
plan-ledger-intro = Люди в досяжності, які не мають її на власній території: де вони живуть (рядки) і де їхнє найближче місце (стовпці).
plan-ledger-lives = Живе в
plan-ledger-outside = поза територіями
plan-doubt = Прогалина чи незнання?
plan-doubt-intro = Чого ми не знаємо і які числа це послаблює.
plan-doubt-hours = { $share } місць не вказують годин повністю. Запитання про пору тижня рахують їх як зачинені.
plan-doubt-stale = { $share } місць ніхто не підтвердив за останні 12 місяців.
plan-doubt-people = { $count ->
    [one] { $shown } клітинка приховує кількість людей. Їх немає в жодному числі.
    [few] { $shown } клітинки приховують кількість людей. Їх немає в жодному числі.
    [many] { $shown } клітинок приховує кількість людей. Їх немає в жодному числі.
   *[other] { $shown } клітинки приховує кількість людей. Їх немає в жодному числі.
}
plan-doubt-spread = Населення розподілено рівномірно по районах, бо клітинок населення немає. Кожне число приблизне.
plan-doubt-far = { $count ->
    [one] { $shown } місце лежить далеко поза територіями.
    [few] { $shown } місця лежать далеко поза територіями.
    [many] { $shown } місць лежить далеко поза територіями.
   *[other] { $shown } місця лежить далеко поза територіями.
}
plan-doubt-pile = { $count ->
    [one] { $shown } координата має багато місць одразу: можливо, це умовна адреса.
    [few] { $shown } координати мають багато місць одразу: можливо, це умовні адреси.
    [many] { $shown } координат мають багато місць одразу: можливо, це умовні адреси.
   *[other] { $shown } координати мають багато місць одразу: можливо, це умовні адреси.
}
plan-doubt-outside = { $count ->
    [one] { $shown } людина живе поза всіма територіями, і її немає в жодному числі.
    [few] { $shown } людини живуть поза всіма територіями, і їх немає в жодному числі.
    [many] { $shown } людей живе поза всіма територіями, і їх немає в жодному числі.
   *[other] { $shown } людини живе поза всіма територіями, і їх немає в жодному числі.
}
plan-doubt-vanished = Місяць тому такі місця були, а тепер немає жодного: { $kinds }
plan-doubt-none = Ніщо тут не послаблює чисел.
plan-how = Як ми рахуємо
plan-how-text = Відстані є прямими на еліпсоїді WGS84. У досяжності: пряма × коефіцієнт ≤ межа. Непевно: пряма ≤ межа. Поза досяжністю: пряма > межа; жодна дорога не коротша за пряму, тож це число може бути лише замалим.
plan-how-limit = Межа: { $limit }; коефіцієнт { $detour }; напевно до { $sure } по прямій.
plan-how-population = Населення: { $sources }.
plan-glossary = Що означає кожне число
plan-unit-of = Одиниця: { $unit }
plan-unit-people = люди
plan-unit-count = кількість
plan-unit-mean = кількість, у середньому
plan-unit-share = відсоток
plan-unit-metres = метри по прямій
plan-unit-km2 = квадратні кілометри
plan-unit-index = від 0 до 1
plan-source-of = Джерело: { $source }
plan-limits-of = Обмеження: { $limits }
plan-live = Числа враховують зміну.
plan-live-failed = Живе перерахування не запустилося. Форми працюють.
plan-selected = Обрана територія: { $name }
plan-selected-clear = Показати все місто
plan-all-figures = Усі числа
plan-figure = Число
plan-value = Значення
plan-day = День
plan-date-hint = Дата, наприклад 2026-06-30, або номер журналу змін.
plan-area-corners = Кути
plan-limit-minutes = { $minutes } хв за { $speed } км/год, { $limit }
plan-matrix-missing = Чого де немає
plan-drawing = Вказуйте на мапі кут за кутом або рухайте мапу й натискайте Enter для її середини. Натисніть кнопку ще раз, щоб закінчити; Escape скасовує.
plan-area-too-many = Цей багатокутник має забагато кутів для посилання: щонайбільше 1000. Про більші, до 10 000, можна питати через /api/coverage.
plan-area-several = У цьому файлі кілька багатокутників або один з отвором. Посилання вміщує один без отворів; про інші можна питати через /api/coverage.
plan-area-unread = У цьому файлі немає багатокутника.
plan-trend = Останні дванадцять місяців
plan-trend-intro = Яка частка мешканців була в межах досяжності наприкінці кожного місяця, за цією мапою того дня. Без змін сценарію.
plan-trend-show = Показати, як це змінювалося
plan-trend-short = Цій мапі менше місяця: поки що є один день.
plan-later = Шукаємо їх.
plan-later-show = Показати, коли знайдуться
plan-drawn = { $figure }, на мапі територій. Таблиця каже те саме.
plan-flows = Хто на кого покладається, на мапі
plan-flows-intro = Лінія веде від території, де люди живуть, до території, місцями якої вони користуються. Що товща, то більше людей; скільки, каже число. Таблиця поруч каже те саме.
plan-flows-none = Ніхто не покладається на місця іншої території.

report-title = Звіт: { $name }
report-back = Назад на сторінку для планувальників
report-stand = { $city }, станом на { $date }, номер зміни { $number }
report-number = Стан даних (номер зміни)
report-yes = так
report-without = без зміни
report-data = На чому це пораховано
report-edition = { $what }: остання зміна { $date } (номер зміни { $number })
report-edition-districts = Райони
report-edition-population = Населення
report-edition-categories = Види місць
report-people-cells = Людей рахуємо за клітинками населення.
report-people-spread-evenly = Комірок населення немає: кількість мешканців районів розподілено рівномірно, тому кожен показник приблизний.
report-people-none = Невідомо, скільки людей де живе.
report-again = Ті самі числа будь-коли, хоч би що змінилося на мапі:
report-no-link = Намальована ділянка має забагато вершин для посилання, тому цей звіт так не відтворити.
report-code = QR-код з адресою цього звіту

source-pop = дані про населення, названі в частині «Як ми рахуємо»
source-own = визначення цього сервісу, див. docs/coverage.md
source-geo = геодезична лінія на WGS84, Karney 2013
source-kp = еквівалент рівного розподілу Колма-Поллака: Logan та ін. 2021
source-sfca = двокрокова рухома зона тяжіння (2SFCA): Luo і Wang 2003
source-gini = Gini 1912, зважений за людьми
source-laea = азимутальна рівновелика проєкція Ламберта, точне об’єднання кругів
limits-hidden = люди з клітинок із прихованою кількістю не враховані
limits-line = ми не знаємо річок, колій і сходів, лише пряму; приховані в даних люди не враховані
limits-border = люди користуються й місцями за межею території; про це число не каже
limits-unknown = каже, наскільки могло б бути краще, а не як є
limits-kappa = залежить від обраної неприязні до нерівності; порівнюйте лише за однакової
limits-data = лише настільки повне, як дані про місця
limits-capacity = лише місця, які вказують, скількох людей вміщають
limits-none = немає суттєвих
limits-empty = рахує площу, також там, де ніхто не живе
figure-population = Мешканці
figure-population-means = Люди з обраної групи, які живуть на цій території.
figure-population-source = { source-pop }
figure-population-limits = { limits-hidden }
figure-not_reached = Поза досяжністю
figure-not_reached-means = Люди, від яких до найближчого місця, що підходить, по прямій далі за межу. Жодна дорога не коротша за пряму, тож поза досяжністю щонайменше стільки людей.
figure-not_reached-source = { source-own }
figure-not_reached-limits = { limits-line }
figure-uncertain = Непевно
figure-uncertain-means = Люди, для яких пряма в межах, але помножена на коефіцієнт подовження вже ні: залежить від дороги.
figure-uncertain-source = { source-own }
figure-uncertain-limits = { limits-line }
figure-reached = У досяжності
figure-reached-means = Люди, для яких навіть пряма, помножена на коефіцієнт подовження, у межах.
figure-reached-source = { source-own }
figure-reached-limits = { limits-line }
figure-not_reached_share = Частка поза досяжністю
figure-not_reached_share-means = Люди поза досяжністю серед усіх із групи на території.
figure-not_reached_share-source = { source-own }
figure-not_reached_share-limits = { limits-line }
figure-uncertain_share = Частка непевних
figure-uncertain_share-means = Люди, для яких це непевно, серед усіх із групи на території.
figure-uncertain_share-source = { source-own }
figure-uncertain_share-limits = { limits-line }
figure-reached_share = Частка в досяжності
figure-reached_share-means = Люди в досяжності серед усіх із групи на території.
figure-reached_share-source = { source-own }
figure-reached_share-limits = { limits-line }
figure-reached_own_only = У досяжності власних місць
figure-reached_own_only-means = Люди, які були б у досяжності, якби рахувалися лише місця їхньої території.
figure-reached_own_only-source = { source-own }
figure-reached_own_only-limits = { limits-border }
figure-reached_own_only_share = Частка в досяжності власних місць
figure-reached_own_only_share-means = Те саме серед усіх із групи на території.
figure-reached_own_only_share-source = { source-own }
figure-reached_own_only_share-limits = { limits-border }
figure-reached_perhaps = У досяжності, якщо підходить усе, що може
figure-reached_perhaps-means = Люди, які були б у досяжності, якби підходило кожне місце, що може підходити, але про це не каже.
figure-reached_perhaps-source = { source-own }
figure-reached_perhaps-limits = { limits-unknown }
figure-nearest_mean_m = Відстань до найближчого, середня
figure-nearest_mean_m-means = Середня пряма до найближчого місця, що підходить; кожна людина рахується раз.
figure-nearest_mean_m-source = { source-geo }
figure-nearest_mean_m-limits = { limits-line }
figure-nearest_median_m = Відстань до найближчого, медіана
figure-nearest_median_m-means = Відстань, якої половина людей не перевищує.
figure-nearest_median_m-source = { source-geo }
figure-nearest_median_m-limits = { limits-line }
figure-nearest_p90_m = Відстань до найближчого, 9 з 10
figure-nearest_p90_m-means = Відстань, якої дев’ять із десяти людей не перевищують.
figure-nearest_p90_m-source = { source-geo }
figure-nearest_p90_m-limits = { limits-line }
figure-nearest_three_mean_m = Відстань до трьох найближчих
figure-nearest_three_mean_m-means = Середня пряма до трьох найближчих місць: який вибір поруч.
figure-nearest_three_mean_m-source = { source-geo }
figure-nearest_three_mean_m-limits = { limits-line }
figure-kolm_pollak_m = Рівномірно розподілена відстань
figure-kolm_pollak_m-means = Відстань, яка, якби була в кожного, була б так само погана, як справжні. Довгі дороги небагатьох важать більше, ніж у середній.
figure-kolm_pollak_m-source = { source-kp }
figure-kolm_pollak_m-limits = { limits-kappa }
figure-facilities = Записи на території
figure-facilities-means = Місця, що підходять, записані на території, також кілька за однією адресою.
figure-facilities-source = { source-own }
figure-facilities-limits = { limits-data }
figure-facilities_perhaps = Записи, що можуть підходити
figure-facilities_perhaps-means = Записи на території, які підходять за всім, що про них відомо, а решти не кажуть.
figure-facilities_perhaps-source = { source-own }
figure-facilities_perhaps-limits = { limits-unknown }
figure-places = Місця на території
figure-places-means = Різні координати записів, що підходять, на території.
figure-places-source = { source-own }
figure-places-limits = { limits-data }
figure-per_10000 = Записи на 10 000 людей
figure-per_10000-means = Записи, що підходять, на території на кожні 10 000 людей із групи.
figure-per_10000-source = { source-own }
figure-per_10000-limits = { limits-border }
figure-places_in_reach_mean = Місця в досяжності
figure-places_in_reach_mean-means = Скільки різних місць у середньому має людина напевно в досяжності.
figure-places_in_reach_mean-source = { source-own }
figure-places_in_reach_mean-limits = { limits-line }
figure-two_or_more_share = Частка з двома або більше
figure-two_or_more_share-means = Люди, які напевно мають у досяжності щонайменше два різні місця.
figure-two_or_more_share-source = { source-own }
figure-two_or_more_share-limits = { limits-line }
figure-kinds_in_reach_mean = Види в досяжності
figure-kinds_in_reach_mean-means = Скільки видів місць у середньому людина напевно має в досяжності.
figure-kinds_in_reach_mean-source = { source-own }
figure-kinds_in_reach_mean-limits = { limits-data }
figure-capacity_per_1000 = Місткість на 1000 людей
figure-capacity_per_1000-means = Місткість у досяжності, поділена між усіма, хто її має в досяжності, на кожні 1000 людей.
figure-capacity_per_1000-source = { source-sfca }
figure-capacity_per_1000-limits = { limits-capacity }
figure-gini = Коефіцієнт Джині
figure-gini-means = Як нерівно розподілена місткість на людину: 0 означає порівну для всіх, 1 означає все для однієї.
figure-gini-source = { source-gini }
figure-gini-limits = { limits-capacity }
figure-area_km2 = Площа
figure-area_km2-means = Площа території.
figure-area_km2-source = { source-laea }
figure-area_km2-limits = { limits-none }
figure-covered_area_km2 = Площа в досяжності
figure-covered_area_km2-means = Площа, з якої пряма до місця, що підходить, помножена на коефіцієнт подовження, у межах.
figure-covered_area_km2-source = { source-laea }
figure-covered_area_km2-limits = { limits-empty }
figure-uncovered_area_km2 = Площа поза досяжністю
figure-uncovered_area_km2-means = Решта території.
figure-uncovered_area_km2-source = { source-laea }
figure-uncovered_area_km2-limits = { limits-empty }
figure-confirmed_share = Нещодавно підтверджені
figure-confirmed_share-means = Записи, які хтось підтвердив за останні 12 місяців.
figure-confirmed_share-source = { source-own }
figure-confirmed_share-limits = { limits-data }
figure-stale_share = Давно не підтверджені
figure-stale_share-means = Записи, яких ніхто не підтвердив за останні 12 місяців.
figure-stale_share-source = { source-own }
figure-stale_share-limits = { limits-data }
figure-hours_unknown_share = Невідомі години
figure-hours_unknown_share-means = Записи, години відкриття яких відомі не повністю.
figure-hours_unknown_share-source = { source-own }
figure-hours_unknown_share-limits = { limits-unknown }

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
api-id = Id
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
docs-changes = Що змінилося від номера, разом із видаленнями. Запам’ятайте next і питайте далі; або надішліть Accept: text/event-stream і залишайтеся на зв’язку: кожна зміна надійде щойно її опубліковано, а Last-Event-ID продовжує з місця розриву.
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
docs-coverage = Хто має бібліотеку поблизу, район за районом; також f=csv або f=xlsx.
docs-coverage-area = Те саме для намальованої ділянки.
docs-coverage-cells = Де живуть люди та чи мають поблизу.
docs-coverage-gaps = Місцевість, звідки до жодного місця не близько, і скільки людей там живе.
docs-coverage-sites = Де два нові місця дали б досяжність найбільшій кількості людей.

# Вбудовування
copy-of = Копія від { $date }
embed-open = Відкрити в Okolica
embed-all = { $count ->
    [one] { $shown } результат в Okolica
    [few] Усі { $shown } результати в Okolica
    [many] Усі { $shown } результатів в Okolica
   *[other] Усі { $shown } результату в Okolica
}
embed-whole = Показати все
embed-close = Закрити
embed-fingers = Пересувайте мапу двома пальцями.
embed-wrong = Для редакції: { $setting } тут нічого не означає. Правильно: { $expected }.
embed-accent = Для редакції: колір { $accent } погано читається на світлому тлі (контраст { $contrast }, потрібно щонайменше { $enough }), тому його не використано.

# Зображення
picture-alt = Мапа: { $name }
small-map-alt = Мала мапа з позначеним місцем: { $name }. Веде до великої мапи.
# Відкриття вбудованих мап
counts-title = Скільки разів мапу відкривали на інших сторінках
counts-about = Скільки разів щодня відкривали мапи на сторінках установ і організацій. Рахуємо лише відкриття: без адрес, без cookie, без ідентифікаторів. Останньої хвилини тут може ще не бути.
counts-csv = Усі дні як CSV
counts-none = У ці дні ніхто не відкривав вбудованої мапи.
counts-by-embed = За мапами
counts-by-day = За днями
counts-embed = Що показує
counts-today = Сьогодні
counts-week = 7 днів
counts-month = 30 днів
counts-day = День
counts-opened = Відкриття
counts-whole = Усе
counts-others = Усі інші мапи разом

# Конструктор вбудовування
builder-title = Додайте мапу на свою сторінку
builder-about = Виберіть, що показує мапа і який має вигляд, а тоді скопіюйте код. Без cookie і стеження, а там, де скрипти вимкнено, — звичайний список.
builder-form = Мапа для вашої сторінки
builder-what = Що показує
builder-how = Який має вигляд
builder-show = Показати
builder-view = Частини
builder-view-both = Мапа і список
builder-view-map = Мапа
builder-view-list = Список
builder-open = Читачі можуть змінювати фільтри
builder-lang = Мова
builder-lang-auto = Така, як у читача
builder-heading = Заголовок над мапою (до 80 знаків)
builder-theme = Світла чи темна
builder-theme-auto = Як налаштовано на пристрої
builder-theme-light = Світла
builder-theme-dark = Темна
builder-accent = Колір посилань і кнопок, шість цифр, як 0b6b62
builder-max = Найбільше пунктів у списку
builder-height = Висота в пікселях
builder-place = Де мапа починається
builder-place-about = Залиште порожнім, щоб показати все, що вибрано вище.
builder-place-name = Вулиця, зупинка або мікрорайон
builder-zoom = Як близько
builder-zoom-far = Частина міста
builder-zoom-middle = Околиця
builder-zoom-near = Кілька вулиць
builder-map = Або точно: масштаб/широта/довгота, як в адресі мапи
builder-no-place = Ми не знаємо місця «{ $name }». Мапа починається з усього, що вибрано.
builder-wrong = { $setting } тут нічого не означає. Правильно: { $expected }.
builder-accent-pale = Колір { $accent } погано читається на світлому тлі: контраст { $contrast } до 1, а потрібно { $enough }. Мапа залишиться зі своїм кольором.
builder-accent-light = На світлому тлі { $accent } має контраст { $contrast } до 1 (потрібно { $enough }).
builder-accent-dark = На темному він має { $contrast } до 1.
builder-accent-tinted = На темному він світлішає до { $accent }, що має { $contrast } до 1.
builder-preview = Попередній перегляд
builder-updated = Перегляд і код оновлено.
builder-codes = Код для вашої сторінки
builder-name = Мапа місць та ініціатив: { $city }
builder-copy = Копіювати
builder-copied = Скопійовано
builder-copy-failed = Браузер не дозволяє нам копіювати. Код виділено: скопіюйте його з клавіатури.
builder-html = Будь-яка сторінка в HTML
builder-html-about = Вставте там, де має стояти мапа. Другий рядок робить рамку такою заввишки, як її вміст; без нього висота лишається вибраною.
builder-component = Як окремий елемент
builder-component-about = Доки скрипт не завантажився і там, де його немає, видно звичайне посилання. Перший рядок потрібен раз на сторінку.
builder-wordpress = WordPress
builder-wordpress-about = У редакторі додайте блок «Користувацький HTML» і вставте це в нього. Потрібна роль, яка може зберігати HTML, наприклад редактор або адміністратор.
builder-drupal = Drupal
builder-drupal-about = Виберіть формат тексту «Full HTML» (повний HTML), натисніть у редакторі «Джерело» і вставте.
builder-list = Сам список, без рамки
builder-list-about = Ваш сервер запитує цю адресу і вставляє відповідь у сторінку: чистий HTML без стилів і скриптів.
builder-link = Ті самі налаштування
builder-link-about = Ця адреса відкриває цю сторінку такою, як вона є зараз: збережіть її або надішліть комусь.
