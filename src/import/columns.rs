//! Which column of a file says which field.

use anyhow::{Result, bail};
use okolica_model::flat::Table;
use okolica_model::item::AccessFact;
use okolica_model::text;
use std::collections::BTreeSet;

/// Fields that are no flat column: where a row stands.
pub const LON: &str = "lon";
pub const LAT: &str = "lat";
pub const GEOMETRY: &str = "geometry";
/// The time of day that belongs to a date in another column.
pub const TIME: &str = "time";

/// Usual names of fields, folded, best first. Names of the fields themselves come before all.
const SYNONYMS: &[(&str, &[&str])] = &[
    (
        "source_id",
        &[
            "uuid",
            "guid",
            "globalid",
            "global_id",
            "osm_id",
            "full_id",
            "gml_id",
            "geonameid",
            "wof_id",
            "stop_id",
            "cell_id",
            "grd_id",
            "project_id",
            "id_projektu",
            "identifier",
            "identyfikator",
            "uid",
            "id",
            "teryt",
            "kod",
            "numer",
            "nr",
        ],
    ),
    (
        "name",
        &[
            "title",
            "nazwa",
            "tytul",
            "nazwa_obiektu",
            "nazwa_projektu",
            "jpt_nazwa",
            "stop_name",
            "label",
        ],
    ),
    ("summary", &["krotki_opis", "skrot"]),
    ("description", &["opis", "desc", "tresc"]),
    (
        "category",
        &[
            "categories",
            "kategoria",
            "kategorie",
            "type",
            "typ",
            "rodzaj",
        ],
    ),
    ("tags", &["tagi", "tag", "keywords", "slowa_kluczowe"]),
    ("address", &["adres", "addr", "adres_obiektu"]),
    (
        "website",
        &[
            "www",
            "url",
            "strona",
            "strona_www",
            "strona_internetowa",
            "homepage",
            "web",
            "link",
        ],
    ),
    ("phone", &["telefon", "tel", "phone_number", "nr_telefonu"]),
    ("email", &["e_mail", "mail", "adres_e_mail"]),
    ("image_url", &["zdjecie", "photo"]),
    ("languages", &["language", "jezyk", "jezyki"]),
    ("cost_free", &["free", "bezplatne", "bezplatny", "darmowe"]),
    ("cost_text", &["koszt", "cena", "price"]),
    ("ages_min", &["age_min", "wiek_od"]),
    ("ages_max", &["age_max", "wiek_do"]),
    ("licence", &["license", "licencja"]),
    (
        "stated_district",
        &["district", "dzielnica", "district_name", "nazwa_dzielnicy"],
    ),
    ("opening_hours", &["godziny_otwarcia", "godziny", "hours"]),
    ("operator", &["prowadzacy"]),
    ("capacity", &["pojemnosc", "liczba_miejsc"]),
    ("organiser_name", &["organizer", "organizator"]),
    (
        "schedule_start",
        &[
            "start",
            "date",
            "data",
            "termin",
            "start_date",
            "dtstart",
            "poczatek",
            "data_rozpoczecia",
        ],
    ),
    (
        "schedule_end",
        &["end", "end_date", "dtend", "koniec", "data_zakonczenia"],
    ),
    ("schedule_rrule", &["rrule"]),
    ("programme", &["program"]),
    (
        "code",
        &["kod", "teryt", "kod_teryt", "jpt_kod_je", "id", "ref"],
    ),
    (
        "population",
        &[
            "pop",
            "ludnosc",
            "liczba_ludnosci",
            "mieszkancy",
            "liczba_mieszkancow",
            "residents",
            "inhabitants",
            "tot",
            "total",
            "ogolem",
            "t",
            "res",
            "tot_p",
            "tot_pop",
            "total_pop",
            "pop_total",
            "pop_est",
            "population_est",
            "population_total",
            "est_population",
            "einwohner",
        ],
    ),
    (
        "population_date",
        &["pop_date", "data_ludnosci", "stan_na_dzien"],
    ),
    ("population_source", &["pop_source", "zrodlo_ludnosci"]),
    (
        "population_0_14",
        &[
            "pop0_14", "pop_0_14", "pop014", "tot_0_14", "pop14", "y_lt15", "res_0_14",
        ],
    ),
    (
        "population_15_64",
        &[
            "pop15_64",
            "pop_15_64",
            "pop1564",
            "tot_15_64",
            "y_1564",
            "res_15_64",
        ],
    ),
    (
        "population_65plus",
        &[
            "pop65",
            "pop_65",
            "pop65plus",
            "pop_65plus",
            "tot_65",
            "population_65",
            "y_ge65",
            "res_65",
        ],
    ),
    ("kind", &["type", "typ", "rodzaj"]),
    (
        TIME,
        &[
            "godzina",
            "godz",
            "hour",
            "start_time",
            "godzina_rozpoczecia",
            "time_start",
        ],
    ),
    (
        GEOMETRY,
        &["wkt", "geom", "the_geom", "geometria", "geom_wkt"],
    ),
];

/// Names of the column with a district's name, which in files of other things say where a row is.
const DISTRICT_NAMES: [&str; 16] = [
    "district",
    "district_name",
    "dzielnica",
    "nazwa_dzielnicy",
    "osiedle",
    "nazwa_osiedla",
    "community",
    "neighbourhood",
    "neighborhood",
    "ntaname",
    "gen",
    "namn",
    "nom",
    "nombre",
    "bezirk",
    "stadtteil",
];

/// Columns that number the rows of one file: the next file numbers them anew, so they are no ids
/// unless `--map` says so.
const ROW_NUMBERS: [&str; 6] = ["fid", "ogc_fid", "objectid", "object_id", "gid", "lp"];

/// Names of the east and north coordinates in degrees and on a plane.
const DEGREES: [&[&str]; 2] = [
    &[
        "lon",
        "lng",
        "long",
        "longitude",
        "stop_lon",
        "dlugosc",
        "dlugosc_geograficzna",
        "geo_lon",
    ],
    &[
        "lat",
        "latitude",
        "stop_lat",
        "szerokosc",
        "szerokosc_geograficzna",
        "geo_lat",
    ],
];
const PLANE: [&[&str]; 2] = [
    &["x", "easting", "east", "coord_x", "wsp_x", "x_2180"],
    &["y", "northing", "north", "coord_y", "wsp_y", "y_2180"],
];

/// Objects that nested properties come in, and the field that a plain text in their place means.
pub const OBJECTS: [(&str, &str); 9] = [
    ("image", "image_url"),
    ("access", "access_step_free"),
    ("cost", "cost_text"),
    ("ages", "ages_min"),
    ("closed", "closed_reason"),
    ("organiser", "organiser_name"),
    ("schedule", "schedule_start"),
    ("registration", "registration_url"),
    ("funding", "funding_amount"),
];

/// Where the value of a field comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum From {
    Column(usize),
    /// The same text in each row: `--map kind==stop`.
    Text(String),
}

/// The fields that a file has, each with where its value stands.
#[derive(Debug)]
pub struct Mapping {
    pub fields: Vec<(&'static str, From)>,
    /// The columns that serve no field.
    pub unused: Vec<String>,
}

impl Mapping {
    /// Finds the fields of `table` among `columns`. `told` are `--map` pairs, which come first.
    ///
    /// # Errors
    /// When `told` names a field that the table has not, or a column that the file has not; the
    /// message lists those that exist.
    pub fn find(
        table: Table,
        columns: &[String],
        told: &[(String, String)],
        places: Places,
    ) -> Result<Self> {
        let known = fields_of(table, places);
        let mut found = Finder {
            columns,
            folded: columns.iter().map(|name| fold_name(name)).collect(),
            taken: BTreeSet::new(),
            fields: Vec::new(),
        };
        for (field, column) in told {
            found.told(&known, field, column)?;
        }
        for field in known.iter().filter(|field| ![LON, LAT].contains(field)) {
            found.take(field, std::iter::once(*field));
        }
        if places != Places::OwnGeometry {
            found.coordinates(places);
        }
        let facts = AccessFact::ALL.map(|fact| (fact.column(), fact.synonyms()));
        for (field, names) in SYNONYMS.iter().copied().chain(facts) {
            if known.contains(&field) {
                found.take(field, names.iter().copied());
            }
        }
        if table == Table::Districts {
            found.take("name", DISTRICT_NAMES);
        }
        let unused = columns
            .iter()
            .enumerate()
            .filter(|(at, _)| !found.taken.contains(at))
            .map(|(_, name)| name.clone())
            .filter(|name| !okolica_model::item::COMPUTED.contains(&name.as_str()))
            .collect();
        Ok(Self {
            fields: found.fields,
            unused,
        })
    }

    /// Takes for the id the first of its usual columns that `is_id` holds of: an "id" that many rows share,
    /// such as a project's number that begins anew each year, is none. What has the field's own name,
    /// or was told, stays.
    pub fn choose_id(&mut self, columns: &[String], is_id: impl Fn(usize) -> bool) {
        let known = SYNONYMS.iter().find(|(field, _)| *field == "source_id");
        let Some((_, names)) = known else { return };
        let Some(place) = self
            .fields
            .iter()
            .position(|(field, _)| *field == "source_id")
        else {
            return;
        };
        let From::Column(taken) = self.fields[place].1 else {
            return;
        };
        if !names.contains(&&*fold_name(&columns[taken])) {
            return;
        }
        let others = self
            .fields
            .iter()
            .filter(|(field, _)| *field != "source_id");
        let used: Vec<From> = others.map(|(_, from)| from.clone()).collect();
        let free = |at: &usize| !used.contains(&From::Column(*at));
        let candidates = names.iter().filter_map(|name| {
            (0..columns.len())
                .filter(free)
                .find(|at| fold_name(&columns[*at]) == *name)
        });
        let chosen = candidates.into_iter().find(|at| is_id(*at));
        if chosen == Some(taken) {
            return;
        }
        match chosen {
            Some(at) => {
                self.fields[place].1 = From::Column(at);
                self.unused.retain(|name| *name != columns[at]);
            }
            None => {
                self.fields.remove(place);
            }
        }
        self.unused.push(columns[taken].clone());
    }

    /// The columns that may hold an id, row numbers included.
    #[must_use]
    pub fn ids(columns: &[String]) -> Vec<usize> {
        let known = SYNONYMS.iter().find(|(field, _)| *field == "source_id");
        let known = known.map_or(&[][..], |(_, names)| names);
        let is_id = |name: &String| {
            let name = fold_name(name);
            name == "source_id" || known.contains(&&*name) || ROW_NUMBERS.contains(&&*name)
        };
        (0..columns.len())
            .filter(|at| is_id(&columns[*at]))
            .collect()
    }

    #[must_use]
    pub fn of(&self, field: &str) -> Option<&From> {
        self.fields
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, from)| from)
    }
}

/// Where the rows' places stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Places {
    /// With the rows, so no column is looked for.
    OwnGeometry,
    /// In columns of degrees, or of a plane where there are none.
    Degrees,
    /// In columns of a plane, or of degrees where there are none.
    Plane,
}

struct Finder<'a> {
    columns: &'a [String],
    folded: Vec<String>,
    taken: BTreeSet<usize>,
    fields: Vec<(&'static str, From)>,
}

impl Finder<'_> {
    fn told(&mut self, known: &[&'static str], field: &str, column: &str) -> Result<()> {
        let Some(field) = known.iter().find(|name| **name == field) else {
            bail!(
                "--map {field}={column}: there is no field {field}; the fields are {}",
                known.join(", ")
            );
        };
        if self.fields.iter().any(|(name, _)| name == field) {
            bail!("--map {field}={column}: the field {field} is mapped twice");
        }
        let from = if let Some(text) = column.strip_prefix('=') {
            From::Text(text.to_owned())
        } else {
            let exact = self.columns.iter().position(|name| name == column);
            let at = exact.or_else(|| {
                self.folded
                    .iter()
                    .position(|name| *name == fold_name(column))
            });
            let Some(at) = at else {
                bail!(
                    "--map {field}={column}: there is no column {column}; the columns are {}",
                    self.columns.join(", ")
                );
            };
            self.taken.insert(at);
            From::Column(at)
        };
        self.fields.push((field, from));
        Ok(())
    }

    fn has(&self, field: &str) -> bool {
        self.fields.iter().any(|(name, _)| *name == field)
    }

    /// Takes the first of `names` that is a column and not taken yet.
    fn take<'n>(&mut self, field: &'static str, names: impl IntoIterator<Item = &'n str>) -> bool {
        if self.has(field) {
            return true;
        }
        for name in names {
            let at = (0..self.columns.len())
                .find(|at| self.folded[*at] == name && !self.taken.contains(at));
            if let Some(at) = at {
                self.taken.insert(at);
                self.fields.push((field, From::Column(at)));
                return true;
            }
        }
        false
    }

    /// Both coordinates from one pair of names, never longitude from one and y from another.
    fn coordinates(&mut self, places: Places) {
        let order = if places == Places::Plane {
            [PLANE, DEGREES]
        } else {
            [DEGREES, PLANE]
        };
        for [east, north] in order {
            let has = |names: &[&str]| {
                names
                    .iter()
                    .any(|name| self.folded.iter().any(|folded| folded == name))
            };
            if (self.has(LON) || has(east)) && (self.has(LAT) || has(north)) {
                self.take(LON, east.iter().copied());
                self.take(LAT, north.iter().copied());
                return;
            }
        }
    }
}

/// Every field that a file for `table` may have.
fn fields_of(table: Table, places: Places) -> Vec<&'static str> {
    let flat = table.columns().map(|column| column.name);
    let items = matches!(table, Table::Spaces | Table::Initiatives);
    let objects = OBJECTS.iter().map(|(name, _)| *name).filter(|object| {
        items
            && table
                .columns()
                .any(|column| column.path.len() == 2 && column.path[0] == *object)
    });
    let mut fields: Vec<&'static str> = flat.chain(objects).collect();
    if places != Places::OwnGeometry {
        fields.extend([LON, LAT, GEOMETRY]);
    }
    if table == Table::Initiatives {
        fields.push(TIME);
    }
    fields
}

/// A column's name without case, diacritics and signs: `JPT_NAZWA_` → `jpt_nazwa`.
fn fold_name(name: &str) -> String {
    text::slug(name)
        .replace('-', "_")
        .trim_matches('_')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(table: Table, columns: &str, places: Places, expected: &[(&str, &str)], unused: &str) {
        let columns: Vec<String> = columns.split(',').map(str::to_owned).collect();
        let mapping = Mapping::find(table, &columns, &[], places).expect("no --map");
        let found: Vec<(&str, &str)> = mapping
            .fields
            .iter()
            .map(|(field, from)| match from {
                From::Column(at) => (*field, columns[*at].as_str()),
                From::Text(_) => (*field, "="),
            })
            .collect();
        for pair in expected {
            assert!(found.contains(pair), "{pair:?} in {found:?}");
        }
        assert_eq!(mapping.unused.join(","), unused);
    }

    #[test]
    fn usual_names_are_found() {
        check(
            Table::Initiatives,
            "id,edition_year,name,categories,district,lat,lon,district_by_point",
            Places::Degrees,
            &[
                ("source_id", "id"),
                ("category", "categories"),
                ("stated_district", "district"),
                ("lon", "lon"),
                ("lat", "lat"),
            ],
            "edition_year,district_by_point",
        );
        check(
            Table::Spaces,
            "Identyfikator,Nazwa,Kategoria,Ulica,Długość geograficzna,Szerokość geograficzna,E-mail,X,Y",
            Places::Degrees,
            &[
                ("source_id", "Identyfikator"),
                ("name", "Nazwa"),
                ("category", "Kategoria"),
                ("lon", "Długość geograficzna"),
                ("email", "E-mail"),
            ],
            "Ulica,X,Y",
        );
        check(
            Table::Districts,
            "JPT_KOD_JE,JPT_NAZWA_",
            Places::OwnGeometry,
            &[("code", "JPT_KOD_JE"), ("name", "JPT_NAZWA_")],
            "",
        );
        check(
            Table::PopulationCells,
            "cell_id,x_2180,y_2180,lon,lat,pop65",
            Places::Plane,
            &[
                ("lon", "x_2180"),
                ("lat", "y_2180"),
                ("population_65plus", "pop65"),
            ],
            "lon,lat",
        );
        // A field's own name is worth more than another field's usual one.
        check(
            Table::PlaceNames,
            "type,kind,name,title",
            Places::Degrees,
            &[("kind", "kind"), ("name", "name")],
            "type,title",
        );
    }

    #[test]
    fn told_pairs_come_first_and_wrong_ones_list_what_exists() {
        let columns = ["a".to_owned(), "name".to_owned()];
        let told = |field: &str, column: &str| {
            let pairs = [(field.to_owned(), column.to_owned())];
            Mapping::find(Table::PlaceNames, &columns, &pairs, Places::Degrees)
        };
        assert_eq!(
            told("name", "A").expect("folded").of("name"),
            Some(&From::Column(0))
        );
        assert_eq!(
            told("kind", "=stop").expect("text").of("kind"),
            Some(&From::Text("stop".to_owned()))
        );
        let message = told("nom", "a").expect_err("no such field").to_string();
        assert!(
            message.contains("name, kind, source, source_id, lon, lat"),
            "{message}"
        );
        let message = told("name", "b").expect_err("no such column").to_string();
        assert!(message.contains("the columns are a, name"), "{message}");
    }
}
