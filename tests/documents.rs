//! The examples of README.md and `docs/`, run as they stand.

use crate::support::service::{Service, TOKEN, root};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};
use tempfile::TempDir;

/// Where examples say that the service answers.
const ADDRESSES: [&str; 2] = ["http://127.0.0.1:8080", "https://map.example.org"];

/// README.md and the pages of `docs/`, with their texts.
fn documents() -> Vec<(PathBuf, String)> {
    let pages = fs::read_dir(root("docs")).expect("the folder of pages");
    let pages = pages.map(|entry| entry.expect("an entry").path());
    let pages = pages.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let paths = pages.chain([PathBuf::from(root("README.md"))]);
    paths
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a page");
            (path, text)
        })
        .collect()
}

/// The code blocks of a page that are marked with this language.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let start = format!("```{language}\n");
    let parts = text.split(&start).skip(1);
    parts
        .map(|part| part.split_once("\n```").expect("the block ends").0)
        .collect()
}

/// A folder to run commands in: `okolica` on the path, the checkout's `data`, nothing else.
fn folder() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let link = |name: &str, target: &str| {
        std::os::unix::fs::symlink(target, folder.path().join(name)).expect("a link");
    };
    link("data", &root("data"));
    fs::create_dir(folder.path().join("bin")).expect("a folder for programs");
    link("bin/okolica", env!("CARGO_BIN_EXE_okolica"));
    folder
}

fn run(script: &str, folder: &Path) -> String {
    let path = env::var("PATH").expect("a path");
    let done = Command::new("sh")
        .args(["-ec", script])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", folder.join("bin").display()))
        .env("OKOLICA_ADMIN_TOKEN", TOKEN)
        .output()
        .expect("a shell");
    let printed = String::from_utf8_lossy(&done.stdout).into_owned();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{script}\n{printed}\n{said}");
    printed + &said
}

/// Each page's commands, in their order, in one folder of the page's own.
#[test]
fn every_command_of_the_documents_runs() {
    let service = Service::demo();
    let mut commands = 0;
    for (path, text) in documents() {
        let folder = folder();
        for block in blocks(&text, "sh") {
            let script = ADDRESSES.iter().fold(block.to_owned(), |script, address| {
                script.replace(address, &service.address)
            });
            let printed = run(&script, folder.path());
            let files = files_of(&script);
            assert!(
                !files.is_empty() || printed.len() > 10,
                "{}: {script}",
                path.display()
            );
            for file in files {
                let written = fs::metadata(folder.path().join(file)).expect("the file is written");
                assert!(written.is_dir() || written.len() > 0, "{file}: {script}");
            }
            commands += 1;
        }
    }
    assert!(commands >= 10, "{commands} blocks of commands");
}

/// The files that a script says it writes: after `--output` or `>`.
fn files_of(script: &str) -> Vec<&str> {
    let words: Vec<&str> = script.split_whitespace().collect();
    let pairs = words.windows(2);
    let writes = pairs.filter(|pair| ["--output", ">"].contains(&pair[0]));
    writes.map(|pair| pair[1]).collect()
}

/// Every address of the service that a page shows answers 200.
#[tokio::test]
async fn every_address_of_the_documents_answers() {
    let service = crate::support::service::shared();
    let mut asked = 0;
    for (path, text) in documents() {
        for language in ["text", "html"] {
            for block in blocks(&text, language) {
                for address in addresses(block) {
                    let here = format!("{}{address}", service.address);
                    let answer = reqwest::get(&here).await.expect("an answer");
                    assert_eq!(answer.status(), 200, "{}: {address}", path.display());
                    asked += 1;
                }
            }
        }
    }
    assert!(asked >= 10, "{asked} addresses");
}

/// The part behind host and port of each of the service's addresses in a code block.
fn addresses(block: &str) -> Vec<String> {
    let starts = ADDRESSES.iter().flat_map(|host| block.match_indices(*host));
    starts
        .map(|(at, host)| {
            let rest = &block[at + host.len()..];
            let end = rest.find(['"', '\'', '<', '\n', ' ', ')']);
            rest[..end.unwrap_or(rest.len())].replace("&amp;", "&")
        })
        .collect()
}

/// Links from page to page lead to a file, and to a heading where they name one.
#[test]
fn every_link_between_the_documents_leads_somewhere() {
    for (path, text) in documents() {
        for part in text.split("](").skip(1) {
            let target = part.split_once(')').expect("the link ends").0;
            if target.contains("://") {
                continue;
            }
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let file = match file {
                "" => path.clone(),
                file => path.parent().expect("a folder").join(file),
            };
            assert!(file.is_file(), "{}: {target}", path.display());
            if !heading.is_empty() {
                let there = fs::read_to_string(&file).expect("a page");
                let headings = there.lines().filter(|line| line.starts_with('#'));
                let found = headings.map(slug).any(|slug| slug == heading);
                assert!(found, "{}: {target}", path.display());
            }
        }
    }
}

/// A heading as links name it.
fn slug(heading: &str) -> String {
    let words = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = words
        .chars()
        .filter(|c| c.is_alphanumeric() || " -".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn the_readme_is_short() {
    let readme = fs::read_to_string(root("README.md")).expect("README.md");
    assert!(readme.lines().count() <= 150);
}
