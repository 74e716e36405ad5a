//! The rules of who may know whom, kept by reading the sources.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A Rust file, or every one under a folder, with its text, tests at its end left out.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let path = root().join(folder);
    if path.is_file() {
        add(path, &mut found);
    } else {
        collect(&path, &mut found);
    }
    assert!(!found.is_empty(), "{folder} has sources");
    found
}

fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            add(path, found);
        }
    }
}

fn add(path: PathBuf, found: &mut Vec<(PathBuf, String)>) {
    let text = fs::read_to_string(&path).expect("a source");
    let end = text.find("#[cfg(test)]").unwrap_or(text.len());
    found.push((path, text[..end].to_owned()));
}

/// Fails for each line outside of comments that holds one of the words.
fn must_not_hold(folder: &str, words: &[&str], why: &str) {
    let mut offences = Vec::new();
    for (path, text) in sources(folder) {
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for word in words.iter().filter(|word| code.contains(**word)) {
                offences.push(format!("{}:{}: {word}", path.display(), number + 1));
            }
        }
    }
    assert!(offences.is_empty(), "{why}:\n{}", offences.join("\n"));
}

/// The names under `[dependencies]` of a package.
fn dependencies(package: &str) -> Vec<String> {
    let manifest = fs::read_to_string(root().join(package).join("Cargo.toml")).expect("a manifest");
    manifest
        .split_once("[dependencies]")
        .expect("dependencies")
        .1
        .lines()
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split(['=', '.', ' ']).next())
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

/// The packages of the engine, and everything that each may depend on.
const ENGINE: [(&str, &[&str]); 4] = [
    (
        "crates/model",
        &[
            "serde",
            "serde_json",
            "chrono",
            "chrono-tz",
            "geo",
            "geographiclib-rs",
            "unicode-normalization",
            "itoa",
            "opening-hours",
            "opening-hours-syntax",
            "rrule",
        ],
    ),
    (
        "crates/coverage",
        &[
            "okolica-model",
            "serde",
            "serde_json",
            "chrono",
            "geo",
            "libm",
        ],
    ),
    (
        "crates/cql",
        &["okolica-model", "serde_json", "chrono", "geo"],
    ),
    (
        "crates/atlas",
        &[
            "okolica-model",
            "serde",
            "serde_json",
            "chrono",
            "geo",
            "itoa",
            "unicode-normalization",
            "fst",
        ],
    ),
];

/// Words of HTTP.
const HTTP: &[&str] = &["axum", "hyper", "reqwest", "crate::http"];
/// Words of a database.
const SQL: &[&str] = &[
    "sqlx",
    "SELECT ",
    "INSERT ",
    "UPDATE ",
    "DELETE FROM",
    "BEGIN ",
    "PRAGMA",
];

/// What each part of the service must not know.
const SERVICE: [(&str, &[&[&str]]); 9] = [
    ("src/http", &[SQL]),
    ("src/store", &[HTTP, &["okolica_web"]]),
    ("src/live.rs", &[HTTP]),
    ("src/import", &[HTTP]),
    ("src/export", &[HTTP]),
    ("src/coverage", &[HTTP, SQL]),
    ("src/picture", &[HTTP, SQL]),
    ("src/web_files.rs", &[HTTP, SQL]),
    ("src/ground.rs", &[HTTP, SQL]),
];

#[test]
fn the_engine_knows_no_database_http_async_file_or_clock() {
    let words = [
        "sqlx",
        "axum",
        "hyper",
        "tokio",
        "reqwest",
        "async ",
        ".await",
        "std::fs",
        "std::net",
        "std::env",
        "std::io::std",
        "SystemTime",
        "Instant",
        "::now()",
        "chrono::Local",
        "println!",
        "tracing",
    ];
    for (package, allowed) in ENGINE {
        must_not_hold(
            &format!("{package}/src"),
            &words,
            "the engine must stay pure",
        );
        assert_eq!(dependencies(package), allowed, "{package}");
    }
}

#[test]
fn the_browser_builds_model_and_coverage_alone() {
    let ours: Vec<String> = dependencies("web")
        .into_iter()
        .filter(|name| name.starts_with("okolica"))
        .collect();
    assert_eq!(ours, ["okolica-model", "okolica-coverage", "okolica-atlas"]);
    let manifest = fs::read_to_string(root().join("web/Cargo.toml")).expect("a manifest");
    let atlas: Vec<&str> = manifest
        .lines()
        .filter(|line| line.contains("okolica-atlas"))
        .collect();
    let [feature, dependency] = atlas[..] else {
        panic!("the atlas is named twice: {atlas:?}");
    };
    assert!(feature.starts_with("ssr = ["), "{feature}");
    assert!(dependency.contains("optional = true"), "{dependency}");
}

#[test]
fn pages_know_nothing_of_the_service() {
    let words = [
        "sqlx",
        "axum",
        "tokio",
        "reqwest",
        "std::fs",
        "std::net",
        "okolica::",
    ];
    must_not_hold(
        "web/src",
        &words,
        "pages know the engine and nothing of the service",
    );
}

#[test]
fn parts_of_the_service_know_only_what_they_may() {
    for (part, unknown) in SERVICE {
        let why = format!("what {part} must not know");
        must_not_hold(part, &unknown.concat(), &why);
    }
}

/// One atlas, one moment, one role a request: whatever takes them besides the context could take
/// them twice.
#[test]
fn only_the_context_of_a_request_takes_atlas_clock_and_token() {
    let words = [
        "app.atlas()",
        "clock::now()",
        "RawQuery",
        "token::role",
        "token::require",
    ];
    // Health tells of the service, not of a request's answer.
    let may = ["request/context.rs", "server/health.rs"];
    let mut offences = Vec::new();
    for (path, text) in sources("src/http") {
        if may.iter().any(|end| path.ends_with(end)) {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if words.iter().any(|word| code.contains(word)) {
                offences.push(format!("{}:{}: {code}", path.display(), number + 1));
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn integration_tests_are_one_binary() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("autotests = false"));
    assert_eq!(manifest.matches("[[test]]").count(), 1);
}
