//! Coverage of a city: every figure at once, and beside it PostGIS with a part of them.

use crate::city::City;
use crate::outside::postgres;
use crate::table::{Budget, Spread, Table, digits};
use anyhow::{Context as _, ensure};
use chrono::NaiveDate;
use geo::{MultiPolygon, Polygon};
use okolica_atlas::Atlas;
use okolica_coverage as coverage;
use okolica_coverage::{Answer, Facility, Ground, Key, Limit, Mask, Question};
use okolica_model::area::{Area, MAX_DISTRICT_VERTICES};
use okolica_model::category::CategoryId;
use okolica_model::cells::{Cells, Editions};
use okolica_model::district::{DEFAULT_SET, District, StoredDistrict};
use okolica_model::item::Access;
use okolica_model::population::{CellShape, PopulationCell, StoredCell};
use okolica_model::profile::Profile;
use okolica_model::{FieldError, Position};
use std::hint::black_box;
use std::io::Write as _;
use std::process::Stdio;
use std::time::Instant;

/// Cells, and places.
const CITIES: [(usize, usize); 2] = [(10_000, 500), (100_000, 2000)];
/// Columns and rows of districts.
const GRID: [usize; 2] = [5, 4];
/// Vertices on each side of a district.
const SIDE: usize = 100;
/// West, south, east, north.
const BOUNDS: [f64; 4] = [20.85, 52.10, 21.27, 52.37];
const ROUNDS: usize = 15;
/// The side of a cell that is a polygon, in metres.
pub(crate) const CELL: f64 = 250.0;

const CITY: Budget = Budget::AtMost(&[(10_000, 50.0), (100_000, 500.0)], "≤ 50 ms, ≤ 500 ms");

/// The table as Markdown.
pub(crate) fn measure() -> anyhow::Result<String> {
    let mut table = Table::new(CITIES.map(|(cells, _)| cells).to_vec());
    for (cells, places) in CITIES {
        eprintln!("{cells} cells");
        let question = question();
        let town = Town::new(cells, places * 10)?;
        let few = &town.facilities[..places];
        let (median, answer) = town.time(&mut table, cells, "every figure", few, CITY)?;
        let name = "every figure, ten times the places";
        let (more, _) = town.time(&mut table, cells, name, &town.facilities, Budget::None)?;
        let name = "time at ten times the places";
        let cell = format!("× {}", digits(more / median));
        table.add(cells, name, &cell, more / median, Budget::None);

        let start = Instant::now();
        let ground = Ground::new(town.atlas.districts(DEFAULT_SET), town.atlas.cells().all());
        let seconds = start.elapsed().as_secs_f64();
        let cell = format!("{} ms", digits(seconds * 1e3));
        table.add(cells, "the ground made ready", &cell, seconds, Budget::None);
        let bytes = coverage::pack(&ground, few, "").len();
        let cell = format!("{} kB", bytes / 1000);
        table.add(
            cells,
            "bytes for the browser",
            &cell,
            bytes as f64,
            Budget::None,
        );

        if cells == CITIES[0].0 {
            let polygons = Town::of_polygons(cells, places)?;
            let name = format!("every figure, cells of {CELL} m with their points");
            polygons.time(&mut table, cells, &name, few, Budget::None)?;
        }
        postgis(&mut table, cells, &town, few, &question, &answer)?;
    }
    Ok(table.markdown())
}

fn question() -> Question {
    Question {
        limit: Limit::Within(1000.0),
        ..Question::default()
    }
}

struct Town {
    atlas: Atlas,
    ground: Ground,
    facilities: Vec<Facility>,
    /// Cells that are points, with their people.
    points: Vec<(Position, f64)>,
}

/// Points with their people.
fn points(city: &mut City, cells: usize) -> Result<Vec<(Position, f64)>, FieldError> {
    let people = |number| (number * 37 % 500) as f64;
    (0..cells)
        .map(|number| Ok((city.position()?, people(number))))
        .collect()
}

/// Cells that are points, with their people.
///
/// # Errors
/// Never, as long as the city lies in range.
pub(crate) fn point_cells(
    city: &mut City,
    cells: usize,
) -> Result<Vec<(CellShape, f64)>, FieldError> {
    let of = |(at, people)| (CellShape::Point(at), people);
    Ok(points(city, cells)?.into_iter().map(of).collect())
}

/// Neighbouring squares around the middle, with their people.
///
/// # Errors
/// Never, as long as the city lies in range.
pub(crate) fn square_cells(cells: usize) -> Result<Vec<(CellShape, f64)>, FieldError> {
    let side = (cells as f64).sqrt().ceil() as usize;
    let (dx, dy) = (CELL / 68_300.0, CELL / 111_270.0);
    let [west, south, east, north] = BOUNDS;
    let corner = |middle: f64, step: f64| middle - step * side as f64 / 2.0;
    let corner = [
        corner(f64::midpoint(west, east), dx),
        corner(f64::midpoint(south, north), dy),
    ];
    (0..cells)
        .map(|number| {
            let x = corner[0] + dx * (number % side) as f64;
            let y = corner[1] + dy * (number / side) as f64;
            let shape = CellShape::Polygon(rectangle([x, y, x + dx, y + dy], 1)?);
            Ok((shape, (number * 37 % 500) as f64))
        })
        .collect()
}

impl Town {
    fn new(cells: usize, places: usize) -> anyhow::Result<Self> {
        let mut city = City::new(Vec::new());
        let points = points(&mut city, cells)?;
        let shapes = points
            .iter()
            .map(|(at, people)| (CellShape::Point(*at), *people))
            .collect();
        Self::build(shapes, points, &mut city, places)
    }

    fn of_polygons(cells: usize, places: usize) -> anyhow::Result<Self> {
        Self::build(
            square_cells(cells)?,
            Vec::new(),
            &mut City::new(Vec::new()),
            places,
        )
    }

    fn build(
        shapes: Vec<(CellShape, f64)>,
        points: Vec<(Position, f64)>,
        city: &mut City,
        places: usize,
    ) -> anyhow::Result<Self> {
        let rows = (1..)
            .zip(shapes)
            .map(|(id, (shape, people))| StoredCell {
                id,
                version: 1,
                cell: PopulationCell {
                    shape,
                    known: true,
                    population: Some(people),
                    population_0_14: Some(people / 5.0),
                    population_15_64: None,
                    population_65plus: Some(people / 4.0),
                    source: None,
                    source_id: None,
                },
            })
            .collect();
        let mut builder = Atlas::builder(Profile::default(), Vec::new(), districts()?);
        builder.set_ground(Cells::new(rows, 0), Editions::default());
        let (atlas, _) = builder.finish(1);
        let category = CategoryId::parse("category", "library")?;
        let facilities = (1..=places as u64)
            .map(|id| {
                Ok(Facility {
                    key: Key::Space(id),
                    name: format!("Miejsce {id}"),
                    position: city.position()?,
                    category: category.clone(),
                    parent: None,
                    tags: Vec::new(),
                    free: Some(id % 3 > 0),
                    access: Access::default(),
                    confirmed: None,
                    capacity: Some(40),
                    hours: Mask::always(),
                })
            })
            .collect::<Result<_, FieldError>>()?;
        Ok(Self {
            ground: Ground::new(atlas.districts(DEFAULT_SET), atlas.cells().all()),
            atlas,
            facilities,
            points,
        })
    }

    /// Enters the median time of an answer in milliseconds.
    fn time(
        &self,
        table: &mut Table,
        cells: usize,
        name: &str,
        facilities: &[Facility],
        budget: Budget,
    ) -> anyhow::Result<(f64, Answer)> {
        let (question, day) = (question(), NaiveDate::from_ymd_opt(2026, 11, 23));
        let day = day.context("a date")?;
        let ask = || coverage::measure(&self.ground, facilities, &question, day);
        let answer = ask();
        let seconds = (0..ROUNDS).map(|_| {
            let start = Instant::now();
            black_box(ask());
            start.elapsed().as_secs_f64()
        });
        let spread = Spread::of(seconds.collect()).context("a round")?;
        table.add(cells, name, &spread.text(), spread.median, budget);
        Ok((spread.median, answer))
    }
}

fn rectangle([west, south, east, north]: [f64; 4], steps: usize) -> Result<Area, FieldError> {
    let corners = [[west, south], [east, south], [east, north], [west, north]];
    let ring = (0..4).flat_map(|side| {
        let (from, to) = (corners[side], corners[(side + 1) % 4]);
        (0..steps).map(move |step| {
            let share = step as f64 / steps as f64;
            let along = |axis: usize| from[axis] + (to[axis] - from[axis]) * share;
            (along(0), along(1))
        })
    });
    let ring = Polygon::new(ring.collect(), Vec::new());
    Area::new(MultiPolygon(vec![ring]), MAX_DISTRICT_VERTICES)
}

/// # Errors
/// When a district is no polygon.
pub(crate) fn districts() -> Result<Vec<StoredDistrict>, FieldError> {
    let [columns, rows] = GRID;
    let [west, south, east, north] = BOUNDS;
    let x = |column: usize| west + (east - west) * column as f64 / columns as f64;
    let y = |row: usize| south + (north - south) * row as f64 / rows as f64;
    (0..columns * rows)
        .map(|number| {
            let (column, row) = (number % columns, number / columns);
            let bounds = [x(column), y(row), x(column + 1), y(row + 1)];
            Ok(StoredDistrict {
                id: number as u64 + 1,
                version: 1,
                district: District {
                    code: format!("d{number:02}"),
                    set: DEFAULT_SET.to_owned(),
                    name: format!("District {number}"),
                    population: None,
                    population_source: None,
                    population_date: None,
                    parent: None,
                    area: rectangle(bounds, SIDE)?,
                },
            })
        })
        .collect()
}

/// Only the counts of people by class and district, of indexed tables in memory.
fn postgis(
    table: &mut Table,
    cells: usize,
    town: &Town,
    facilities: &[Facility],
    question: &Question,
    answer: &Answer,
) -> anyhow::Result<()> {
    if postgres::installed().is_none() {
        eprintln!("  left out: PostGIS is not installed");
        return Ok(());
    }
    let cluster = postgres::Cluster::start(false);
    let database = cluster.database();
    let mut psql = database
        .psql_command()
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    let mut input = psql.stdin.take().context("a pipe")?;
    writeln!(
        input,
        "CREATE TABLE district (code text, geom geometry);
         CREATE TABLE cell (people float8, geom geometry(Point, 4326));
         CREATE TABLE place (geog geography(Point));"
    )?;
    for district in town.atlas.districts(DEFAULT_SET) {
        let geometry = district.district.area.to_geojson();
        let code = &district.district.code;
        writeln!(
            input,
            "INSERT INTO district VALUES ('{code}', ST_SetSRID(ST_GeomFromGeoJSON('{geometry}'), 4326));"
        )?;
    }
    writeln!(input, "COPY cell FROM stdin;")?;
    for (at, people) in &town.points {
        writeln!(
            input,
            "{people}\tSRID=4326;POINT({} {})",
            at.lon(),
            at.lat()
        )?;
    }
    writeln!(input, "\\.\nCOPY place FROM stdin;")?;
    for facility in facilities {
        let at = facility.position;
        writeln!(input, "SRID=4326;POINT({} {})", at.lon(), at.lat())?;
    }
    writeln!(
        input,
        "\\.
         ALTER TABLE cell ADD geog geography;
         UPDATE cell SET geog = geom::geography;
         CREATE INDEX ON district USING gist (geom);
         CREATE INDEX ON place USING gist (geog);
         VACUUM ANALYZE district; VACUUM ANALYZE cell; VACUUM ANALYZE place;"
    )?;
    drop(input);
    ensure!(psql.wait()?.success(), "psql could not fill the tables");
    let (sure, limit) = (question.sure_reach(), question.limit.metres());
    let sql = format!(
        "SELECT code, sum(people), coalesce(sum(people) FILTER (WHERE sure), 0),
                coalesce(sum(people) FILTER (WHERE NOT sure AND near), 0)
         FROM (SELECT people, geom,
                      EXISTS (SELECT FROM place p WHERE ST_DWithin(c.geog, p.geog, {sure})) AS sure,
                      EXISTS (SELECT FROM place p WHERE ST_DWithin(c.geog, p.geog, {limit})) AS near
               FROM cell c) AS reached
         JOIN district d ON ST_Covers(d.geom, reached.geom)
         GROUP BY code ORDER BY code"
    );
    // The first warms the cache.
    let said = database.psql(&sql);
    let seconds = (0..3).map(|_| {
        let start = Instant::now();
        black_box(database.psql(&sql));
        start.elapsed().as_secs_f64()
    });
    let spread = Spread::of(seconds.collect()).context("a round")?;
    let name = "PostGIS: people by class and district alone";
    table.add(cells, name, &spread.text(), spread.median, Budget::None);
    for line in said.lines() {
        let mut fields = line.split('|');
        let code = fields.next().context("a code")?;
        let numbers: Vec<f64> = fields.map(str::parse).collect::<Result<_, _>>()?;
        let ours = answer.areas.iter().find(|area| area.code == code);
        let ours = ours.context("an area")?;
        let ours = [ours.population, ours.reached, ours.uncertain];
        let ours: Vec<f64> = ours.into_iter().flatten().collect();
        ensure!(
            ours == numbers,
            "{code}: PostGIS counts {numbers:?}, Okolica {ours:?}"
        );
    }
    Ok(())
}
