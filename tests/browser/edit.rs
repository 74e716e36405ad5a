//! What an office changes through the API is what people see.

use super::agreed;
use crate::support::browser::{DESKTOP, visit};
use crate::support::service::{Service, TOKEN};
use serde_json::json;

#[tokio::test]
async fn a_new_place_is_on_the_map_after_a_reload() {
    let service = Service::demo();
    visit(&service, DESKTOP, async |browser| {
        // A corner of the town's extent with nothing in it.
        browser.open("/?map=16/52.04/19.17&lang=en").await;
        assert_eq!(agreed(browser).await, 0);
        let place = json!({
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [19.17, 52.04]},
            "properties": {"name": "Świetlica <b>„Pod Gruszą”</b>", "category": "library"},
        });
        let answer = reqwest::Client::new()
            .post(format!("{}/api/collections/spaces/items", service.address))
            .bearer_auth(TOKEN)
            .header("content-type", "application/geo+json")
            .body(place.to_string())
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), 201, "{:?}", answer.text().await);

        browser.reload().await;
        assert_eq!(agreed(browser).await, 1);
        let name = browser
            .text("return document.querySelector('.item-link').textContent")
            .await;
        assert_eq!(name, "Świetlica <b>„Pod Gruszą”</b>", "text stays text");
        let (x, y) = super::middle_of_map(browser).await;
        browser.click_at(x, y).await;
        browser
            .until(
                "its detail is open",
                "!document.querySelector('#detail').hidden",
            )
            .await;
        assert_eq!(
            browser
                .text("return document.querySelector('#detail-title').textContent")
                .await,
            name
        );
    })
    .await;
}
