//! The commands.

use crate::config::ServeArgs;
use crate::coverage::{self, CoverageArgs};
use crate::export::{self, ExportArgs};
use crate::import::demo::load_demo;
use crate::import::{self, Order};
use crate::store::Store;
use anyhow::{Context as _, Result};
use clap::builder::Resettable;
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use std::path::{Path, PathBuf};
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
    /// Write a layer of a store as GeoJSON, CSV, GeoPackage or PMTiles, or the map as a folder
    Export {
        #[command(flatten)]
        args: ExportArgs,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Print who lives within reach of what, by district
    Coverage {
        #[command(flatten)]
        args: Box<CoverageArgs>,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Bring back tables that another program replaced, e.g. ogr2ogr -overwrite
    Repair {
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

impl Cli {
    /// What the process was started with. A variable that is set to nothing counts as unset, as
    /// it stands in files of settings that are filled in later.
    #[must_use]
    pub fn of_process() -> Self {
        let matches = without_empty(Self::command()).get_matches();
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
}

fn without_empty(command: clap::Command) -> clap::Command {
    let unset = |arg: clap::Arg| {
        let value = arg.get_env().and_then(std::env::var_os);
        if value.is_some_and(|value| value.is_empty()) {
            arg.env(Resettable::Reset)
        } else {
            arg
        }
    };
    command.mut_args(unset).mut_subcommands(without_empty)
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
        Command::Coverage { args, store } => run_coverage(&args, &store).await,
        Command::Repair { store } => run_repair(&store).await,
        Command::Demo { folder, store } => interruptible(run_demo(&folder, &store)).await,
    };
    done.unwrap_or_else(|error| {
        // The alternate form says the causes in the same line.
        eprintln!("okolica: {}", printable(&format!("{error:#}")));
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

/// Cells of a file are repeated on the terminal, which would take control characters for orders.
fn printable(text: &str) -> String {
    let shown = |c: char| {
        if c.is_control() && c != '\n' {
            '\u{FFFD}'
        } else {
            c
        }
    };
    text.chars().map(shown).collect()
}

/// A folder that goes with its last use.
struct Passing(PathBuf);

impl Drop for Passing {
    fn drop(&mut self) {
        // What can't be removed is the system's temporary folder's to keep.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// For a dry run on a store that is not there: a folder for one to try it on.
async fn passing_folder(order: &Order, database: &str) -> Result<Option<Passing>> {
    if !order.dry_run || !Store::is_missing(database).await? {
        return Ok(None);
    }
    let path = std::env::temp_dir().join(format!("okolica-dry-run-{}", std::process::id()));
    std::fs::create_dir(&path).with_context(|| format!("{} can't be made", path.display()))?;
    Ok(Some(Passing(path)))
}

async fn run_import(order: &Order, store: &StoreArgs) -> Result<ExitCode> {
    let passing = passing_folder(order, &store.database).await?;
    let database = match &passing {
        Some(Passing(folder)) => format!("gpkg:{}", folder.join("okolica.gpkg").display()),
        None => store.database.clone(),
    };
    let store = Store::open(&database).await?;
    let report = import::import(&store, order).await;
    store.close().await?;
    let report = report?;
    print!("{}", printable(&report.to_string()));
    Ok(match report.stored() {
        0 => ExitCode::from(NOTHING_STORED),
        _ => ExitCode::SUCCESS,
    })
}

async fn run_coverage(args: &CoverageArgs, store: &StoreArgs) -> Result<ExitCode> {
    let store = Store::open(&store.database).await?;
    let printed = coverage::run(&store, args).await;
    store.close().await?;
    match printed {
        Err(error) if is_closed_pipe(&error) => Ok(ExitCode::SUCCESS),
        done => done.map(|()| ExitCode::SUCCESS),
    }
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

async fn run_repair(store: &StoreArgs) -> Result<ExitCode> {
    let (store, done) = Store::repair(&store.database).await?;
    store.close().await?;
    for back in &done {
        let aside = back.aside.as_ref();
        let aside = aside.map_or_else(String::new, |name| {
            format!("; what stood in its place is in {name} now")
        });
        println!("{} is back with {} rows{aside}", back.table, back.rows);
    }
    if done.is_empty() {
        println!("no table was replaced; nothing to do");
    }
    Ok(ExitCode::SUCCESS)
}

async fn run_demo(folder: &Path, store: &StoreArgs) -> Result<ExitCode> {
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
