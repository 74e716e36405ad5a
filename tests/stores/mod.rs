//! Stores that earlier builds made: this one opens them and finds everything in its place.

use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The number of the last change in the stores.
pub(crate) const LAST_CHANGE: u64 = 1796;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/stores")
        .join(name)
}

/// A file of this folder, decompressed.
fn unpacked(name: &str) -> Vec<u8> {
    let file = std::fs::read(path(name)).expect(name);
    zstd::decode_all(&file[..]).expect("zstd")
}

/// Puts the old GeoPackage into the folder; answers its address.
pub(crate) fn geopackage(folder: &TempDir) -> String {
    let path = folder.path().join("town.gpkg");
    std::fs::write(&path, unpacked("town.gpkg.zst")).expect("a copy");
    format!("gpkg:{}", path.display())
}
