//! The map on a page of somebody else, under a strict policy: by frame, by element, by a list that the
//! other server puts into its own page.

use super::accessibility::{DARK, FORCED, NARROW, check, check_in_all_colours};
use super::budget::{bytes, sum};
use super::{agreed, total};
use crate::support::browser::{Browser, DESKTOP, PHONE, Screen, visit};
use crate::support::foreign::Foreign;
use crate::support::service::shared;
use fantoccini::key::Key;
use serde_json::Value;

/// The narrowest that an embed is made for.
pub(super) const NARROWEST: Screen = Screen {
    width: 280,
    height: 640,
    scale: 1.0,
    touch: false,
};

const STYLE: &str = "body { margin: 0 auto; max-width: 60rem; font: 100%/1.5 sans-serif; }
    iframe { border: 1px solid #767676; } #before, #after { display: inline-block; min-height: 24px; }
    .okolica a { display: inline-block; min-height: 24px; }";

/// An office's page with the demo town's districts in all three ways.
async fn office() -> Foreign {
    let service = &shared().address;
    let list = format!("{service}/embed?district=ZM04&lang=pl&max=4&fragment=list");
    let list = reqwest::get(list).await.expect("an answer");
    let list = list.text().await.expect("a list");
    let page = format!(
        "<!DOCTYPE html><html lang=pl><head><meta charset=utf-8><title>Urząd</title>
        <meta name=viewport content='width=device-width, initial-scale=1'>
        <link rel=stylesheet href=/style.css>
        <script async src='{service}/embed/okolica.js'></script></head><body><main>
        <h1>Urząd</h1><p><a id=before href='#before'>Przed mapą</a></p>
        <h2>Ramka</h2>
        <iframe id=framed src='{service}/embed?district=ZM01&amp;lang=pl&amp;max=5&amp;title=Stare+Miasto'
            title='Mapa Starego Miasta' width='100%' height=560></iframe>
        <h2>Element</h2>
        <okolica-map id=listed district=ZM02 view=list max=3 lang=pl heading='Topolowo'>
            <a href='{service}/?district=ZM02'>Mapa Topolowa</a></okolica-map>
        <okolica-map id=mapped district=ZM03 view=map theme=dark accent=1a237e lang=pl>
            <a href='{service}/?district=ZM03'>Mapa Dworca</a></okolica-map>
        <h2>Lista</h2>{list}
        <p><a id=after href='#after'>Za mapą</a></p></main></body></html>"
    );
    let policy = format!(
        "default-src 'none'; script-src {service}; frame-src {service}; style-src 'self'; \
         img-src 'self'; base-uri 'none'; form-action 'none'"
    );
    Foreign::new(page, STYLE, policy).await
}

const FRAMES: [&str; 3] = ["#framed", "#listed iframe", "#mapped iframe"];

/// Waits until every frame is as high as what is in it.
async fn grown(browser: &Browser) {
    for frame in FRAMES {
        let element = format!("document.querySelector('{frame}')");
        browser.until("the frame is there", &element).await;
        // Those far below are loaded when somebody comes near.
        browser.run(&format!("{element}.scrollIntoView()")).await;
        browser
            .until(
                "the frame told its height",
                &format!("{element}.style.height"),
            )
            .await;
        browser.enter(frame).await;
        if browser.holds("document.querySelector('#map')").await {
            agreed(browser).await;
        }
        browser
            .until(
                "nothing of it is out of sight",
                "Math.abs(document.body.getBoundingClientRect().height - innerHeight) < 2
                    && document.documentElement.scrollWidth <= innerWidth",
            )
            .await;
        browser.leave().await;
    }
    browser.run("scrollTo(0, 0)").await;
}

#[tokio::test]
async fn an_office_shows_its_districts_in_three_ways() {
    let office = office().await;
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/?district=ZM01&lang=pl").await;
        let whole = total(browser).await;
        browser.open_elsewhere(&office.address).await;
        grown(browser).await;
        browser.picture("embed-office").await;
        let titles = "return [...document.querySelectorAll('iframe')].map(f => f.title).join()";
        let titles = browser.text(titles).await;
        assert_eq!(titles, "Mapa Starego Miasta,Topolowo,Mapa Dworca");
        let hidden = "[...document.querySelectorAll('okolica-map > a')].every(a => a.hidden)";
        assert!(
            browser.holds(hidden).await,
            "the links have done their part"
        );
        let listed = "document.querySelectorAll('.okolica-item a').length === 4";
        assert!(browser.holds(listed).await);

        browser.enter("#framed").await;
        let rows = "document.querySelectorAll('.items .item').length === 5";
        assert!(browser.holds(rows).await, "no more items than asked for");
        assert!(
            browser
                .holds("document.querySelector('h1').textContent === 'Stare Miasto'")
                .await
        );
        // The map shows the district, which is smaller than its view, and items without a place
        // are on no map.
        let placed = agreed(browser).await;
        assert!(placed <= whole && placed > 0, "{placed} of {whole}");
        let kept = browser
            .run(
                "return Promise.all([indexedDB.databases(), caches.keys(),
                    navigator.serviceWorker.getRegistrations()]).then(lists =>
                    [document.cookie.length, localStorage.length, sessionStorage.length,
                        ...lists.map(list => list.length)])",
            )
            .await;
        assert_eq!(
            kept,
            serde_json::json!([0, 0, 0, 0, 0, 0]),
            "nothing is kept"
        );
        browser.leave().await;
        let cookies: Vec<Value> = browser.network().await;
        let set = |event: &&Value| event.to_string().to_lowercase().contains("\"set-cookie\"");
        assert!(
            !cookies.iter().any(|event| set(&event)),
            "no answer sets a cookie"
        );
    })
    .await;
}

#[tokio::test]
async fn without_scripts_there_are_lists_and_links() {
    let office = office().await;
    visit(shared(), DESKTOP, async |browser| {
        browser.without_scripts().await;
        browser.open_elsewhere(&office.address).await;
        let link = "document.querySelector('#listed > a').checkVisibility()";
        assert!(browser.holds(link).await, "the element is the link in it");
        let height = "document.querySelector('#framed').clientHeight === 560";
        assert!(
            browser.holds(height).await,
            "the frame has the height of its markup"
        );
        browser.enter("#framed").await;
        let first = "document.querySelector('.item-link')";
        assert!(browser.holds(&format!("{first}.checkVisibility()")).await);
        let page = browser.text(&format!("return {first}.href")).await;
        browser.click(".item-link").await;
        browser.leave().await;
        let there = format!("location.href === {}", serde_json::json!(page));
        browser.until("the link leaves the frame", &there).await;

        browser
            .open("/embed?view=map&filters=open&district=ZM01&lang=pl&theme=dark")
            .await;
        browser.click("#more > summary").await;
        browser.click("input[name=layer][value=spaces]").await;
        browser.click("#filters .apply").await;
        browser
            .until(
                "the filter holds",
                "location.search.includes('layer=spaces')",
            )
            .await;
        let stays = "location.pathname === '/embed' && location.search.includes('theme=dark')
            && location.search.includes('view=map') && location.search.includes('district=ZM01')";
        assert!(browser.holds(stays).await, "{}", browser.url().await);
        browser.click(".paging a[rel=next]").await;
        browser
            .until("the next page", "location.search.includes('after=')")
            .await;
        assert!(browser.holds(stays).await, "{}", browser.url().await);
    })
    .await;
}

/// Opens something of the map with the keyboard: comes closer to groups and spreads stacks until an
/// item opens.
pub(super) async fn open_an_item(browser: &Browser) {
    let now = "[location.search, document.querySelector('#announcer').textContent,
        document.querySelector('#detail').hidden].join()";
    browser
        .run("document.querySelector('#map-symbols').focus()")
        .await;
    for _ in 0..12 {
        let named = "document.querySelector('#map-symbols [role=option]')";
        browser.until("a symbol is named", named).await;
        let before = browser.text(&format!("return {now}")).await;
        browser.press(Key::Enter).await;
        let happened = format!("{now} !== {}", serde_json::json!(before));
        browser.until("Enter has an effect", &happened).await;
        agreed(browser).await;
        let open = "!document.querySelector('#detail').hidden";
        if browser.holds(open).await {
            return;
        }
    }
    panic!("Enter opens no item");
}

#[tokio::test]
async fn the_way_back_stays_that_of_the_page_around() {
    let office = office().await;
    visit(shared(), DESKTOP, async |browser| {
        browser.open_elsewhere(&office.address).await;
        grown(browser).await;
        let entries = browser.number("return history.length").await;
        browser.enter("#framed").await;
        browser.click("#tool-zoom-in").await;
        browser
            .until("it is zoomed", "location.search.includes('map=')")
            .await;
        agreed(browser).await;
        open_an_item(browser).await;
        let key = browser
            .text("return document.querySelector('.detail-body').dataset.key")
            .await;
        browser
            .until(
                "the address says so",
                &format!("location.search.includes('selected={key}')"),
            )
            .await;
        check_in_all_colours(browser, "a symbol's item in a frame").await;
        browser.picture("embed-selected").await;
        browser.press(Key::Escape).await;
        browser
            .until(
                "the list is back",
                "document.querySelector('#detail').hidden",
            )
            .await;
        let kept = "location.search.includes('district=ZM01') && location.search.includes('max=5')";
        assert!(browser.holds(kept).await, "{}", browser.url().await);
        browser.leave().await;
        let after = browser.number("return history.length").await;
        assert!(
            (entries - after).abs() < 0.5,
            "{entries} entries became {after}"
        );

        browser.enter("#framed").await;
        open_an_item(browser).await;
        browser.click(".detail-body .actions a").await;
        browser.leave().await;
        let out = format!(
            "location.pathname.startsWith('/{}/')",
            key.split('/').next().unwrap_or_default()
        );
        let out = format!("({out}) || /^\\/(spaces|initiatives)\\//.test(location.pathname)");
        browser.until("the whole window shows the item", &out).await;
        browser.back().await;
        browser
            .until(
                "the office's page is back",
                "document.querySelector('#framed')",
            )
            .await;
    })
    .await;
}

#[tokio::test]
async fn tab_goes_through_the_frames_and_out_again() {
    let office = office().await;
    visit(shared(), DESKTOP, async |browser| {
        browser.open_elsewhere(&office.address).await;
        grown(browser).await;
        browser.run("document.querySelector('#before').focus()").await;
        let mut inside = Vec::new();
        let mut unseen = Vec::new();
        for _ in 0..100 {
            browser.press(Key::Tab).await;
            let at = browser.text("return document.activeElement.id || document.activeElement.parentElement.id").await;
            if at == "after" {
                break;
            }
            if let Some(frame) = FRAMES.into_iter().find(|frame| frame[1..].split(' ').next() == Some(&at)) {
                browser.enter(frame).await;
                let seen = "(() => { const e = document.activeElement;
                    return [e, ...e.children].some(one => [null, '::after'].some(part =>
                        parseFloat(getComputedStyle(one, part).outlineWidth) >= 2
                        && getComputedStyle(one, part).outlineStyle !== 'none')); })()";
                let stop = browser
                    .text("const e = document.activeElement; return e.id || e.dataset.key || e.className || e.tagName + e.textContent")
                    .await;
                if !browser.holds(seen).await {
                    unseen.push(format!("{at} {stop}"));
                }
                inside.push(format!("{at} {stop}"));
                browser.leave().await;
            }
        }
        let at = browser.text("return document.activeElement.id").await;
        assert_eq!(at, "after", "after {inside:#?}");
        assert!(unseen.is_empty(), "focus can't be seen on {unseen:?} of {inside:#?}");
        for stop in [
            "framed skip",
            "framed map-symbols",
            "framed tool-zoom-in",
            "framed embed-open",
            "listed embed-open",
            "mapped map-symbols",
        ] {
            let times = inside.iter().filter(|one| *one == stop).count();
            assert_eq!(times, 1, "{stop} among {inside:#?}");
        }
        let items = |frame: &str| inside.iter().filter(|one| one.starts_with(frame) && one.contains('/')).count();
        assert_eq!((items("framed"), items("listed"), items("mapped")), (5, 3, 0), "{inside:#?}");
        // And back: past the list's links into the last frame.
        for _ in 0..20 {
            browser.press_with_shift(Key::Tab).await;
            if browser.holds("document.activeElement.matches('#mapped iframe')").await {
                return;
            }
        }
        panic!("Shift and Tab never come back into a frame");
    })
    .await;
}

#[tokio::test]
async fn axe_finds_nothing_on_the_office_page_or_in_its_frames() {
    let office = office().await;
    visit(shared(), DESKTOP, async |browser| {
        browser.open_elsewhere(&office.address).await;
        for (screen, on) in [(DESKTOP, "a desktop"), (NARROW, "320 px")] {
            browser.show_on(screen).await;
            grown(browser).await;
            check_in_all_colours(browser, &format!("the office's page on {on}")).await;
            for frame in FRAMES {
                browser.enter(frame).await;
                check_in_all_colours(browser, &format!("{frame} on {on}")).await;
                browser.leave().await;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn embeds_fit_where_it_is_narrow_in_every_look() {
    let looks = [
        "view=both",
        "view=map",
        "view=list",
        "view=both&filters=open&accent=8a1538&title=Biblioteka+na+Rogu",
        "view=both&theme=dark&accent=1a237e&district=ZM03&category=no-such",
        "view=list&theme=light&accent=ffee00",
        "view=map&filters=open",
    ];
    visit(shared(), NARROWEST, async |browser| {
        for (number, look) in looks.iter().enumerate() {
            browser.open(&format!("/embed?lang=pl&{look}")).await;
            if !look.contains("view=list") {
                agreed(browser).await;
            }
            for (screen, on) in [(DESKTOP, "desktop"), (PHONE, "phone"), (NARROWEST, "280")] {
                browser.show_on(screen).await;
                let fits = "document.documentElement.scrollWidth <= innerWidth";
                browser.until(&format!("{look} fits on {on}"), fits).await;
                browser.picture(&format!("embed-{number}-{on}")).await;
                check(browser, &format!("{look} on {on}")).await;
            }
            browser.prefer(&DARK).await;
            check(browser, &format!("{look} in the dark")).await;
            browser.picture(&format!("embed-{number}-dark")).await;
            browser.prefer(&FORCED).await;
            check(browser, &format!("{look} in forced colours")).await;
            browser.prefer(&[]).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_theme_holds_whatever_the_reader_prefers() {
    visit(shared(), DESKTOP, async |browser| {
        let shown = "getComputedStyle(document.body).backgroundColor";
        let (light, dark) = ("rgb(255, 255, 255)", "rgb(26, 34, 43)");
        for (theme, in_light, in_dark) in [
            ("auto", light, dark),
            ("light", light, light),
            ("dark", dark, dark),
        ] {
            browser
                .open(&format!("/embed?view=list&theme={theme}"))
                .await;
            for (prefers, expected) in [(&[][..], in_light), (&DARK[..], in_dark)] {
                browser.prefer(prefers).await;
                let colour = browser.text(&format!("return {shown}")).await;
                assert_eq!(colour, expected, "{theme} where {prefers:?}");
            }
            browser.prefer(&[]).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_wheel_over_the_map_and_a_locked_filter_are_left_alone() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/embed?view=map&district=ZM01&free=1&lang=pl").await;
        let free = agreed(browser).await;
        let zoom = "new URLSearchParams(location.search).get('map')";
        let before = browser.text(&format!("return {zoom}")).await;
        let (x, y) = super::middle_of_map(browser).await;
        browser.wheel(x, y, -300).await;
        // What the wheel would have started is over when a press has had its effect.
        browser.click("#tool-zoom-in").await;
        browser.until("it is zoomed once", &format!("{zoom} !== '{before}'")).await;
        agreed(browser).await;
        let level = |text: &str| text.split('/').next().and_then(|zoom| zoom.parse::<i32>().ok());
        let after = browser.text(&format!("return {zoom}")).await;
        assert_eq!(level(&before).map(|zoom| zoom + 1), level(&after), "{before} → {after}");
        browser.click("#tool-whole-city").await;
        let again = format!("{zoom} === '{before}'");
        browser.until("all of it is in view again", &again).await;
        assert_eq!(agreed(browser).await, free);
        let locked = "!document.querySelector('#filters, .chips, #tool-locate, #tool-near-point, .state-link[href*=include_unknown]')";
        assert!(browser.holds(locked).await);
    })
    .await;
}

#[tokio::test]
async fn the_first_view_of_an_embed_stays_small() {
    for (view, most) in [("both", 250_000), ("list", 60_000)] {
        visit(shared(), DESKTOP, async |browser| {
            browser
                .open(&format!("/embed?district=ZM01&view={view}&lang=pl"))
                .await;
            if view == "both" {
                agreed(browser).await;
            }
            let all = bytes(browser).await;
            let total = sum(&all, "");
            println!("first view of an embed, {view}: {total} bytes");
            assert!(total > 5_000 && total <= most, "{total} bytes in {all:#?}");
        })
        .await;
    }
}
