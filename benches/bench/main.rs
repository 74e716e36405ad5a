//! `cargo xtask bench`: figures for one table, never a test.

mod city;
mod coverage;
mod engine;
mod filters;
mod load;
mod mirror;
mod outside;
mod page;
mod polygons;
mod process;
mod search;
mod service;
mod table;
mod whatif;

use anyhow::Context as _;
use clap::Parser;
use okolica::store::Store;
use okolica_model::category::Category;
use peak_alloc::PeakAlloc;
use std::process::Command;
use table::Table;
use tokio::runtime::Runtime;

/// Counts what is allocated, for the line of bytes an item.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Measures what the design has budgets for and prints a Markdown table.
#[derive(Parser)]
#[command(name = "cargo xtask bench", bin_name = "cargo xtask bench")]
struct Arguments {
    /// Sizes of the city
    #[arg(long, value_delimiter = ',', default_value = "10000,100000,1000000")]
    items: Vec<usize>,
    /// What to measure
    #[arg(
        long,
        value_delimiter = ',',
        default_value = "engine,service,outside,coverage",
        value_enum
    )]
    parts: Vec<Part>,
    /// Serve the tiles of this server from memory, which the bench starts itself
    #[arg(long, hide = true, requires = "paths")]
    mirror: Option<String>,
    #[arg(long, hide = true)]
    paths: Option<String>,
    /// Given by cargo
    #[arg(long, hide = true)]
    bench: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// The atlas alone
    Engine,
    /// A GeoPackage, served
    Service,
    /// Edits by other programs, and by another instance
    Outside,
    /// Who lives within reach; its cities have sizes of their own
    Coverage,
    /// Districts of many corners; they have sizes of their own
    Polygons,
    /// Pages on a phone, with Lighthouse
    Page,
    /// A planner's change in the browser; its city has a size of its own
    #[value(name = "whatif")]
    WhatIf,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    if let (Some(origin), Some(paths)) = (&arguments.mirror, &arguments.paths) {
        return Runtime::new()?.block_on(mirror::serve(origin, paths));
    }
    let machine = machine()?;
    let runtime = Runtime::new()?;
    let categories = runtime.block_on(shipped_categories())?;
    if arguments.parts.contains(&Part::Coverage) {
        println!("{machine}\n\n{}", coverage::measure()?);
    }
    if arguments.parts.contains(&Part::WhatIf) {
        println!("{machine}\n\n{}", whatif::measure()?);
    }
    if arguments.parts.contains(&Part::Polygons) {
        println!("{machine}\n\n{}", runtime.block_on(polygons::measure())?);
    }
    let own_sizes = |part: &Part| matches!(part, Part::Coverage | Part::WhatIf | Part::Polygons);
    if arguments.parts.iter().all(own_sizes) {
        return Ok(());
    }
    let mut table = Table::new(arguments.items.clone());
    for items in arguments.items {
        eprintln!("{} items", table::short(items));
        if arguments.parts.contains(&Part::Engine) {
            engine::measure(&mut table, &MEMORY, &categories, items)?;
        }
        runtime.block_on(stores(&mut table, &arguments.parts, &categories, items))?;
    }
    println!("{machine}\n\n{}", table.markdown());
    println!(
        "Servers and load generator (8 connections) share the cores, so only ratios within a run \
         count. Martin's figures (z14 116/s, z16 2 812/s at 1 M points) are quoted, not measured \
         here."
    );
    Ok(())
}

/// The parts that need a store.
async fn stores(
    table: &mut Table,
    parts: &[Part],
    categories: &[Category],
    items: usize,
) -> anyhow::Result<()> {
    let [service, outside, page] =
        [Part::Service, Part::Outside, Part::Page].map(|part| parts.contains(&part));
    if service || outside || page {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("bench.gpkg");
        let url = format!("gpkg:{}", file.display());
        let points = service::fill(&url, categories, items).await?;
        if service {
            service::measure(table, &url, &points, items).await?;
        }
        if page {
            page::measure(table, &url, items).await?;
        }
        if outside {
            outside::geopackage(table, &file, items).await?;
        }
    }
    if outside {
        outside::postgis(table, categories, items).await?;
    }
    Ok(())
}

/// The category tree that every new store has.
async fn shipped_categories() -> anyhow::Result<Vec<Category>> {
    let folder = tempfile::tempdir()?;
    let url = format!("gpkg:{}", folder.path().join("new.gpkg").display());
    Ok(Store::open(&url).await?.categories().await?)
}

/// Cores and compiler.
fn machine() -> anyhow::Result<String> {
    let cores = std::thread::available_parallelism()?;
    let version = Command::new("rustc").arg("--version").output();
    let version = version.context("rustc does not run")?.stdout;
    let version = String::from_utf8_lossy(&version);
    Ok(format!("{cores} cores, {}", version.trim()))
}
