//! The examples of `/api/docs`, taken from the page and run.

use super::output;
use crate::support::service::{Service, TOKEN};
use std::collections::BTreeSet;
use std::process::Command;

/// The code blocks of one language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let start = format!("<code class=\"{language}\">");
    let parts = page.split(&start).skip(1);
    parts
        .filter_map(|part| part.split_once("</code>"))
        .map(|(code, _)| {
            let plain = [
                ("&lt;", "<"),
                ("&gt;", ">"),
                ("&quot;", "\""),
                ("&#x27;", "'"),
                ("&amp;", "&"),
            ];
            plain
                .iter()
                .fold(code.to_owned(), |code, (from, to)| code.replace(from, to))
        })
        .collect()
}

async fn page(service: &Service) -> String {
    let address = format!("{}/api/docs?lang=en", service.address);
    let answer = reqwest::get(&address).await.expect("an answer");
    answer.text().await.expect("a page")
}

#[tokio::test]
async fn every_example_does_what_it_says() {
    for (language, program, option) in [
        ("curl", "sh", "-c"),
        ("python", "/usr/bin/python3", "-c"),
        ("javascript", "node", "-e"),
    ] {
        // Examples write: each language has a town of its own.
        let service = Service::demo();
        let blocks = blocks(&page(&service).await, language);
        assert!(blocks.len() > 20, "{language}: {}", blocks.len());
        for code in blocks {
            let mut command = Command::new(program);
            if language == "javascript" {
                command.arg("--input-type=module");
            }
            command.args([option, &code]).env("OKOLICA_TOKEN", TOKEN);
            let said = output(&mut command);
            let wants_answer = !code.contains("DELETE");
            assert!(!wants_answer || said.len() > 20, "{code}\n{said}");
        }
    }
}

#[tokio::test]
async fn every_path_has_an_example() {
    let service = crate::support::service::shared();
    let page = page(service).await;
    let described = super::json(service, "/api/openapi.json").await;
    let shown: BTreeSet<String> = page
        .split("<code class=\"path\">")
        .skip(1)
        .filter_map(|part| Some(part.split_once("</code>")?.0.to_owned()))
        .collect();
    for (path, item) in described["paths"].as_object().expect("paths") {
        let mut parts: Vec<&str> = path.split('/').collect();
        if parts.get(1) == Some(&"collections") && parts.len() > 2 {
            parts[2] = "{collection}";
        }
        let path = format!("/api{}", parts.join("/"));
        let path = path.trim_end_matches('/');
        for method in item.as_object().expect("operations").keys() {
            let wanted = format!("{} {path}", method.to_uppercase());
            assert!(shown.contains(&wanted), "{wanted} is not in {shown:?}");
        }
    }
}
