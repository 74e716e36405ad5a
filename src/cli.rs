//! The commands.

use crate::config::ServeArgs;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// A map of a city's community spaces and initiatives.
#[derive(Debug, Parser)]
#[command(name = "okolica", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer requests from a store
    Serve(ServeArgs),
}

/// Runs the command that the process was started with.
pub async fn run(cli: Cli) -> ExitCode {
    let done = match cli.command {
        Command::Serve(args) => crate::http::serve(args).await.map(|()| ExitCode::SUCCESS),
    };
    done.unwrap_or_else(|error| {
        // The alternate form says the causes in the same line.
        eprintln!("okolica: {error:#}");
        ExitCode::from(2)
    })
}
