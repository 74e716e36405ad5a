//! Districts of many corners: from a file into a store, and what they add to the service's start.

use crate::table::{Budget, Table, digits};
use anyhow::ensure;
use okolica::import::{Order, What, import};
use okolica::store::Store;
use std::f64::consts::TAU;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

const SIZES: [usize; 2] = [50_000, 500_000];

const READ: Budget = Budget::AtMost(&[(50_000, 3.0), (500_000, 3.0)], "≤ 3 s");
const TIMES: Budget = Budget::AtMost(&[(500_000, 15.0)], "≤ × 15");
const START: Budget = Budget::AtMost(&[(50_000, 0.2), (500_000, 0.2)], "≤ + 0.2 s");

/// The table as Markdown; its columns are numbers of corners.
pub(crate) async fn measure() -> anyhow::Result<String> {
    let mut table = Table::new(SIZES.to_vec());
    for (shape, depth) in [("smooth", 0.0), ("jagged", 0.2)] {
        let mut first = None;
        for corners in SIZES {
            let folder = tempfile::tempdir()?;
            let file = folder.path().join("district.geojson");
            std::fs::write(&file, district(corners, depth)?)?;
            let read = read(folder.path(), &file).await?;
            let (name, text) = (format!("{shape}: read, checked, stored"), digits(read));
            table.add(corners, &name, &format!("{text} s"), read, READ);
            let times = read / *first.get_or_insert(read);
            let (name, text) = (format!("{shape}: times the first"), digits(times));
            table.add(corners, &name, &format!("× {text}"), times, TIMES);
            let empty = start(folder.path(), "empty.gpkg").await?;
            let full = start(folder.path(), "store.gpkg").await? - empty;
            let (name, text) = (format!("{shape}: more at start"), digits(full));
            table.add(corners, &name, &format!("{text} s"), full, START);
        }
    }
    Ok(table.markdown())
}

fn url(folder: &Path, name: &str) -> String {
    format!("gpkg:{}", folder.join(name).display())
}

/// Seconds of an import into a new store.
async fn read(folder: &Path, file: &Path) -> anyhow::Result<f64> {
    let store = Store::open(&url(folder, "store.gpkg")).await?;
    let begin = Instant::now();
    let report = import(&store, &Order::new(What::Districts, file)).await?;
    let seconds = begin.elapsed().as_secs_f64();
    ensure!(report.added == 1, "the district is not stored: {report:?}");
    store.close().await?;
    Ok(seconds)
}

/// Seconds until the atlas of a store is there: the middle of three.
async fn start(folder: &Path, name: &str) -> anyhow::Result<f64> {
    let store = Store::open(&url(folder, name)).await?;
    let mut seconds = Vec::new();
    for _ in 0..3 {
        let begin = Instant::now();
        store.load().await?;
        seconds.push(begin.elapsed().as_secs_f64());
    }
    store.close().await?;
    seconds.sort_by(f64::total_cmp);
    Ok(seconds[1])
}

/// A ring around a town; `depth` is how far a corner may lie towards the middle, as a share.
fn district(corners: usize, depth: f64) -> anyhow::Result<String> {
    let mut out = String::from(
        r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"1","name":"Round"},"geometry":{"type":"Polygon","coordinates":[["#,
    );
    let mut seed = 1_u64;
    let mut ring: Vec<[f64; 2]> = (0..corners)
        .map(|at| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let far = 0.1 * (1.0 - depth * (seed >> 11) as f64 / (1_u64 << 53) as f64);
            let turn = at as f64 / corners as f64 * TAU;
            [21.0 + far * turn.cos(), 52.2 + far * turn.sin()]
        })
        .collect();
    ring.push(ring[0]);
    for (at, [lon, lat]) in ring.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        write!(out, "{comma}[{lon},{lat}]")?;
    }
    out.push_str("]]}}]}");
    Ok(out)
}
