//! `cargo xtask oracles`: the expected values of coverage, reckoned anew by Python's libraries.

use crate::root;
use crate::steps::Steps;
use crate::tools::{apt_install, run, succeeds_within, target_folder};
use anyhow::Result;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Debian's own, whose version decides which wheels fit.
const PYTHON: &str = "/usr/bin/python3";

/// Makes a virtual environment below the target folder, installs the pinned libraries and writes
/// `tests/oracles/coverage/*.json`, which are committed.
pub(crate) fn oracles() -> Result<()> {
    let mut steps = Steps::new(3);
    steps.next("a Python environment");
    let mut can = Command::new(PYTHON);
    can.args(["-c", "import ensurepip, venv"]);
    if !succeeds_within(can.stderr(Stdio::null()), Duration::from_secs(60)) {
        apt_install(&["python3-venv".to_owned()])?;
    }
    let folder = target_folder()?.join("oracles");
    run(Command::new(PYTHON).args(["-m", "venv"]).arg(&folder))?;
    steps.next("libraries");
    let scripts = root().join("tests/oracles");
    run(Command::new(folder.join("bin/pip"))
        .args(["install", "--quiet", "--requirement"])
        .arg(scripts.join("requirements.txt")))?;
    steps.next("expected values");
    run(Command::new(folder.join("bin/python"))
        .arg(scripts.join("coverage.py"))
        .arg(scripts.join("coverage")))?;
    steps.done("look at what changed with git diff, then run the tests");
    Ok(())
}
