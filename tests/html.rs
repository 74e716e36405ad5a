//! Every page is valid HTML: judged by the Nu HTML checker and by html-validate.
//!
//! Three rules of html-validate are off in `web/.htmlvalidate.json`: `role="list"` on a list without
//! bullets is said on purpose, since WebKit otherwise does not announce it as one; the
//! suggestions of the search box are a `listbox` as ARIA's combobox pattern has it; and fields of
//! one form share a name on purpose, where a question may name several categories or days.

use crate::support::service::{Service, okolica, root, shared};
use okolica_web::language::Language;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Pages with the state that they open with, and in others.
const PAGES: [&str; 33] = [
    "/",
    "/?q=biblioteka",
    "/?q=zzzzqqq",
    "/?category=library&open=now",
    "/?when=weekend&free=1",
    "/?category=nosuch",
    "/?near=19.29,52.05&within=500",
    "/?selected=spaces/1",
    "/spaces/1",
    "/spaces/12",
    "/spaces/99999",
    "/initiatives/1",
    "/initiatives/2",
    "/initiatives/30",
    "/districts/ZM01",
    "/districts/nosuch",
    "/planner",
    "/planner?category=library&within=500&who=65plus",
    "/planner?scenario=add:19.29,52.05",
    "/planner?within=-5",
    "/planner/report",
    "/embed",
    "/embed?view=list&district=ZM01",
    "/embed?view=map&theme=dark&accent=ffff00",
    "/embed/builder",
    "/mine",
    "/offline",
    "/accessibility",
    "/api/docs",
    "/api?f=html",
    "/api/collections?f=html",
    "/api/collections/spaces/items?f=html",
    "/api/collections/spaces/items/1?f=html",
];

/// Parts of pages, which the browser or an office's site puts into a page.
const FRAGMENTS: [&str; 6] = [
    "/?fragment=list",
    "/?fragment=suggest&q=bib",
    "/embed?fragment=list",
    "/spaces/1?fragment=detail",
    "/initiatives/1?fragment=detail",
    "/planner?fragment=rest",
];

fn file_name(number: usize) -> String {
    format!("{number:04}.html")
}

/// A folder for pages; html-validate passes over those whose names begin with a dot.
fn folder() -> TempDir {
    let named = tempfile::Builder::new().prefix("okolica-html-").tempdir();
    named.expect("a folder")
}

/// Asks for every page and fragment in every language; the answers lie in the folder by number, and
/// what each is about is answered.
async fn gather(service: &Service, folder: &Path) -> Vec<String> {
    let client = reqwest::Client::new();
    let mut about = Vec::new();
    for language in Language::ALL.map(Language::tag) {
        for page in PAGES.iter().chain(&FRAGMENTS) {
            let joint = if page.contains('?') { '&' } else { '?' };
            let path = format!("{page}{joint}lang={language}");
            let request = client.get(format!("{}{path}", service.address));
            let answer = request.header("accept", "text/html").send().await;
            let mut text = answer.expect("an answer").text().await.expect("a text");
            if FRAGMENTS.contains(page) {
                assert!(!text.contains("<html"), "{path} is a part of a page");
                text = format!(
                    "<!DOCTYPE html><html lang=\"{language}\"><head><title>A part</title></head>\
                     <body><main><h1>A part</h1>{text}</main></body></html>"
                );
            }
            fs::write(folder.join(file_name(about.len())), text).expect("written");
            about.push(path);
        }
    }
    about
}

/// What the Nu checker holds against the files of a folder.
fn nu(folder: &Path) -> Vec<String> {
    let checker = root("web/node_modules/vnu-jar/build/dist/vnu.jar");
    let done = Command::new("java")
        .args(["-jar", &checker, "--format", "json", "--errors-only"])
        .args(["--skip-non-html"])
        .arg(folder)
        .output()
        .expect("java");
    // It writes its report where programs write errors.
    let report: Value = serde_json::from_slice(&done.stderr).expect("a report");
    let messages = report["messages"].as_array().expect("messages");
    messages
        .iter()
        .map(|found| {
            let file = found["url"].as_str().unwrap_or_default();
            let name = file.rsplit('/').next().unwrap_or_default();
            format!("{name}: {} at {}", found["message"], found["extract"])
        })
        .collect()
}

/// What html-validate holds against the files of a folder.
fn html_validate(folder: &Path) -> Vec<String> {
    // Into a file: of what it writes to a pipe it loses the end.
    let file = folder.join("report.json");
    let done = Command::new("node")
        .arg(root("web/node_modules/html-validate/bin/html-validate.mjs"))
        .args(["--config", &root("web/.htmlvalidate.json")])
        .args(["--formatter", &format!("json={}", file.display())])
        .arg(folder)
        .output()
        .expect("node");
    let said = String::from_utf8_lossy(&done.stderr);
    let report = fs::read(&file).unwrap_or_else(|error| panic!("{error}: {said}"));
    let report: Value = serde_json::from_slice(&report).expect("a report");
    let mut found = Vec::new();
    for file in report.as_array().expect("files") {
        let path = file["filePath"].as_str().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or_default();
        for message in file["messages"].as_array().expect("messages") {
            found.push(format!(
                "{name}: {} ({}) in {}",
                message["message"], message["ruleId"], message["selector"]
            ));
        }
    }
    found
}

/// With what each file is about in place of its name.
fn told(found: Vec<String>, about: &[String]) -> Vec<String> {
    let page = |name: &str| -> Option<&String> {
        about.get(name.strip_suffix(".html")?.parse::<usize>().ok()?)
    };
    found
        .into_iter()
        .map(|line| match line.split_once(": ") {
            Some((name, what)) => match page(name) {
                Some(page) => format!("{page}: {what}"),
                None => line,
            },
            None => line,
        })
        .collect()
}

#[tokio::test]
async fn both_checkers_find_nothing() {
    let folder = folder();
    let about = gather(shared(), folder.path()).await;
    let found = told(nu(folder.path()), &about);
    assert!(found.is_empty(), "Nu: {found:#?}");
    let found = told(html_validate(folder.path()), &about);
    assert!(found.is_empty(), "html-validate: {found:#?}");
}

#[test]
fn a_copy_is_valid_too() {
    let folder = folder();
    let site = folder.path().join("site").display().to_string();
    let database = shared().database();
    let query = "district=ZM01&title=Old+Town&lang=en";
    okolica(&[
        "export",
        "items",
        "--format",
        "folder",
        "--output",
        &site,
        "--query",
        query,
        "--database",
        &database,
    ]);
    let found = nu(Path::new(&site));
    assert!(found.is_empty(), "Nu: {found:#?}");
}

#[test]
fn the_checkers_do_find_what_is_wrong() {
    let folder = folder();
    let wrong = "<!DOCTYPE html><html lang=\"en\"><head><title>A</title></head>\
                 <body><p>one<!>two</p><input type=\"search\" role=\"combobox\"></body></html>";
    fs::write(folder.path().join(file_name(0)), wrong).expect("written");
    assert!(nu(folder.path()).len() >= 2);
    assert!(!html_validate(folder.path()).is_empty());
}
