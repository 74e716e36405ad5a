//! From a typed stop to an activity in the calendar, as a person does it: by keyboard alone, with
//! the mouse, with a finger; in each language; in the demo town and, where its files are at
//! hand, in Warsaw.

use super::warsaw;
use super::{agreed, changed};
use crate::support::browser::{Browser, DESKTOP, PHONE, Screen, visit};
use crate::support::python;
use crate::support::service::{Service, root, shared};
use chrono::{Datelike, Days, NaiveDate, Utc};
use chrono_tz::Europe::Warsaw;
use fantoccini::key::Key;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

/// What a person acts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hands {
    Keyboard,
    Mouse,
    Finger,
}

impl Hands {
    /// Presses a link or a button.
    async fn press(self, browser: &Browser, selector: &str) {
        self.act(browser, selector, Key::Enter).await;
    }

    /// Ticks a box.
    async fn tick(self, browser: &Browser, selector: &str) {
        self.act(browser, selector, Key::Space).await;
    }

    async fn act(self, browser: &Browser, selector: &str, key: Key) {
        match self {
            Self::Keyboard => {
                browser.tab_to(selector).await;
                browser.press(key).await;
            }
            Self::Mouse => browser.click(selector).await,
            Self::Finger => browser.tap(selector).await,
        }
    }
}

/// A stop that somebody types, and an activity near to it that is free, step-free and on this
/// weekend.
struct Aim {
    stop: String,
    key: String,
    name: String,
}

/// Saturday and Sunday of this week in the city.
fn weekend() -> (NaiveDate, NaiveDate) {
    let today = Utc::now().with_timezone(&Warsaw).date_naive();
    let monday = today - Days::new(today.weekday().num_days_from_monday().into());
    (monday + Days::new(5), monday + Days::new(6))
}

/// Every date of a calendar's events on the weekend, as icalendar and dateutil read it, and the
/// events' names.
const READ: &str = r#"
import sys, json, datetime
from icalendar import Calendar
from dateutil.rrule import rrulestr
given = json.loads(sys.stdin.buffer.readline())
first, last = [datetime.date.fromisoformat(day) for day in given]
calendar = Calendar.from_ical(sys.stdin.buffer.read())
def moment(value):
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=None)
    return datetime.datetime.combine(value, datetime.time())
def listed(value):
    all = value if isinstance(value, list) else [value] if value else []
    return [moment(one.dt) for many in all for one in many.dts]
names, dates, moved = set(), set(), set()
for event in calendar.walk('VEVENT'):
    names.add(str(event['SUMMARY']))
    start = moment(event['DTSTART'].dt)
    if 'RECURRENCE-ID' in event:
        moved.add(moment(event['RECURRENCE-ID'].dt))
        if event.get('STATUS') != 'CANCELLED':
            dates.add(start)
        continue
    end = moment(event['DTEND'].dt) if 'DTEND' in event else start
    if 'RRULE' in event:
        rule = rrulestr(event['RRULE'].to_ical().decode().replace('Z', ''), dtstart=start)
        own = set(rule.between(moment(first), moment(last) + datetime.timedelta(days=1), inc=True))
    else:
        own = {start + datetime.timedelta(days=n) for n in range(max(1, (end - start).days))}
    dates |= (own | set(listed(event.get('RDATE')))) - set(listed(event.get('EXDATE')))
    main = own
dates = {d for d in dates if d not in moved and first <= d.date() <= last}
print(json.dumps({'names': sorted(names), 'dates': [d.isoformat() for d in sorted(dates)]}))
"#;

/// What fits near a place, as the API has it, nearest first.
async fn fitting(browser: &Browser, near: &str) -> Vec<Value> {
    let answer = browser
        .run(&format!(
            "return fetch('/api/search?near={near}&within=1000&when=weekend&free=1\
             &access=step_free&limit=100').then(answer => answer.json())"
        ))
        .await;
    if answer["loosened"] != json!([]) {
        // What does not quite fit.
        return Vec::new();
    }
    answer["features"].as_array().cloned().unwrap_or_default()
}

fn key(feature: &Value) -> String {
    feature["id"].as_str().unwrap_or_default().to_owned()
}

/// A stop of the demo town with such an activity near it: one that has dates, and the only one
/// of its name that a reader could mean.
async fn aim_in_demo(browser: &Browser) -> Aim {
    let file = root("data/demo/places.csv");
    let mut places = csv::Reader::from_path(file).expect("the demo town");
    for place in places.records() {
        let place = place.expect("a place");
        if &place[1] != "stop" {
            continue;
        }
        let near = format!("{},{}", &place[2], &place[3]);
        for feature in fitting(browser, &near).await {
            let properties = &feature["properties"];
            if properties["layer"] == "initiatives" && properties["schedule"].is_object() {
                // Stops have posts, and posts have numbers.
                let stop = place[0].trim_end_matches(|c: char| c.is_ascii_digit());
                return Aim {
                    stop: stop.trim_end().to_owned(),
                    key: key(&feature),
                    name: properties["name"].as_str().unwrap_or_default().to_owned(),
                };
            }
        }
    }
    panic!("no stop of the demo town has a free, step-free activity near it this weekend");
}

/// What makes a view the same view again.
async fn view(browser: &Browser) -> Value {
    browser
        .run(
            "return {
                map: new URLSearchParams(location.search).get('map'),
                total: document.querySelector('#map').dataset.mapTotal,
                list: [...document.querySelectorAll('#results .item-link')].map(e => e.dataset.key),
                chips: [...document.querySelectorAll('.chips .chip')].map(e => e.textContent),
            }",
        )
        .await
}

const SCROLLED: &str = "document.querySelector('#panel').scrollTop";

async fn journey(browser: &Browser, hands: Hands, language: &str, aim: &Aim) {
    let folder = tempfile::tempdir().expect("a folder");
    browser.download_into(folder.path()).await;
    browser.permit_clipboard().await;
    browser.open(&format!("/?lang={language}")).await;
    agreed(browser).await;

    near_the_stop(browser, hands, aim).await;
    for (chip, filter) in [
        ("#quick-weekend", "when=weekend"),
        ("#quick-free", "free=1"),
    ] {
        changed(browser, async || hands.press(browser, chip).await).await;
        assert!(browser.url().await.contains(filter), "{filter}");
    }
    hands.press(browser, "#more > summary").await;
    let step_free = "input[name=access][value=step_free]";
    changed(browser, async || hands.tick(browser, step_free).await).await;
    let listed = view(browser).await;
    let near = browser
        .text("return new URLSearchParams(location.search).get('near')")
        .await;
    let expected: Vec<String> = fitting(browser, &near).await.iter().map(key).collect();
    assert_eq!(
        listed["list"],
        json!(expected),
        "the list has what fits, nearest first"
    );
    assert!(
        expected.contains(&aim.key),
        "{} is not among {expected:?}",
        aim.key
    );

    // Its detail, in the list's place.
    let link = format!("#results .item-link[data-key='{}']", aim.key);
    let scrolled = async || browser.number(&format!("return {SCROLLED}")).await;
    if hands == Hands::Keyboard {
        browser.tab_to(&link).await;
    } else {
        browser
            .run(&format!(
                "document.querySelector(\"{link}\").scrollIntoView({{block: 'center'}})"
            ))
            .await;
    }
    let left_at = scrolled().await;
    let picture = async |what: &str| {
        let name = format!(
            "journey-{}-{hands:?}-{language}-{what}",
            browser.number("return innerWidth").await
        );
        browser.picture(&name).await;
    };
    picture("list").await;
    hands.press(browser, &link).await;
    let open = "document.activeElement.id === 'detail-title'";
    browser
        .until("the detail is open and has the focus", open)
        .await;
    agreed(browser).await;
    picture("detail").await;
    into_the_calendar(browser, hands, aim, folder.path()).await;
    shared_with_others(browser, hands, "#detail", aim).await;

    // Its own page, and back.
    let chosen = view(browser).await;
    let at = browser.url().await;
    let page = format!("#detail .actions a[href^='/{}']:not([download])", aim.key);
    hands.press(browser, &page).await;
    let path = format!("location.pathname === '/{}'", aim.key);
    browser.until("its page is open", &path).await;
    let shown = browser.text("return document.documentElement.lang").await;
    assert_eq!(shown, language);
    assert!(
        browser
            .holds("document.querySelectorAll('h1').length === 1")
            .await
    );
    shared_with_others(browser, hands, "article", aim).await;
    picture("page").await;
    if hands == Hands::Keyboard {
        browser.back().await;
    } else {
        hands.press(browser, ".back a").await;
    }
    browser
        .until("the map page is back", "location.pathname === '/'")
        .await;
    agreed(browser).await;
    assert_eq!(browser.url().await, at);
    let detail = format!(
        "document.querySelector('#detail:not([hidden]) [data-key]')?.dataset.key === '{}'",
        aim.key
    );
    browser.until("it is still open", &detail).await;
    assert_eq!(view(browser).await, chosen, "the view is the same");
    // The browser may have kept the page as it was, or not.
    browser.reload().await;
    agreed(browser).await;
    browser.until("it is open after all", &detail).await;
    assert_eq!(
        view(browser).await,
        chosen,
        "the view is the same after all"
    );

    // The list, where it was left.
    if hands == Hands::Keyboard {
        browser.tab_to("#detail-back").await;
    }
    hands.press(browser, "#detail-back").await;
    browser
        .until(
            "the list is back",
            "document.querySelector('#detail').hidden",
        )
        .await;
    agreed(browser).await;
    let now = view(browser).await;
    assert_eq!(now["list"], listed["list"]);
    assert_eq!(now["chips"], listed["chips"]);
    assert!(
        (scrolled().await - left_at).abs() < 2.0,
        "the list is at {}, not at {left_at}",
        scrolled().await
    );
    let focus = format!("document.activeElement.dataset.key === '{}'", aim.key);
    browser.until("the focus is where it was", &focus).await;
}

/// Types the stop's name and takes what is suggested.
async fn near_the_stop(browser: &Browser, hands: Hands, aim: &Aim) {
    match hands {
        Hands::Keyboard => browser.tab_to("#q").await,
        _ => hands.press(browser, "#q").await,
    }
    for letter in aim.stop.chars() {
        browser.type_char(letter).await;
    }
    let option = format!(
        "[...document.querySelectorAll('#suggestions:not([hidden]) [role=option]')].find(e =>
            new URLSearchParams(e.dataset.href).get('around') === {})",
        json!(aim.stop)
    );
    browser.until("the stop is suggested", &option).await;
    let option = browser
        .text(&format!(
            "return `#suggestions [data-href=\"${{{option}.dataset.href}}\"]`"
        ))
        .await;
    changed(browser, async || {
        if hands == Hands::Keyboard {
            let active = format!(
                "document.querySelector('{option}')?.getAttribute('aria-selected') === 'true'"
            );
            for _ in 0..8 {
                browser.press(Key::Down).await;
                if browser.holds(&active).await {
                    break;
                }
            }
            browser.press(Key::Enter).await;
        } else {
            hands.press(browser, &option).await;
        }
    })
    .await;
    let chip = browser
        .text("return document.querySelector('.chips .chip').textContent")
        .await;
    assert!(chip.contains(&aim.stop), "{chip}");
}

/// Takes the calendar file; somebody else's reader finds a date of this weekend in it.
async fn into_the_calendar(browser: &Browser, hands: Hands, aim: &Aim, folder: &Path) {
    hands.press(browser, "#detail a[download]").await;
    let file = async {
        loop {
            let mut files = std::fs::read_dir(folder).expect("the folder").flatten();
            if let Some(file) =
                files.find(|file| file.path().extension().is_some_and(|e| e == "ics"))
            {
                return std::fs::read(file.path()).expect("the calendar");
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    };
    let calendar = tokio::time::timeout(Duration::from_secs(20), file).await;
    let calendar = calendar.expect("a calendar file arrives");
    let (saturday, sunday) = weekend();
    let mut given = serde_json::to_vec(&[saturday.to_string(), sunday.to_string()]).expect("JSON");
    given.push(b'\n');
    given.extend(&calendar);
    let read = python::read(READ, &given);
    let text = String::from_utf8_lossy(&calendar);
    assert!(
        read["dates"]
            .as_array()
            .is_some_and(|dates| !dates.is_empty()),
        "{read} in {text}"
    );
    let names = read["names"].as_array().cloned().unwrap_or_default();
    let title = browser
        .text("return document.querySelector('#detail-title').textContent")
        .await;
    assert!(
        names.contains(&json!(title)),
        "{title:?} ({}) is not among {names:?}",
        aim.name
    );
}

/// Sends the page's address on; what arrives is the page.
async fn shared_with_others(browser: &Browser, hands: Hands, part: &str, aim: &Aim) {
    hands.press(browser, &format!("{part} .share")).await;
    let sent = if browser.holds("navigator.share").await {
        browser.until("the device is asked", "window.sent").await;
        browser.text("return window.sent.url").await
    } else {
        let said = format!("document.querySelector('{part} .said').textContent.length > 5");
        browser.until("it is said", &said).await;
        browser.text("return navigator.clipboard.readText()").await
    };
    let expected = format!("{}/{}", browser.address, aim.key);
    assert_eq!(sent.split('?').next(), Some(&*expected));
    let answer = browser
        .text(&format!(
            "return fetch({}).then(answer => answer.text())",
            json!(sent)
        ))
        .await;
    assert!(answer.contains("<h1"), "{answer}");
}

/// A phone's own way to share, which no desktop browser has.
const SHARING: &str = "navigator.share = async (what) => { window.sent = what; };";

async fn travel(
    service: &Service,
    screen: Screen,
    hands: Hands,
    languages: &[&str],
    aim: Option<Aim>,
) {
    visit(service, screen, async |browser| {
        if screen.touch {
            browser.before_scripts(SHARING).await;
        }
        browser.open("/").await;
        let aim = match aim {
            Some(aim) => aim,
            None => aim_in_demo(browser).await,
        };
        for language in languages {
            journey(browser, hands, language, &aim).await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_pressed_in_a_hurry_is_all_heard() {
    visit(shared(), PHONE, async |browser| {
        browser.open("/?lang=en").await;
        agreed(browser).await;
        changed(browser, async || {
            let both = "for (const chip of ['#quick-weekend', '#quick-free'])
                document.querySelector(chip).click()";
            browser.run(both).await;
        })
        .await;
        let url = browser.url().await;
        assert!(
            url.contains("when=weekend") && url.contains("free=1"),
            "{url}"
        );
        changed(browser, async || browser.click(".chip-clear").await).await;
        let url = browser.url().await;
        assert!(!url.contains("when=") && !url.contains("free="), "{url}");
    })
    .await;
}

const ALL: [&str; 4] = ["pl", "en", "uk", "de"];

#[tokio::test]
async fn by_keyboard_alone_on_a_desktop() {
    travel(shared(), DESKTOP, Hands::Keyboard, &ALL, None).await;
}

#[tokio::test]
async fn with_the_mouse_on_a_desktop() {
    travel(shared(), DESKTOP, Hands::Mouse, &ALL, None).await;
}

#[tokio::test]
async fn with_a_finger_on_a_phone() {
    travel(shared(), PHONE, Hands::Finger, &ALL, None).await;
}

#[tokio::test]
async fn in_warsaw_by_keyboard_with_the_mouse_and_with_a_finger() {
    let Some(service) = warsaw::service() else {
        return;
    };
    for (screen, hands, languages) in [
        (DESKTOP, Hands::Keyboard, ["uk", "en"]),
        (PHONE, Hands::Keyboard, ["pl", "uk"]),
        (DESKTOP, Hands::Mouse, ["pl", "en"]),
        (PHONE, Hands::Finger, ["pl", "uk"]),
    ] {
        let aim = Aim {
            stop: warsaw::STOP.to_owned(),
            key: warsaw::trial(service).await,
            name: warsaw::TRIAL.to_owned(),
        };
        travel(service, screen, hands, &languages, Some(aim)).await;
    }
}

#[tokio::test]
async fn by_keyboard_alone_on_a_phone() {
    travel(shared(), PHONE, Hands::Keyboard, &ALL, None).await;
}
