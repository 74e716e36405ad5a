//! Files into a store: what is read, refused, mended and kept.

mod anything;
mod both_stores;
mod broken_off;
mod districts;
mod exported;
mod files;
mod identity;
mod oracle;
mod rules;
mod warsaw;

use crate::support::postgres;
use okolica::import::{Order, Report, What, import};
use okolica::store::{Store, StoredRow};
use okolica_model::flat::Table;
use serde_json::Value;
use std::path::PathBuf;
use tempfile::TempDir;

/// A folder with a store and files to import.
struct City {
    folder: TempDir,
    store: Store,
}

impl City {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("gpkg:{}", folder.path().join("city.gpkg").display());
        Self::on(folder, &url).await
    }

    async fn in_postgis() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self::on(folder, &postgres::database().url()).await
    }

    async fn on(folder: TempDir, url: &str) -> Self {
        let store = Store::open(url).await.expect("a new store");
        Self { folder, store }
    }

    fn url(&self) -> String {
        format!("gpkg:{}", self.path("city.gpkg").display())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).expect("a file");
        path
    }

    async fn run(&self, mut order: Order) -> anyhow::Result<Report> {
        order
            .rejected
            .get_or_insert_with(|| self.path("rejected.csv"));
        import(&self.store, &order).await
    }

    /// Imports a text as a file.
    async fn take(&self, what: What, name: &str, content: impl AsRef<[u8]>) -> Report {
        let order = Order::new(what, self.file(name, content));
        self.run(order).await.expect("an import")
    }

    async fn rows(&self, table: Table) -> Vec<StoredRow> {
        let mut rows = Vec::new();
        let broken = self.store.each_row(table, |row| rows.push(row)).await;
        assert_eq!(broken.expect("rows").len(), 0);
        rows
    }

    /// One property of every row, in the order of their ids.
    async fn values(&self, table: Table, field: &str) -> Vec<Value> {
        let rows = self.rows(table).await;
        let value = |row: &StoredRow| row.row.properties.get(field).cloned().unwrap_or_default();
        rows.iter().map(value).collect()
    }
}

/// Added, updated, unchanged, duplicate, rejected.
fn counts(report: &Report) -> [usize; 5] {
    [
        report.added,
        report.updated,
        report.unchanged,
        report.duplicate,
        report.rejected,
    ]
}

/// Line and field of each rejection.
fn rejections(report: &Report) -> Vec<(u64, &str)> {
    report
        .rejections
        .iter()
        .map(|rejected| (rejected.line, rejected.error.field.as_str()))
        .collect()
}

/// Two squares side by side, 0.1° wide: `A` (Północ) from 21.0° and `B` (Południe) from 21.1°,
/// both from 52.0° to 52.1°.
const DISTRICTS: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":"A","properties":{"nazwa":"Północ","ludność":100},"geometry":{"type":"Polygon","coordinates":[[[21.0,52.0],[21.1,52.0],[21.1,52.1],[21.0,52.1],[21.0,52.0]]]}},
{"type":"Feature","properties":{"kod":"B","nazwa":"Południe","ludność":200},"geometry":{"type":"MultiPolygon","coordinates":[[[[21.1,52.0],[21.2,52.0],[21.2,52.1],[21.1,52.1],[21.1,52.0]]]]}}
]}"#;
