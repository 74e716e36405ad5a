//! Formats, encodings, separators and reference systems, each end to end.

use super::{City, counts};
use encoding_rs::{Encoding, ISO_8859_2, UTF_8, WINDOWS_1250};
use okolica::import::{Order, What};
use okolica_model::flat::Table;
use serde_json::json;

/// A city council's list as a spreadsheet would save it.
fn sheet(separator: char) -> String {
    let s = separator;
    let comma = if s == ',' { '.' } else { ',' };
    [
        format!("Lp{s}Nazwa{s}Kategoria{s}Adres{s}Długość{s}Szerokość{s}WWW"),
        format!("1{s}Świetlica „Źródło”{s}Biblioteka{s}\"ul. Łąkowa 1{s} parter\"{s}21{comma}0122{s}52{comma}2297{s}www.example.org"),
        format!("2{s}Klub Gęś{s}other{s}{s}21{comma}5{s}52{comma}5{s}"),
    ]
    .join("\r\n")
}

fn encode(text: &str, how: &str) -> Vec<u8> {
    let utf16 = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xFEFF)
            .chain(text.encode_utf16())
            .flat_map(to_bytes)
            .collect()
    };
    let encoding: &Encoding = match how {
        "utf-8 with mark" => return [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        "utf-16le" => return utf16(u16::to_le_bytes),
        "utf-16be" => return utf16(u16::to_be_bytes),
        "windows-1250" => WINDOWS_1250,
        "iso-8859-2" => ISO_8859_2,
        _ => UTF_8,
    };
    encoding.encode(text).0.into_owned()
}

#[tokio::test]
async fn every_encoding_and_separator_gives_the_same_rows() {
    for how in [
        "utf-8",
        "utf-8 with mark",
        "utf-16le",
        "utf-16be",
        "windows-1250",
        "iso-8859-2",
    ] {
        for separator in [',', ';', '\t', '|'] {
            // ISO-8859-2 has no such quotation marks.
            let text =
                sheet(separator).replace(['„', '”'], if how == "iso-8859-2" { "'" } else { "„" });
            let city = City::new().await;
            let report = city
                .take(What::Spaces, "lista.csv", encode(&text, how))
                .await;
            assert_eq!(
                counts(&report),
                [2, 0, 0, 0, 0],
                "{how} {separator}: {report}"
            );
            let rows = city.rows(Table::Spaces).await;
            let first = &rows[0].row.properties;
            // A tab is white space, of which one line keeps one space.
            let door = format!("ul. Łąkowa 1{separator} parter").replace("\t ", " ");
            let name = first["name"].as_str().expect("a text");
            assert!(
                name.starts_with("Świetlica") && name.contains("Źródło"),
                "{how}: {name}"
            );
            assert_eq!(first["category"], "library");
            assert_eq!(first["address"], door);
            assert_eq!(first["website"], "https://www.example.org");
            let place = rows[0].row.geometry.as_ref().expect("a place");
            assert_eq!(
                *place,
                geo::Point::new(21.0122, 52.2297).into(),
                "{how} {separator}"
            );
            assert!(report.columns_unused.contains(&"Lp".to_owned()));
        }
    }
}

#[tokio::test]
async fn a_told_encoding_wins() {
    let city = City::new().await;
    let mut order = Order::new(
        What::Spaces,
        city.file("a.csv", b"name,lon,lat\n\xB1,21,52\n"),
    );
    order.encoding = Some("iso-8859-2".to_owned());
    city.run(order.clone()).await.expect("an import");
    assert_eq!(city.values(Table::Spaces, "name").await, [json!("ą")]);
    order.encoding = Some("klingon".to_owned());
    let error = city
        .run(order)
        .await
        .expect_err("no such encoding")
        .to_string();
    assert!(error.contains("klingon"), "{error}");
}

#[tokio::test]
async fn nested_and_flat_properties_are_one() {
    let city = City::new().await;
    let nested = r#"{"type":"Feature","id":1,"properties":{"name":"A","access":{"step_free":"yes"},"cost":"5 zł","tags":["x"],"rooms":[{"name":"Sala"}]},"geometry":{"type":"Point","coordinates":[21,52]}}"#;
    city.take(What::Spaces, "nested.geojson", nested).await;
    let flat = "id,name,access_step_free,cost_text,tags,rooms,lon,lat\n1,A,tak,5 zł,x,\"[{\"\"name\"\":\"\"Sala\"\"}]\",21,52\n";
    city.take(What::Spaces, "flat.csv", flat).await;
    let rows = city.rows(Table::Spaces).await;
    let mut both = rows.iter().map(|row| {
        let mut properties = row.row.properties.clone();
        properties.shift_remove("source");
        (properties, row.row.geometry.clone())
    });
    let (first, second) = (both.next(), both.next());
    assert_eq!(first, second);
    assert_eq!(first.expect("one").0["access"]["step_free"], "yes");
}

#[tokio::test]
async fn points_come_from_every_kind_of_column_and_shape() {
    let city = City::new().await;
    let wkt = "name,geometry\nA,POINT (21 52)\nB,\"POLYGON ((21 52, 22 52, 22 53, 21 53, 21 52))\"\nC,POLYGON ((21 52\n";
    let report = city.take(What::Places, "wkt.csv", wkt).await;
    assert_eq!(counts(&report), [2, 0, 0, 0, 1]);
    assert_eq!(report.repairs.iter().count(), 1, "{report}");
    let mut plane = Order::new(
        What::Places,
        city.file("cs92.csv", "nazwa;y;x\nPałac;483432,2008;636640,4670\n"),
    );
    plane.crs = Some("EPSG:2180".to_owned());
    city.run(plane).await.expect("an import");
    let rows = city.rows(Table::PlaceNames).await;
    let Some(geo::Geometry::Point(p)) = rows[2].row.geometry else {
        panic!("a point")
    };
    assert!(
        (p.x() - 21.0).abs() < 1e-7 && (p.y() - 52.2).abs() < 1e-7,
        "{p:?}"
    );
}
