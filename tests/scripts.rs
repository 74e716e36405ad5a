//! What of the pages' scripts needs no browser.

use crate::support::service::root;
use std::process::Command;

#[test]
fn the_scripts_keep_their_promises() {
    let done = Command::new("node")
        .arg("--test")
        .args(
            ["scripts", "embed", "copy"].map(|name| root(&format!("web/scripts/{name}.test.mjs"))),
        )
        .output()
        .expect("node runs: the web files are built with it");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}");
}
