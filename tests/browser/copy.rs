//! The map as a folder, served by a program that knows nothing of it: Python's plain file server,
//! below a path of its own.

use super::accessibility::{NARROW, check, check_in_all_colours};
use super::embed::{NARROWEST, open_an_item};
use super::{agreed, total};
use crate::support::browser::{Browser, DESKTOP, Screen, visit};
use crate::support::foreign::Foreign;
use crate::support::process::Guarded;
use crate::support::service::{TOKEN, shared};
use fantoccini::key::Key;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;
use tempfile::TempDir;

/// Rows that no map shows, which stand below all others.
const PLACELESS: &str = "document.querySelectorAll('.placeless .item').length";
const LIVE: &str = "https://map.example";

/// A copy of the demo town at `/site/map/` of a server.
struct Copied {
    folder: TempDir,
    /// Ends with a slash.
    address: String,
    _server: Guarded,
}

impl Copied {
    fn new(query: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let at = folder.path().join("site/map");
        fs::create_dir_all(at.parent().expect("a parent")).expect("a folder");
        export(&at, query);
        let root = folder.path().display().to_string();
        let arguments = [
            "-u",
            "-m",
            "http.server",
            "--bind",
            "127.0.0.1",
            "--directory",
            &root,
            "0",
        ];
        let server = Guarded::start("python3", &arguments, &[]);
        let line = server
            .line(" port ", Duration::from_secs(20))
            .expect("it serves");
        let port = line.split(' ').next().expect("a port");
        Self {
            address: format!("http://127.0.0.1:{port}/site/map/"),
            folder,
            _server: server,
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("site/map")
    }
}

fn export(at: &Path, query: &str) {
    let done = exported(at, query);
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{query}: {said}");
}

/// Runs an export to its end.
fn exported(at: &Path, query: &str) -> Output {
    let (output, database) = (at.display().to_string(), shared().database());
    Command::new(env!("CARGO_BIN_EXE_okolica"))
        .args([
            "export",
            "items",
            "--format",
            "folder",
            "--public-url",
            LIVE,
        ])
        .args([
            "--database",
            &database,
            "--output",
            &output,
            "--query",
            query,
        ])
        .output()
        .expect("the program starts")
}

/// Opens the copy for a test, after which nothing may have been asked for in vain or of others.
async fn visit_copy(copied: &Copied, screen: Screen, test: impl AsyncFnOnce(&Browser)) {
    visit(shared(), screen, async |browser| {
        browser.open_elsewhere(&copied.address).await;
        test(browser).await;
        for event in browser.network().await {
            let response = &event["params"]["response"];
            let status = response["status"].as_u64().unwrap_or_default();
            assert!(status < 400, "{response}");
            let url = event["params"]["request"]["url"]
                .as_str()
                .unwrap_or_default();
            let own =
                url.is_empty() || url.starts_with(&copied.address) || url.starts_with("data:");
            assert!(own, "{url}");
        }
    })
    .await;
}

/// The files of a folder, by their paths in it.
fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut left = vec![folder.to_owned()];
    while let Some(at) = left.pop() {
        for entry in fs::read_dir(at).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                left.push(path);
            } else {
                found.insert(path);
            }
        }
    }
    found
}

/// The values of `href` and `src` in a page.
fn links(html: &str) -> Vec<String> {
    let after = |name: &str| {
        let parts = html.split(name).skip(1);
        parts
            .filter_map(|rest| Some(rest.split('"').next()?.replace("&amp;", "&")))
            .collect::<Vec<_>>()
    };
    [after(" href=\""), after(" src=\"")].concat()
}

#[test]
fn every_link_leads_to_a_file_of_the_folder_or_out_of_it() {
    for query in [
        "",
        "lang=en&district=ZM01&category=library,community&accent=1a237e&theme=dark",
    ] {
        let copied = Copied::new(query);
        let all = files(&copied.path());
        let mut pages = 0;
        for page in all
            .iter()
            .filter(|path| path.extension().is_some_and(|end| end == "html"))
        {
            pages += 1;
            let html = fs::read_to_string(page).expect("a page");
            for link in links(&html) {
                let out = ["https://", "http://", "mailto:", "tel:", "#"];
                if out.iter().any(|start| link.starts_with(start)) {
                    continue;
                }
                let file = page.parent().expect("a folder").join(&link);
                let file = file.canonicalize();
                assert!(
                    file.is_ok_and(|file| all.contains(&file)),
                    "{}: {link}",
                    page.display()
                );
            }
            for today in ["Otwarte do", "Open until", "opens-", "{ $"] {
                assert!(!html.contains(today), "{}: {today}", page.display());
            }
        }
        assert!(pages > 3, "{query}: {pages} pages");
    }
}

#[tokio::test]
async fn a_copy_keeps_private_contacts_to_itself() {
    let copied = Copied::new("lang=pl");
    let mut hidden = 0;
    for layer in ["spaces", "initiatives"] {
        let all = format!(
            "{}/api/collections/{layer}/items?limit=10000",
            shared().address
        );
        let all = reqwest::Client::new()
            .get(all)
            .bearer_auth(TOKEN)
            .send()
            .await;
        let all: serde_json::Value = all.expect("an answer").json().await.expect("JSON");
        for feature in all["features"].as_array().expect("features") {
            let properties = &feature["properties"];
            let page = copied
                .path()
                .join(format!("{layer}/{}.html", feature["id"]));
            let Ok(page) = fs::read_to_string(page) else {
                continue;
            };
            let public = properties["contact_public"] == true;
            for field in ["phone", "email"] {
                if let Some(contact) = properties[field].as_str() {
                    // A telephone number is not broken over two lines.
                    let shown = contact.replace(' ', "\u{a0}");
                    assert_eq!(
                        page.contains(contact) || page.contains(&shown),
                        public,
                        "{layer} {}: {contact}",
                        feature["id"]
                    );
                    hidden += usize::from(!public);
                }
            }
        }
    }
    assert!(hidden > 0, "the town has private contacts");
}

#[tokio::test]
async fn a_plain_file_server_shows_the_map() {
    let copied = Copied::new("lang=pl");
    let live = reqwest::get(format!(
        "{}/tiles/items/0/0/0.geojson?past=0",
        shared().address
    ));
    let live = live
        .await
        .expect("an answer")
        .bytes()
        .await
        .expect("a tile");
    let own = fs::read(copied.path().join("tiles/items/0/0/0.geojson")).expect("a tile");
    assert_eq!(own, live, "the tiles are those of the service");
    let mut found = Vec::new();
    let views = [
        "",
        "?map=14/52.06/19.16",
        "?map=16/52.055/19.155",
        "?map=18/52.0553/19.1551",
        "?map=16/10/10",
    ];
    visit_copy(&copied, DESKTOP, async |browser| {
        for view in views {
            browser
                .open_elsewhere(&format!("{}{view}", copied.address))
                .await;
            found.push(agreed(browser).await);
        }
        assert_eq!(total(browser).await, 0, "there is nothing in the ocean");
        check(browser, "a part of the copy with nothing in it").await;
        browser.open_elsewhere(&copied.address).await;
        let whole = agreed(browser).await;
        let rows = "document.querySelectorAll('.items .item').length";
        let first = browser.number(&format!("return {rows}")).await;
        assert!(first < total(browser).await as f64, "a part of the list");
        browser.click(".paging [rel=next]").await;
        browser
            .until(
                "the rest is there",
                &format!("{rows} === {}", total(browser).await),
            )
            .await;
        browser.picture("copy").await;
        check_in_all_colours(browser, "a copy").await;
        browser.click("#tool-zoom-in").await;
        browser
            .until(
                "the list follows",
                &format!("document.querySelector('.results-body').dataset.placed < {whole}"),
            )
            .await;
        assert!(agreed(browser).await > 200, "there is much in view");
        browser
            .until(
                "a part of it is listed",
                &format!("{rows} - {PLACELESS} === 100"),
            )
            .await;
        browser.click(".paging [rel=next]").await;
        browser
            .until("and more", &format!("{rows} - {PLACELESS} === 200"))
            .await;
        open_an_item(browser).await;
        check_in_all_colours(browser, "an item of a copy").await;
        browser.picture("copy-item").await;
        browser.reload().await;
        browser
            .until("it is open again", "document.querySelector('.detail-body')")
            .await;
        agreed(browser).await;
        browser
            .run("document.querySelector('#detail-title').focus()")
            .await;
        browser.press(Key::Escape).await;
        browser
            .until(
                "the list is back",
                "document.querySelector('#detail').hidden",
            )
            .await;
        browser.click(".item-link").await;
        browser
            .until(
                "the item has a page",
                "/\\/site\\/map\\/\\w+\\/\\d+\\.html$/.test(location.pathname)",
            )
            .await;
        check_in_all_colours(browser, "an item's page of a copy").await;
        browser.picture("copy-page").await;
        browser.click(".back a").await;
        browser
            .until("and a way back", "document.querySelector('#map')")
            .await;
        agreed(browser).await;
    })
    .await;
    // The same numbers as in the service's own frame.
    visit(shared(), DESKTOP, async |browser| {
        let mut there = Vec::new();
        for view in views {
            browser
                .open(&format!(
                    "/embed{view}{}lang=pl",
                    if view.is_empty() { '?' } else { '&' }
                ))
                .await;
            there.push(agreed(browser).await);
        }
        assert_eq!(found, there);
    })
    .await;
}

#[tokio::test]
async fn a_copy_fits_where_it_is_narrow_and_in_a_frame() {
    let copied = Copied::new("lang=uk&district=ZM03&title=Dworzec&accent=8a1538");
    visit_copy(&copied, NARROWEST, async |browser| {
        agreed(browser).await;
        let fits = "document.documentElement.scrollWidth <= innerWidth";
        assert!(browser.holds(fits).await);
        check(browser, "a copy at 280 px").await;
        browser.picture("copy-280").await;
        browser.click(".item-link").await;
        browser
            .until("a page", "location.pathname.endsWith('.html')")
            .await;
        assert!(browser.holds(fits).await);
        check(browser, "an item's page at 280 px").await;
        browser.picture("copy-page-280").await;
    })
    .await;
    let page = format!(
        "<!DOCTYPE html><html lang=uk><head><meta charset=utf-8><title>Офіс</title></head><body><main>
        <h1>Офіс</h1><iframe id=framed src='{}' title='Карта' width='100%' height=700></iframe></main></body></html>",
        copied.address
    );
    let policy = "default-src 'none'; style-src 'self'; frame-src http://127.0.0.1:*".to_owned();
    let office = Foreign::new(page, "", policy).await;
    visit(shared(), NARROW, async |browser| {
        browser.allow_requests(&copied.address);
        browser.open_elsewhere(&office.address).await;
        browser.enter("#framed").await;
        agreed(browser).await;
        browser.click(".item-link").await;
        browser.leave().await;
        browser
            .until(
                "the link leaves the frame",
                "location.pathname.startsWith('/site/map/')",
            )
            .await;
    })
    .await;
}

#[tokio::test]
async fn without_scripts_a_copy_is_a_list_with_pages() {
    let whole = Copied::new("lang=en");
    visit_copy(&whole, DESKTOP, async |browser| {
        browser.without_scripts().await;
        browser.open_elsewhere(&whole.address).await;
        let listed = total(browser).await;
        let rows = "document.querySelectorAll('.items .item').length";
        let first = browser.number(&format!("return {rows}")).await;
        browser.click(".paging [rel=next]").await;
        browser
            .until(
                "the second part",
                "location.pathname.endsWith('/list-2.html')",
            )
            .await;
        let rest = browser.number(&format!("return {rows}")).await;
        assert_eq!(first + rest, listed as f64, "{first} and {rest}");
        assert!(
            browser
                .holds("!document.querySelector('.paging [rel=next]')")
                .await
        );
        browser.click(".paging a").await;
        browser
            .until(
                "the start again",
                "location.pathname.endsWith('/index.html')",
            )
            .await;
    })
    .await;
    let copied = Copied::new("lang=en&district=ZM01");
    visit_copy(&copied, DESKTOP, async |browser| {
        browser.without_scripts().await;
        browser.open_elsewhere(&copied.address).await;
        let listed = total(browser).await;
        let asked = format!(
            "{}/api/collections/items/items?district=ZM01&past=0&limit=1",
            shared().address
        );
        let answer = reqwest::get(asked).await.expect("an answer");
        let answer: serde_json::Value = answer.json().await.expect("JSON");
        assert_eq!(Some(listed), answer["numberMatched"].as_u64(), "{answer}");
        let first = "document.querySelector('.item-link')";
        let name = browser.text(&format!("return {first}.textContent")).await;
        browser.click(".item-link").await;
        let there = format!(
            "document.querySelector('h1').textContent === {}",
            serde_json::json!(name)
        );
        browser.until("the item has a page", &there).await;
    })
    .await;
}

/// What the program says when it refuses an export.
fn refusal(at: &Path, query: &str) -> String {
    let done = exported(at, query);
    assert_eq!(done.status.code(), Some(2), "{query}");
    String::from_utf8_lossy(&done.stderr).into_owned()
}

#[test]
fn what_a_copy_can_not_hold_is_refused_and_nothing_is_half_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path().join("map");
    for (query, said) in [
        ("district=ZM99", "district"),
        ("categroy=library", "categroy"),
        ("open=now", "what is open changes with the hour"),
        ("when=weekend", "name days by from and to"),
        ("around=Rynek", "its point beside it"),
        ("filters=open", "in a copy the filters are fixed"),
        ("accent=zzz", "six hexadecimal digits"),
    ] {
        let error = refusal(&at, query);
        assert!(error.contains(said), "{query}: {error}");
    }
    let left: Vec<_> = fs::read_dir(folder.path()).expect("a folder").collect();
    assert!(left.is_empty(), "{left:?}");

    // A folder of somebody's own stays.
    fs::create_dir(&at).expect("a folder");
    fs::write(at.join("thesis.txt"), "mine").expect("a file");
    let error = refusal(&at, "");
    assert!(error.contains("is no copy of a map"), "{error}");
    assert_eq!(files(&at).len(), 1);
    fs::remove_file(at.join("thesis.txt")).expect("it goes");

    // One that was cut off stands beside it, and an old copy makes room for a new one.
    fs::create_dir(folder.path().join("map.unfinished")).expect("a folder");
    let precious = folder.path().join("map.replaced");
    fs::create_dir(&precious).expect("a folder");
    fs::write(precious.join("thesis.txt"), "mine").expect("a file");
    assert!(refusal(&at, "").contains("map.replaced"));
    assert!(precious.join("thesis.txt").is_file());
    fs::remove_dir_all(&precious).expect("it goes");
    export(&at, "");
    let whole = files(&at);
    export(&at, "district=ZM01");
    let part = files(&at);
    assert!(
        part.len() < whole.len() && part.len() > 20,
        "{} of {}",
        part.len(),
        whole.len()
    );
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}
