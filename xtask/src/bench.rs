//! `cargo xtask bench`: figures for the budgets of the design.

use crate::{root, web};
use anyhow::{Context as _, Result, ensure};
use std::process::Command;

/// Builds the bench as it is released and runs it; `arguments` are its own. `bench coverage` is
/// short for `bench --parts coverage`.
pub(crate) fn bench(arguments: &[String]) -> Result<()> {
    // A part may stand among others: `--parts engine,page`, `--parts=page`.
    let browser = |word: &String| {
        let mut parts = word.split([',', '=']);
        parts.any(|part| ["page", "whatif"].contains(&part))
    };
    if arguments.iter().any(browser) {
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
