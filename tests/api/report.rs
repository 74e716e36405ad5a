//! `/planner/report`.

use super::coverage::{figures, people, some_people};
use crate::support::app::{PUBLIC_URL, TestApp};
use axum::http::Method;
use okolica_web::language::Language;
use okolica_web::plan::figures::Figure;
use serde_json::Value;

/// The text of a page between its tags.
fn words(page: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in page.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

#[tokio::test]
async fn a_report_says_what_the_api_says_and_can_be_had_again() {
    let app = TestApp::new().await;
    people(&app.live, &some_people()).await;
    let question = "?within=800&category=library,club&who=65plus";
    let answer = figures(&app, question).await;
    let page = app
        .get(&format!("/planner/report{question}&lang=en"))
        .await
        .expect(200);
    assert_eq!(page.header("content-language"), "en");
    let html = page.text().to_owned();
    for inline in ["style=", "onclick", "<script>"] {
        assert!(!html.contains(inline), "{inline}");
    }
    let text = words(&html);
    for area in answer["areas"].as_array().expect("areas") {
        for field in ["population", "not_reached", "nearest_mean_m", "per_10000"] {
            let figure = Figure::of(field).expect(field);
            let said = figure.text(figure.value(area).expect(field), "en");
            assert!(text.contains(&said), "{field} {said}");
        }
    }
    let number = answer["change_log"].to_string();
    for said in [
        "Okręg A",
        "a register",
        &number,
        "people of 65 and over",
        "800",
    ] {
        assert!(text.contains(said), "{said}");
    }
    for file in ["f=csv", "f=xlsx", "f=geojson"] {
        assert!(html.contains(file), "{file}");
    }

    // Its own address leads to the same figures after an edit.
    let start = html
        .find(&format!("{PUBLIC_URL}/planner/report?"))
        .expect("a link");
    let link = &html[start + PUBLIC_URL.len()..];
    let link = link[..link.find('"').expect("an end")].replace("&amp;", "&");
    assert!(link.contains(&format!("as_of={number}")), "{link}");
    app.edit(
        Method::DELETE,
        "/api/collections/spaces/items/1",
        &[],
        &Value::Null,
    )
    .await
    .expect(204);
    let again = app.get(&format!("{link}&lang=en")).await.expect(200);
    let figures_of = |text: &str| {
        let from = text.find("report-figures").expect("figures");
        words(&text[from..text.find("report-means").expect("definitions")])
    };
    assert_eq!(figures_of(again.text()), figures_of(&html));
    let code = link.replacen("/planner/report", "/planner/report/qr.svg", 1);
    let code = app.get(&code).await.expect(200);
    assert_eq!(code.header("content-type"), "image/svg+xml");
}

#[tokio::test]
async fn a_report_is_of_the_city_or_of_a_district_in_every_language() {
    let app = TestApp::new().await;
    people(&app.live, &some_people()).await;
    for lang in Language::ALL.map(Language::tag) {
        for district in ["", "&district=B"] {
            let uri = format!("/planner/report?lang={lang}&detour=1.2&scenario=close:2{district}");
            let page = app.get(&uri).await.expect(200);
            assert_eq!(page.header("content-language"), lang);
            let text = words(page.text());
            // A message that is missing stands there by its name.
            for id in ["report-", "plan-", "figure-", "fact-name"] {
                assert!(!text.contains(id), "{lang}: {id}");
            }
            assert_eq!(text.contains("Okręg C"), district.is_empty(), "{uri}");
            assert!(text.contains("Okręg B"));
        }
    }
    app.get("/planner/report?district=nowhere")
        .await
        .expect(404);
    // What makes no sense is said, and the rest is answered.
    let page = app
        .get("/planner/report?within=0&who=65plus&lang=en")
        .await
        .expect(200);
    assert!(words(page.text()).contains("within"), "it is named");
    assert!(words(page.text()).contains("people of 65 and over"));
}
