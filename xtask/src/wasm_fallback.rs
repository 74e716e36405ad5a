//! `cargo xtask wasm-fallback`: the road for machines that rustup's server can't be reached from.

use crate::steps::Steps;
use crate::{wasm_target, web};
use anyhow::Result;

/// Builds the browser's part with Debian's compiler, in a folder of its own; `web/dist` stays.
pub(crate) fn exercise() -> Result<()> {
    let mut steps = Steps::new(2);
    steps.next("Debian's compiler");
    let target = wasm_target::prepare_debian()?;
    steps.next("the browser's part with it");
    let files = web::files(target)?;
    let size = files["okolica.wasm"].len().div_ceil(1000);
    steps.done(&format!("the wasm has {size} kB before compression"));
    Ok(())
}
