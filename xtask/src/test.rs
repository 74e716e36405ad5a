//! `cargo xtask test`: everything that has to pass, on a machine with cargo, node and apt.

use crate::root;
use crate::steps::Steps;
use crate::tools::{apt_install, cargo, find, output, run, succeeds_within, target_folder};
use crate::wasm_target::{self, TARGET, WasmTarget};
use crate::{demo, licences, web};
use anyhow::{Context, Result};
use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

/// What the tests call, and the Debian package that it comes in.
const PROGRAMS: [(&str, &str); 9] = [
    ("ogr2ogr", "gdal-bin"),
    ("sqlite3", "sqlite3"),
    ("chromium", "chromium"),
    ("chromedriver", "chromium-driver"),
    ("curl", "curl"),
    ("kill", "procps"),
    ("zbarimg", "zbar-tools"),
    // Draws SVG for zbarimg.
    ("rsvg-convert", "librsvg2-bin"),
    // Runs the HTML checker.
    ("java", "default-jre-headless"),
];
/// Readers that we did not write, as modules of Debian's Python, with their packages: GDAL's own
/// validator of GeoPackages, calendars and their rules, feeds.
const PYTHON_MODULES: [(&str, &str); 4] = [
    ("osgeo_utils", "python3-gdal"),
    ("icalendar", "python3-icalendar"),
    ("dateutil", "python3-dateutil"),
    ("feedparser", "python3-feedparser"),
];
/// Clients that Debian does not have, with their versions.
const CLIENTS: &str = "tests/clients/requirements.txt";
const PYTHON_FOLDER: &str = "/usr/lib/python3/dist-packages";

const COMPONENT_LIMIT: Duration = Duration::from_secs(90);

pub(crate) fn test() -> Result<()> {
    let mut steps = Steps::new(8);
    steps.next("programs that the tests need");
    install()?;
    let mut missing = Vec::new();
    steps.next("format");
    if component("rustfmt", "cargo-fmt", &mut missing) {
        run(cargo().args(["fmt", "--all", "--check"]))?;
    }
    steps.next("licences");
    licences::check()?;
    steps.next("demo town");
    demo::run(true)?;
    steps.next("the pages' browser part");
    web::build()?;
    steps.next("clippy");
    if component("clippy", "cargo-clippy", &mut missing) {
        clippy()?;
    }
    steps.next("building the tests");
    run(cargo().args(["test", "--workspace", "--no-run"]))?;
    steps.next("tests");
    run(cargo().args(["test", "--workspace"]))?;
    for what in &missing {
        eprintln!("not checked: {what}");
    }
    steps.done("all passed");
    Ok(())
}

/// Installs through apt what is not there, and the judges of tests that come from npm and PyPI.
fn install() -> Result<()> {
    let mut packages = Vec::new();
    if !postgis_is_there() {
        packages.push(postgis_package()?);
    }
    for (program, package) in PROGRAMS {
        if find(program).is_none() {
            packages.push(package.to_owned());
        }
    }
    for (module, package) in PYTHON_MODULES {
        let folder = format!("{PYTHON_FOLDER}/{module}");
        if !fs::exists(&folder)? && !fs::exists(format!("{folder}.py"))? {
            packages.push(package.to_owned());
        }
    }
    if !succeeds(Command::new("/usr/bin/python3").args(["-c", "import ensurepip"])) {
        packages.push("python3-venv".to_owned());
    }
    if !packages.is_empty() {
        apt_install(&packages)?;
    }
    web::packages(&root().join("tests/oracles/hours"))?;
    install_clients()
}

/// Installs what [`CLIENTS`] lists into a Python of its own, unless it is there already.
fn install_clients() -> Result<()> {
    let wanted = fs::read_to_string(root().join(CLIENTS)).context(CLIENTS)?;
    let folder = target_folder()?.join("clients");
    let done = folder.join("installed.txt");
    if fs::read_to_string(&done).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    run(Command::new("/usr/bin/python3")
        .args(["-m", "venv", "--clear"])
        .arg(&folder))?;
    run(Command::new(folder.join("bin/pip"))
        .args(["install", "-q", "--disable-pip-version-check", "-r"])
        .arg(root().join(CLIENTS)))?;
    fs::write(done, wanted).context("noting what is installed")
}

fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Whether some PostgreSQL on this machine has the extension, where Debian puts it.
fn postgis_is_there() -> bool {
    fs::read_dir("/usr/share/postgresql").is_ok_and(|versions| {
        versions.flatten().any(|version| {
            let server = format!(
                "/usr/lib/postgresql/{}/bin/postgres",
                version.file_name().display()
            );
            version.path().join("extension/postgis.control").is_file()
                && fs::exists(server).unwrap_or(false)
        })
    })
}

/// Its name carries the version of PostgreSQL, which the Debian release decides.
fn postgis_package() -> Result<String> {
    let search = || {
        let pattern = "^postgresql-[0-9]+-postgis-3$";
        output(Command::new("apt-cache").args(["search", "--names-only", pattern]))
    };
    let mut found = search().context("looking for PostGIS among the Debian packages")?;
    if found.is_empty() {
        run(Command::new("apt-get")
            .args(["-q", "update"])
            .stdout(Stdio::null()))?;
        found = search()?;
    }
    let names = found
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    names
        .max()
        .map(str::to_owned)
        .context("apt offers no postgresql-…-postgis-3")
}

/// Whether cargo has the component; rustup is asked to add it.
fn component(name: &str, program: &str, missing: &mut Vec<String>) -> bool {
    let mut ask = cargo();
    ask.args([name.trim_start_matches("rust"), "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if ask.status().is_ok_and(|status| status.success()) {
        return true;
    }
    let mut rustup = Command::new("rustup");
    rustup.args(["component", "add", name]);
    if succeeds_within(&mut rustup, COMPONENT_LIMIT) {
        return true;
    }
    missing.push(format!(
        "{program} is not installed (rustup component add {name})"
    ));
    false
}

/// The whole workspace, and the browser's part for the browser.
fn clippy() -> Result<()> {
    let strict = ["--", "-D", "warnings"];
    run(cargo()
        .args(["clippy", "--workspace", "--all-targets"])
        .args(strict))?;
    if wasm_target::prepare()? == WasmTarget::Installed {
        let browser = [
            "clippy",
            "-p",
            "okolica-web",
            "--features",
            "hydrate,planner",
            "--target",
            TARGET,
        ];
        run(cargo().args(browser).args(strict))?;
    }
    Ok(())
}
