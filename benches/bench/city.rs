//! A made-up city of any size: the same points and texts on every machine.

use okolica_model::area::{Area, MAX_DISTRICT_VERTICES};
use okolica_model::category::CategoryId;
use okolica_model::district::{DEFAULT_SET, District, StoredDistrict};
use okolica_model::item::{
    Access, Ages, Common, Cost, Detail, Fact, Initiative, Item, Organiser, Schedule, Space,
    StoredItem,
};
use okolica_model::time::{LocalTime, Stamp};
use okolica_model::{FieldError, ItemKind, Position};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use std::f64::consts::{PI, TAU};

const SEED: u64 = 0x0C01_1CA0;
const WEST: f64 = 20.85;
const EAST: f64 = 21.27;
const SOUTH: f64 = 52.10;
const NORTH: f64 = 52.37;
/// Columns and rows of districts.
const GRID: [u32; 2] = [6, 3];
/// Vertices on each side of a district.
const SIDE: u32 = 64;
const CENTRES: usize = 120;
/// Places at which more than one item stands.
const SHARED: usize = 1000;

/// The moment at which questions are asked: a Tuesday evening.
///
/// # Errors
/// Never.
pub(crate) fn now() -> Result<Stamp, FieldError> {
    Stamp::parse("now", "2026-11-10T16:30:00Z")
}

/// Items one after the other, around centres of different size; one in ten anywhere, one in
/// twenty at a shared address, some initiatives without a position.
pub(crate) struct City {
    dice: ChaCha8Rng,
    categories: Vec<CategoryId>,
    /// Position and spread in degrees of latitude.
    centres: Vec<([f64; 2], f64)>,
    shared: Vec<[f64; 2]>,
    /// The last id of each kind.
    ids: [u64; 2],
}

impl City {
    pub(crate) fn new(categories: Vec<CategoryId>) -> Self {
        let mut dice = ChaCha8Rng::seed_from_u64(SEED);
        let anywhere = |dice: &mut ChaCha8Rng| {
            [
                dice.random_range(WEST..EAST),
                dice.random_range(SOUTH..NORTH),
            ]
        };
        let centres = (0..CENTRES)
            .map(|_| {
                let spread = 0.002 * 10_f64.powf(dice.random_range(0.0..1.0));
                (anywhere(&mut dice), spread)
            })
            .collect();
        let shared = (0..SHARED).map(|_| anywhere(&mut dice)).collect();
        Self {
            dice,
            categories,
            centres,
            shared,
            ids: [0, 0],
        }
    }

    pub(crate) fn position(&mut self) -> Result<Position, FieldError> {
        let [lon, lat] = match self.dice.random_range(0..20_u32) {
            0 => self.shared[self.dice.random_range(0..SHARED)],
            1 | 2 => [
                self.dice.random_range(WEST..EAST),
                self.dice.random_range(SOUTH..NORTH),
            ],
            _ => self.near_a_centre(),
        };
        let rounded = |degrees: f64| (degrees * 1e7).round() / 1e7;
        Position::new(rounded(lon), rounded(lat))
    }

    fn near_a_centre(&mut self) -> [f64; 2] {
        let ([lon, lat], spread) = self.centres[self.dice.random_range(0..CENTRES)];
        // Box and Muller: two normal variables of two even ones.
        let distance = spread * (-2.0 * self.dice.random_range(1e-9_f64..1.0).ln()).sqrt();
        let (sin, cos) = self.dice.random_range(0.0..TAU).sin_cos();
        // A degree of longitude is 0.61 of one of latitude here.
        [lon + distance * cos / 0.61, lat + distance * sin]
    }

    /// The next item.
    ///
    /// # Errors
    /// Never, as long as the city lies in range.
    pub(crate) fn item(&mut self, kind: ItemKind) -> Result<StoredItem, FieldError> {
        let position = match kind {
            ItemKind::Initiative if self.dice.random_bool(0.03) => None,
            _ => Some(self.position()?),
        };
        let detail = match kind {
            ItemKind::Space => Detail::Space(self.space()),
            ItemKind::Initiative => Detail::Initiative(self.initiative()?),
        };
        let id = &mut self.ids[kind as usize];
        *id += 1;
        let id = *id;
        let stamp = Stamp::parse("created_at", "2026-01-01")?;
        Ok(StoredItem {
            id,
            version: 1,
            created_at: stamp,
            updated_at: stamp,
            item: Item {
                position,
                common: self.common(id),
                detail,
            },
        })
    }

    fn space(&mut self) -> Space {
        let days = ["Mo-Fr", "Tu-Sa", "Mo,We,Fr"][self.dice.random_range(0..3)];
        let (from, until) = (
            self.dice.random_range(7..12_u32),
            self.dice.random_range(15..22_u32),
        );
        let sunday = ["", "; Su 10:00-14:00"][self.dice.random_range(0..2)];
        Space {
            opening_hours: Some(format!("{days} {from:02}:00-{until:02}:00{sunday}; PH off")),
            operator: Some(self.words(3)),
            capacity: Some(self.dice.random_range(5..200)),
            ..Space::default()
        }
    }

    fn initiative(&mut self) -> Result<Initiative, FieldError> {
        let (month, day) = (
            self.dice.random_range(1..13_u32),
            self.dice.random_range(1..29_u32),
        );
        let hour = self.dice.random_range(8..20_u32);
        let half = ["00", "30"][self.dice.random_range(0..2)];
        let start = format!("2026-{month:02}-{day:02}T{hour:02}:{half}");
        Ok(Initiative {
            organiser: Organiser {
                name: Some(self.words(3)),
                ..Organiser::default()
            },
            schedule: Some(Schedule {
                start: LocalTime::parse("start", &start)?,
                end: None,
                all_day: false,
                rrule: (self.dice.random_bool(0.5)).then(|| "FREQ=WEEKLY".to_owned()),
                rdate: Vec::new(),
                exdate: Vec::new(),
                overrides: Vec::new(),
            }),
            ..Initiative::default()
        })
    }

    fn common(&mut self, id: u64) -> Common {
        let category = self.dice.random_range(0..self.categories.len());
        let tags = self.dice.random_range(0..4_usize);
        Common {
            name: self.words(4),
            summary: Some(self.words(14)),
            description: self.dice.random_bool(0.3).then(|| self.words(60)),
            category: self.categories[category].clone(),
            tags: WORDS[..tags]
                .iter()
                .map(|word| (*word).to_owned())
                .collect(),
            address: Some(format!("{} {}", self.words(1), id % 200 + 1)),
            website: Some(format!("https://example.org/{id}")),
            phone: None,
            email: None,
            contact_public: false,
            image: None,
            access: Access {
                step_free: self.fact(),
                toilet: self.fact(),
                ..Access::default()
            },
            languages: vec!["pl".to_owned()],
            cost: Cost {
                free: Some(self.dice.random_bool(0.7)),
                text: None,
            },
            ages: Ages {
                min: self.dice.random_bool(0.3).then_some(60),
                max: None,
            },
            translations: Default::default(),
            source: Some("bench".to_owned()),
            source_id: Some(id.to_string()),
            source_url: None,
            licence: None,
            confirmed_at: None,
            stated_district: None,
        }
    }

    fn fact(&mut self) -> Fact {
        [Fact::Yes, Fact::No, Fact::Unknown][self.dice.random_range(0..3)]
    }

    fn words(&mut self, n: usize) -> String {
        (0..n)
            .map(|_| {
                // The word of rank r comes 1/r as often as the first, as in any language (Zipf).
                let share: f64 = self.dice.random_range(0.0..1.0);
                word((VOCABULARY as f64).powf(share) as usize - 1)
            })
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The kinds of a city's items in the order of a store: six spaces on four initiatives.
pub(crate) fn kinds(items: usize) -> impl Iterator<Item = ItemKind> {
    let spaces = items * 6 / 10;
    (0..items).map(move |at| ItemKind::ALL[usize::from(at >= spaces)])
}

/// How many words the city's texts are made of.
pub(crate) const VOCABULARY: usize = 40_000;

/// The word of a rank from 0 on: a real one, then made-up ones.
pub(crate) fn word(rank: usize) -> String {
    const SYLLABLES: [&str; 24] = [
        "ba", "ce", "do", "fi", "ga", "ho", "ja", "ke", "li", "mo", "na", "pe", "ra", "so", "ta",
        "wi", "zu", "ble", "cza", "dro", "gra", "kli", "sta", "pry",
    ];
    if let Some(known) = WORDS.get(rank) {
        return (*known).to_owned();
    }
    let mut left = rank * 7919 + 24 * 24;
    let mut out = String::new();
    while left > 0 {
        out.push_str(SYLLABLES[left % 24]);
        left /= 24;
    }
    out
}

const WORDS: [&str; 16] = [
    "sąsiedzki",
    "biblioteka",
    "ogród",
    "warsztat",
    "kawiarenka",
    "spotkanie",
    "dzielnicowy",
    "dla",
    "młodzieży",
    "seniorów",
    "wspólny",
    "klub",
    "podwórko",
    "naprawa",
    "rowerów",
    "gąszcz",
];

/// A grid of districts that share their winding borders exactly.
///
/// # Errors
/// When a district is no polygon.
pub(crate) fn districts() -> Result<Vec<StoredDistrict>, FieldError> {
    let [columns, rows] = GRID;
    (0..columns * rows)
        .map(|number| {
            let (column, row) = (number % columns, number / columns);
            Ok(StoredDistrict {
                id: u64::from(number) + 1,
                version: 1,
                district: District {
                    code: format!("d{number:02}"),
                    set: DEFAULT_SET.to_owned(),
                    name: format!("District {number}"),
                    population: Some(100_000),
                    population_source: None,
                    population_date: None,
                    parent: None,
                    area: district_area(column, row)?,
                },
            })
        })
        .collect()
}

fn district_area(column: u32, row: u32) -> Result<Area, FieldError> {
    let along = |from: [u32; 2], to: [u32; 2]| {
        (0..SIDE).map(move |step| border_point(from, to, f64::from(step) / f64::from(SIDE)))
    };
    let (c, r) = (column, row);
    let corners = [[c, r], [c + 1, r], [c + 1, r + 1], [c, r + 1]];
    let sides = (0..4).flat_map(|side| {
        let (from, to) = (corners[side], corners[(side + 1) % 4]);
        // Both neighbours walk a border's points from its lower corner, so that they agree.
        let points: Vec<_> = if from < to {
            along(from, to).collect()
        } else {
            let mut points: Vec<_> = along(to, from).skip(1).collect();
            points.push(border_point(to, from, 1.0));
            points.reverse();
            points
        };
        points
    });
    let mut ring: geo::LineString<f64> = sides.collect();
    ring.close();
    let polygon = geo::Polygon::new(ring, Vec::new());
    Area::new(geo::MultiPolygon(vec![polygon]), MAX_DISTRICT_VERTICES)
}

fn border_point(from: [u32; 2], to: [u32; 2], share: f64) -> geo::Coord<f64> {
    let at = |axis: usize| {
        let (a, b) = (f64::from(from[axis]), f64::from(to[axis]));
        // A wave across the border that dies away towards the corners.
        let across = if a == b {
            0.08 * (share * TAU * 3.0).sin() * (share * PI).sin()
        } else {
            0.0
        };
        a + (b - a) * share + across
    };
    geo::Coord {
        x: WEST + at(0) * (EAST - WEST) / f64::from(GRID[0]),
        y: SOUTH + at(1) * (NORTH - SOUTH) / f64::from(GRID[1]),
    }
}
