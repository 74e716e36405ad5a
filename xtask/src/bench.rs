//! `cargo xtask bench`: figures for the budgets of the design.

use crate::{root, web};
use anyhow::{Context as _, Result, ensure};
use std::process::Command;

/// Builds the bench as it is released and runs it; `arguments` are its own. `bench coverage` is
/// short for `bench --parts coverage`.
pub(crate) fn bench(arguments: &[String]) -> Result<()> {
    // A part may stand among others: `--parts engine,page`, `--parts=page`.
    let parts = |word: &String| word.split([',', '=']).any(|part| part == "page");
    if arguments.iter().any(parts) {
        web::build()?;
        web::packages(&root().join("benches/page"))?;
    }
    let part = arguments.first().filter(|first| !first.starts_with('-'));
    let status = Command::new("cargo")
        .current_dir(root())
        .args(["bench", "--package", "okolica", "--bench", "bench", "--"])
        .args(part.map(|_| "--parts"))
        .args(arguments)
        .status()
        .context("cargo does not run")?;
    ensure!(status.success(), "the bench ended with {status}");
    Ok(())
}
