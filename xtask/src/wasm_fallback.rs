//! `cargo xtask wasm-fallback`: the road for machines that rustup's server can't be reached from.

use crate::steps::Steps;
use crate::tools::run;
use crate::wasm_target;
use anyhow::{Context, Result};

/// Builds the browser's part with Debian's compiler, in a folder of its own.
pub(crate) fn exercise() -> Result<()> {
    let mut steps = Steps::new(2);
    steps.next("Debian's compiler");
    let target = wasm_target::prepare_debian()?;
    steps.next("the browser's part with it");
    run(&mut target.cargo_build("hydrate,planner")?)?;
    let wasm = target.built("wasm")?.join("okolica_web.wasm");
    let size = std::fs::metadata(&wasm)
        .with_context(|| format!("{}", wasm.display()))?
        .len();
    steps.done(&format!(
        "{} kB before bindings and optimisation",
        size / 1000
    ));
    Ok(())
}
