//! The built web files, which are inside the binary.

use okolica_web::page::Assets;
use rust_embed::{EmbeddedFile, RustEmbed};

/// `web/dist` as it was when the program was built; empty when the web files were not built.
#[derive(RustEmbed)]
#[folder = "web/dist"]
#[allow_missing = true]
struct Dist;

/// Whether the web files are there.
pub(crate) fn are_built() -> bool {
    Dist::iter().next().is_some()
}

/// A built file by its path.
pub(crate) fn get(path: &str) -> Option<EmbeddedFile> {
    Dist::get(path)
}

/// Where pages find their scripts and styles, below `root`: `/static/`.
pub(crate) fn assets(root: &str) -> anyhow::Result<Assets> {
    let Some(manifest) = get("manifest.json") else {
        return Ok(Assets::default());
    };
    Assets::from_manifest(&String::from_utf8_lossy(&manifest.data), root)
        .map_err(|error| anyhow::anyhow!("web/dist/manifest.json: {error}"))
}
