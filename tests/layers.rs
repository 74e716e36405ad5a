//! The rules of who may know whom, kept by reading the sources.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file under a folder with its text, tests at its end left out.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    collect(&root().join(folder), &mut found);
    assert!(!found.is_empty(), "{folder} has sources");
    found
}

fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a source");
            let end = text.find("#[cfg(test)]").unwrap_or(text.len());
            found.push((path, text[..end].to_owned()));
        }
    }
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

#[test]
fn the_atlas_knows_no_database_http_async_file_or_clock() {
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
        "println!",
        "tracing",
    ];
    must_not_hold("atlas/src", &words, "the atlas must stay pure");
    for name in dependencies("atlas") {
        let impure = [
            "sqlx", "axum", "hyper", "tokio", "reqwest", "tracing", "okolica",
        ];
        assert!(!impure.contains(&name.as_str()), "atlas depends on {name}");
    }
}

#[test]
fn the_web_depends_on_the_atlas_only() {
    let ours: Vec<String> = dependencies("web")
        .into_iter()
        .filter(|name| name.starts_with("okolica"))
        .collect();
    assert_eq!(ours, ["okolica-atlas"]);
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
        "pages know the atlas and nothing of the service",
    );
}

#[test]
fn http_holds_no_sql() {
    let words = [
        "sqlx",
        "SELECT ",
        "INSERT ",
        "UPDATE ",
        "DELETE FROM",
        "BEGIN ",
        "PRAGMA",
    ];
    must_not_hold("src/http", &words, "only the store speaks SQL");
}

#[test]
fn integration_tests_are_one_binary() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("autotests = false"));
    assert_eq!(manifest.matches("[[test]]").count(), 1);
}
