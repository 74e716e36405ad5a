//! A compiler for the browser: the wasm32 standard library from wherever it can be had.

use crate::tools::{apt_install, cargo, find, output, succeeds_within, target_folder};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Rustup's server answers in seconds or, behind some firewalls, never.
const RUSTUP_LIMIT: Duration = Duration::from_secs(90);

/// Debian's own compiler and the packages that make it one for wasm32.
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "rust-web-src", "lld"];

/// Which way the standard library comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WasmTarget {
    /// The compiler that runs this chore has it.
    Installed,
    /// Debian's `rustc-web`, which builds it from its source.
    Debian,
}

/// Finds a way, installing what is missing, and says which one it took.
///
/// # Errors
/// Names the commands that would install it when none of the ways works.
pub(crate) fn prepare() -> Result<WasmTarget> {
    if installed()? {
        eprintln!("  wasm32: the installed target");
        return Ok(WasmTarget::Installed);
    }
    if find("rustup").is_some() {
        eprintln!("  wasm32: rustup target add {TARGET}");
        let mut rustup = Command::new("rustup");
        rustup.args(["target", "add", TARGET]);
        if succeeds_within(&mut rustup, RUSTUP_LIMIT) && installed()? {
            return Ok(WasmTarget::Installed);
        }
        eprintln!("  wasm32: rustup could not add it");
    }
    prepare_debian()
}

/// The last way on its own, so that it can be exercised where an earlier one would do.
pub(crate) fn prepare_debian() -> Result<WasmTarget> {
    eprintln!("  wasm32: Debian's {}", DEBIAN_PACKAGES.join(", "));
    if !debian_ready() {
        apt_install(&DEBIAN_PACKAGES.map(str::to_owned))
            .with_context(|| format!("or, with rustup: rustup target add {TARGET}"))?;
    }
    Ok(WasmTarget::Debian)
}

impl WasmTarget {
    /// The command that compiles the browser's part for the target. It asks for the kind of
    /// library here, because a native build has no use for a shared one.
    ///
    /// `part` is the feature of `okolica-web` that it is built with: the scripts of one page.
    pub(crate) fn cargo_build(self, part: &str) -> Result<Command> {
        let mut build = cargo();
        build.args([
            "rustc",
            "--package",
            "okolica-web",
            "--lib",
            "--crate-type",
            "cdylib",
        ]);
        build.args(["--no-default-features", "--features", part]);
        build.args(["--profile", "wasm", "--target", TARGET]);
        if self == Self::Debian {
            // Building std is an unstable feature, which the variable opens on any compiler.
            build
                .args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features="])
                .env("RUSTC", DEBIAN_RUSTC)
                .env("RUSTC_BOOTSTRAP", "1")
                .env("RUSTFLAGS", "-C linker=wasm-ld")
                .env_remove("RUSTUP_TOOLCHAIN")
                .env("CARGO_TARGET_DIR", self.folder()?);
        }
        Ok(build)
    }

    /// Where [`WasmTarget::cargo_build`] leaves what it builds with `profile`.
    pub(crate) fn built(self, profile: &str) -> Result<PathBuf> {
        Ok(self.folder()?.join(TARGET).join(profile))
    }

    /// Another compiler gets another folder: the two would discard each other's work.
    fn folder(self) -> Result<PathBuf> {
        let folder = target_folder()?;
        Ok(match self {
            Self::Installed => folder,
            Self::Debian => folder.join("debian"),
        })
    }
}

fn installed() -> Result<bool> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut ask = Command::new(rustc);
    ask.args(["--print", "target-libdir", "--target", TARGET]);
    Ok(Path::new(output(&mut ask)?.trim()).is_dir())
}

fn debian_ready() -> bool {
    let mut ask = Command::new(DEBIAN_RUSTC);
    ask.args(["--print", "sysroot"]);
    let source = |sysroot: String| Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library");
    find("wasm-ld").is_some() && output(&mut ask).is_ok_and(|sysroot| source(sysroot).is_dir())
}
