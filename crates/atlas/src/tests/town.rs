//! Random towns, and a filter that reads rows one by one.

use super::suits;
use crate::{Atlas, Rejection};
use geo::{MultiPolygon, Polygon};
use okolica_model::area::Area;
use okolica_model::category::{Category, CategoryId};
use okolica_model::district::{DEFAULT_SET, District, StoredDistrict};
use okolica_model::filter::{DistrictFilter, Filter, Near};
use okolica_model::item::{AccessFact, Closure, Detail, StoredItem};
use okolica_model::profile::Profile;
use okolica_model::time::Stamp;
use okolica_model::window::{Open, When};
use okolica_model::{BBox, ItemKey, ItemKind, Layer, Metres, Position, geodesy};
use proptest::prelude::*;
use serde_json::json;

/// Top-level `a`, `b`, `c`; under `a`: `a1`, `a2`.
pub(super) const CATEGORIES: [(&str, Option<&str>); 5] = [
    ("c", None),
    ("a1", Some("a")),
    ("a", None),
    ("b", None),
    ("a2", Some("a")),
];
const TAGS: [&str; 4] = ["dzieci", "seniorzy", "za darmo", "las"];

pub(super) fn category(id: &str) -> CategoryId {
    CategoryId::parse("category", id).unwrap()
}

pub(super) fn categories() -> Vec<Category> {
    CATEGORIES
        .iter()
        .map(|(id, parent)| Category {
            id: category(id),
            parent: parent.map(category),
            labels: [("pl".to_owned(), id.to_uppercase())].into(),
            icon: None,
            colour: 0,
        })
        .collect()
}

/// Squares of two degrees: `w` and `e` share the border at longitude 21, `s` lies under both;
/// the set `estate` has one that lies across all.
pub(super) fn districts() -> Vec<StoredDistrict> {
    let square = |id: u64, set: &str, code: &str, [w, s, e, n]: [f64; 4]| {
        let ring = [(w, s), (e, s), (e, n), (w, n), (w, s)];
        let polygon = Polygon::new(ring.into_iter().collect(), vec![]);
        StoredDistrict {
            id,
            version: 1,
            district: District {
                code: code.to_owned(),
                set: set.to_owned(),
                name: format!("Dzielnica {code}"),
                population: Some(1000 * id),
                population_source: None,
                population_date: None,
                parent: None,
                area: Area::new(MultiPolygon(vec![polygon]), 100).unwrap(),
            },
        }
    };
    vec![
        square(1, DEFAULT_SET, "w", [19.0, 52.0, 21.0, 54.0]),
        square(2, DEFAULT_SET, "e", [21.0, 52.0, 23.0, 54.0]),
        square(3, DEFAULT_SET, "s", [19.0, 50.0, 23.0, 52.0]),
        square(4, "estate", "x", [20.0, 51.0, 22.0, 53.0]),
    ]
}

pub(super) fn now() -> Stamp {
    Stamp::parse("now", "2026-11-23T10:00:00Z").unwrap()
}

pub(super) fn build(rows: &[StoredItem]) -> (Atlas, Vec<Rejection>) {
    let mut builder = Atlas::builder(Profile::default(), categories(), districts());
    for row in rows {
        builder.add(row.clone());
    }
    builder.finish(7)
}

/// Positions at random, in a cluster, and where things go wrong: one point for many, corners of
/// tiles, poles, the antimeridian, borders of districts.
pub(super) fn position() -> impl Strategy<Value = Position> {
    let edge = (0_u8..=18, any::<u32>(), any::<u32>()).prop_map(|(z, x, y)| {
        let mask = (1_u32 << z) - 1;
        let [west, south, _, north] = crate::TileId::new(z, x & mask, y & mask)
            .unwrap()
            .bounds(0.0);
        (west, if x & 1 == 0 { south } else { north })
    });
    let corners = prop::sample::select(vec![
        (21.0, 52.0),
        (21.0, 53.0),
        (20.0, 52.0),
        (19.0, 54.0),
        (180.0, 10.0),
        (-180.0, 10.0),
        (180.0, 90.0),
        (0.0, -90.0),
        (0.0, 0.0),
        (12.0, 86.0),
    ]);
    prop_oneof![
        2 => Just((21.012_345_6, 52.234_567_8)),
        2 => (20.9..21.1_f64, 51.9..52.1_f64),
        2 => (18.0..24.0_f64, 49.0..55.0_f64),
        1 => (-180.0..=180.0_f64, -90.0..=90.0_f64),
        1 => (21.0..21.000_01_f64, 52.0..52.000_01_f64),
        1 => edge,
        1 => corners,
    ]
    .prop_map(|(lon, lat)| Position::new(lon, lat.clamp(-90.0, 90.0)).unwrap())
}

/// A row of either kind; an initiative may lack a position, name a space or a district.
pub(super) fn row(ids: std::ops::RangeInclusive<u64>) -> impl Strategy<Value = StoredItem> {
    let words = (
        prop::sample::select(CATEGORIES.map(|(id, _)| id).to_vec()),
        prop::sample::subsequence(TAGS.to_vec(), 0..=2),
        prop::option::of(prop::sample::select(vec!["w", "Dzielnica e", "nowhere"])),
        prop::option::of(ids.clone()),
    );
    let place = prop::option::weighted(0.7, position());
    let kind = prop::sample::select(ItemKind::ALL.to_vec());
    let kind = kind.prop_flat_map(|kind| (Just(kind), suits::properties(kind)));
    (ids, kind, 1_u64..4, place, words).prop_map(
        |(id, (kind, suits), version, place, (category, tags, stated, space))| {
            let mut properties = json!({
                "name": format!("Pozycja \"{id}\" ł\n{version}"), "category": category,
                "tags": tags, "stated_district": stated,
                "phone": "22 000 00 00", "contact_public": id % 3 == 0,
            });
            properties.as_object_mut().unwrap().extend(suits);
            let mut place = place;
            if kind == ItemKind::Space {
                place = place.or(Position::new(21.0, 52.5).ok());
            } else {
                properties["space"] = json!(space);
            }
            let item = suits::parse(kind, properties.as_object().unwrap().clone(), place);
            let stamp = Stamp::from_millis(1_000 * id as i64 + version as i64).unwrap();
            StoredItem {
                id,
                version,
                created_at: stamp,
                updated_at: stamp,
                item,
            }
        },
    )
}

/// Rows with different keys, in any order.
pub(super) fn rows(most: usize) -> impl Strategy<Value = Vec<StoredItem>> {
    prop::collection::vec(row(1..=200), 0..=most).prop_map(|mut rows| {
        let mut seen = std::collections::HashSet::new();
        rows.retain(|row| seen.insert(row.key()));
        rows
    })
}

pub(super) fn layer() -> impl Strategy<Value = Layer> {
    prop::sample::select(vec![Layer::Items, Layer::Spaces, Layer::Initiatives])
}

pub(super) fn filter() -> impl Strategy<Value = Filter> {
    let categories = prop::sample::subsequence(vec!["a", "a1", "b", "c"], 0..=2);
    let tags = prop::sample::subsequence(TAGS.to_vec(), 0..=2);
    let district = prop::sample::select(vec![
        (DEFAULT_SET, vec!["e", "w"]),
        (DEFAULT_SET, vec!["s"]),
        ("estate", vec!["x"]),
        ("estate", vec![]),
    ]);
    let bbox = (position(), position()).prop_map(|(a, b)| {
        let (south, north) = (a.lat().min(b.lat()), a.lat().max(b.lat()));
        BBox::new(a.lon(), south, b.lon(), north).unwrap()
    });
    let near = (
        position(),
        prop::sample::select(vec![0.0, 1000.0, 150_000.0, 2e7]),
    );
    let place = (
        prop::option::weighted(0.2, prop::sample::select(ItemKind::ALL.to_vec())),
        prop_oneof![Just(vec![]), categories],
        prop_oneof![Just(vec![]), tags],
        prop::option::weighted(0.3, district),
        prop::option::weighted(0.2, bbox),
        prop::option::weighted(0.2, near),
    );
    (place, asks()).prop_map(
        |((layer, categories, tags, district, bbox, near), suits)| Filter {
            layer,
            categories: categories.into_iter().map(category).collect(),
            tags: tags.into_iter().map(str::to_owned).collect(),
            district: district.map(|(set, codes)| DistrictFilter {
                set: set.to_owned(),
                codes: codes.into_iter().map(str::to_owned).collect(),
            }),
            bbox,
            near: near.map(|(at, within)| Near {
                at,
                within: Metres::new("within", within).unwrap(),
            }),
            ..suits
        },
    )
}

/// What is asked of time and of the person.
pub(super) fn asks() -> impl Strategy<Value = Filter> {
    let day = |number: u32| chrono::NaiveDate::from_ymd_opt(2026, 10, number);
    let dates = (1..=30_u32, 0..=40_u32, 0..3_u32).prop_map(move |(first, days, open)| {
        let from = day(first);
        let to = from.and_then(|from| from.checked_add_days(chrono::Days::new(days.into())));
        When::Dates {
            from: from.filter(|_| open != 1),
            to: to.filter(|_| open != 2),
        }
    });
    let when = prop_oneof![3 => prop::sample::select(When::NAMED.to_vec()), 2 => dates];
    (
        prop::option::weighted(0.3, when),
        prop::option::weighted(0.2, prop::sample::select(Open::ALL.to_vec())),
        prop_oneof![
            3 => Just(vec![]),
            1 => prop::sample::subsequence(AccessFact::ALL.to_vec(), 1..=3),
        ],
        (any::<[bool; 2]>(), prop::bool::weighted(0.15)),
        (
            prop::option::weighted(0.15, 0..=120_u8),
            prop::option::weighted(0.15, 1..=60_u32),
        ),
        prop::option::weighted(0.15, prop::sample::select(vec!["pl", "uk", "be"])),
        prop::bool::weighted(0.15),
    )
        .prop_map(
            |(
                when,
                open,
                access,
                ([hide_ended, include_unknown], free),
                (age, capacity),
                language,
                no,
            )| {
                Filter {
                    when,
                    open,
                    access,
                    free,
                    age,
                    capacity,
                    language: language.map(str::to_owned),
                    no_registration: no,
                    include_unknown,
                    hide_ended,
                    ..Filter::default()
                }
            },
        )
}

/// The position of a row: its own, else that of the space it names.
pub(super) fn place_of(row: &StoredItem, rows: &[StoredItem]) -> Option<Position> {
    let own = row.item.position;
    own.or_else(|| host_of(row, rows)?.item.position)
}

/// The space that an initiative names.
pub(super) fn host_of<'a>(row: &StoredItem, rows: &'a [StoredItem]) -> Option<&'a StoredItem> {
    let Detail::Initiative(initiative) = &row.item.detail else {
        return None;
    };
    let (kind, id) = (ItemKind::Space, initiative.space?);
    rows.iter().find(|row| row.key() == ItemKey { kind, id })
}

/// The closure of the space that an initiative names.
pub(super) fn closure_of<'a>(row: &StoredItem, rows: &'a [StoredItem]) -> Option<&'a Closure> {
    match &host_of(row, rows)?.item.detail {
        Detail::Space(space) => space.closed.as_ref(),
        Detail::Initiative(_) => None,
    }
}

/// How many people a space holds, of an initiative the one that it names.
fn capacity_of(row: &StoredItem, rows: &[StoredItem]) -> Option<u32> {
    match &host_of(row, rows).unwrap_or(row).item.detail {
        Detail::Space(space) => space.capacity,
        Detail::Initiative(_) => None,
    }
}

/// Whether a row fits what is asked of time, person and capacity; `None` when it does not say.
fn suits(filter: &Filter, row: &StoredItem, rows: &[StoredItem], now: Stamp) -> Option<bool> {
    let others = suits::suits(filter, &row.item, closure_of(row, rows), now);
    let Some(people) = filter.capacity else {
        return others;
    };
    match (others, capacity_of(row, rows)) {
        (Some(false), _) => Some(false),
        (_, Some(known)) if known < people => Some(false),
        (_, None) => None,
        (others, Some(_)) => others,
    }
}

/// The rows that a filter keeps, by key, each with its position: said once more, slowly.
pub(super) fn kept<'a>(
    rows: &'a [StoredItem],
    layer: Layer,
    filter: &Filter,
    now: Stamp,
) -> Vec<(&'a StoredItem, Option<Position>)> {
    let mut out: Vec<(&StoredItem, Option<Position>)> = rows
        .iter()
        .map(|row| (row, place_of(row, rows)))
        .filter(|(row, place)| layer.holds(row.item.kind()) && keeps(filter, row, *place))
        .filter(|(row, _)| suits(filter, row, rows, now).unwrap_or(filter.include_unknown))
        .collect();
    out.sort_by_key(|(row, _)| row.key());
    out
}

/// How many rows fit but for something that they don't say.
pub(super) fn unknown(rows: &[StoredItem], layer: Layer, filter: &Filter, now: Stamp) -> usize {
    let rows = rows.iter().filter(|row| {
        let place = place_of(row, rows);
        layer.holds(row.item.kind())
            && keeps(filter, row, place)
            && suits(filter, row, rows, now).is_none()
    });
    rows.count()
}

/// Whether the row fits in all but time and person.
fn keeps(filter: &Filter, row: &StoredItem, place: Option<Position>) -> bool {
    let common = &row.item.common;
    let id = common.category.as_str();
    let parent = CATEGORIES.iter().find(|(known, _)| *known == id).unwrap().1;
    let wanted = |wanted: &CategoryId| wanted.as_str() == id || Some(wanted.as_str()) == parent;
    let in_district = |stored: &StoredDistrict| match place {
        Some(place) => stored.district.area.covers(place),
        None => {
            let stated = common.stated_district.as_deref();
            stored.district.set == DEFAULT_SET
                && (stated == Some(&stored.district.code) || stated == Some(&stored.district.name))
        }
    };
    filter.layer.is_none_or(|kind| kind == row.item.kind())
        && (filter.categories.is_empty() || filter.categories.iter().any(wanted))
        && (filter.tags.is_empty() || filter.tags.iter().any(|tag| common.tags.contains(tag)))
        && filter.district.as_ref().is_none_or(|district| {
            district.codes.is_empty()
                || districts().iter().any(|stored| {
                    stored.district.set == district.set
                        && district.codes.contains(&stored.district.code)
                        && in_district(stored)
                })
        })
        && filter
            .bbox
            .is_none_or(|bbox| place.is_some_and(|place| bbox.contains(place)))
        && filter.near.is_none_or(|near| {
            place.is_some_and(|place| geodesy::distance(near.at, place) <= near.within)
        })
}
