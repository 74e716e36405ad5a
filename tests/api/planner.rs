//! `/planner`.

use super::coverage::{figures, people, some_people};
use crate::support::app::TestApp;
use chrono::{Datelike as _, Days, Utc};
use okolica_model::time::Stamp;
use okolica_web::plan::figures::{Unit, write};

/// A part of the page from this id to the end of its table.
fn table_of<'h>(html: &'h str, id: &str) -> Option<&'h str> {
    let from = html.find(&format!("id=\"{id}\""))?;
    let part = &html[from..];
    part.find("</table>").map(|end| &part[..end])
}

#[tokio::test]
async fn what_takes_long_comes_with_the_rest_or_when_it_is_waited_for() {
    let app = TestApp::new().await;
    people(&app.live, &some_people()).await;
    let now = Utc::now();
    let later = now + Days::new(130);
    let moment = Stamp::from_millis(later.timestamp_millis()).expect("a moment");
    let [now, later] = [now, later].map(|moment| moment.date_naive());
    // The ends of months since the store began, and the day itself.
    let ends = now.iter_days().take_while(|day| *day < later);
    let ends = ends.filter(|day| (*day + Days::new(1)).day() == 1).count() + 1;
    let ask = async |rest: &str| {
        let uri = format!("/planner?within=800&sites=2&lang=en{rest}");
        let page = app.get_at(moment, &uri, &[]).await.expect(200);
        page.text().to_owned()
    };
    let at_once = ask("").await;
    assert_eq!(table_of(&at_once, "trend-table"), None);
    assert!(at_once.contains("wait=1#sites") && at_once.contains("wait=1#trend"));
    let answer = figures(&app, "?within=800").await;
    let city = super::coverage::area(&answer, "CITY");
    let share = city["reached_share"].as_f64().expect("a share");
    for whole in ["&wait=1", "&fragment=rest"] {
        let html = ask(whole).await;
        let trend = table_of(&html, "trend-table").expect("a table");
        assert_eq!(trend.matches("<tr>").count(), ends + 1, "{whole}: {trend}");
        // Nothing was changed meanwhile.
        let said = write(Unit::Share, share, "en");
        assert_eq!(trend.matches(&said).count(), ends, "{whole}: {trend}");
        let sites = table_of(&html, "sites").expect("a table");
        assert_eq!(sites.matches("<tr>").count(), 3, "{whole}");
    }
}

#[tokio::test]
async fn areas_and_flows_are_drawn_without_scripts() {
    let app = TestApp::new().await;
    people(&app.live, &some_people()).await;
    for path in ["/planner", "/planner/report"] {
        let page = app.get(&format!("{path}?within=800&lang=en")).await;
        let page = page.expect(200);
        let html = page.text();
        let from = html.find("class=\"drawn\"").expect("a drawing");
        let drawing = &html[from..];
        let drawing = &drawing[..drawing.find("</figure>").expect("its end")];
        // Four districts, each in a class, and each with its figure in the legend's words.
        let shapes = drawing.matches(" class=\"class-").count();
        assert_eq!(shapes, 4, "{path}: {drawing}");
        assert!(drawing.contains("Okręg A"), "{path}: {drawing}");
        assert!(html.contains("id=\"flows\""), "{path}");
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_in_the_reader_s_language() {
    let app = TestApp::new().await;
    for (language, said) in [
        ("pl", "metry powyżej 0"),
        ("en", "metres above 0"),
        ("uk", "метри більше 0"),
    ] {
        let page = app
            .get(&format!("/planner?within=-5&lang={language}"))
            .await
            .expect(200);
        let html = page.text();
        assert!(html.contains(said), "{language}");
        assert!(language == "en" || !html.contains("a length in metres"));
    }
}
