//! One box for what and where: suggestions by keyboard and mouse, words, places, nothing found.

use super::{agreed, changed, total};
use crate::support::browser::{Browser, DESKTOP, PHONE, visit};
use crate::support::service::shared;
use fantoccini::key::Key;

const OPTIONS: &str =
    "document.querySelectorAll('#suggestions:not([hidden]) [role=option]').length";

async fn type_text(browser: &Browser, text: &str) {
    browser.run("document.querySelector('#q').focus()").await;
    for letter in text.chars() {
        browser.type_char(letter).await;
    }
}

#[tokio::test]
async fn suggestions_by_keyboard() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/?lang=en").await;
        let all = agreed(browser).await;
        type_text(browser, "bibl").await;
        browser.until("there are suggestions", &format!("{OPTIONS} > 0")).await;
        assert!(browser.holds("document.querySelector('#q').getAttribute('aria-expanded') === 'true'").await);
        browser
            .until("their number is announced", "/\\d+ suggestion/.test(document.querySelector('#announcer').textContent)")
            .await;
        browser.picture("desktop-light-suggestions").await;
        browser.press(Key::Down).await;
        let active = "document.getElementById(document.querySelector('#q').getAttribute('aria-activedescendant'))";
        browser.until("the first is active", &format!("{active}?.getAttribute('aria-selected') === 'true'")).await;
        assert!(browser.holds("document.activeElement.id === 'q'").await, "the focus stays in the box");
        browser.press(Key::Escape).await;
        browser.until("Escape closes them", &format!("{OPTIONS} === 0")).await;
        assert!(browser.holds("document.querySelector('#q').value === 'bibl'").await, "the words stay");
        changed(browser, async || browser.press(Key::Enter).await).await;
        browser.until("the words are taken", "location.search.includes('q=bibl')").await;
        browser
            .until("the list follows", &format!("document.querySelector('#results-total').dataset.total < {all}"))
            .await;
        agreed(browser).await;
        let found = total(browser).await;
        assert!(0 < found && found < all);
        browser.picture("desktop-light-found").await;
    })
    .await;
}

#[tokio::test]
async fn a_suggestion_is_taken_by_a_press() {
    visit(shared(), PHONE, async |browser| {
        browser.open("/?lang=en").await;
        agreed(browser).await;
        browser.click("[data-sheet-to=full]").await;
        type_text(browser, "libr").await;
        browser
            .until("there are suggestions", &format!("{OPTIONS} > 0"))
            .await;
        browser.picture("phone-light-suggestions").await;
        let category = "#suggestions [data-href*='category=']";
        changed(browser, async || browser.click(category).await).await;
        let url = browser.url().await;
        assert!(url.contains("category=") && !url.contains("q="), "{url}");
        assert!(
            browser
                .holds("document.querySelector('#q').value === ''")
                .await
        );
    })
    .await;
}

#[tokio::test]
async fn words_that_fit_nothing_say_what_is_near_to_them() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/?q=biblioteka+xyzzyq&lang=en").await;
        browser
            .until(
                "something is offered instead",
                "document.querySelectorAll('.instead .item').length > 0",
            )
            .await;
        let said = browser
            .text("return document.querySelector('.instead h3').textContent")
            .await;
        assert!(said.contains("xyzzyq"), "{said}");
        assert!(
            browser
                .number("return document.querySelectorAll('.instead .item').length")
                .await
                <= 3.0
        );
        browser.picture("desktop-light-nothing-found").await;
    })
    .await;
}

#[tokio::test]
async fn the_box_works_without_scripts() {
    visit(shared(), DESKTOP, async |browser| {
        browser.without_scripts().await;
        browser.open("/?lang=en").await;
        let all = total(browser).await;
        type_text(browser, "bibliotece").await;
        browser.press(Key::Enter).await;
        browser
            .until(
                "the words are in the address",
                "location.search.includes('q=bibliotece')",
            )
            .await;
        let found = total(browser).await;
        assert!(0 < found && found < all);
        let chip = browser
            .text("return document.querySelector('.chips .chip').textContent")
            .await;
        assert!(chip.contains("bibliotece"), "{chip}");
    })
    .await;
}
