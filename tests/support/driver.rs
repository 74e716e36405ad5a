//! One chromedriver for all tests; a browser session of its own for each.

use super::process::{Guarded, scratch};
use fantoccini::wd::Capabilities;
use serde_json::json;
use std::sync::LazyLock;
use std::time::Duration;

/// The running chromedriver. A static is never dropped; the guard ends it with the process.
static DRIVER: LazyLock<(Guarded, String)> = LazyLock::new(start);

const MISSING: &str = "the browser tests need Chromium and its driver: \
                       apt-get install -y chromium chromium-driver";

/// The address that takes WebDriver commands.
pub(crate) fn address() -> &'static str {
    &DRIVER.1
}

fn start() -> (Guarded, String) {
    for program in ["chromium", "chromedriver"] {
        assert!(is_installed(program), "{program} is not here; {MISSING}");
    }
    // Profiles of browsers go where `cargo clean` finds them.
    let folder = scratch().to_str().expect("a path of plain text");
    let driver = Guarded::start("chromedriver", &["--port=0"], &[("TMPDIR", folder)]);
    let port = driver
        .line("was started successfully on port ", Duration::from_secs(20))
        .expect("chromedriver says its port");
    let address = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
    (driver, address)
}

fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// A headless browser with nothing of anybody's in it, that keeps a log of its console and of
/// every request.
pub(crate) fn capabilities(language: &str) -> Capabilities {
    let settings = json!({
        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        "goog:chromeOptions": {
            "args": [
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--force-color-profile=srgb",
                "--hide-scrollbars",
                format!("--lang={language}"),
            ],
            "prefs": {"intl.accept_languages": language},
            "perfLoggingPrefs": {"enableNetwork": true, "enablePage": false},
        },
    });
    match settings {
        serde_json::Value::Object(map) => map,
        _ => unreachable!("written as an object"),
    }
}
