//! Okolica's chores.

mod bench;
mod demo;
mod fresh;
mod licences;
mod oracles;
mod serve;
mod steps;
mod test;
mod tools;
mod wasm_fallback;
mod wasm_target;
mod web;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;

/// Chores of the Okolica workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Build everything, load the demo town into an empty store, and serve it
    Serve {
        /// The address to listen on
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
    },
    /// Install what the tests need, then check and test everything
    Test,
    /// Measure what the design has budgets for; --help tells what can be chosen
    #[command(disable_help_flag = true)]
    Bench {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Build the browser's part into web/dist
    Web,
    /// Write the fictional town of data/demo
    Demo {
        /// Only compare: fails when the committed files differ
        #[arg(long)]
        check: bool,
    },
    /// Check every dependency's licence against deny.toml
    Licences,
    /// Reckon the expected values of tests/oracles anew, by libraries of others
    Oracles,
    /// Run both commands of the README on a bare Debian 12 in a folder; needs root
    Fresh {
        /// Run one of them alone
        #[arg(long)]
        only: Option<fresh::Readme>,
    },
    /// Build the browser's part with Debian's compiler, as where rustup can't be reached
    WasmFallback,
}

fn main() -> ExitCode {
    match run(&Arguments::parse().chore) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The alternate form says the causes too, and leaves out where in our code.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(chore: &Chore) -> Result<()> {
    match *chore {
        Chore::Serve { listen } => serve::serve(listen),
        Chore::Test => test::test(),
        Chore::Bench { ref arguments } => bench::bench(arguments),
        Chore::Web => web::build(),
        Chore::Demo { check } => demo::run(check),
        Chore::Licences => licences::check(),
        Chore::Oracles => oracles::oracles(),
        Chore::Fresh { only } => fresh::fresh(only),
        Chore::WasmFallback => wasm_fallback::exercise(),
    }
}

/// The root of the workspace.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
}
