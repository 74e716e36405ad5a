//! The ground: districts as faces of one planar graph of arcs, so that neighbours share every
//! vertex of their border; estates inside them; the river, ponds and parks.

use super::TOWN;
use super::dice::Dice;
use super::output::{collection, feature};
use super::people::Population;
use super::plane::{Point, Ring, centroid, inside, point, polygon, twice_area};
use serde_json::json;
use std::collections::BTreeMap;

/// Junctions of borders by name, kilometres from the market square. `r…` lie in the river.
const JUNCTIONS: &[(&str, Point)] = &[
    ("r0", point(1.35, -6.15)),
    ("r1", point(0.35, -3.6)),
    ("r2", point(0.75, -1.45)),
    ("r3", point(0.2, 0.95)),
    ("r4", point(0.6, 3.1)),
    ("r5", point(-0.75, 5.9)),
    ("w1", point(-1.55, 1.15)),
    ("w2", point(-1.95, -0.5)),
    ("w3", point(-1.2, -1.7)),
    ("n1", point(-3.3, 5.2)),
    ("n2", point(-2.7, 2.7)),
    ("n3", point(-5.2, 2.6)),
    ("s1", point(-5.0, -1.1)),
    ("s2", point(-4.2, -4.0)),
    ("s3", point(-1.7, -3.7)),
    ("s4", point(-2.3, -6.3)),
    ("e1", point(2.3, 1.25)),
    ("e2", point(2.6, -1.3)),
    ("e3", point(2.3, 6.1)),
    ("e4", point(3.6, 3.3)),
    ("e5", point(6.0, 2.7)),
    ("e6", point(6.2, -1.1)),
    ("e7", point(3.1, -3.5)),
    ("e8", point(4.9, -4.7)),
    ("e9", point(2.9, -6.4)),
];

/// Where the river enters and leaves the picture.
const RIVER_SOURCE: Point = point(2.3, -8.0);
const RIVER_MOUTH: Point = point(-1.9, 7.8);
const RIVER: [&str; 6] = ["r0", "r1", "r2", "r3", "r4", "r5"];

/// What a district is like; the rest of the generator asks these figures.
pub(super) struct District {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    corners: &'static [&'static str],
    /// Which corners its estates are divided at; each estate lies between two of them.
    cuts: &'static [usize],
    estates: &'static [&'static str],
    pub(super) population: u32,
    /// Shares of children and of people of 65 and more.
    pub(super) ages: (f64, f64),
    /// How many places and initiatives it has for its people.
    pub(super) lively: f64,
    /// Share of places with a level entrance among those whose access is known.
    pub(super) step_free: f64,
    pub(super) libraries: usize,
}

/// West of the river first. Planners' gaps: Podlesin and Fabryczna have no library, Rybarzewo
/// and Kolonia Zwidna no place without steps; only Stare Miasto and Zarzecze lie at bridges.
const DISTRICTS: &[District] = &[
    District {
        code: "ZM01",
        name: "Stare Miasto",
        corners: &["r2", "r3", "w1", "w2", "w3"],
        cuts: &[1, 3],
        estates: &["Podzamcze", "Garncarska Strona"],
        population: 11_420,
        ages: (0.11, 0.27),
        lively: 2.6,
        step_free: 0.55,
        libraries: 4,
    },
    District {
        code: "ZM02",
        name: "Topolowo",
        corners: &["r3", "r4", "r5", "n1", "n2", "w1"],
        cuts: &[1, 3, 5],
        estates: &["Topolowo Górne", "Nadbrzeże", "Wikliny"],
        population: 14_860,
        ages: (0.14, 0.24),
        lively: 1.1,
        step_free: 0.6,
        libraries: 3,
    },
    District {
        code: "ZM03",
        name: "Dworzec",
        corners: &["w1", "n2", "n3", "s1", "w2"],
        cuts: &[1, 3],
        estates: &["Parowozownia", "Osiedle Konduktorskie"],
        population: 12_310,
        ages: (0.13, 0.22),
        lively: 1.2,
        step_free: 0.5,
        libraries: 2,
    },
    District {
        code: "ZM04",
        name: "Fabryczna",
        corners: &["w2", "s1", "s2", "s3", "w3"],
        cuts: &[1, 3],
        estates: &["Przędzalnia", "Osiedle Tkaczy"],
        population: 9_770,
        ages: (0.15, 0.19),
        lively: 0.7,
        step_free: 0.4,
        libraries: 0,
    },
    District {
        code: "ZM05",
        name: "Rybarzewo",
        corners: &["r2", "w3", "s3", "s2", "s4", "r0", "r1"],
        cuts: &[0, 2, 5],
        estates: &["Rybarzewo Stare", "Sieciarze", "Łęgi"],
        population: 8_140,
        ages: (0.16, 0.18),
        lively: 0.8,
        step_free: 0.0,
        libraries: 1,
    },
    District {
        code: "ZM06",
        name: "Zarzecze",
        corners: &["r2", "e2", "e1", "r3"],
        cuts: &[0, 2],
        estates: &["Zarzecze Przy Moście", "Olejarnia"],
        population: 10_630,
        ages: (0.14, 0.21),
        lively: 1.5,
        step_free: 0.6,
        libraries: 2,
    },
    District {
        code: "ZM07",
        name: "Żurawie Górki",
        corners: &["r3", "e1", "e4", "e3", "r5", "r4"],
        cuts: &[1, 3, 5],
        estates: &["Żurawie Górki Wschodnie", "Klucz", "Glinianki"],
        population: 13_090,
        ages: (0.21, 0.11),
        lively: 0.9,
        step_free: 0.8,
        libraries: 2,
    },
    District {
        code: "ZM08",
        name: "Osiedle Słoneczne",
        corners: &["e1", "e2", "e6", "e5", "e4"],
        cuts: &[1, 3],
        estates: &["Słoneczne Południe", "Słoneczne Północ"],
        population: 18_250,
        ages: (0.12, 0.29),
        lively: 0.9,
        step_free: 0.7,
        libraries: 2,
    },
    District {
        code: "ZM09",
        name: "Kolonia Zwidna",
        corners: &["e2", "e7", "e8", "e6"],
        cuts: &[1, 3],
        estates: &["Zwidna Dolna", "Zwidna Górna"],
        population: 5_480,
        ages: (0.2, 0.12),
        lively: 0.6,
        step_free: 0.0,
        libraries: 1,
    },
    District {
        code: "ZM10",
        name: "Podlesin",
        corners: &["r2", "r1", "r0", "e9", "e8", "e7", "e2"],
        cuts: &[1, 3, 5],
        estates: &["Podlesin Leśny", "Jagodna", "Wądoły"],
        population: 7_920,
        ages: (0.23, 0.09),
        lively: 0.6,
        step_free: 0.5,
        libraries: 0,
    },
];

/// A district, or an estate, on the ground.
pub(super) struct Face {
    pub(super) name: &'static str,
    pub(super) ring: Ring,
    pub(super) centre: Point,
}

pub(super) struct Town {
    pub(super) districts: Vec<(&'static District, Face)>,
    /// With the place of its district in `districts`.
    pub(super) estates: Vec<(usize, Face)>,
    pub(super) river: Ring,
    pub(super) ponds: Vec<(&'static str, Ring)>,
    pub(super) parks: Vec<(&'static str, Ring)>,
}

impl Town {
    pub(super) fn draw() -> Self {
        let mut arcs = Arcs::new();
        let mut districts = Vec::new();
        let mut estates = Vec::new();
        for (at, district) in DISTRICTS.iter().enumerate() {
            let ring = arcs.ring(district.corners);
            let centre = centroid(&ring);
            for (name, ring) in arcs.divide(district, centre) {
                let centre = centroid(&ring);
                estates.push((at, Face { name, ring, centre }));
            }
            let name = district.name;
            districts.push((district, Face { name, ring, centre }));
        }
        Self {
            districts,
            estates,
            river: river(&arcs),
            ponds: vec![
                ("Staw Młyński", blob(11, point(-3.3, 0.9), 0.22, 0.12)),
                ("Glinianki", blob(12, point(2.0, 4.3), 0.3, 0.16)),
                ("Jezioro Zwidne", blob(13, point(4.5, -2.6), 0.42, 0.2)),
            ],
            parks: vec![
                ("Park Miejski", blob(21, point(-0.75, 0.35), 0.3, 0.2)),
                ("Planty Kolejowe", blob(22, point(-3.6, 1.1), 0.7, 0.22)),
                ("Park nad Nibną", blob(23, point(-0.55, 2.7), 0.28, 0.7)),
                ("Park Tkaczy", blob(24, point(-2.9, -2.2), 0.4, 0.28)),
                ("Las Podlesiński", blob(25, point(2.4, -5.0), 0.9, 0.55)),
                (
                    "Ogród Jordanowski „Bocianek”",
                    blob(26, point(1.45, 0.1), 0.16, 0.14),
                ),
                ("Park Słoneczny", blob(27, point(4.1, 0.7), 0.45, 0.3)),
                ("Łęgi Rybarzewskie", blob(28, point(-0.6, -5.0), 0.6, 0.8)),
                ("Żurawi Las", blob(29, point(1.6, 5.2), 0.45, 0.4)),
            ],
        }
    }

    /// The district that the point lies in, by its place in the list.
    pub(super) fn district_at(&self, p: Point) -> Option<usize> {
        self.districts
            .iter()
            .position(|(_, face)| inside(&face.ring, p))
    }

    pub(super) fn wet(&self, p: Point) -> bool {
        inside(&self.river, p) || self.ponds.iter().any(|(_, ring)| inside(ring, p))
    }

    pub(super) fn green(&self, p: Point) -> bool {
        self.parks.iter().any(|(_, ring)| inside(ring, p))
    }

    pub(super) fn districts_geojson(&self, population: &Population) -> String {
        collection(self.districts.iter().zip(&population.by_district).map(
            |((district, face), people)| {
                let properties = json!({
                    "code": district.code, "set": "district", "name": district.name,
                    "population": people, "population_source": "fictional",
                    "population_date": "2026-06-30",
                });
                feature(polygon(&face.ring), properties)
            },
        ))
    }

    pub(super) fn estates_geojson(&self) -> String {
        let mut number = BTreeMap::new();
        collection(self.estates.iter().map(|(at, face)| {
            let district = self.districts[*at].0;
            let number = number.entry(*at).and_modify(|n| *n += 1).or_insert(1);
            let properties = json!({
                "code": format!("{}-{number}", district.code), "set": "estate",
                "name": face.name, "parent": district.code,
            });
            feature(polygon(&face.ring), properties)
        }))
    }

    pub(super) fn water_geojson(&self) -> String {
        let river = [("river", "Nibna", &self.river)];
        let ponds = self.ponds.iter().map(|(name, ring)| ("pond", *name, ring));
        collection(
            river.into_iter().chain(ponds).map(|(kind, name, ring)| {
                feature(polygon(ring), json!({"name": name, "kind": kind}))
            }),
        )
    }

    pub(super) fn parks_geojson(&self) -> String {
        collection(
            self.parks
                .iter()
                .map(|(name, ring)| feature(polygon(ring), json!({"name": name, "kind": "park"}))),
        )
    }

    pub(super) fn profile_json(&self) -> String {
        let corners: Vec<[f64; 2]> = self
            .districts
            .iter()
            .flat_map(|(_, face)| face.ring.iter().map(|corner| corner.lon_lat()))
            .collect();
        let least = |axis: usize| corners.iter().map(|c| c[axis]).fold(f64::MAX, f64::min);
        let most = |axis: usize| corners.iter().map(|c| c[axis]).fold(f64::MIN, f64::max);
        // A few kilometres more, so that what lies just outside counts as the city's.
        let round = |degrees: f64| (degrees * 100.0).round() / 100.0;
        let bbox = [
            least(0) - 0.06,
            least(1) - 0.04,
            most(0) + 0.06,
            most(1) + 0.04,
        ]
        .map(round);
        let profile = json!({
            "name": TOWN, "time_zone": "Europe/Warsaw", "country": "PL",
            "languages": ["pl", "en", "uk"], "contact": "mapa@example.org",
            "bbox": bbox, "fictional": true,
        });
        super::output::pretty(&profile)
    }
}

/// Borders between two junctions, each drawn once and walked from both sides.
struct Arcs {
    drawn: BTreeMap<(String, String), Vec<Point>>,
    junctions: BTreeMap<String, Point>,
}

impl Arcs {
    fn new() -> Self {
        let junctions: BTreeMap<String, Point> = JUNCTIONS
            .iter()
            .map(|(name, at)| ((*name).to_owned(), *at))
            .collect();
        let mut arcs = Self {
            drawn: BTreeMap::new(),
            junctions,
        };
        arcs.draw_river_bed();
        arcs
    }

    /// The borders in the river follow its bends: a spline through its junctions.
    fn draw_river_bed(&mut self) {
        let mut line = vec![RIVER_SOURCE];
        line.extend(RIVER.iter().map(|name| self.junctions[*name]));
        line.push(RIVER_MOUTH);
        for at in 1..RIVER.len() {
            let bend = |share| spline([line[at - 1], line[at], line[at + 1], line[at + 2]], share);
            let points = (0..=24).map(|step| bend(f64::from(step) / 24.0)).collect();
            let key = (RIVER[at - 1].to_owned(), RIVER[at].to_owned());
            self.drawn.insert(key, points);
        }
    }

    /// The points from `a` up to but without `b`.
    fn walk(&mut self, a: &str, b: &str) -> Vec<Point> {
        let forward = a < b;
        let (first, last) = if forward { (a, b) } else { (b, a) };
        let (from, to) = (self.junctions[first], self.junctions[last]);
        let arc = self
            .drawn
            .entry((first.to_owned(), last.to_owned()))
            .or_insert_with(|| wiggle(from, to, &format!("{first}{last}")));
        let mut points = arc.clone();
        if !forward {
            points.reverse();
        }
        points.pop();
        points
    }

    fn ring<S: AsRef<str>>(&mut self, corners: &[S]) -> Ring {
        let mut ring = Vec::new();
        for at in 0..corners.len() {
            let (a, b) = (&corners[at], &corners[(at + 1) % corners.len()]);
            ring.extend(self.walk(a.as_ref(), b.as_ref()));
        }
        if twice_area(&ring) < 0.0 {
            ring.reverse();
        }
        ring
    }

    /// The district's estates: borders run from its centre to the corners named by `cuts`.
    fn divide(&mut self, district: &District, centre: Point) -> Vec<(&'static str, Ring)> {
        let hub = format!("z-{}", district.code);
        self.junctions.insert(hub.clone(), centre);
        let (corners, cuts) = (district.corners, district.cuts);
        let mut estates = Vec::new();
        for (at, name) in district.estates.iter().enumerate() {
            let (from, to) = (cuts[at], cuts[(at + 1) % cuts.len()]);
            let mut around = vec![hub.as_str()];
            let mut corner = from;
            around.push(corners[corner]);
            while corner != to {
                corner = (corner + 1) % corners.len();
                around.push(corners[corner]);
            }
            estates.push((*name, self.ring(&around)));
        }
        estates
    }
}

/// A border that looks surveyed, not ruled: the middle of each piece is pushed aside, five times.
fn wiggle(from: Point, to: Point, name: &str) -> Vec<Point> {
    let seed = name
        .bytes()
        .fold(7, |seed: u64, byte| seed * 131 + u64::from(byte));
    let mut dice = Dice::new(seed);
    let mut points = vec![from, to];
    let mut push = 0.11;
    for _ in 0..5 {
        let mut finer = vec![points[0]];
        for pair in points.windows(2) {
            let aside = dice.between(-push, push);
            let middle = pair[0].towards(pair[1], 0.5);
            let (dx, dy) = (pair[1].x - pair[0].x, pair[1].y - pair[0].y);
            finer.push(point(middle.x - dy * aside, middle.y + dx * aside));
            finer.push(pair[1]);
        }
        points = finer;
        push *= 0.85;
    }
    points
}

/// Catmull-Rom between the second and third of four points.
fn spline(p: [Point; 4], t: f64) -> Point {
    let at = |a: f64, b: f64, c: f64, d: f64| {
        0.5 * (2.0 * b
            + (c - a) * t
            + (2.0 * a - 5.0 * b + 4.0 * c - d) * t * t
            + (3.0 * b - a - 3.0 * c + d) * t * t * t)
    };
    point(
        at(p[0].x, p[1].x, p[2].x, p[3].x),
        at(p[0].y, p[1].y, p[2].y, p[3].y),
    )
}

/// The river's banks: its bed widened to both sides, broader downstream.
fn river(arcs: &Arcs) -> Ring {
    let mut bed: Vec<Point> = (0..8)
        .map(|step| RIVER_SOURCE.towards(arcs.junctions["r0"], f64::from(step) / 8.0))
        .collect();
    for pair in RIVER.windows(2) {
        let arc = &arcs.drawn[&(pair[0].to_owned(), pair[1].to_owned())];
        bed.extend(&arc[..arc.len() - 1]);
    }
    bed.extend(
        (0..=8).map(|step| arcs.junctions["r5"].towards(RIVER_MOUTH, f64::from(step) / 8.0)),
    );
    let last = bed.len() - 1;
    let bank = |side: f64| {
        (0..=last)
            .map(|at| {
                let (before, after) = (bed[at.saturating_sub(1)], bed[(at + 1).min(last)]);
                let along = (after.y - before.y).atan2(after.x - before.x);
                let downstream = at as f64 / last as f64;
                let ripple = (at as f64 * 0.9).sin() * 0.006;
                let half_width = 0.045 + 0.035 * downstream + ripple;
                bed[at].moved(along + std::f64::consts::FRAC_PI_2 * side, half_width)
            })
            .collect::<Vec<Point>>()
    };
    let mut ring = bank(-1.0);
    ring.extend(bank(1.0).into_iter().rev());
    ring
}

/// A rounded shape about `centre`, `wide` and `high` kilometres from its middle.
fn blob(seed: u64, centre: Point, wide: f64, high: f64) -> Ring {
    let mut dice = Dice::new(seed);
    let (a, b) = (dice.between(0.0, 6.0), dice.between(0.0, 6.0));
    (0..36)
        .map(|step| {
            let angle = f64::from(step) / 36.0 * std::f64::consts::TAU;
            let bulge = 1.0 + 0.12 * (2.0 * angle + a).sin() + 0.09 * (3.0 * angle + b).sin();
            point(
                centre.x + wide * bulge * angle.cos(),
                centre.y + high * bulge * angle.sin(),
            )
        })
        .collect()
}
