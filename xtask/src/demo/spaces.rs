//! The town's places.

use super::dice::Dice;
use super::item::{Item, Text, slug};
use super::plane::{Point, point};
use super::streets::Street;
use super::town::Town;
use super::words::{Ages, NAMES, Naming, SPACES, SpaceKind, Triple};
use serde_json::json;

/// Just beyond the town's border, in neighbouring communes that are no less invented.
const BEYOND: &[(Point, &str)] = &[
    (
        point(-6.3, 3.6),
        "Nowa Kładka 4, gmina Wierzchnia Zmyślanowska",
    ),
    (
        point(7.2, -2.9),
        "Zwidna Mała 11, gmina Wierzchnia Zmyślanowska",
    ),
    (point(0.9, 7.1), "Żurawie Łąki 2"),
    (point(-3.9, -5.6), "Rybarzewska Kępa 7"),
    (point(4.6, 5.2), "Szlak Nadnibniański, wiata nr 3"),
];

/// How many items share the one house in [`share_a_house`].
const HOUSEMATES: usize = 8;

pub(super) fn open(town: &Town, streets: &[Street]) -> Vec<Item> {
    let mut dice = Dice::new(8);
    let mut spaces = Vec::new();
    let mut libraries: Vec<usize> = town
        .districts
        .iter()
        .enumerate()
        .flat_map(|(at, (district, _))| std::iter::repeat_n(at, district.libraries))
        .collect();
    for kind in &SPACES.kinds {
        let mut nicknames: Vec<usize> = (0..NAMES.nicknames.len()).collect();
        dice.shuffle(&mut nicknames);
        for number in 1..=kind.count {
            let district = match kind.category {
                "library" => libraries.pop().unwrap_or(0),
                _ => choose_district(town, &mut dice),
            };
            let street = choose_street(streets, district, &mut dice);
            let nickname = NAMES.nicknames[nicknames[number % nicknames.len()]];
            let step_free = town.districts[district].0.step_free;
            let space = open_one(kind, number, nickname, street, step_free, &mut dice);
            spaces.push(space);
        }
    }
    make_odd(&mut spaces);
    share_a_house(&mut spaces, streets);
    for (at, space) in spaces.iter_mut().enumerate() {
        space.sign(format!("zm-s-{:03}", at + 1));
    }
    spaces
}

/// By its people and how lively it is.
pub(super) fn choose_district(town: &Town, dice: &mut Dice) -> usize {
    let all: Vec<usize> = (0..town.districts.len()).collect();
    *dice.weighted(&all, |&at| {
        let district = town.districts[at].0;
        f64::from(district.population) * district.lively
    })
}

pub(super) fn choose_street<'a>(
    streets: &'a [Street],
    district: usize,
    dice: &mut Dice,
) -> &'a Street {
    dice.weighted(streets, |street| {
        f64::from(u8::from(street.district == district))
    })
}

fn open_one(
    kind: &SpaceKind,
    number: usize,
    nickname: Triple,
    street: &Street,
    step_free: f64,
    dice: &mut Dice,
) -> Item {
    let house = 1 + dice.below(street.houses());
    let mut space = Item::new(Some(street.door(house)));
    let name = name(kind, number, nickname, street);
    let notes = if kind.indoor {
        &SPACES.indoor_notes
    } else {
        &SPACES.outdoor_notes
    };
    let description = describe(notes, dice);
    let summary = Text::from(*dice.pick(&kind.summaries));
    space.say([&name, &summary, &description]);
    space
        .set("category", kind.category)
        .set("tags", kind.tags.clone())
        .set("address", format!("ul. {} {house}", street.name))
        .set("operator", kind.operator)
        .set("operator_kind", kind.operator_kind);
    let hours = *dice.pick(&SPACES.hours[kind.hours]);
    if !hours.is_empty() {
        space.set("opening_hours", hours);
    }
    if let Some(free) = kind.free {
        let mut cost = json!({"free": free});
        if !free {
            cost["text"] = json!(*dice.pick(&[
                "10 zł za wejście",
                "cennik na miejscu",
                "karnet miesięczny 80 zł"
            ]));
        }
        space.set("cost", cost);
    }
    set_ages(&mut space, kind.ages);
    space.set("access", access(kind.indoor, step_free, dice));
    if kind.indoor {
        furnish(&mut space, dice);
        reach(&mut space, &name.pl, dice);
    }
    set_languages(&mut space, !name.uk.is_empty(), dice);
    if dice.chance(0.7) {
        space.set("confirmed_at", confirmed(dice));
    }
    space
}

fn name(kind: &SpaceKind, number: usize, nickname: Triple, street: &Street) -> Text {
    let label = kind.label;
    match kind.naming {
        Naming::Number => Text {
            pl: format!("{} nr {number}", label.0),
            en: format!("{} no. {number}", label.1),
            uk: format!("{} № {number}", label.2),
        },
        Naming::Street => Text {
            pl: format!("{} przy ul. {}", label.0, street.locative()),
            en: format!("{} at {} Street", label.1, street.name),
            uk: String::new(),
        },
        Naming::Nickname => Text {
            pl: format!("{} „{}”", label.0, nickname.0),
            en: format!("{} “{}”", label.1, nickname.1),
            uk: match nickname.2 {
                "" => String::new(),
                word => format!("{} «{word}»", label.2),
            },
        },
    }
}

/// One or two of the notes, or none.
pub(super) fn describe(notes: &[Triple], dice: &mut Dice) -> Text {
    if dice.chance(0.2) {
        return Text::default();
    }
    let first = dice.below(notes.len());
    let text = Text::from(notes[first]);
    if dice.chance(0.5) {
        return text;
    }
    text.followed_by(&Text::from(notes[(first + 3) % notes.len()]))
}

pub(super) fn set_ages(item: &mut Item, ages: Ages) {
    let mut out = serde_json::Map::new();
    if let Some(min) = ages.0 {
        out.insert("min".to_owned(), json!(min));
    }
    if let Some(max) = ages.1 {
        out.insert("max".to_owned(), json!(max));
    }
    if !out.is_empty() {
        item.set("ages", out);
    }
}

/// About a third of the facts are not known, as in every real list.
fn access(indoor: bool, step_free: f64, dice: &mut Dice) -> serde_json::Value {
    let mut fact = |yes: f64, known: f64| {
        if !dice.chance(known) {
            "unknown"
        } else if dice.chance(yes) {
            "yes"
        } else if yes > 0.0 && dice.chance(0.35) {
            "limited"
        } else {
            "no"
        }
    };
    if indoor {
        json!({"step_free": fact(step_free, 0.75), "toilet": fact(0.5, 0.65),
               "hearing_loop": fact(0.15, 0.55), "quiet": fact(0.4, 0.4)})
    } else {
        json!({"step_free": fact(step_free, 0.6), "toilet": fact(0.1, 0.7),
               "hearing_loop": "unknown", "quiet": fact(0.5, 0.2)})
    }
}

/// Rooms, capacity and how to book.
fn furnish(space: &mut Item, dice: &mut Dice) {
    let rooms: Vec<_> = ["Sala duża", "Sala warsztatowa", "Salka cicha"]
        .iter()
        .take(dice.below(4))
        .map(|name| {
            let start = dice.below(NAMES.equipment.len());
            let count = 2 + dice.below(4);
            let equipment: Vec<&str> = NAMES
                .equipment
                .iter()
                .cycle()
                .skip(start)
                .take(count)
                .copied()
                .collect();
            json!({"name": name, "capacity": 8 + 4 * dice.below(15), "equipment": equipment})
        })
        .collect();
    if rooms.is_empty() {
        return;
    }
    let capacity: u64 = rooms
        .iter()
        .filter_map(|room| room["capacity"].as_u64())
        .sum();
    space
        .set("capacity", capacity)
        .set("rooms", rooms)
        .set("booking", "E-mailem, najpóźniej tydzień wcześniej.");
}

/// Contact under names that exist nowhere.
pub(super) fn reach(item: &mut Item, name: &str, dice: &mut Dice) {
    let slug = slug(name);
    if dice.chance(0.7) {
        item.set("website", format!("https://example.org/{slug}"));
    }
    if dice.chance(0.6) {
        item.set("email", format!("{slug}@example.org"));
    }
    if dice.chance(0.5) {
        item.set("phone", format!("+48 000 000 {:03}", dice.below(1000)));
    }
    if dice.chance(0.6) {
        item.set("contact_public", true);
    }
}

pub(super) fn set_languages(item: &mut Item, ukrainian: bool, dice: &mut Dice) {
    let mut languages = vec!["pl"];
    if ukrainian && dice.chance(0.6) {
        languages.push("uk");
    }
    if dice.chance(0.2) {
        languages.push("en");
    }
    if dice.chance(0.04) {
        languages.push("pso"); // Polish sign language
    }
    if dice.chance(0.85) {
        item.set("languages", languages);
    }
}

pub(super) fn confirmed(dice: &mut Dice) -> String {
    format!(
        "2026-{:02}-{:02}T{:02}:00:00Z",
        1 + dice.below(11),
        1 + dice.below(20),
        8 + dice.below(9)
    )
}

/// What real lists hold too: closures, names too long or missing, places beyond the border.
fn make_odd(spaces: &mut [Item]) {
    let step = spaces.len() / 12;
    for (at, reason) in [
        "remont dachu",
        "przerwa technologiczna",
        "awaria ogrzewania",
        "przerwa wakacyjna",
    ]
    .iter()
    .enumerate()
    {
        let (from, until) = [
            ("2026-10-05", "2027-03-31"),
            ("2026-11-16", "2026-11-30"),
            ("2026-11-20", "2026-12-04"),
            ("2027-07-01", "2027-08-31"),
        ][at];
        spaces[at * step + 3].set(
            "closed",
            json!({"from": from, "until": until, "reason": reason}),
        );
    }
    spaces[5 * step].set(
        "closed",
        json!({"from": "2026-09-01", "reason": "zamknięte do odwołania"}),
    );
    for (at, long) in SPACES.long_names.iter().enumerate() {
        let space = &mut spaces[at * step + 7];
        space.set("name", *long);
        space.properties.remove("translations");
    }
    for at in [6 * step + 1, 9 * step + 2] {
        spaces[at].properties.remove("name");
        spaces[at].properties.remove("translations");
    }
    for (at, (place, address)) in BEYOND.iter().enumerate() {
        let space = &mut spaces[at * 2 * step + 11];
        space.place = Some(*place);
        space.set("address", *address);
    }
}

/// Eight institutions under one roof: the same door, the same coordinate.
fn share_a_house(spaces: &mut [Item], streets: &[Street]) {
    let Some(street) = streets.iter().find(|street| street.name == "Mostowa") else {
        return;
    };
    let mut taken: Vec<String> = ["library", "playground", "public-space", "fitness", "garden"]
        .map(str::to_owned)
        .to_vec();
    let mut left = HOUSEMATES;
    for space in spaces
        .iter_mut()
        .filter(|space| space.properties.contains_key("rooms"))
    {
        let category = space.properties["category"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        if left > 0 && !taken.contains(&category) {
            taken.push(category);
            space.place = Some(street.door(1));
            space.set("address", "ul. Mostowa 1 (Dom Trzech Pięter)");
            left -= 1;
        }
    }
}
