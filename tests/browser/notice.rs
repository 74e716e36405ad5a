//! Nobody takes the demo town for a real one.

use super::{agreed, placed_item};
use crate::support::browser::{DESKTOP, PHONE, visit};
use crate::support::service::shared;

#[tokio::test]
async fn every_page_of_the_demo_says_that_it_is_fictional() {
    visit(shared(), DESKTOP, async |browser| {
        browser.expect_errors("404");
        browser.open("/").await;
        agreed(browser).await;
        let (space, ..) = placed_item(browser, "spaces").await;
        let district = browser
            .text(
                "return document.querySelector('select[name=district] option:nth-child(2)').value",
            )
            .await;
        let pages = [
            "/".to_owned(),
            "/?category=library".to_owned(),
            format!("/?selected={space}"),
            format!("/{space}"),
            format!("/districts/{district}"),
            "/no/such/page".to_owned(),
        ];
        for (language, words) in [("pl", "zmyślone"), ("en", "fictional")] {
            for page in &pages {
                let separator = if page.contains('?') { '&' } else { '?' };
                for screen in [DESKTOP, PHONE] {
                    browser.show_on(screen).await;
                    browser
                        .open(&format!("{page}{separator}lang={language}"))
                        .await;
                    let notice = browser
                        .text("return document.querySelector('.demo-banner')?.innerText ?? ''")
                        .await;
                    assert!(notice.contains(words), "{page} in {language}: {notice:?}");
                }
            }
        }
    })
    .await;
}
