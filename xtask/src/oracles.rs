//! `cargo xtask oracles`: the expected values of coverage, reckoned anew by Python's libraries, and
//! of opening hours, by opening_hours.js.

use crate::root;
use crate::steps::Steps;
use crate::tools::{apt_install, run, succeeds_within, target_folder};
use crate::web::packages;
use anyhow::Result;
use std::fs::File;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Debian's own, whose version decides which wheels fit.
const PYTHON: &str = "/usr/bin/python3";

/// Moments that opening hours are judged at.
const MOMENTS: &str = "40";

/// Makes a virtual environment below the target folder, installs the pinned libraries and writes
/// `tests/oracles/coverage/*.json` and `tests/oracles/hours/verdicts.json`, which are committed.
pub(crate) fn oracles() -> Result<()> {
    let mut steps = Steps::new(4);
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
    steps.next("opening hours");
    let hours = scripts.join("hours");
    packages(&hours)?;
    run(Command::new("node")
        .env("TZ", "Europe/Warsaw")
        .arg(hours.join("judge.mjs"))
        .arg(MOMENTS)
        .stdin(File::open(hours.join("values.txt"))?)
        .stdout(File::create(hours.join("verdicts.json"))?))?;
    steps.done("look at what changed with git diff, then run the tests");
    Ok(())
}
