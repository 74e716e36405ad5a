//! Where nobody is within reach: pieces of ground, and the people in them.

use super::facility::Facility;
use super::ground::{Ground, people};
use super::measure::Asked;
use super::plane::{Plane, PlanePoint, Region};
use super::question::{Group, Question};
use super::reach::Class;
use chrono::NaiveDate;
use okolica_model::Position;
use serde_json::{Map, Value, json};

/// How far a drawn gap may reach over the circle that ends it, in metres.
const DEVIATION: f64 = 1.0;

/// A connected piece of an area that no place which fits is within the limit of.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaGap {
    /// The area's.
    pub code: String,
    pub name: String,
    /// 1 for the largest of its area.
    pub number: u32,
    /// Of the true shape with its arcs.
    pub area_km2: f64,
    /// The people not reached in it, by [`Group::ALL`]; `None` where nothing is known of any in
    /// the area.
    pub not_reached: [Option<f64>; 4],
    /// The outer ring counter-clockwise, holes clockwise; the first point is not repeated. Arcs
    /// are chords that stray from them by a metre at most.
    pub rings: Vec<Vec<Position>>,
}

/// The gaps of every area, by area and size. The discs have the limit itself as their radius,
/// without the detour factor: whatever the way on the ground, nobody there is within the limit.
/// People are those of the samples whose geodesic distance says so.
#[must_use]
pub fn gaps(
    ground: &Ground,
    facilities: &[Facility],
    question: &Question,
    day: NaiveDate,
) -> Vec<AreaGap> {
    let asked = Asked::new(ground, facilities, question, day);
    let reached = asked.reach();
    let extent = ground.extent();
    let discs = asked.discs();
    let shapes = extent
        .regions
        .iter()
        .map(|region| discs.gaps(region, DEVIATION));
    let mut areas: Vec<Vec<Shape>> = shapes
        .map(|gaps| {
            let gaps = gaps.into_iter().map(|gap| Shape {
                area: gap.area,
                region: Region::new(gap.rings.clone()),
                rings: gap.rings,
                people: [0; 4],
            });
            gaps.collect()
        })
        .collect();
    let count = areas.len();
    let mut known = vec![[false; 4]; count];
    for (sample, one) in reached.iter().enumerate() {
        let units = Group::ALL.map(|group| ground.units(sample, group));
        // The city has no gaps of its own.
        let of = ground.areas_of(sample).iter().map(|area| *area as usize);
        for area in of.filter(|area| *area < count) {
            for (known, units) in known[area].iter_mut().zip(units) {
                *known |= units.is_some();
            }
            if one.class != Class::NotReached {
                continue;
            }
            let at = extent.plane.point(ground.position(sample));
            if let Some(shape) = around(&mut areas[area], at) {
                for (sum, units) in shape.people.iter_mut().zip(units) {
                    *sum += units.unwrap_or(0);
                }
            }
        }
    }
    let mut out = Vec::new();
    for ((one, shapes), known) in ground.areas().iter().zip(areas).zip(known) {
        for (number, shape) in (1..).zip(shapes) {
            let sums = [0, 1, 2, 3].map(|group| known[group].then(|| people(shape.people[group])));
            out.push(AreaGap {
                code: one.code.clone(),
                name: one.name.clone(),
                number,
                area_km2: shape.area / 1e6,
                not_reached: sums,
                rings: on_the_ground(&extent.plane, &shape.rings),
            });
        }
    }
    out
}

/// A gap while its people are counted, in units.
struct Shape {
    area: f64,
    region: Region,
    rings: Vec<Vec<PlanePoint>>,
    people: [u64; 4],
}

/// The gap around a point, or the nearest one: a chord, or the millimetres between the plane and
/// the ground, can leave a point just outside.
fn around(shapes: &mut [Shape], at: PlanePoint) -> Option<&mut Shape> {
    let found = shapes.iter().position(|shape| shape.region.contains(at));
    let nearest = || {
        let distances = shapes.iter().map(|shape| shape.region.distance_squared(at));
        let least = distances.enumerate().min_by(|a, b| a.1.total_cmp(&b.1));
        least.map(|(number, _)| number)
    };
    found.or_else(nearest).map(|number| &mut shapes[number])
}

fn on_the_ground(plane: &Plane, rings: &[Vec<PlanePoint>]) -> Vec<Vec<Position>> {
    let ring = |ring: &Vec<PlanePoint>| ring.iter().filter_map(|at| plane.position(*at)).collect();
    rings.iter().map(ring).collect()
}

impl AreaGap {
    /// A GeoJSON feature.
    #[must_use]
    pub fn to_feature(&self) -> Value {
        // A centimetre on the ground, as everywhere in output.
        let rounded = |degrees: f64| (degrees * 1e7).round() / 1e7;
        let ring = |ring: &Vec<Position>| -> Vec<[f64; 2]> {
            let points = ring.iter().chain(ring.first());
            points
                .map(|at| [rounded(at.lon()), rounded(at.lat())])
                .collect()
        };
        let rings: Vec<Vec<[f64; 2]>> = self.rings.iter().map(ring).collect();
        let mut properties = Map::new();
        properties.insert("code".to_owned(), json!(self.code));
        properties.insert("name".to_owned(), json!(self.name));
        properties.insert("number".to_owned(), json!(self.number));
        properties.insert("area_km2".to_owned(), json!(self.area_km2));
        for (group, people) in Group::ALL.into_iter().zip(self.not_reached) {
            let name = match group {
                Group::All => "not_reached".to_owned(),
                group => format!("not_reached_{}", group.name()),
            };
            properties.insert(name, json!(people));
        }
        json!({
            "type": "Feature",
            "id": format!("{}-{}", self.code, self.number),
            "geometry": {"type": "Polygon", "coordinates": rings},
            "properties": properties,
        })
    }
}
