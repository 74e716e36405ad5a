//! The fictional demo town, into an empty store.

use super::{Order, Report, What, load};
use crate::store::{Bulk, EditContext, Store};
use anyhow::{Context, Result, anyhow};
use indicatif::ProgressBar;
use okolica_model::BBox;
use okolica_model::calendar::check_zone;
use okolica_model::profile::Profile;
use serde::Deserialize;
use std::path::Path;

/// The files of the town in the order in which they are loaded: districts first, because items
/// name them.
const FILES: [(What, &str); 6] = [
    (What::Districts, "districts.geojson"),
    (What::Districts, "estates.geojson"),
    (What::Spaces, "spaces.geojson"),
    (What::Initiatives, "initiatives.csv"),
    (What::Population, "population.geojson"),
    (What::Places, "places.csv"),
];

/// `profile.json`.
#[derive(Deserialize)]
struct ProfileFile {
    name: String,
    time_zone: String,
    country: String,
    languages: Vec<String>,
    contact: Option<String>,
    /// West, south, east, north.
    bbox: Option<[f64; 4]>,
}

/// Loads the town of `folder`, in one transaction, and marks the store as fictional. `None` when
/// the store holds something already: then nothing is done.
///
/// # Errors
/// When a file is missing or a row of it is rejected, or the store fails.
pub async fn load_demo(store: &Store, folder: &Path) -> Result<Option<Vec<Report>>> {
    let by = EditContext {
        who: "demo".to_owned(),
        why: None,
        at: None,
    };
    let mut bulk = store.bulk(&by).await?;
    if !bulk.is_empty().await? {
        return Ok(None);
    }
    set_profile(&mut bulk, &folder.join("profile.json")).await?;
    let mut reports = Vec::new();
    for (what, name) in FILES {
        let order = Order::new(what, folder.join(name));
        let report = load::load(&mut bulk, &order, &ProgressBar::hidden()).await?;
        if let Some(rejected) = report.rejections.first() {
            return Err(anyhow!(
                "{name}, line {}: {}",
                rejected.line,
                rejected.error
            ));
        }
        reports.push(report);
    }
    bulk.commit().await?;
    Ok(Some(reports))
}

async fn set_profile(bulk: &mut Bulk, path: &Path) -> Result<()> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("{shown} can't be read"))?;
    let file: ProfileFile =
        serde_json::from_str(&text).with_context(|| format!("{shown} is not a profile"))?;
    check_zone("time_zone", &file.time_zone).with_context(|| shown.to_string())?;
    let bbox = file
        .bbox
        .map(|[w, s, e, n]| BBox::new(w, s, e, n))
        .transpose()?;
    let profile = Profile {
        name: file.name,
        time_zone: file.time_zone,
        country: file.country,
        languages: file.languages,
        contact: file.contact,
        bbox,
        fictional: true,
    };
    bulk.set_profile(&profile).await?;
    Ok(())
}
