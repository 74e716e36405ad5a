//! A folder that any web server serves as the map: pages, tiles, scripts, and the same tiles as one
//! PMTiles file.

use super::{FolderArgs, pmtiles};
use crate::{ground, web_files};
use anyhow::{Context as _, Result, bail, ensure};
use indicatif::{ProgressBar, ProgressStyle};
use okolica_atlas::{Asked, Atlas, Record, TileFormat, TileId};
use okolica_model::item::Detail;
use okolica_model::time::Stamp;
use okolica_model::{FieldError, Filter, ItemKey, ItemKind, Layer};
use okolica_web::page::{self, Frame, PageContext, Settings, StaticCopy};
use okolica_web::state::{self, EMBED, OF_FRAME, ViewState};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Names a folder that an export wrote, and so may replace.
const MARK: &str = "okolica.json";

/// The ways from the map's pages and from those of items to the folder.
const MAP: &str = "";
const ITEM: &str = "../";

/// Names of a query that mean something in a copy beside those of filters.
const OF_VIEW: [&str; 3] = ["map", "lang", "around"];

/// What of a map is copied, and how the copy looks.
pub(super) struct Wanted {
    pairs: Vec<(String, String)>,
    filter: Filter,
    frame: Frame,
    /// A GeoJSON collection.
    ground: Option<Value>,
    /// Where the map itself is reached.
    live: Option<String>,
}

impl Wanted {
    /// Reads the query of an embed's address.
    ///
    /// # Errors
    /// When a name or a value of it means nothing in a copy, or the ground can't be read.
    pub(super) fn new(atlas: &Atlas, args: &FolderArgs) -> Result<Self> {
        let pairs = state::pairs(&args.query);
        let (view, mut wrong) = ViewState::read(&pairs, Some(atlas));
        let frame = Frame::read(&pairs, &mut wrong);
        wrong.extend(pairs.iter().filter_map(meaningless));
        if let Some(name) = view.around.as_deref()
            && view.filter.near.is_none()
        {
            wrong.push(FieldError::new(
                "around",
                name,
                "its point beside it, near=lon,lat",
            ));
        }
        if let Some(error) = wrong.first() {
            bail!("--query: {error}");
        }
        let demo = || atlas.profile().fictional.then(ground::demo);
        let ground = args
            .ground
            .as_deref()
            .map(ground::read)
            .or_else(demo)
            .transpose()?;
        Ok(Self {
            pairs,
            filter: view.filter,
            frame,
            ground,
            live: args.public_url.as_ref().map(ToString::to_string),
        })
    }
}

/// What is wrong with a pair that no copy can follow.
fn meaningless((name, value): &(String, String)) -> Option<FieldError> {
    let expected = match name.as_str() {
        "filters" | "max" => "nothing: in a copy the filters are fixed and the list is whole",
        "open" => "nothing: what is open changes with the hour, a copy does not",
        "when" => "nothing: it means other days tomorrow; name days by from and to",
        name if Filter::NAMES.contains(&name)
            || OF_FRAME.contains(&name)
            || OF_VIEW.contains(&name) =>
        {
            return None;
        }
        _ => "a filter, or a setting of the embed, as the name",
    };
    Some(FieldError::new(name, value, expected))
}

/// Writes the folder whole or not at all; a copy that is there already is replaced.
pub(super) fn write(
    atlas: &Atlas,
    wanted: &Wanted,
    max_zoom: u8,
    now: Stamp,
    path: &Path,
) -> Result<()> {
    let name = path.file_name().context("name the folder itself")?;
    let beside = |ending: &str| {
        let mut file = name.to_owned();
        file.push(ending);
        path.with_file_name(file)
    };
    let (unfinished, replaced) = (beside(".unfinished"), beside(".replaced"));
    for folder in [path, &unfinished, &replaced] {
        let is_ours = || folder.join(MARK).is_file();
        let is_empty = || fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
        ensure!(
            !folder.exists() || is_ours() || is_empty(),
            "{} is there already and is no copy of a map; name another folder",
            folder.display()
        );
    }
    // What an export that was cut off left behind.
    if replaced.exists() && !path.exists() {
        fs::rename(&replaced, path)?;
    }
    for left_behind in [&unfinished, &replaced] {
        if left_behind.exists() {
            fs::remove_dir_all(left_behind)?;
        }
    }
    let settings = |root: &str| -> Result<Settings> {
        Ok(Settings {
            ground: wanted.ground.is_some(),
            assets: web_files::assets(&format!("{root}static/"))?,
            ..Settings::default()
        })
    };
    let copying = Copying {
        atlas,
        wanted,
        of_map: settings(MAP)?,
        of_items: settings(ITEM)?,
        now,
        folder: &unfinished,
        bar: progress_bar(path),
    };
    copying.all(max_zoom)?;
    if path.exists() {
        fs::rename(path, &replaced)?;
    }
    fs::rename(&unfinished, path)?;
    if replaced.exists() {
        fs::remove_dir_all(&replaced)?;
    }
    Ok(())
}

struct Copying<'a> {
    atlas: &'a Atlas,
    wanted: &'a Wanted,
    of_map: Settings,
    of_items: Settings,
    now: Stamp,
    folder: &'a Path,
    bar: ProgressBar,
}

impl Copying<'_> {
    fn all(&self, max_zoom: u8) -> Result<()> {
        // First, so that what is cut off is known for one of ours.
        let mark = json!({
            "generator": concat!("okolica ", env!("CARGO_PKG_VERSION")),
            "city": self.atlas.profile().name,
            "version": self.atlas.version(),
            "made": self.now.to_string(),
            "query": self.wanted.pairs,
        });
        self.save(MARK, mark.to_string().as_bytes())?;
        self.pages()?;
        self.files()?;
        let filter = &self.wanted.filter;
        let whole = Filter::default();
        let layers = [
            (Layer::Items, filter, StaticCopy::ITEMS_TO),
            (Layer::Districts, &whole, StaticCopy::DISTRICTS_TO),
        ];
        for (layer, filter, deepest) in layers {
            let asked = self.atlas.ask(layer, filter, self.now);
            self.tiles(&asked, layer, deepest)?;
            let file = self.folder.join(format!("{}.pmtiles", layer.name()));
            pmtiles::write(self.atlas, layer, filter, max_zoom, self.now, &file)?;
        }
        self.bar.finish_and_clear();
        Ok(())
    }

    fn save(&self, path: &str, content: &[u8]) -> Result<()> {
        let path = self.folder.join(path.trim_start_matches('/'));
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, content).with_context(|| path.display().to_string())?;
        self.bar.inc(1);
        Ok(())
    }

    fn pages(&self) -> Result<()> {
        self.bar.set_message("pages");
        let asked = self.atlas.ask(Layer::Items, &self.wanted.filter, self.now);
        let items = asked.page(None, usize::MAX).items;
        let parts = items.len().div_ceil(StaticCopy::PAGE).max(1);
        for part in 1..=parts {
            let mut pairs = self.wanted.pairs.clone();
            let before = (part - 1) * StaticCopy::PAGE;
            if let Some(last) = before.checked_sub(1).and_then(|last| items.get(last)) {
                // Lists by key go on after one, those by rank after so many.
                let after = [
                    ("after", last.key().to_string()),
                    ("skip", before.to_string()),
                    ("view", "list".to_owned()),
                ];
                pairs.extend(after.map(|(name, value)| (name.to_owned(), value)));
            }
            let html = self.page(MAP, part, EMBED, &pairs, |ctx| Some(page::embed(ctx)))?;
            self.save(&StaticCopy::list(part), html.as_bytes())?;
        }
        // Pages lead to the spaces where something is held.
        let hosts = items.iter().filter_map(|record| host(record));
        let hosts = hosts.filter(|key| self.atlas.item(*key).is_some());
        let keys = items.iter().map(|record| record.key()).chain(hosts);
        let keys: BTreeSet<ItemKey> = keys.collect();
        let (frame, pairs) = (&self.wanted.frame, &self.wanted.pairs);
        for key in keys {
            let path = format!("/{key}");
            let item = |ctx: &PageContext<'_>| page::copied_item(ctx, frame, key);
            let html = self.page(ITEM, 1, &path, pairs, item)?;
            self.save(&format!("{path}.html"), html.as_bytes())?;
        }
        Ok(())
    }

    fn page(
        &self,
        root: &str,
        part: usize,
        path: &str,
        query: &[(String, String)],
        render: impl FnOnce(&PageContext<'_>) -> Option<page::Rendered>,
    ) -> Result<String> {
        let settings = match root {
            MAP => &self.of_map,
            _ => &self.of_items,
        };
        let rendered = render(&PageContext {
            atlas: self.atlas,
            now: self.now,
            query,
            accept_language: None,
            settings,
            path,
            copy: Some(StaticCopy {
                root,
                part,
                live: self.wanted.live.as_deref(),
            }),
        });
        let rendered = rendered.with_context(|| format!("{path} has no page"))?;
        Ok(rendered.html)
    }

    /// Scripts, styles, the icon, water and parks.
    fn files(&self) -> Result<()> {
        self.bar.set_message("files");
        ensure!(
            web_files::are_built(),
            "this program was built without the web files (cargo xtask web), which a copy needs"
        );
        let images = ["layers.png", "layers-2x.png", "marker-icon.png"];
        let images = images.map(|name| format!("images/{name}"));
        let names = web_files::assets("")?.of_copy().into_iter().chain(images);
        for name in names {
            let file = web_files::get(&name).with_context(|| format!("{name} was not built"))?;
            self.save(&format!("static/{name}"), &file.data)?;
        }
        self.save(StaticCopy::ICON, page::MARK.as_bytes())?;
        let frame = &self.wanted.frame;
        let style = page::embed_style(frame.accent, frame.theme);
        self.save(StaticCopy::STYLE, style.as_bytes())?;
        if let Some(ground) = &self.wanted.ground {
            self.save("ground.geojson", ground.to_string().as_bytes())?;
        }
        Ok(())
    }

    /// Writes the tiles of a layer that hold something, and which these are: for every tile, in the
    /// order of their zooms, a digit that says which of the four below it there are.
    fn tiles(&self, asked: &Asked<'_>, layer: Layer, deepest: u8) -> Result<()> {
        let holds = |tile: &TileId| !asked.tile(*tile, TileFormat::Mvt).is_empty();
        let mut index = String::new();
        let mut level: Vec<TileId> = vec![TileId::new(0, 0, 0)?];
        level.retain(holds);
        for zoom in 0..=deepest {
            self.bar
                .set_message(format!("{} at zoom {zoom}", layer.name()));
            let mut below = Vec::new();
            for tile in level {
                let path = format!(
                    "tiles/{}/{zoom}/{}/{}.geojson",
                    layer.name(),
                    tile.x(),
                    tile.y()
                );
                self.save(&path, &asked.tile(tile, TileFormat::GeoJson))?;
                let mut digit = 0;
                if zoom < deepest {
                    for (bit, child) in tile.children().enumerate() {
                        if holds(&child) {
                            digit |= 1 << bit;
                            below.push(child);
                        }
                    }
                }
                index.extend(char::from_digit(digit, 16));
            }
            level = below;
        }
        self.save(
            &format!("tiles/{}/index.txt", layer.name()),
            index.as_bytes(),
        )
    }
}

fn host(record: &Record) -> Option<ItemKey> {
    match record.item().detail {
        Detail::Initiative(initiative) => Some(ItemKey {
            kind: ItemKind::Space,
            id: initiative.space?,
        }),
        Detail::Space(_) => None,
    }
}

fn progress_bar(path: &Path) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_prefix(path.display().to_string());
    let style = ProgressStyle::with_template("{prefix} {spinner} {human_pos} files, {msg}");
    style.map_or_else(|_| ProgressBar::hidden(), |style| bar.with_style(style))
}
