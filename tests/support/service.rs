//! The real service as a process of its own, over the demo town or another store.

use super::process::{Guarded, scratch};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{LazyLock, Mutex, MutexGuard};
use std::time::Duration;
use tempfile::TempDir;

/// The secret that writes need in tests.
pub(crate) const TOKEN: &str = "test-token";
/// Where "report a mistake" goes in tests.
pub(crate) const CONTACT: &str = "mapa@example.org";

const BINARY: &str = env!("CARGO_BIN_EXE_okolica");

/// A running service and the store it serves.
pub(crate) struct Service {
    process: Mutex<Option<Guarded>>,
    /// `http://127.0.0.1:port`.
    pub(crate) address: String,
    store: PathBuf,
    /// Flags beyond those of every test service.
    flags: Vec<String>,
    _folder: TempDir,
}

/// The demo town for tests that only read.
static SHARED: LazyLock<Service> = LazyLock::new(Service::demo);

/// A path inside the workspace.
pub(crate) fn root(path: &str) -> String {
    format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))
}

/// The demo town, shared with other tests: look, don't touch.
pub(crate) fn shared() -> &'static Service {
    &SHARED
}

/// Runs one command to its end.
pub(crate) fn okolica(arguments: &[&str]) -> String {
    let done = Command::new(BINARY)
        .args(arguments)
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(
        done.status.success(),
        "okolica {arguments:?} ended with {}: {said}{}",
        done.status,
        String::from_utf8_lossy(&done.stderr)
    );
    said
}

pub(crate) fn url(store: &Path) -> String {
    format!("gpkg:{}", store.display())
}

fn folder() -> TempDir {
    TempDir::new_in(scratch()).expect("a folder for a store")
}

impl Service {
    /// The demo town for one test alone.
    pub(crate) fn demo() -> Self {
        Self::demo_with(&[])
    }

    /// The demo town, served with more flags.
    pub(crate) fn demo_with(flags: &[&str]) -> Self {
        Self::with(flags, |store| {
            okolica(&["demo", &root("data/demo"), "--database", &url(store)]);
        })
    }

    /// A service over the store that `fill` makes at the path it is given.
    pub(crate) fn over(fill: impl FnOnce(&Path)) -> Self {
        Self::with(&[], fill)
    }

    fn with(flags: &[&str], fill: impl FnOnce(&Path)) -> Self {
        let folder = folder();
        let store = folder.path().join("okolica.gpkg");
        fill(&store);
        let flags: Vec<String> = flags.iter().map(|&flag| flag.to_owned()).collect();
        let (process, address) = start(&store, "127.0.0.1:0", &flags);
        Self {
            process: Mutex::new(Some(process)),
            address,
            store,
            flags,
            _folder: folder,
        }
    }

    /// The store, as commands take it.
    pub(crate) fn database(&self) -> String {
        url(&self.store)
    }

    /// Ends the process; the address stays its own.
    pub(crate) fn stop(&self) {
        *self.process() = None;
    }

    /// Starts it again at the address it had.
    pub(crate) fn start(&self) {
        let listen = self.address.trim_start_matches("http://").to_owned();
        let (process, _) = start(&self.store, &listen, &self.flags);
        *self.process() = Some(process);
    }

    fn process(&self) -> MutexGuard<'_, Option<Guarded>> {
        self.process.lock().expect("no start panics")
    }
}

fn start(store: &Path, listen: &str, flags: &[String]) -> (Guarded, String) {
    let ground = root("data/demo/ground.geojson");
    let mut arguments = vec!["serve", "--database"];
    let database = url(store);
    arguments.extend([&*database, "--listen", listen, "--contact", CONTACT]);
    if Path::new(&ground).is_file() {
        arguments.extend(["--ground", &ground]);
    }
    arguments.extend(flags.iter().map(String::as_str));
    let process = Guarded::start(BINARY, &arguments, &[("OKOLICA_ADMIN_TOKEN", TOKEN)]);
    let address = process
        .line("Okolica answers at ", Duration::from_secs(60))
        .expect("the service says where it answers");
    (process, address)
}
