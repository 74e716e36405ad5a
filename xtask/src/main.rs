//! Okolica's chores.

mod demo;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::Path;

/// Chores of the Okolica workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Write the fictional town of data/demo
    Demo {
        /// Only compare: fails when the committed files differ
        #[arg(long)]
        check: bool,
    },
}

fn main() -> Result<()> {
    match Arguments::parse().chore {
        Chore::Demo { check } => demo::run(check),
    }
}

/// The root of the workspace.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
}
