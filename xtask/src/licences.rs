//! Every dependency's licence against the list in deny.toml, which cargo-deny reads too.

use crate::root;
use crate::tools::{cargo, output};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use spdx::{Expression, ParseMode};
use std::fs;

/// What deny.toml names too: crates for other systems are not even downloaded.
const TARGETS: [&str; 3] = [
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
    "wasm32-unknown-unknown",
];

pub(crate) fn check() -> Result<()> {
    let allowed = allowed()?;
    let mut list = cargo();
    list.args(["metadata", "--format-version=1", "--locked"]);
    for target in TARGETS {
        list.args(["--filter-platform", target]);
    }
    let metadata = output(&mut list)?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let crates = metadata["packages"]
        .as_array()
        .context("cargo metadata lists no packages")?
        .iter()
        .map(|package| (text(&package["name"]), text(&package["license"])));
    let lock = fs::read_to_string(root().join("web/package-lock.json"))
        .context("reading web/package-lock.json")?;
    let lock: Value = serde_json::from_str(&lock)?;
    let modules = lock["packages"]
        .as_object()
        .context("web/package-lock.json lists no packages")?
        .iter()
        // The entry without a name is our own.
        .filter(|(path, _)| !path.is_empty())
        .map(|(path, package)| (path.as_str(), text(&package["license"])));
    let all: Vec<(&str, &str)> = crates.chain(modules).collect();
    let wrong: Vec<String> = all
        .iter()
        .filter(|(_, licence)| !accepts(&allowed, licence))
        .map(|(name, licence)| {
            format!(
                "  {name}: {}",
                if licence.is_empty() {
                    "none named"
                } else {
                    licence
                }
            )
        })
        .collect();
    if !wrong.is_empty() {
        bail!(
            "licences that deny.toml does not allow:\n{}",
            wrong.join("\n")
        );
    }
    eprintln!(
        "  {} packages, every licence is allowed by deny.toml",
        all.len()
    );
    Ok(())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The quoted words between `allow = [` and `]` in deny.toml.
fn allowed() -> Result<Vec<String>> {
    let deny = fs::read_to_string(root().join("deny.toml")).context("reading deny.toml")?;
    let list = deny
        .split_once("\nallow = [")
        .and_then(|(_, rest)| rest.split_once(']'))
        .context("deny.toml has no allow = [ … ]")?
        .0;
    Ok(list
        .split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect())
}

/// Whether some way to read the expression needs allowed licences only.
fn accepts(allowed: &[String], licence: &str) -> bool {
    // Lax: older crates write `MIT/Apache-2.0`.
    Expression::parse_mode(licence, ParseMode::LAX)
        .is_ok_and(|expression| expression.evaluate(|wanted| allowed.contains(&wanted.to_string())))
}
