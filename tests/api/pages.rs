//! Pages, and the files around them.

use crate::support::app::{TestApp, settings};
use axum::http::Method;
use okolica_model::time::Stamp;
use okolica_web::language::Language;
use serde_json::json;

#[tokio::test]
async fn pages_hold_their_list_and_remember_what_they_depend_on() {
    let app = TestApp::new().await;
    let home = app.get("/").await.expect(200);
    assert_eq!(home.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(home.header("vary"), "accept-encoding, accept-language");
    assert_eq!(home.header("content-language"), "pl");
    assert!(home.text().contains("Miejsce"));
    let tag = home.header("etag").to_owned();
    app.get_with("/", &[("if-none-match", &tag)])
        .await
        .expect(304);
    let english = [("accept-language", "en"), ("if-none-match", tag.as_str())];
    let english = app.get_with("/", &english).await.expect(200);
    assert_eq!(english.header("content-language"), "en");
    let packed = app
        .get_with("/", &[("accept-encoding", "gzip, zstd")])
        .await
        .expect(200);
    assert_eq!(packed.header("content-encoding"), "zstd");
    let bytes = zstd::stream::decode_all(&packed.body[..]).expect("zstd");
    assert_eq!(bytes, home.body);
    app.edit(
        Method::PATCH,
        "/api/collections/spaces/items/1",
        &[],
        &json!({"properties": {"name": "Zmienione"}}),
    )
    .await
    .expect(200);
    let after = app
        .get_with("/", &[("if-none-match", &tag)])
        .await
        .expect(200);
    assert_ne!(after.header("etag"), tag);
    assert!(
        app.get("/spaces/1")
            .await
            .expect(200)
            .text()
            .contains("Zmienione")
    );
}

#[tokio::test]
async fn pages_pass_over_what_they_do_not_know() {
    let app = TestApp::new().await;
    app.get("/?utm_source=x&category=no-such&bbox=junk")
        .await
        .expect(200);
    app.get("/districts/A").await.expect(200);
    for missing in [
        "/spaces/9999",
        "/spaces/x",
        "/initiatives/0",
        "/districts/Z",
        "/nothing",
    ] {
        let page = app.get(missing).await.expect(404);
        assert!(
            page.header("content-type").starts_with("text/html"),
            "{missing}"
        );
        assert!(page.text().contains("<html"));
    }
}

#[tokio::test]
async fn styles_are_there_without_built_files() {
    let app = TestApp::new().await;
    let style = app.get("/static/okolica.css").await.expect(200);
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    for escape in [
        "../Cargo.toml",
        "%2e%2e/Cargo.toml",
        "..%2fCargo.toml",
        "nothing.js",
    ] {
        app.get(&format!("/static/{escape}")).await.expect(404);
    }
    app.get("/favicon.ico").await.expect(200);
    let robots = app.get("/robots.txt").await.expect(200);
    assert!(robots.text().starts_with("User-agent"));
}

#[tokio::test]
async fn the_head_of_a_page_names_its_style_and_nothing_that_can_wait() {
    let app = TestApp::new().await;
    for path in ["/", "/spaces/1", "/districts/A"] {
        let page = app.get(path).await.expect(200);
        let link = page.header("link");
        let style = link
            .strip_suffix(">; rel=preload; as=style")
            .and_then(|link| link.strip_prefix('<'));
        let style = style.unwrap_or_else(|| panic!("{path}: {link}"));
        let text = page.text();
        assert!(
            text.contains(&format!("<link rel=\"stylesheet\" href=\"{style}\">")),
            "{path}"
        );
        for later in ["leaflet-", ".wasm", "rel=\"preload\"", "modulepreload"] {
            assert!(!text.contains(later), "{path} asks for {later}");
        }
        app.get(style).await.expect(200);
    }
    let planner = app.get("/planner").await.expect(200);
    assert_eq!(planner.headers.get_all("link").iter().count(), 2);
    let fragment = app.get("/?fragment=list").await.expect(200);
    assert!(!fragment.headers.contains_key("link"), "a part of a page");
}

#[tokio::test]
async fn favourites_are_drawn_by_their_keys_and_never_kept_by_the_service() {
    let app = TestApp::new().await;
    let page = app.get("/mine?lang=en").await.expect(200);
    assert!(page.text().contains("noindex"), "nobody else's page");
    let list = "/mine?fragment=list&lang=en&items=spaces/2,initiatives/1,spaces/2000000,x,spaces/0,spaces/1";
    let answer = app.get(list).await.expect(200);
    let list = answer.text();
    let at = |what: &str| {
        list.find(what)
            .unwrap_or_else(|| panic!("{what} in {list}"))
    };
    let second = at("data-key=\"spaces/2\"");
    let first = at("data-key=\"spaces/1\"");
    let initiative = at("data-key=\"initiatives/1\"");
    assert!(
        second < initiative && initiative < first,
        "in the order of asking"
    );
    assert_eq!(list.matches("class=\"item-link\"").count(), 3);
    at("data-gone=\"spaces/2000000\"");
    at("1 favourite is no longer on the map");
    for language in Language::ALL.map(Language::tag) {
        let page = app
            .get(&format!("/offline?lang={language}"))
            .await
            .expect(200);
        assert!(page.text().contains("noindex"));
        assert_eq!(page.header("content-language"), language);
    }
}

#[tokio::test]
async fn the_worker_names_its_build_and_files_that_are_there() {
    let app = TestApp::new().await;
    let worker = app.get("/sw.js").await.expect(200);
    assert_eq!(
        worker.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(
        worker.header("cache-control"),
        "public, max-age=0, must-revalidate"
    );
    assert!(
        worker
            .header("content-security-policy")
            .contains("connect-src 'self'")
    );
    let text = worker.text();
    let mut lines = text.lines();
    let build = lines.next().unwrap_or_default();
    assert!(
        build.starts_with("const BUILD = \"") && build.len() > 30,
        "{build}"
    );
    let shell = lines
        .next()
        .and_then(|line| line.strip_prefix("const SHELL = "));
    let shell = shell
        .and_then(|line| line.strip_suffix(';'))
        .expect("a list of files");
    let shell: Vec<String> = serde_json::from_str(shell).expect("JSON");
    for part in [".css", "device-", "leaflet-", ".wasm", "/offline?lang=uk"] {
        assert!(
            shell.iter().any(|path| path.contains(part)),
            "{part} in {shell:?}"
        );
    }
    for path in &shell {
        app.get(path).await.expect(200);
    }
    let tag = worker.header("etag");
    app.get_with("/sw.js", &[("if-none-match", tag)])
        .await
        .expect(304);
}

#[tokio::test]
async fn the_ground_is_the_configured_one() {
    let app = TestApp::new().await;
    app.get("/ground.geojson").await.expect(404);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("ground.geojson");
    let ground = json!({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"kind": "park"}, "geometry": null},
    ]});
    std::fs::write(&file, ground.to_string()).expect("a file");
    let mut own = settings();
    own.ground = Some(file.clone());
    let app = TestApp::with(own.clone()).await;
    let answer = app.get("/ground.geojson").await.expect(200);
    assert_eq!(answer.header("content-type"), "application/geo+json");
    assert_eq!(answer.json(), ground);
    let tag = answer.header("etag");
    app.get_with("/ground.geojson", &[("if-none-match", tag)])
        .await
        .expect(304);
    std::fs::write(&file, "{}").expect("a file");
    let error = okolica::http::AppState::new(own)
        .err()
        .expect("no collection");
    assert!(format!("{error:#}").contains("--ground"), "{error:#}");
}

#[tokio::test]
async fn a_closed_place_is_said_on_the_dates_held_there() {
    let app = TestApp::new().await;
    let closed = json!({"from": "2026-11-10", "until": "2026-11-20", "reason": "remont dachu"});
    app.edit(
        Method::PATCH,
        "/api/collections/spaces/items/1",
        &[],
        &json!({"properties": {"name": "Klub Pod Dachem", "closed": closed}}),
    )
    .await
    .expect(200);
    let course = json!({
        "type": "Feature",
        "geometry": null,
        "properties": {
            "name": "Kurs", "space": 1,
            "schedule": {"start": "2026-11-03T18:00", "end": "2026-11-03T19:00",
                         "rrule": "FREQ=WEEKLY;COUNT=4"},
        },
    });
    let uri = "/api/collections/initiatives/items";
    let made = app.edit(Method::POST, uri, &[], &course).await.expect(201);
    let page = format!("/initiatives/{}?lang=pl", made.json()["id"]);
    let list = "/?fragment=list&layer=initiatives&when=week&q=kurs&lang=pl";
    let text = async |day: &str, uri: &str| {
        let moment = Stamp::parse("day", &format!("{day}T12:00:00Z")).expect("a moment");
        let answer = app.get_at(moment, uri, &[]).await.expect(200);
        String::from_utf8(answer.body).expect("UTF-8")
    };
    // Two of its dates fall into the closure.
    let before = text("2026-11-02", &page).await;
    assert!(before.contains("remont dachu. "), "{before}");
    assert_eq!(
        before.matches("miejsce jest wtedy zamknięte").count(),
        2,
        "{before}"
    );
    assert!(
        !text("2026-11-02", list)
            .await
            .contains("jest wtedy zamknięte")
    );
    // In that week it is not certain: among what is not known to fit, and marked there.
    let during = text("2026-11-09", list).await;
    assert!(during.contains("data-total=\"0\""), "{during}");
    let during = text("2026-11-09", &format!("{list}&include_unknown=1")).await;
    assert!(during.contains("data-total=\"1\""), "{during}");
    assert!(
        during.contains("(miejsce jest wtedy zamknięte)"),
        "{during}"
    );
    assert!(!text("2026-11-21", &page).await.contains("remont dachu"));
}

#[tokio::test]
async fn each_district_says_how_many_items_it_would_leave() {
    let app = TestApp::new().await;
    for set in ["district", "estate"] {
        let page = format!("/?lang=en&category=club&layer=spaces&set={set}");
        let answer = app.get(&page).await.expect(200);
        let html = answer.text();
        let options: Vec<(String, u64)> = html
            .split("data-count-of=\"district=")
            .skip(1)
            .filter_map(|rest| {
                let (code, rest) = rest.split_once('"')?;
                let text = rest.split_once('>')?.1.split_once('<')?.0;
                let count = text.rsplit_once('(')?.1;
                let count: String = count.chars().filter(char::is_ascii_digit).collect();
                Some((code.to_owned(), count.parse().ok()?))
            })
            .collect();
        assert!(options.len() >= 3, "{html}");
        assert!(options.iter().any(|(_, count)| *count > 0));
        for (code, count) in options {
            let one = match code.as_str() {
                "" => String::new(),
                code => format!("&set={set}&district={code}"),
            };
            let list = format!("/api/collections/spaces/items?category=club&past=0&limit=1{one}");
            let list = app.get(&list).await.expect(200).json();
            assert_eq!(list["numberMatched"], count, "{set} {code}");
        }
    }
}
