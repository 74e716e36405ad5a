//! The page that builds embeds, and what it builds on a page of somebody else.

use super::accessibility::{NARROW, check_in_all_colours};
use super::agreed;
use crate::support::browser::{Browser, DESKTOP, PHONE, visit};
use crate::support::foreign::Foreign;
use crate::support::service::{Service, TOKEN, shared};
use fantoccini::key::Key;
use okolica_web::language::Language;

/// What the page says in a field of code.
async fn code(browser: &Browser, id: &str) -> String {
    let script = format!("return document.getElementById('{id}').value");
    browser.text(&script).await
}

/// Sets a field of the form as a person's choice does.
async fn choose(browser: &Browser, name: &str, value: &str) {
    let script = format!(
        "const field = document.querySelector('#builder-form [name={name}]');
         field.value = '{value}';
         field.dispatchEvent(new Event('input', {{bubbles: true}}));"
    );
    browser.run(&script).await;
}

/// Waits until the preview shows an address with this in it.
async fn shows(browser: &Browser, part: &str) {
    let condition = format!(
        "document.querySelector('#builder-preview').getAttribute('src').includes('{part}')"
    );
    browser
        .until("the preview follows the choice", &condition)
        .await;
}

#[tokio::test]
async fn an_office_chooses_copies_and_pastes() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/embed/builder?lang=en").await;
        choose(browser, "district", "ZM01").await;
        choose(browser, "title", "\"Rynek\" & <okolice>").await;
        choose(browser, "embed_lang", "pl").await;
        choose(browser, "max", "4").await;
        shows(browser, "district=ZM01").await;
        shows(browser, "max=4").await;
        browser.enter("#builder-preview").await;
        agreed(browser).await;
        browser.leave().await;
        // The page says so to those who can't see it.
        let said = "document.querySelector('#builder-said').textContent !== ''";
        browser.until("the change is said", said).await;

        let [frame, element, list] = [
            code(browser, "code-html").await,
            code(browser, "code-component").await,
            code(browser, "code-list").await,
        ];
        // Another site's server does what the third way says.
        let list = reqwest::get(&list).await.expect("an answer");
        let list = list.text().await.expect("a list");
        let page = format!(
            "<!DOCTYPE html><html lang=pl><head><meta charset=utf-8><title>Urząd</title></head>
             <body><h1>Urząd</h1><div id=a>{frame}</div><div id=b>{element}</div>{list}</body></html>"
        );
        let service = &browser.address;
        let policy = format!(
            "default-src 'none'; script-src {service}; frame-src {service}; base-uri 'none'"
        );
        let office = Foreign::new(page, "", policy).await;
        browser.open_elsewhere(&office.address).await;
        for frame in ["#a iframe", "#b iframe"] {
            let element = format!("document.querySelector('{frame}')");
            browser.until("the frame is there", &element).await;
            browser.run(&format!("{element}.scrollIntoView()")).await;
            let told = format!("{element}.style.height");
            browser.until("the frame told its height", &told).await;
            browser.enter(frame).await;
            agreed(browser).await;
            let rows = browser.number("return document.querySelectorAll('.items .item').length");
            assert_eq!(rows.await, 4.0, "as many as were chosen");
            let heading = browser.text("return document.querySelector('h1').textContent");
            assert_eq!(heading.await, "\"Rynek\" & <okolice>");
            browser.leave().await;
        }
        let listed = browser.number("return document.querySelectorAll('.okolica-item').length");
        assert_eq!(listed.await, 4.0);
    })
    .await;
}

#[tokio::test]
async fn the_address_opens_the_same_choices_again() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/embed/builder?lang=pl").await;
        for (name, value) in [
            ("district", "ZM02"),
            ("view", "list"),
            ("theme", "dark"),
            ("accent", "1a237e"),
            ("height", "640"),
            ("map", "15/52.05000/19.32000"),
        ] {
            choose(browser, name, value).await;
        }
        browser.click("#builder-form [name=filters]").await;
        browser.click("#builder-form [name=free]").await;
        shows(browser, "filters=open").await;
        shows(browser, "free=1").await;
        let seen =
            "return JSON.stringify([...new FormData(document.querySelector('#builder-form'))])";
        let before = (browser.text(seen).await, code(browser, "code-html").await);
        let link = code(browser, "code-link").await;
        browser
            .open(link.strip_prefix(&browser.address).expect("ours"))
            .await;
        let after = (browser.text(seen).await, code(browser, "code-html").await);
        assert_eq!(before, after);
        assert!(after.1.contains("height=\"640\""), "{}", after.1);
    })
    .await;
}

#[tokio::test]
async fn a_pale_colour_is_warned_of_with_its_contrast() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/embed/builder?lang=en&accent=ffff00").await;
        let said = async || {
            let script = "return document.querySelector('#builder-contrast').textContent";
            browser.text(script).await
        };
        // Yellow on white has 1.07 to 1, on the other light grounds less.
        let pale = said().await;
        assert!(
            pale.contains("#ffff00") && pale.contains("is 1 to 1"),
            "{pale}"
        );
        choose(browser, "accent", "#0b6b62").await;
        shows(browser, "accent=0b6b62").await;
        let good = said().await;
        assert!(good.contains("#0b6b62") && good.contains("4.5"), "{good}");
    })
    .await;
}

#[tokio::test]
async fn the_code_is_copied_from_the_keyboard() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/embed/builder?lang=en&district=ZM01").await;
        let press = async || {
            let focus = "document.querySelector('[data-copy=code-html]').focus()";
            browser.run(focus).await;
            browser.press(Key::Enter).await;
        };
        // Where the browser refuses, the code is marked.
        browser
            .run("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
            .await;
        press().await;
        let marked = "document.activeElement.id === 'code-html'
            && document.activeElement.selectionEnd === document.activeElement.value.length
            && document.querySelector('#builder-said').textContent.includes('marked')";
        browser
            .until("the code is marked, and that is said", marked)
            .await;

        browser.reload().await;
        browser.permit_clipboard().await;
        press().await;
        let done = "document.querySelector('#builder-said').textContent === 'Copied'";
        browser.until("the page says that it is copied", done).await;
        let copied = browser.text("return navigator.clipboard.readText()").await;
        assert_eq!(copied, code(browser, "code-html").await);
    })
    .await;
}

#[tokio::test]
async fn axe_finds_nothing_in_the_builder() {
    visit(shared(), DESKTOP, async |browser| {
        for language in Language::ALL.map(Language::tag) {
            let uri = format!("/embed/builder?lang={language}&accent=ffff00&view=list&max=500");
            browser.open(&uri).await;
            browser.click("#categories > summary").await;
            check_in_all_colours(browser, &format!("the builder, {language}")).await;
        }
        for screen in [PHONE, NARROW] {
            browser.show_on(screen).await;
            check_in_all_colours(browser, "the builder on a small screen").await;
            let wider = "const wide = [...document.querySelectorAll('main *')].filter(element =>
                element.getBoundingClientRect().right > innerWidth);
                return document.documentElement.scrollWidth <= innerWidth ? '' :
                    `${wide.length}: ${wide.map(e => e.tagName + '.' + e.className).slice(-3)} ${wide.at(-1)?.textContent.slice(0, 60)}`";
            assert_eq!(browser.text(wider).await, "", "nothing sticks out");
        }
    })
    .await;
}

#[tokio::test]
async fn axe_finds_nothing_in_the_counts() {
    let service = Service::demo();
    for uri in ["/embed?district=ZM01", "/embed?category=library&free=1"] {
        let opened = reqwest::get(format!("{}{uri}", service.address)).await;
        assert_eq!(opened.expect("an answer").status(), 200);
    }
    visit(&service, DESKTOP, async |browser| {
        let host = browser.address.trim_start_matches("http://").to_owned();
        browser.allow_requests(&format!("http://office:{TOKEN}@{host}/"));
        for language in Language::ALL.map(Language::tag) {
            let page = format!("http://office:{TOKEN}@{host}/embed/counts?lang={language}");
            browser.open_elsewhere(&page).await;
            let rows = "document.querySelectorAll('tbody')[0].rows.length === 2";
            assert!(browser.holds(rows).await, "two presets were opened");
            for screen in [DESKTOP, NARROW] {
                browser.show_on(screen).await;
                check_in_all_colours(browser, &format!("the counts, {language}")).await;
            }
        }
    })
    .await;
}

/// A page that shows in a frame what stands behind its `#`.
async fn holder() -> Foreign {
    let page = "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Holder</title></head>
        <body><h1>Holder</h1><iframe id=framed title=Map width=800 height=700></iframe>
        <script>framed.src = decodeURIComponent(location.hash.slice(1))</script></body></html>";
    let policy = "default-src 'none'; script-src 'unsafe-inline'; frame-src http:";
    Foreign::new(page.to_owned(), "", policy.to_owned()).await
}

#[tokio::test]
async fn a_site_that_is_not_on_the_list_shows_nothing() {
    let (friend, stranger) = (holder().await, holder().await);
    let district = format!("ZM02={}", stranger.address);
    let flags = [
        "--embed-allow",
        friend.address.as_str(),
        "--embed-allow-district",
        district.as_str(),
    ];
    let service = Service::demo_with(&flags);
    let framed =
        |site: &Foreign, path: &str| format!("{}/#{}{path}", site.address, service.address);
    visit(&service, DESKTOP, async |browser| {
        // What a refusal leaves on the console.
        browser.expect_errors("frame-ancestors");
        browser.expect_errors("ERR_BLOCKED_BY_RESPONSE");
        for (site, path, shown) in [
            (&friend, "/embed", true),
            (&stranger, "/embed", false),
            (&stranger, "/embed?district=ZM02", true),
            (&friend, "/embed?district=ZM02", false),
            (&friend, "/embed/builder", false),
            (&friend, "/", false),
        ] {
            browser.allow_requests(&site.address);
            browser.open_elsewhere("about:blank").await;
            browser.open_elsewhere(&framed(site, path)).await;
            browser.enter("#framed").await;
            if shown {
                agreed(browser).await;
            } else {
                let refused = "document.querySelector('#main-frame-error, #error-information-popup-container')
                    || location.protocol === 'chrome-error:'";
                browser.until("the browser refuses the frame", refused).await;
            }
            browser.leave().await;
        }
    })
    .await;
}
