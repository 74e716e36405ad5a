//! What happens in the town.

use super::dice::Dice;
use super::item::{Item, Text};
use super::plane::{Point, point};
use super::spaces::{
    choose_district, choose_street, confirmed, describe, reach, set_ages, set_languages,
};
use super::streets::Street;
use super::town::Town;
use super::words::{INITIATIVES, InitiativeKind, Rhythm, Triple};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde_json::{Map, Value, json};

const COUNT: usize = 304;
/// Every fourteenth has no place on the map.
const WITHOUT_PLACE: usize = 14;

/// The day the town was made up; what ended before it is mostly marked as done.
const MADE_ON: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 1).expect("a date of the calendar");
/// The first day on which something may start.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a date of the calendar");
/// How many days later the last thing starts.
const DAYS: usize = 560;

/// Gatherings beyond the border.
const BEYOND: &[(Point, &str)] = &[
    (point(-5.9, -2.2), "Polana za Fabryczną, szlak niebieski"),
    (point(2.2, 7.0), "Żurawie Łąki, parking leśny"),
    (point(6.1, -4.4), "Zwidna Mała, remiza"),
];

pub(super) fn plan(town: &Town, streets: &[Street], spaces: &[Item]) -> Vec<Item> {
    let mut dice = Dice::new(9);
    let mut out: Vec<Item> = (0..COUNT)
        .map(|at| {
            let kind = &INITIATIVES.kinds[at % INITIATIVES.kinds.len()];
            let round = at / INITIATIVES.kinds.len();
            let title = kind.titles[round % kind.titles.len()];
            let mut item = describe_one(kind, title, &mut dice);
            if at % WITHOUT_PLACE == WITHOUT_PLACE - 1 {
                leave_unplaced(&mut item, town, at, &mut dice);
            } else {
                place(&mut item, kind, town, streets, spaces, &mut dice);
            }
            schedule(&mut item, kind, round, &mut dice);
            item
        })
        .collect();
    make_odd(&mut out);
    for (at, item) in out.iter_mut().enumerate() {
        item.sign(format!("zm-i-{:03}", at + 1));
    }
    out
}

fn describe_one(kind: &InitiativeKind, title: Triple, dice: &mut Dice) -> Item {
    let mut item = Item::new(None);
    let name = Text::from(title);
    let summary = Text::from(*dice.pick(&kind.summaries));
    item.say([&name, &summary, &describe(&INITIATIVES.notes, dice)]);
    item.set("category", kind.category)
        .set("tags", kind.tags.clone());
    if let Some(free) = kind.free {
        item.set("cost", json!({"free": free}));
    }
    if !kind.cost.is_empty() {
        let mut cost = item
            .properties
            .get("cost")
            .cloned()
            .unwrap_or_else(|| json!({}));
        cost["text"] = json!(kind.cost);
        item.set("cost", cost);
    }
    set_ages(&mut item, kind.ages);
    set_languages(&mut item, !name.uk.is_empty(), dice);
    let (organiser, organiser_kind) = *dice.pick(&INITIATIVES.organisers);
    let mut organiser = json!({"name": organiser, "kind": organiser_kind});
    if dice.chance(0.3) {
        organiser["website"] = json!(format!("https://example.org/{organiser_kind}"));
    }
    item.set("organiser", organiser);
    reach(&mut item, &name.pl, dice);
    if kind.tags.contains(&"budżet obywatelski") {
        let year = 2026 + dice.below(2);
        item.set("programme", format!("Budżet obywatelski Zmyślanowa {year}"));
        let amount = 2_500 * (2 + dice.below(60));
        item.set(
            "funding",
            json!({"year": year, "amount": amount, "currency": "PLN"}),
        );
    }
    if dice.chance(0.6) {
        item.set("confirmed_at", confirmed(dice));
    }
    item
}

/// Online or all over the town; some name the district they are for.
fn leave_unplaced(item: &mut Item, town: &Town, at: usize, dice: &mut Dice) {
    if at.is_multiple_of(3) {
        item.set("address", "online");
    }
    if dice.chance(0.5) {
        let district = choose_district(town, dice);
        item.set("stated_district", town.districts[district].0.code);
    }
}

/// At a space of a fitting kind, sharing its door and access, or somewhere in a street.
fn place(
    item: &mut Item,
    kind: &InitiativeKind,
    town: &Town,
    streets: &[Street],
    spaces: &[Item],
    dice: &mut Dice,
) {
    let fitting: Vec<&Item> = spaces
        .iter()
        .filter(|space| {
            kind.venues
                .iter()
                .any(|venue| space.properties["category"] == *venue)
        })
        .collect();
    if fitting.is_empty() || dice.chance(0.1) {
        let district = choose_district(town, dice);
        let street = choose_street(streets, district, dice);
        let house = 1 + dice.below(street.houses());
        item.place = Some(street.door(house));
        let (_, face) = &town.districts[district];
        item.set(
            "address",
            format!("ul. {} {house}, {}", street.name, face.name),
        );
        return;
    }
    let venue = *dice.pick(&fitting);
    item.place = venue.place;
    let address = venue.properties["address"].as_str().unwrap_or_default();
    let address = match venue.properties.get("name").and_then(Value::as_str) {
        Some(name) => format!("{name}, {address}"),
        None => address.to_owned(),
    };
    item.set("address", address);
    item.set("access", venue.properties["access"].clone());
}

/// Dates, status and registration.
fn schedule(item: &mut Item, kind: &InitiativeKind, round: usize, dice: &mut Dice) {
    let rhythm = kind.rhythm[round % kind.rhythm.len()];
    let day = FIRST_DAY + Days::new(dice.below(DAYS) as u64);
    let minute = *dice.pick(&["00", "00", "30", "15"]);
    let moment = |day: NaiveDate, later: u32| format!("{day}T{:02}:{minute}", kind.hour + later);
    let (start, end, schedule) = match rhythm {
        Rhythm::Ongoing => (None, None, None),
        Rhythm::Once(hours) => {
            let hours = hours.min(23 - kind.hour);
            let day = weekend_near(day, dice);
            let schedule = json!({"start": moment(day, 0), "end": moment(day, hours)});
            (Some(day), Some(day), Some(schedule))
        }
        Rhythm::Days(count) => {
            let last = day + Days::new(u64::from(count) - 1);
            let schedule =
                json!({"start": day.to_string(), "end": last.to_string(), "all_day": true});
            (Some(day), Some(last), Some(schedule))
        }
        Rhythm::Rule(rule, hours) => {
            // Series start early enough that most of them still run.
            let series = Series::new(rule, FIRST_DAY + Days::new(dice.below(DAYS / 2) as u64));
            let start = series.dates[0];
            let mut schedule =
                json!({"start": moment(start, 0), "end": moment(start, hours), "rrule": rule});
            except(&mut schedule, &series, moment, dice);
            (Some(start), None, Some(schedule))
        }
    };
    if let Some(schedule) = schedule {
        item.set("schedule", schedule);
    }
    item.set("status", status(end, dice));
    register(item, kind, start, dice);
}

/// Most single events stand on a weekend.
fn weekend_near(day: NaiveDate, dice: &mut Dice) -> NaiveDate {
    if dice.chance(0.4) {
        return day;
    }
    let to_saturday = (5 + 7 - day.weekday().num_days_from_monday()) % 7;
    day + Days::new(u64::from(to_saturday) + dice.below(2) as u64)
}

fn status(end: Option<NaiveDate>, dice: &mut Dice) -> &'static str {
    let past = end.is_some_and(|end| end < MADE_ON);
    match dice.share() {
        share if share < 0.05 => "cancelled",
        share if share < 0.09 => "postponed",
        share if past && share < 0.75 => "done",
        _ => "scheduled",
    }
}

fn register(item: &mut Item, kind: &InitiativeKind, start: Option<NaiveDate>, dice: &mut Dice) {
    if dice.chance(0.15) {
        return;
    }
    let required = dice.chance(kind.registration);
    let mut registration = json!({"required": required});
    if required {
        registration["url"] = json!(format!(
            "https://example.org/zapisy/{}",
            100 + dice.below(900)
        ));
        if let Some(start) = start.filter(|_| dice.chance(0.4)) {
            registration["deadline"] = json!(format!("{}T23:59", start - Days::new(2)));
        }
    }
    item.set("registration", registration);
}

/// The first dates of a rule.
struct Series {
    dates: Vec<NaiveDate>,
}

impl Series {
    /// Scans forward from `from`; understands the parts that the rules of `data/demo/words` use.
    fn new(rule: &str, from: NaiveDate) -> Self {
        let parts: Map<String, Value> = rule
            .split(';')
            .filter_map(|part| part.split_once('='))
            .map(|(name, value)| (name.to_owned(), json!(value)))
            .collect();
        let part = |name: &str| parts.get(name).and_then(Value::as_str);
        let fits = |day: NaiveDate| {
            let month_day = part("BYMONTHDAY")
                .is_none_or(|list| list.split(',').any(|n| n == day.day().to_string()));
            let month = part("BYMONTH")
                .is_none_or(|list| list.split(',').any(|n| n == day.month().to_string()));
            let week_day =
                part("BYDAY").is_none_or(|list| list.split(',').any(|code| is_day(code, day)));
            month_day && month && week_day
        };
        let mut dates: Vec<NaiveDate> = from
            .iter_days()
            .take(500)
            .filter(|&day| fits(day))
            .take(40)
            .collect();
        if part("INTERVAL") == Some("2") {
            let first = dates[0];
            dates.retain(|day| (*day - first).num_days() % 14 == 0);
        }
        let count = part("COUNT").and_then(|count| count.parse().ok());
        dates.truncate(count.unwrap_or(usize::MAX));
        Self { dates }
    }
}

/// Whether `day` is a `TU`, a `2SA` (second of its month) or a `-1FR` (last of its month).
fn is_day(code: &str, day: NaiveDate) -> bool {
    let (nth, name) = code.split_at(code.len() - 2);
    let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let weekday: Weekday = day.weekday();
    if names[weekday.num_days_from_monday() as usize] != name {
        return false;
    }
    match nth {
        "" => true,
        "-1" => (day + Days::new(7)).month() != day.month(),
        nth => (day.day0() / 7 + 1).to_string() == nth,
    }
}

/// Dates left out, added or moved, as happens to every series.
fn except(
    schedule: &mut Value,
    series: &Series,
    moment: impl Fn(NaiveDate, u32) -> String,
    dice: &mut Dice,
) {
    let date = |at: usize| series.dates.get(at).map(|&day| moment(day, 0));
    if dice.chance(0.4)
        && let (Some(a), Some(b)) = (date(2), date(5))
    {
        schedule["exdate"] = json!([a, b]);
    }
    if dice.chance(0.25)
        && let (Some(moved), Some(cancelled), Some(&day)) = (date(3), date(4), series.dates.get(3))
    {
        let later = day + Days::new(1);
        schedule["overrides"] = json!([
            {"date": moved, "start": moment(later, 0), "end": moment(later, 1), "note": "wyjątkowo dzień później"},
            {"date": cancelled, "cancelled": true, "note": "prowadząca jest chora"},
        ]);
    }
    if dice.chance(0.1)
        && let Some(&day) = series.dates.get(1)
    {
        schedule["rdate"] = json!([moment(day + Days::new(2), 0)]);
    }
}

/// Names too long, a missing one, gatherings beyond the border.
fn make_odd(items: &mut [Item]) {
    let long = "Międzypokoleniowe warsztaty przekazywania umiejętności zapomnianych, czyli jak naostrzyć nóż, ukisić kapustę, zacerować skarpetę, napisać list i porozmawiać z sąsiadem, którego widujemy codziennie, a którego imienia nie znamy";
    items[17].set("name", long);
    items[17].properties.remove("translations");
    items[101].properties.remove("name");
    items[101].properties.remove("translations");
    for (at, (place, address)) in BEYOND.iter().enumerate() {
        let item = &mut items[60 + 71 * at];
        item.place = Some(*place);
        item.set("address", *address);
        item.properties.remove("access");
    }
}
