//! No bytes make a reader panic.

use okolica::import::encoding::decode;
use okolica::import::source::{Opening, Source};
use okolica::wkb;
use okolica_cql::wkt;
use proptest::prelude::*;

fn read_all(bytes: &[u8]) {
    let decoded = decode(bytes, None).expect("no label");
    if let Ok(source) = Source::of_text(decoded) {
        let columns = source.columns().len();
        for row in source.rows().flatten() {
            assert_eq!(row.values.len(), columns);
        }
    }
}

/// Pieces of the formats, so that random texts get past their first byte.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("{\"type\":\"FeatureCollection\",\"features\":["),
        Just("{\"type\":\"Feature\",\"id\":1,\"properties\":{\"a\":"),
        Just("\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]}"),
        Just("\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:2180\"}}"),
        Just("["),
        Just("]"),
        Just("{"),
        Just("}"),
        Just(","),
        Just(":"),
        Just("\""),
        Just("\\"),
        Just("1e999"),
        Just("NaN"),
        Just("null"),
        Just("\n"),
        Just(";"),
        Just("\t"),
        Just("sep=;\n"),
        Just("name,lon,lat\n"),
        Just("ż"),
        Just("\u{1e}"),
        Just("'=1"),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn of_text_formats(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        read_all(&bytes);
        read_all(&[b"{\"features\":[", &bytes[..]].concat());
        read_all(&[b"a;b\n", &bytes[..]].concat());
    }

    #[test]
    fn of_pieces(text in pieces()) {
        read_all(text.as_bytes());
    }

    #[test]
    fn of_geometry(bytes in prop::collection::vec(any::<u8>(), 0..200), kind in 0_u8..20) {
        let _ = wkb::read(&bytes);
        let _ = wkb::read(&[&[1, kind, 0, 0, 0][..], &bytes].concat());
        let _ = wkb::read_geopackage(&[&b"GP\0\x01\xe6\x10\0\0"[..], &bytes].concat());
        let _ = wkt::read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn of_well_known_text(text in "(MULTI)?(POINT|POLYGON|LINESTRING)( Z| EMPTY)?[ (),0-9.e-]{0,60}") {
        let _ = wkt::read(&text);
    }
}

#[tokio::test]
async fn of_a_false_geopackage() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.gpkg");
    for tail in [&b""[..], &[0; 100], &[0xFF; 4096]] {
        std::fs::write(&path, [b"SQLite format 3\0", tail].concat()).expect("a file");
        assert!(Source::open(&path, Opening::default()).await.is_err());
    }
    for (bytes, said) in [
        (&b"PK\x03\x04..."[..], "spreadsheet"),
        (b"<html>", "web page"),
        (b"<x>", "XML"),
        (b"  \n", "empty"),
    ] {
        std::fs::write(&path, bytes).expect("a file");
        let error = Source::open(&path, Opening::default())
            .await
            .err()
            .expect("refused");
        assert!(format!("{error:#}").contains(said), "{error:#}");
    }
}
