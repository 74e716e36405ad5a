//! A city's own files, made rows of a store.
//!
//! A file is opened by what it holds ([`source`]), its columns are found by their names
//! ([`columns`]), its numbers become degrees ([`place`]), its cells become values
//! ([`values`], [`categories`]), and every row passes the domain's own parsers ([`typed`]) on its
//! way into one transaction ([`load`]).

pub mod categories;
mod city;
pub mod columns;
pub mod delimited;
pub mod demo;
pub mod encoding;
pub mod extent;
pub mod geojson;
pub mod geopackage;
mod given;
mod known;
mod load;
pub mod mosaic;
mod order;
pub mod place;
mod report;
pub mod source;
mod typed;
pub mod values;

pub use order::{Order, What};
pub use report::{Rejected, Report, safe_cell};
pub(crate) use typed::row as checked;

use crate::store::{EditContext, Store};
use anyhow::{Result, bail};
use indicatif::{ProgressBar, ProgressStyle};

/// Imports the file that `order` names, in one transaction.
///
/// # Errors
/// When the file can't be read or is refused as a whole, or the store fails. Nothing is stored
/// then.
pub async fn import(store: &Store, order: &Order) -> Result<Report> {
    let by = EditContext {
        who: "import".to_owned(),
        why: Some(order.file_name()),
        at: None,
    };
    let mut bulk = store.bulk(&by).await?;
    if bulk.profile().await?.fictional {
        bail!(
            "this store holds the fictional demo town; name another store for real data with --database, e.g. --database gpkg:var/city.gpkg"
        );
    }
    let bar = progress_bar(&order.file_name());
    let loaded = load::load(&mut bulk, order, &bar).await;
    bar.finish_and_clear();
    let mut report = loaded?;
    if !order.dry_run {
        bulk.commit().await?;
    }
    report.write_rejections(&order.rejected_path());
    Ok(report)
}

/// Rows done, rate and time left, on the terminal's error stream; hidden where there is none.
fn progress_bar(name: &str) -> ProgressBar {
    let style = ProgressStyle::with_template(
        "{prefix} {wide_bar} {human_pos} of {human_len} rows, {per_sec}, {eta} left",
    );
    let bar = ProgressBar::new(0).with_prefix(name.to_owned());
    style.map_or_else(|_| ProgressBar::hidden(), |style| bar.with_style(style))
}
