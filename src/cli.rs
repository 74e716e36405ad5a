//! The commands.

use crate::config::ServeArgs;
use crate::export::{self, ExportArgs};
use crate::import::demo::load_demo;
use crate::import::{self, Order};
use crate::store::Store;
use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
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
    Serve(Box<ServeArgs>),
    /// Load a file of districts, spaces, initiatives, population or places into a store
    Import {
        #[command(flatten)]
        order: Box<Order>,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Write a layer of a store as GeoJSON, CSV or GeoPackage
    Export {
        #[command(flatten)]
        args: ExportArgs,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Load the fictional demo town into an empty store
    Demo {
        /// Folder of the town's files
        folder: PathBuf,
        #[command(flatten)]
        store: StoreArgs,
    },
}

/// Which store a command works on.
#[derive(Debug, Args)]
struct StoreArgs {
    /// The store: gpkg:FILE or postgres://…; a missing one is made
    #[arg(
        long,
        env = "OKOLICA_DATABASE",
        hide_env_values = true,
        value_name = "URL",
        default_value = "gpkg:var/okolica.gpkg"
    )]
    database: String,
}

/// Nothing was stored: the exit code of a refused import and of every failure.
const NOTHING_STORED: u8 = 2;

/// Runs the command that the process was started with.
pub async fn run(cli: Cli) -> ExitCode {
    let done = match cli.command {
        Command::Serve(args) => crate::http::serve(*args).await.map(|()| ExitCode::SUCCESS),
        Command::Import { order, store } => interruptible(run_import(&order, &store)).await,
        Command::Export { args, store } => run_export(&args, &store).await,
        Command::Demo { folder, store } => interruptible(run_demo(&folder, &store)).await,
    };
    done.unwrap_or_else(|error| {
        // The alternate form says the causes in the same line.
        eprintln!("okolica: {error:#}");
        ExitCode::from(NOTHING_STORED)
    })
}

/// Ends a load at Ctrl-C; its transaction, never committed, leaves nothing behind.
async fn interruptible(load: impl Future<Output = Result<ExitCode>>) -> Result<ExitCode> {
    tokio::select! {
        done = load => done,
        _ = tokio::signal::ctrl_c() => {
            eprintln!("okolica: stopped; nothing was stored");
            // 128 + SIGINT, as shells report it.
            Ok(ExitCode::from(130))
        }
    }
}

async fn run_import(order: &Order, store: &StoreArgs) -> Result<ExitCode> {
    let store = Store::open(&store.database).await?;
    let report = import::import(&store, order).await;
    store.close().await?;
    let report = report?;
    print!("{report}");
    Ok(match report.stored() {
        0 => ExitCode::from(NOTHING_STORED),
        _ => ExitCode::SUCCESS,
    })
}

async fn run_export(args: &ExportArgs, store: &StoreArgs) -> Result<ExitCode> {
    let store = Store::open(&store.database).await?;
    let exported = export::export(&store, args).await;
    store.close().await?;
    match exported {
        // Whoever reads the output, such as `head`, has had enough.
        Err(error) if is_closed_pipe(&error) => Ok(ExitCode::SUCCESS),
        done => done.map(|()| ExitCode::SUCCESS),
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = match cause.downcast_ref().map(csv::Error::kind) {
            Some(csv::ErrorKind::Io(io)) => Some(io),
            _ => cause.downcast_ref::<std::io::Error>(),
        };
        io.is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
    })
}

async fn run_demo(folder: &std::path::Path, store: &StoreArgs) -> Result<ExitCode> {
    let address = &store.database;
    let store = Store::open(address).await?;
    let loaded = load_demo(&store, folder).await;
    store.close().await?;
    match loaded? {
        Some(reports) => {
            for report in reports {
                println!("{}: {} {}", report.file, report.added, report.table);
            }
            println!("the demo town is in {address}; it is fictional");
        }
        None => println!("{address} is not empty: the demo town was not loaded"),
    }
    Ok(ExitCode::SUCCESS)
}
