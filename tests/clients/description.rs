//! The description, judged by programs that read descriptions.

use super::{output, program};
use crate::support::process::scratch;
use crate::support::service::{Service, TOKEN, root, shared};
use std::process::Command;

#[tokio::test]
async fn it_is_valid_openapi() {
    let document = super::json(shared(), "/api/openapi.json").await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("openapi.json");
    std::fs::write(&file, document.to_string()).expect("written");
    let mut command = Command::new(program("openapi-spec-validator"));
    let said = output(command.arg(&file));
    assert!(said.contains("OK"), "{said}");
}

/// All checks of schemathesis but those that its configuration switches off, each with a reason.
#[test]
fn schemathesis_finds_nothing() {
    let service = Service::demo();
    let mut command = Command::new(program("schemathesis"));
    command
        // It keeps notes of its runs where it is started.
        .current_dir(scratch())
        .args([
            "--config-file",
            &root("tests/clients/schemathesis.toml"),
            "run",
        ])
        .arg(format!("{}/api/openapi.json", service.address))
        .args(["--url", &format!("{}/api", service.address)])
        .args(["--header", &format!("Authorization: Bearer {TOKEN}")])
        // The examples of a run are those of every run.
        .args(["--seed", "1", "--max-examples", "10", "--no-color"]);
    output(&mut command);
}
