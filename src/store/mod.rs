//! The store of truth: a GeoPackage file or a PostGIS database.
//!
//! Both keep the same tables. Triggers in both record every change, whoever makes it, as a
//! revision and a row of the change log. Reads of the public go to the atlas, never here.

mod bulk;
mod city;
mod error;
mod follow;
mod geopackage;
mod load;
mod log;
mod migrations;
mod opens;
mod past;
mod postgis;
mod repair;
mod replaced;
mod row;
mod seed;
mod sql;
mod triggers;
mod tx;
mod write;

pub use bulk::{Bulk, Existing};
pub use error::StoreError;
pub use follow::{Seen, Since, Watch};
pub use log::{Change, Op, Removed, Revision};
pub(crate) use migrations::GEOPACKAGE_START;
pub use opens::{MOST_EMBEDS, OTHER_EMBEDS, Opened};
pub use replaced::BroughtBack;
pub use row::{Kept, Row, StoredRow};
pub(crate) use sql::geometry_type;
pub use write::{EditContext, Write, Written};

use futures_util::StreamExt;
use geopackage::GeoPackage;
use okolica_atlas::Rejection;
use okolica_model::category::Category;
use okolica_model::flat::Table;
use okolica_model::profile::Profile;
use past::State;
use postgis::PostGis;
use std::path::Path;
use tx::Tx;

/// A store, chosen by its address. Cloning shares its connections.
#[derive(Debug, Clone)]
pub enum Store {
    GeoPackage(GeoPackage),
    PostGis(PostGis),
}

/// Whose connections a read takes. Those of the publisher are its own, so that no number of other
/// readers keeps the atlas from following the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    Public,
    Publisher,
}

fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

impl Store {
    /// Opens `gpkg:PATH` or `postgres://…`, makes a missing store, and brings its schema up to
    /// date; safe when several instances do so at once.
    ///
    /// # Errors
    /// Says what is wrong with the address, the file or the database, and what would be right.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Ok(Self::open_or_repair(url, false).await?.0)
    }

    /// Whether there is no store at the address yet; makes none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_missing(url: &str) -> Result<bool, StoreError> {
        match url.strip_prefix("gpkg:") {
            Some(path) => Ok(!Path::new(path).exists()),
            None if is_postgres(url) => PostGis::is_missing(url).await,
            // Opening it says what is wrong.
            None => Ok(false),
        }
    }

    async fn open_or_repair(
        url: &str,
        repair: bool,
    ) -> Result<(Self, Vec<BroughtBack>), StoreError> {
        if let Some(path) = url.strip_prefix("gpkg:").filter(|path| !path.is_empty()) {
            let (store, done) = GeoPackage::open(Path::new(path), repair).await?;
            return Ok((Self::GeoPackage(store), done));
        }
        if is_postgres(url) {
            let (store, done) = PostGis::open(url, repair).await?;
            return Ok((Self::PostGis(store), done));
        }
        // Only the scheme is repeated: the rest may hold a password.
        let scheme = url.split(':').next().filter(|scheme| *scheme != url);
        Err(StoreError::Url(match scheme {
            Some(scheme) => format!("{scheme}: is no kind of store"),
            None => "the address of the store does not say its kind".to_owned(),
        }))
    }

    /// Opens a store of which a table was replaced, and brings that back; answers what it did. A
    /// service that runs on the store goes on by itself.
    ///
    /// # Errors
    /// Those of [`Store::open`].
    pub async fn repair(url: &str) -> Result<(Self, Vec<BroughtBack>), StoreError> {
        Self::open_or_repair(url, true).await
    }

    /// Ends all connections; of a GeoPackage everything is in the one file then, unless another
    /// program reads it. Every clone is closed with it.
    ///
    /// # Errors
    /// When the file can't be written. Nothing that was acknowledged is lost then.
    pub async fn close(&self) -> Result<(), StoreError> {
        match self {
            Self::GeoPackage(store) => store.close().await,
            Self::PostGis(store) => {
                store.close().await;
                Ok(())
            }
        }
    }

    async fn begin(&self) -> Result<Tx, StoreError> {
        match self {
            Self::GeoPackage(store) => store.begin().await,
            Self::PostGis(store) => store.begin().await,
        }
    }

    /// A transaction that sees one state of the store, for one of many readers.
    async fn snapshot(&self) -> Result<Tx, StoreError> {
        self.snapshot_for(Reader::Public).await
    }

    async fn snapshot_for(&self, reader: Reader) -> Result<Tx, StoreError> {
        match self {
            Self::GeoPackage(store) => store.snapshot(reader).await,
            Self::PostGis(store) => store.snapshot(reader).await,
        }
    }

    /// The city's profile.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn profile(&self) -> Result<Profile, StoreError> {
        Ok(city::profile(&mut self.snapshot().await?, State::Present)
            .await?
            .0)
    }

    /// The category tree.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn categories(&self) -> Result<Vec<Category>, StoreError> {
        Ok(
            city::categories(&mut self.snapshot().await?, State::Present)
                .await?
                .0,
        )
    }

    /// How many rows each table has, those included that the atlas keeps out.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn counts(&self) -> Result<Vec<(Table, u64)>, StoreError> {
        let mut tx = self.snapshot().await?;
        let mut counts = Vec::new();
        for table in Table::ALL {
            let sql = format!("SELECT count(*) FROM {}", table.name());
            let count = tx.int(sql, vec![]).await?.unwrap_or_default();
            counts.push((table, count.unsigned_abs()));
        }
        Ok(counts)
    }

    /// Every row of a table by id, one after the other, out of one state of the store; what can't
    /// be read is left out and answered.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn each_row(
        &self,
        table: Table,
        mut take: impl FnMut(StoredRow),
    ) -> Result<Vec<Rejection>, StoreError> {
        let mut tx = self.snapshot().await?;
        let dialect = tx.dialect();
        let mut rows = tx.stream(sql::select(dialect, table, "ORDER BY t.id"), vec![])?;
        let mut rejections = Vec::new();
        while let Some(cells) = rows.next().await {
            match row::read(dialect, table, cells?) {
                Ok(row) => take(row),
                Err(rejection) => rejections.push(rejection),
            }
        }
        Ok(rejections)
    }
}
