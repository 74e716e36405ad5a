//! Answers as JSON and GeoJSON, with all that a reader needs to reproduce and to doubt them.

use super::{Answered, Asked};
use okolica_coverage::{Answer, AreaFigures, Class, Ground, Group, MAX_VERTICES, Method};
use okolica_model::area::Area;
use okolica_model::cells::Edition;
use okolica_model::district::CITY_CODE;
use okolica_model::population::CellShape;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap};

impl Asked {
    /// The address under `base` that gives the same for ever; none where a drawn area is too large
    /// for an address.
    #[must_use]
    pub fn permalink(&self, base: &str, path: &str) -> Option<String> {
        let short = self.question.area.as_ref().is_none_or(fits_an_address);
        short.then(|| format!("{base}{path}?{}", self.address()))
    }

    /// Everything about an answer but its figures. `path` is that of the answer.
    #[must_use]
    pub fn about(&self, base: &str, path: &str) -> Map<String, Value> {
        let editions = self.atlas.editions();
        let edition = |edition: Option<Edition>| {
            edition.map(|one| json!({"number": one.number, "at": one.at.to_string()}))
        };
        let mut about = Map::new();
        let mut say = |name: &str, value: Value| {
            about.insert(name.to_owned(), value);
        };
        say("parameters", self.question.parameters().into());
        say("city", json!(self.atlas.profile().name));
        say("fictional", json!(self.atlas.profile().fictional));
        say("change_log", json!(self.atlas.version()));
        say("day", json!(self.day.to_string()));
        say(
            "editions",
            json!({
                "districts": edition(editions.districts),
                "population": edition(editions.population),
                "categories": edition(editions.categories),
            }),
        );
        say("population_source", json!(self.population_source()));
        say("permalink", json!(self.permalink(base, path)));
        about
    }

    /// Who says how many people live where, and as of when; empty where nobody does.
    #[must_use]
    pub fn population_source(&self) -> String {
        let parts: Vec<String> = match self.ground.method() {
            Method::Cells => {
                let sources = self.atlas.cells().sources().iter();
                sources
                    .filter(|(name, _)| !name.is_empty())
                    .map(|(name, _)| name.clone())
                    .collect()
            }
            Method::SpreadEvenly => {
                let mut found: Vec<String> = Vec::new();
                for stored in self.atlas.districts(&self.question.set) {
                    let district = &stored.district;
                    let date = district.population_date.map(|date| date.to_string());
                    let said = [district.population_source.clone(), date];
                    let said: Vec<String> = said.into_iter().flatten().collect();
                    let said = said.join(", ");
                    if !said.is_empty() && !found.contains(&said) {
                        found.push(said);
                    }
                }
                found
            }
            Method::Nothing => Vec::new(),
        };
        parts.join("; ")
    }
}

fn fits_an_address(area: &Area) -> bool {
    let polygons = area.polygons();
    let plain = polygons.0.len() == 1 && polygons.iter().all(|p| p.interiors().is_empty());
    plain && area.vertices() <= MAX_VERTICES
}

impl Answered {
    /// The answer to `/api/coverage`.
    #[must_use]
    pub fn json(&self, base: &str, path: &str) -> Value {
        let mut out = self.asked.about(base, path);
        for (name, value) in object(&self.answer) {
            // The parameters are said already.
            out.entry(name).or_insert(value);
        }
        out.insert("vanished".to_owned(), json!(self.vanished));
        if let Some((asked, answer)) = &self.compared {
            let mut compared = asked.about(base, path);
            compared.insert("areas".to_owned(), json!(answer.areas));
            out.insert("compared".to_owned(), compared.into());
            out.insert("change".to_owned(), change(answer, &self.answer));
        }
        out.into()
    }

    /// The same as GeoJSON: a feature an area with its geometry; the city has none of its own.
    #[must_use]
    pub fn geojson(&self, base: &str, path: &str) -> Value {
        let shapes: HashMap<&str, &Area> = self
            .asked
            .ground
            .areas()
            .iter()
            .map(|area| (area.code.as_str(), &area.area))
            .collect();
        let features: Vec<Value> = self
            .answer
            .areas
            .iter()
            .map(|figures| {
                let shape = shapes.get(figures.code.as_str());
                json!({
                    "type": "Feature",
                    "id": figures.code,
                    "geometry": shape.map(|area| area.to_geojson()),
                    "properties": figures,
                })
            })
            .collect();
        collection(self.asked.about(base, path), features)
    }

    /// Where people live, each cell by how many of them are reached, uncertain, not reached.
    /// `class` is that of most of them, of two the worse.
    #[must_use]
    pub fn cells(&self, base: &str, path: &str, classes: &[Class]) -> Value {
        let ground = &*self.asked.ground;
        let shapes = Shapes::of(&self.asked);
        let features: Vec<Value> = (0..ground.cells().len())
            .filter_map(|cell| {
                let properties = people_of_cell(ground, cell, self.asked.question.who, classes);
                let id = ground.cells()[cell].id;
                Some(json!({
                    "type": "Feature",
                    "id": id,
                    "geometry": shapes.geometry(id)?,
                    "properties": properties,
                }))
            })
            .collect();
        collection(self.asked.about(base, path), features)
    }
}

/// A GeoJSON collection that also says what it is about.
pub(super) fn collection(about: Map<String, Value>, features: Vec<Value>) -> Value {
    let mut out = Map::new();
    out.insert("type".to_owned(), json!("FeatureCollection"));
    out.insert("numberReturned".to_owned(), json!(features.len()));
    out.extend(about);
    out.insert("features".to_owned(), features.into());
    out.into()
}

fn object(value: &impl serde::Serialize) -> Map<String, Value> {
    // What coverage answers serialises always: its maps have texts as keys.
    match serde_json::to_value(value) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

/// For each area how much every figure has grown, where both are known.
fn change(from: &Answer, to: &Answer) -> Value {
    let before: BTreeMap<&str, Map<String, Value>> = from
        .areas
        .iter()
        .map(|figures| (figures.code.as_str(), object(figures)))
        .collect();
    let of_area = |figures: &AreaFigures| {
        let before = before.get(figures.code.as_str())?;
        let mut out = Map::new();
        out.insert("code".to_owned(), json!(figures.code));
        for (name, value) in object(figures) {
            let old = before.get(&name).and_then(Value::as_f64);
            if let (Some(old), Some(new)) = (old, value.as_f64()) {
                out.insert(name, json!(new - old));
            }
        }
        Some(Value::Object(out))
    };
    to.areas.iter().filter_map(of_area).collect()
}

/// The geometries of what people are counted on.
enum Shapes<'a> {
    Cells(HashMap<u64, &'a CellShape>),
    Districts(HashMap<u64, &'a Area>),
}

impl<'a> Shapes<'a> {
    fn of(asked: &'a Asked) -> Self {
        match asked.ground.method() {
            Method::Cells => {
                let cells = asked.atlas.cells().all().iter();
                Self::Cells(
                    cells
                        .map(|stored| (stored.id, &stored.cell.shape))
                        .collect(),
                )
            }
            Method::SpreadEvenly | Method::Nothing => {
                let districts = asked.atlas.districts(&asked.question.set).iter();
                Self::Districts(districts.map(|one| (one.id, &one.district.area)).collect())
            }
        }
    }

    fn geometry(&self, id: u64) -> Option<Value> {
        Some(match self {
            Self::Cells(cells) => match cells.get(&id)? {
                CellShape::Point(at) => {
                    json!({"type": "Point", "coordinates": [at.lon(), at.lat()]})
                }
                CellShape::Polygon(area) => area.to_geojson(),
            },
            Self::Districts(districts) => districts.get(&id)?.to_geojson(),
        })
    }
}

fn people_of_cell(
    ground: &Ground,
    cell: usize,
    who: Group,
    classes: &[Class],
) -> Map<String, Value> {
    let counted = [Class::NotReached, Class::Uncertain, Class::Reached];
    let mut people = [0.0; 3];
    let mut samples = [0_u32; 3];
    let mut known = true;
    for sample in ground.samples_of(cell) {
        let Some(at) = counted.iter().position(|class| *class == classes[sample]) else {
            known = false;
            continue;
        };
        samples[at] += 1;
        match ground.people(sample, who) {
            Some(more) => people[at] += more,
            None => known = false,
        }
    }
    let mut most = 0;
    for at in 1..counted.len() {
        if samples[at] > samples[most] {
            most = at;
        }
    }
    let number = |at: usize| known.then_some(people[at]);
    let mut out = Map::new();
    let mut say = |name: &str, value: Value| {
        out.insert(name.to_owned(), value);
    };
    let class = match counted[most] {
        _ if !known => "unknown",
        Class::Reached => "reached",
        Class::Uncertain => "uncertain",
        _ => "not_reached",
    };
    say("class", json!(class));
    say(
        "population",
        json!(known.then(|| people.iter().sum::<f64>())),
    );
    say("reached", json!(number(2)));
    say("uncertain", json!(number(1)));
    say("not_reached", json!(number(0)));
    out
}

/// The name that people read for an area that has none of its own.
#[must_use]
pub(super) fn name_of(figures: &AreaFigures, city: &str) -> String {
    match figures.name.as_str() {
        "" if figures.code == CITY_CODE => city.to_owned(),
        name => name.to_owned(),
    }
}
