//! `/map.png` and its kin: GDAL reads the pixels, and says where a place stands on the plane.

use crate::support::app::{CENTRE, PUBLIC_URL, TestApp, settings};
use crate::support::postgres::run;
use axum::http::Method;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::f64::consts::PI;
use std::io::Write as _;
use std::process::{Command, Stdio};

type Rgb = [u8; 3];
/// Longitude and latitude, or pixels to the right and down.
type Pair = (f64, f64);

const LAND: Rgb = [0xf2, 0xee, 0xe4];
const WATER: Rgb = [0xc3, 0xdb, 0xe6];
const PARK: Rgb = [0xd9, 0xe6, 0xc9];
const BORDER: Rgb = [0xb3, 0xaa, 0x98];
const ACCENT: Rgb = [0x0b, 0x6b, 0x62];
const CASING: Rgb = [0xff, 0xff, 0xff];
/// The colour of culture and its libraries.
const LIBRARY: Rgb = [0x8e, 0x3a, 0x86];

/// Runs a program that reads lines and answers lines of numbers.
fn ask(command: &mut Command, lines: &str) -> Vec<f64> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("GDAL's programs (apt-get install gdal-bin)");
    let mut input = child.stdin.take().expect("an input");
    input.write_all(lines.as_bytes()).expect("it reads");
    drop(input);
    let done = child.wait_with_output().expect("it ends");
    assert!(done.status.success(), "{command:?}");
    let said = String::from_utf8(done.stdout).expect("text");
    let numbers = said.split_ascii_whitespace();
    numbers
        .map(|word| word.parse().expect("a number"))
        .collect()
}

/// A picture, as GDAL's own reader of PNG has it.
struct Picture {
    folder: tempfile::TempDir,
    width: f64,
    height: f64,
    /// Where the view looks.
    zoom: u8,
    middle: (f64, f64),
}

impl Picture {
    /// `map` is what the address says of the view.
    fn new(png: &[u8], map: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("map.png"), png).expect("written");
        let file = folder.path().join("map.png");
        let said = run(Command::new("gdalinfo").arg("-json").arg(file));
        let said: Value = serde_json::from_str(&said).expect("JSON");
        assert_eq!(said["driverShortName"], "PNG");
        let side = |at: usize| said["size"][at].as_f64().expect("a side");
        let mut parts = map
            .split('/')
            .map(|part| part.parse::<f64>().expect("a number"));
        let [zoom, lat, lon] = std::array::from_fn(|_| parts.next().expect("a part"));
        Self {
            folder,
            width: side(0),
            height: side(1),
            zoom: zoom as u8,
            middle: (lon, lat),
        }
    }

    /// The colours at points a number of map pixels beside places (longitude, latitude).
    fn colours(&self, points: &[(Pair, Pair)]) -> Vec<Rgb> {
        let mut degrees = format!("{} {}\n", self.middle.0, self.middle.1);
        for ((lon, lat), _) in points {
            degrees += &format!("{lon} {lat}\n");
        }
        let mut command = Command::new("gdaltransform");
        command.args([
            "-s_srs",
            "+proj=longlat +datum=WGS84",
            "-t_srs",
            "EPSG:3857",
        ]);
        let metres = ask(&mut command, &degrees);
        let (middle, places) = metres.split_at(3);
        // A picture has two pixels for each of the map, whose world is 256 · 2^zoom wide.
        let resolution = 2.0 * PI * 6_378_137.0 / (256.0 * f64::from(1_u32 << self.zoom));
        let mut pixels = String::new();
        for (place, (_, (right, down))) in places.chunks(3).zip(points) {
            let x = ((place[0] - middle[0]) / resolution + right) * 2.0 + self.width / 2.0;
            let y = ((middle[1] - place[1]) / resolution + down) * 2.0 + self.height / 2.0;
            pixels += &format!("{} {}\n", x.floor(), y.floor());
        }
        let file = self.folder.path().join("map.png");
        let mut command = Command::new("gdallocationinfo");
        let values = ask(command.arg("-valonly").arg(file), &pixels);
        values
            .chunks(4)
            .map(|rgba| {
                assert_eq!(rgba[3], 255.0, "nothing shines through");
                [rgba[0] as u8, rgba[1] as u8, rgba[2] as u8]
            })
            .collect()
    }
}

async fn picture(app: &TestApp, uri: &str, map: &str) -> Picture {
    let answer = app.get(uri).await.expect(200);
    assert_eq!(answer.header("content-type"), "image/png");
    Picture::new(&answer.body, map)
}

/// Adds an item that no other has the tag of.
async fn add(app: &TestApp, layer: &str, tag: &str, (lon, lat): (f64, f64)) -> String {
    let body = json!({
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": {"name": tag, "category": "library", "tags": [tag]},
    });
    let uri = format!("/api/collections/{layer}/items");
    let made = app.edit(Method::POST, &uri, &[], &body).await.expect(201);
    format!("{layer}/{}", made.json()["id"])
}

#[tokio::test]
async fn symbols_stand_where_their_items_are() {
    let app = TestApp::new().await;
    let (round, pointed) = ((21.01, 52.004), (20.985, 51.995));
    add(&app, "spaces", "obrazek", round).await;
    add(&app, "initiatives", "obrazek", pointed).await;
    let map = "13/52/21";
    let seen = picture(&app, &format!("/map.png?tag=obrazek&map={map}"), map).await;
    assert_eq!((seen.width, seen.height), (1200.0, 630.0));
    let colours = seen.colours(&[
        (round, (0.0, 0.0)),
        // Inside of a disc, outside of a diamond.
        (round, (7.0, 7.0)),
        (round, (12.5, 0.0)),
        (round, (16.0, 0.0)),
        (pointed, (0.0, 0.0)),
        (pointed, (0.0, -11.0)),
        (pointed, (7.2, 7.2)),
        (pointed, (9.5, 9.5)),
    ]);
    let expected = [
        LIBRARY, LIBRARY, CASING, LAND, LIBRARY, LIBRARY, CASING, LAND,
    ];
    assert_eq!(colours, expected);
}

#[tokio::test]
async fn items_in_one_cell_are_a_ring() {
    let app = TestApp::new().await;
    let place = (21.02, 52.01);
    for _ in 0..3 {
        add(&app, "spaces", "razem", place).await;
    }
    let map = "12/52/21";
    let seen = picture(&app, &format!("/map.png?tag=razem&map={map}"), map).await;
    // Area grows with the square root of the count.
    let radius = (196.0 + 26.0 * 3.0_f64.sqrt()).sqrt();
    let colours = seen.colours(&[
        (place, (0.0, 0.0)),
        (place, (radius - 2.5, 0.0)),
        (place, (0.0, radius - 2.5)),
        (place, (2.5 - radius, 0.0)),
        (place, (radius + 4.0, 0.0)),
    ]);
    assert_eq!(colours, [CASING, LIBRARY, LIBRARY, LIBRARY, LAND]);
}

#[tokio::test]
async fn districts_are_outlined_and_a_chosen_one_stands_out() {
    let app = TestApp::new().await;
    let map = "12/52/21";
    // Nothing has this word: the ground alone is seen.
    let seen = picture(&app, &format!("/map.png?q=nicniema&map={map}"), map).await;
    let (lon, lat) = CENTRE;
    let (on_border, inside, outside) = (
        (lon, lat + 0.03),
        (lon + 0.03, lat + 0.03),
        (lon - 0.03, lat - 0.03),
    );
    let at = |place| (place, (0.0, 0.0));
    assert_eq!(
        seen.colours(&[at(on_border), at(inside), at(outside)]),
        [BORDER, LAND, LAND]
    );
    let uri = format!("/map.png?q=nicniema&district=D&map={map}");
    let seen = picture(&app, &uri, map).await;
    let colours = seen.colours(&[at(on_border), at(inside), at(outside)]);
    assert_eq!(colours[..2], [ACCENT, LAND]);
    // 28 % of the veil over the land.
    let veiled = [0xf2, 0xee, 0xe4_u8]
        .into_iter()
        .zip([90.0, 84.0, 72.0])
        .map(|(land, veil)| f64::from(land) * 0.72 + veil * 0.28);
    for (got, expected) in colours[2].into_iter().zip(veiled) {
        assert!((f64::from(got) - expected).abs() <= 1.5, "{colours:?}");
    }
    let whole = app.get("/districts/D/map.png").await.expect(200);
    assert_ne!(whole.body, app.get("/map.png").await.expect(200).body);
    assert_ne!(
        whole.body,
        app.get("/districts/A/map.png").await.expect(200).body
    );
}

#[tokio::test]
async fn the_ground_lies_under_everything() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ground.geojson");
    let square = |kind: &str, w: f64, s: f64| {
        let (e, n) = (w + 0.02, s + 0.02);
        json!({
            "type": "Feature", "properties": {"kind": kind},
            "geometry": {"type": "Polygon", "coordinates": [[[w, s], [e, s], [e, n], [w, n], [w, s]]]},
        })
    };
    let ground = json!({"type": "FeatureCollection", "features": [
        square("lake", 21.02, 52.02), square("park", 20.96, 51.96),
    ]});
    std::fs::write(&path, ground.to_string()).expect("written");
    let mut with = settings();
    with.ground = Some(path);
    let app = TestApp::with(with).await;
    let map = "12/52/21";
    let seen = picture(&app, &format!("/map.png?q=nicniema&map={map}"), map).await;
    let colours = seen.colours(&[
        ((21.03, 52.03), (0.0, 0.0)),
        ((20.97, 51.97), (0.0, 0.0)),
        ((21.05, 51.98), (0.0, 0.0)),
    ]);
    assert_eq!(colours, [WATER, PARK, LAND]);
}

#[tokio::test]
async fn an_item_stands_in_the_middle_of_its_picture() {
    let app = TestApp::new().await;
    let place = (21.06, 52.06);
    let key = add(&app, "spaces", "sam", place).await;
    let map = "14/52.06/21.06";
    let seen = picture(&app, &format!("/{key}/map.png?size=small"), map).await;
    assert_eq!((seen.width, seen.height), (640.0, 320.0));
    let colours = seen.colours(&[(place, (0.0, 0.0)), (place, (13.0 * 1.3 + 4.0, 0.0))]);
    assert_eq!(colours, [LIBRARY, ACCENT]);
    for missing in [
        "/spaces/999999/map.png",
        "/spaces/x/map.png",
        "/districts/nowhere/map.png",
        "/districts/A/map.png?set=estate",
    ] {
        app.get(missing).await.expect_problem(404, "");
    }
    let nowhere = json!({"type": "Feature", "geometry": null, "properties": {"name": "Online"}});
    let uri = "/api/collections/initiatives/items";
    let made = app.edit(Method::POST, uri, &[], &nowhere).await.expect(201);
    let uri = format!("/initiatives/{}/map.png", made.json()["id"]);
    app.get(&uri).await.expect_problem(404, "");
}

#[tokio::test]
async fn a_picture_is_asked_for_again_only_when_what_it_shows_has_changed() {
    let app = TestApp::new().await;
    let uri = "/map.png?map=14/52.06/21.06&category=library";
    let first = app.get(uri).await.expect(200);
    let tag = first.header("etag").to_owned();
    let again = async || app.get_with(uri, &[("if-none-match", &tag)]).await;
    let known = again().await.expect(304);
    assert_eq!((known.body.len(), known.header("etag")), (0, tag.as_str()));
    // Two tiles away.
    add(&app, "spaces", "daleko", (20.9, 51.9)).await;
    again().await.expect(304);
    add(&app, "spaces", "blisko", (21.061, 52.061)).await;
    let changed = again().await.expect(200);
    assert_ne!(changed.header("etag"), tag);
    assert_ne!(changed.body, first.body);
    // Others may show it.
    assert_eq!(
        changed.header("cross-origin-resource-policy"),
        "cross-origin"
    );
    assert_eq!(changed.header("access-control-allow-origin"), "*");
}

#[tokio::test]
async fn a_wrong_parameter_is_named() {
    let app = TestApp::new().await;
    for (uri, field) in [
        ("/map.png?map=14/52", "map"),
        ("/map.png?map=99/52/21", "map"),
        ("/map.png?size=huge", "size"),
        ("/map.png?category=nothing", "category"),
        ("/map.png?bbox=1,2,3", "bbox"),
        ("/map.png?colour=red", "colour"),
        ("/spaces/1/map.png?map=14/52/21", "map"),
        ("/districts/A/map.png?size=", ""),
        ("/districts/A/map.png?category=library", "category"),
    ] {
        let answer = app.get(uri).await;
        match field {
            "" => answer.expect(200),
            field => answer.expect_problem(400, field),
        };
    }
    // However far or wide a view is, there is a picture of it.
    for uri in [
        "/map.png?map=0/0/0",
        "/map.png?map=22/52/21",
        "/map.png?bbox=170,-10,-170,10",
        "/map.png?near=21,52&within=100",
        "/map.png?near=21,90&within=100000",
    ] {
        let answer = app.get(uri).await.expect(200);
        assert_eq!(&answer.body[1..4], b"PNG", "{uri}");
    }
}

/// What a page says of itself to those who show links to it.
fn facts(html: &str) -> HashMap<String, String> {
    let part = |text: &str, start: &str| {
        let (_, rest) = text.split_once(start)?;
        Some(rest.split('"').next()?.replace("&amp;", "&"))
    };
    html.split("<meta ")
        .filter_map(|meta| Some((part(meta, "property=\"")?, part(meta, "content=\"")?)))
        .collect()
}

#[tokio::test]
async fn pages_name_their_picture() {
    let app = TestApp::new().await;
    let space = add(&app, "spaces", "Wzór", (21.01, 52.01)).await;
    for (page, picture) in [
        ("/".to_owned(), "/map.png".to_owned()),
        (
            "/?category=library&map=13/52.00000/21.00000&lang=en".to_owned(),
            "/map.png?category=library&map=13/52.00000/21.00000".to_owned(),
        ),
        (format!("/?selected={space}"), format!("/{space}/map.png")),
        (format!("/{space}?lang=uk"), format!("/{space}/map.png")),
        ("/districts/A".to_owned(), "/districts/A/map.png".to_owned()),
        (
            "/districts/E?set=estate".to_owned(),
            "/districts/E/map.png?set=estate".to_owned(),
        ),
        ("/accessibility".to_owned(), "/map.png".to_owned()),
    ] {
        let html = app.get(&page).await.expect(200);
        let facts = facts(html.text());
        let address = &facts["og:image"];
        assert_eq!(*address, format!("{PUBLIC_URL}{picture}"), "{page}");
        assert!(!facts["og:image:alt"].is_empty());
        assert!(
            html.text()
                .contains("name=\"twitter:card\" content=\"summary_large_image\"")
        );
        let drawn = app.get(&picture).await.expect(200);
        let seen = Picture::new(&drawn.body, "0/0/0");
        assert_eq!(facts["og:image:width"], seen.width.to_string());
        assert_eq!(facts["og:image:height"], seen.height.to_string());
    }
    let page = app.get(&format!("/{space}?lang=en")).await.expect(200);
    let small = format!("src=\"/{space}/map.png?size=small\"");
    assert!(page.text().contains(&small), "the page shows where it is");
}
