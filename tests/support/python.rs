//! Parsers that we did not write: Debian's Python modules.

use serde_json::Value;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// Runs a script with Debian's Python and gives it bytes to read; what it prints is JSON.
///
/// # Panics
/// When a module is missing or the script fails.
pub(crate) fn read(script: &str, input: &[u8]) -> Value {
    let mut child = Command::new("/usr/bin/python3")
        .args(["-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Debian's python3 starts; cargo xtask test installs it");
    let mut stdin = child.stdin.take().expect("an open input");
    stdin.write_all(input).expect("the script reads");
    drop(stdin);
    let done = child.wait_with_output().expect("the script ends");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}");
    serde_json::from_slice(&done.stdout).unwrap_or_else(|error| panic!("{error}: {said}"))
}
