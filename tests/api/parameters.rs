//! Query parameters under `/api` and `/tiles`: strict, and never the service's fault.

use crate::support::app::{TestApp, percent};
use proptest::prelude::*;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

#[tokio::test]
async fn unknown_names_and_wrong_values_are_named() {
    let app = TestApp::new().await;
    let lists = [
        "/api/collections/items/items",
        "/tiles/items/0/0/0.geojson",
        "/tiles/items.json",
    ];
    for base in lists {
        for (query, field) in [
            ("colour=red", "colour"),
            ("category=no-such", "category"),
            ("category=UPPER", "category"),
            ("district=Z", "district"),
            ("set=no-such&district=A", "set"),
            ("bbox=1,2,3", "bbox"),
            ("bbox=1,5,3,2", "bbox"),
            ("bbox=NaN,0,1,1", "bbox"),
            ("near=21,52", "within"),
            ("within=5", "near"),
            ("near=181,0&within=5", "near"),
            ("near=21,52&within=-1", "within"),
            ("near=21,52&within=inf", "within"),
            ("layer=streets", "layer"),
            ("layer=spaces&layer=initiatives", "layer"),
            ("bbox=1,2,3,4&bbox=1,2,3,5", "bbox"),
            ("when=soon", "when"),
            ("when=today&from=2026-11-01", "when"),
            ("from=2026-11-02&to=2026-11-01", "to"),
            ("from=2026-02-30", "from"),
            ("open=24/7", "open"),
            ("access=step_free,ramp", "access"),
            ("free=yes", "free"),
            ("age=121", "age"),
            ("language=p", "language"),
            ("registration=required", "registration"),
            ("past=maybe", "past"),
            ("include_unknown=0", "include_unknown"),
        ] {
            let answer = app.get(&format!("{base}?{query}")).await;
            answer.expect_problem(400, field);
        }
        // GDAL says the same twice.
        let same = format!("{base}?bbox=1,2,3,4&bbox=1,2,3,4&category=club&category=club");
        app.get(&same).await.expect(200);
        app.get(&format!("{base}?")).await.expect(200);
        app.get(&format!("{base}?category=&bbox="))
            .await
            .expect(200);
    }
    let list = "/api/collections/spaces/items";
    for limit in ["0", "-1", "x", "1.5", "%2B5"] {
        app.get(&format!("{list}?limit={limit}"))
            .await
            .expect_problem(400, "limit");
    }
    app.get(&format!("{list}?limit=99999999999999999999999"))
        .await
        .expect(200);
    app.get(&format!("{list}?limit=1&limit=2"))
        .await
        .expect_problem(400, "limit");
    app.get(&format!("{list}?cursor=junk"))
        .await
        .expect_problem(400, "cursor");
    app.get("/api/collections/spaces/items/1?limit=1")
        .await
        .expect_problem(400, "limit");
    app.get("/tiles/districts/0/0/0.geojson?tag=x")
        .await
        .expect_problem(400, "tag");
    let many = "a=1&".repeat(10) + &(0..200).map(|n| format!("p{n}=1&")).collect::<String>();
    app.get(&format!("{list}?{many}")).await.expect(400);
    let long = "x".repeat(9000);
    app.get(&format!("{list}?tag={long}"))
        .await
        .expect_problem(414, "");
}

#[tokio::test]
async fn nothing_that_is_asked_breaks_the_service() {
    let app = TestApp::new().await;
    let mut random = ChaCha8Rng::seed_from_u64(3);
    let paths = [
        "/",
        "/spaces/1",
        "/initiatives/1",
        "/districts/A",
        "/districts/x",
        "/nothing",
        "/api/collections/items/items",
        "/api/collections/districts/items",
        "/api/collections/spaces/items/1",
        "/api/changes",
        "/tiles/items/3/4/2.geojson",
        "/tiles/districts/3/4/2.mvt",
        "/tiles/items.json",
        "/ground.geojson",
        "/static/x",
    ];
    let names = [
        "layer",
        "category",
        "tag",
        "district",
        "set",
        "bbox",
        "near",
        "within",
        "limit",
        "cursor",
        "since",
        "format",
        "q",
        "lang",
        "fragment",
        "page",
        "z",
        "center",
        "selection",
        "",
    ];
    let values = [
        "",
        "0",
        "1",
        "-1",
        "spaces",
        "items",
        "club",
        "A",
        "A,B",
        "district",
        "1,2,3,4",
        "180,-90,-180,90",
        "-180,-90,180,90",
        "21,52",
        "1e308",
        "1e-320",
        "NaN",
        "inf",
        "-0",
        "18446744073709551616",
        "c3BhY2VzLzE",
        "mvt",
        "\u{0}",
        "ł",
        "😀",
        "<script>",
        "%",
        "../../etc/passwd",
        "' OR 1=1 --",
        "list",
        "detail",
        "spaces/1",
    ];
    for _ in 0..1500 {
        let path = paths.choose(&mut random).expect("some");
        let pairs: Vec<String> = (0..random.random_range(0..5))
            .map(|_| {
                let name = names.choose(&mut random).expect("some");
                let value = values.choose(&mut random).expect("some");
                format!("{name}={}", percent(value))
            })
            .collect();
        let uri = format!("{path}?{}", pairs.join("&"));
        let answer = app.get(&uri).await;
        assert!(answer.status.as_u16() < 500, "{uri}: {}", answer.status);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Any bytes as path and query of the tile and list addresses.
    #[test]
    fn any_bytes_are_answered(tail in "[ -~]{0,60}", which in 0..4_usize) {
        let tail: String = tail
            .chars()
            .map(|c| match c {
                ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '#' => '_',
                other => other,
            })
            .collect();
        let base = ["/tiles/", "/api/collections/", "/api/changes?", "/"][which];
        let uri = format!("{base}{tail}");
        let answer = SHARED.with(|(runtime, app)| runtime.block_on(app.get(&uri)));
        prop_assert!(answer.status.as_u16() < 500, "{}: {}", uri, answer.status);
    }
}

thread_local! {
    static SHARED: (tokio::runtime::Runtime, TestApp) = {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let app = runtime.block_on(TestApp::new());
        (runtime, app)
    };
}

#[tokio::test]
async fn an_address_that_is_no_text_is_a_problem_too() {
    let app = TestApp::new().await;
    for uri in [
        "/api/collections/%ff/items",
        "/api/collections/spaces/items/%ff",
        "/tiles/%ff.json",
    ] {
        app.get(uri).await.expect_problem(400, "");
    }
    let page = app.get("/spaces/%ff").await.expect(400);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
}
