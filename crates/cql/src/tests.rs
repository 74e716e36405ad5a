use super::*;
use geo::{Geometry, point};
use okolica_model::Layer;
use okolica_model::profile::Profile;
use serde_json::{Map, Value, json};

fn parse(language: Language, filter: &str) -> Result<Cql, FieldError> {
    let queryables = Queryables::of_layer(Layer::Items);
    let calendar = Calendar::of(&Profile::default());
    let setting = Setting {
        queryables: &queryables,
        calendar: &calendar,
        to_degrees: &Ok,
    };
    Cql::parse(language, filter, &setting)
}

fn properties() -> Map<String, Value> {
    let all = json!({
        "id": 17, "name": "Klub Żółwia", "category": "club", "tags": ["szachy", "seniorzy"],
        "capacity": 40, "cost": {"free": true}, "access": {"step_free": "yes"},
        "schedule": {"start": "2026-11-28T10:00", "end": "2026-11-28T12:00"},
        "closed": {"from": "2026-11-28"},
        "updated_at": "2026-11-23T10:00:00.000Z",
    });
    all.as_object().expect("an object").clone()
}

#[track_caller]
fn keeps(language: Language, filter: &str) -> bool {
    let cql = parse(language, filter).unwrap_or_else(|error| panic!("{filter}: {error}"));
    let geometry: Geometry<f64> = point!(x: 21.0, y: 52.0).into();
    cql.keeps(&Subject {
        properties: &properties(),
        geometry: Some(&geometry),
    })
}

#[test]
fn filters_as_text() {
    for (filter, expected) in [
        ("name = 'Klub Żółwia'", true),
        ("\"name\" <> 'x' and not category='garden'", true),
        ("NOT NOT capacity > 39.5", true),
        ("capacity < 40 OR capacity >= 4e1", true),
        ("capacity BETWEEN 1 AND 40", true),
        ("capacity NOT BETWEEN 1 AND 40", false),
        ("category IN ('garden', 'club')", true),
        ("id IN (1, 17) AND id = +17", true),
        ("category NOT IN ('garden')", true),
        ("name LIKE 'Klub %'", true),
        ("name LIKE 'klub %'", false),
        ("name ILIKE 'klub %'", true),
        ("CASEI(name) LIKE CASEI('KLUB%')", true),
        ("ACCENTI(CASEI(name)) = accenti(casei('KLUB ZOLWIA'))", true),
        ("ACCENTI(name) = 'klub zolwia'", false),
        ("operator IS NULL", true),
        ("operator IS NOT NULL", false),
        ("operator = 'x'", false),
        ("NOT operator = 'x'", false),
        ("operator = 'x' OR TRUE", true),
        ("operator IN ('x') OR NOT (operator IN ('x'))", false),
        ("cost_free", true),
        ("cost_free = TRUE", true),
        ("cost_free = 1", true),
        ("NOT cost_free", false),
        ("access_step_free = 'yes' AND access IS NOT NULL", true),
        ("true AND NOT false", true),
        ("schedule_start > TIMESTAMP('2026-11-28T08:59:59Z')", true),
        ("schedule_start = TIMESTAMP('2026-11-28T09:00:00Z')", true),
        ("schedule_start > DATE('2026-11-28')", false),
        ("schedule_start < '2026-11-29'", true),
        ("closed_from = DATE('2026-11-28')", true),
        ("updated_at >= '2026-11-23T10:00:00Z'", true),
        ("updated_at BETWEEN '2026-11-01' AND '2026-11-30'", true),
        (
            "T_DURING(schedule_start, INTERVAL('2026-11-28', '..'))",
            true,
        ),
        (
            "T_INTERSECTS(INTERVAL(schedule_start, schedule_end), DATE('2026-11-28'))",
            true,
        ),
        ("T_BEFORE(schedule_end, DATE('2026-11-29'))", true),
        ("T_AFTER(schedule_end, INTERVAL('..', '2026-11-27'))", true),
        (
            "T_DISJOINT(registration_deadline, DATE('2026-11-28'))",
            false,
        ),
        ("A_CONTAINS(tags, ('szachy'))", true),
        ("A_OVERLAPS(tags, ('brydż', 'szachy'))", true),
        ("A_EQUALS(tags, ('szachy'))", false),
        ("A_CONTAINEDBY(tags, ('seniorzy', 'szachy', 'x'))", true),
        ("S_INTERSECTS(geometry, POINT(21 52))", true),
        ("S_INTERSECTS(geometry, BBOX(20, 51, 22, 53))", true),
        ("S_INTERSECTS(BBOX(170, 51, -170, 53), geometry)", false),
        (
            "S_WITHIN(geometry, POLYGON((20 51, 22 51, 22 53, 20 53, 20 51)))",
            true,
        ),
        (
            "S_WITHIN(geometry, POLYGON((21 51, 22 51, 22 53, 21 53, 21 51)))",
            false,
        ),
        (
            "S_TOUCHES(geometry, POLYGON((21 51, 22 51, 22 53, 21 53, 21 51)))",
            true,
        ),
        ("S_DISJOINT(geometry, LINESTRING(0 0, 1 1))", true),
        (
            "S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(21 52), LINESTRING(0 0, 1 1)))",
            true,
        ),
        ("S_EQUALS(geometry, MULTIPOINT((21 52)))", true),
        ("geometry IS NULL", false),
        ("name = 'it''s' OR name = 'it\\'s'", false),
    ] {
        assert_eq!(keeps(Language::Text, filter), expected, "{filter}");
    }
}

#[test]
fn filters_as_json() {
    let property = |name| json!({"property": name});
    for (filter, expected) in [
        (
            json!({"op": "=", "args": [property("category"), "club"]}),
            true,
        ),
        (
            json!({"op": "and", "args": [
                {"op": ">", "args": [property("capacity"), 1]},
                {"op": "not", "args": [{"op": "isNull", "args": [property("name")]}]},
            ]}),
            true,
        ),
        (
            json!({"op": "or", "args": [false, {"op": "in", "args": [property("id"), [1, 17]]}]}),
            true,
        ),
        (
            json!({"op": "between", "args": [property("capacity"), 1, 2]}),
            false,
        ),
        (
            json!({"op": "like", "args": [
                {"op": "casei", "args": [property("name")]},
                {"op": "casei", "args": ["KLUB%"]},
            ]}),
            true,
        ),
        (
            json!({"op": "s_intersects", "args": [
                property("geometry"),
                {"type": "Polygon", "coordinates": [[[20, 51], [22, 51], [22, 53], [20, 51]]]},
            ]}),
            true,
        ),
        (
            json!({"op": "s_intersects", "args": [property("geometry"), {"bbox": [0, 0, 1, 1]}]}),
            false,
        ),
        (
            json!({"op": "t_after", "args": [property("updated_at"), {"date": "2026-11-22"}]}),
            true,
        ),
        (
            json!({"op": "t_during", "args": [
                property("updated_at"), {"interval": ["..", "2026-12-01T00:00:00Z"]},
            ]}),
            true,
        ),
        (
            json!({"op": "a_contains", "args": [property("tags"), ["szachy"]]}),
            true,
        ),
        (property("cost_free"), true),
    ] {
        let text = filter.to_string();
        assert_eq!(keeps(Language::Json, &text), expected, "{text}");
    }
}

#[test]
fn what_is_wrong_is_named() {
    for filter in [
        "",
        "name",
        "name =",
        "name = 1",
        "nosuch = 1",
        "name = 'x' AND",
        "name = 'x' name = 'y'",
        "(name = 'x'",
        "name = 'x')",
        "name = \"category",
        "name = 'x",
        "name LIKE category",
        "capacity LIKE 'x'",
        "capacity + 1 = 2",
        "capacity = 1e999",
        "capacity = -",
        "name IN ()",
        "name NOT = 'x'",
        "name IS 'x'",
        "NULL = name",
        "cost_free > TRUE",
        "access = 'yes'",
        "tags = 'szachy'",
        "updated_at = 'yesterday'",
        "T_AFTER(name, DATE('2026-11-28'))",
        "INTERVAL('2026-11-28', '2026-11-27') = updated_at",
        "T_DURING(updated_at, INTERVAL('2026-11-28', '2026-11-27'))",
        "S_INTERSECTS(name, POINT(1 2))",
        "S_INTERSECTS(geometry)",
        "S_NEAR(geometry, POINT(1 2))",
        "S_INTERSECTS(geometry, POINT(181 2))",
        "S_INTERSECTS(geometry, POINT(1 91))",
        "S_INTERSECTS(geometry, POINT EMPTY)",
        "S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 0 1, 1 0, 0 0)))",
        "S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 0 1)))",
        "S_INTERSECTS(geometry, BBOX(1, 2, 3))",
        "S_INTERSECTS(geometry, CIRCLE(1 2))",
        "DROP TABLE spaces; --",
        "name = 'x' ; 1",
        "1 = 1 AND load_extension('x') = 1",
    ] {
        let error = parse(Language::Text, filter).expect_err(filter);
        assert_eq!(error.field, "filter", "{filter}");
    }
    for filter in [
        "{}",
        "[]",
        "null",
        "{\"op\":\"=\"}",
        "{\"op\":\"=\",\"args\":[1]}",
        "{\"op\":\"nosuch\",\"args\":[]}",
        "{\"op\":\"and\",\"args\":[true]}",
        "{\"op\":\"=\",\"args\":[{\"property\":\"nosuch\"},1]}",
        "{\"op\":\"s_intersects\",\"args\":[{\"property\":\"geometry\"},{\"type\":\"Point\"}]}",
        "name = 'x'",
    ] {
        let error = parse(Language::Json, filter).expect_err(filter);
        assert_eq!(error.field, "filter", "{filter}");
    }
}

/// Each of these is some hundred kilobytes at most; none may overflow a stack.
#[test]
fn what_nests_deep_is_refused_before_it_is_parsed() {
    let deep = 10_000;
    for filter in [
        format!("{}true{}", "(".repeat(deep), ")".repeat(deep)),
        format!("{}name{} = 'x'", "CASEI(".repeat(deep), ")".repeat(deep)),
        "(".repeat(deep),
        format!("S_INTERSECTS(geometry, POLYGON{})", "(".repeat(deep)),
        format!("name = 'x' AND {}", "(name = 'y' OR ".repeat(1000)),
    ] {
        assert!(parse(Language::Text, &filter).is_err());
    }
    // No bracket is needed for these, and none makes a level.
    let text = format!("{} TRUE", "NOT ".repeat(deep));
    assert!(keeps(Language::Text, &text));
    let text = vec!["id = 17"; 5_000].join(" AND ");
    assert!(keeps(Language::Text, &text));
    let text = format!("name <> '{}'", "(".repeat(deep));
    assert!(keeps(Language::Text, &text));
    let json = format!(
        "{}true{}",
        "{\"op\":\"not\",\"args\":[".repeat(deep / 2),
        "]}".repeat(deep / 2)
    );
    assert!(parse(Language::Json, &json).is_err());
    assert!(parse(Language::Json, &"[".repeat(deep)).is_err());
    let many: Vec<String> = (0..11_000).map(|n| format!("{} {}", n % 10, 1)).collect();
    let filter = format!("S_INTERSECTS(geometry, LINESTRING({}))", many.join(","));
    assert!(parse(Language::Text, &filter).is_err());
    let filter = "name = 'x' OR ".repeat(100_000);
    assert!(parse(Language::Text, &filter).is_err());
}

proptest::proptest! {
    #[test]
    fn nothing_that_is_written_breaks_the_parser(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "name", "capacity", "geometry", "tags", "=", "<>", "(", ")", ",", "'x'", "1", "-2",
                "AND", "OR", "NOT", "LIKE", "BETWEEN", "IN", "IS", "NULL", "CASEI(", "S_INTERSECTS(",
                "POINT(1 2)", "POLYGON((", "BBOX(", "INTERVAL(", "DATE('2026-01-01')", "'..'", "TRUE",
                "T_AFTER(", "A_CONTAINS(", "\"", "'", "ż",
            ]),
            0..30,
        ),
    ) {
        let _ = parse(Language::Text, &words.join(" "));
    }
}

#[test]
fn each_text_is_folded_once_however_often_it_is_named() {
    let terms = |property: &str| format!("CASEI({property}) LIKE 'x%' OR CASEI({property}) = 'y'");
    for (filter, folded) in [
        (terms("name"), 1),
        (
            format!("{} OR NOT ({})", terms("name"), terms("address")),
            2,
        ),
        (
            format!("{} OR ACCENTI(CASEI(name)) IN ('a', 'b')", terms("name")),
            2,
        ),
        ("name = 'x' OR CASEI('X') = 'x'".to_owned(), 0),
    ] {
        let cql = parse(Language::Text, &filter).expect("a filter");
        assert_eq!(cql.folded, folded, "{filter}");
    }
}
