//! What the operator sets and the web build gives.

use crate::words::Language;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What pages need to know about the service that serves them.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Where the service is reached, without a slash at the end.
    pub public_url: String,
    pub basemap: Option<Basemap>,
    /// Whether `/ground.geojson` has water and parks.
    pub ground: bool,
    /// An e-mail address for reports of mistakes; otherwise that of the city profile.
    pub contact: Option<String>,
    pub statement: Statement,
    pub assets: Assets,
}

/// What the operator says for the accessibility statement. What is absent is said to be missing
/// on the page, never guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statement {
    /// The public body that runs the site.
    pub operator: Option<String>,
    /// Who answers questions about accessibility.
    pub person: Option<String>,
    pub phone: Option<String>,
    /// When the site was published, and last changed in an important way.
    pub published: Option<NaiveDate>,
    pub changed: Option<NaiveDate>,
    pub conformance: Option<Conformance>,
    /// What is not accessible and why, in tiny Markdown.
    pub gaps: Option<String>,
    /// When the statement was drawn up, and last reviewed.
    pub drawn_up: Option<NaiveDate>,
    pub reviewed: Option<NaiveDate>,
    /// Who assessed the site; `self` for the operator.
    pub assessor: Option<String>,
    /// How accessible the operator's premises are, in tiny Markdown.
    pub premises: Option<String>,
}

/// How far the site conforms to the act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conformance {
    Full,
    Partial,
    None,
}

/// A raster map of another service under ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basemap {
    /// An address with `{z}`, `{x}` and `{y}`.
    pub template: String,
    /// One line of tiny Markdown.
    pub attribution: String,
}

/// Addresses of the built web files, each with its content's hash in its name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assets {
    pub style: Option<String>,
    /// The script for what a device keeps.
    pub device: Option<String>,
    /// The script of every page, with a map or without.
    pub page: Option<String>,
    /// The script of an embed, and its own style beside that of every page.
    pub frame: Option<String>,
    /// The script that answers for the service in a copy.
    pub copy: Option<String>,
    pub embed_style: Option<String>,
    /// The planner's own style, beside that of every page.
    pub planner_style: Option<String>,
    /// The style of the page that builds embeds, and what makes that live.
    pub builder_style: Option<String>,
    pub builder: Scripts,
    /// What makes the residents' map live.
    pub map: Scripts,
    /// What makes the planner live.
    pub planner: Scripts,
    /// The outlines of the icons by name, on a square of 15 units.
    pub icons: BTreeMap<String, String>,
}

/// The scripts that make a page live.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scripts {
    /// The module that the page names; `None` when the web files are not built.
    pub boot: Option<String>,
    /// What that asks for once the page has been painted. A page that asked for these itself would
    /// share the line between them and its style.
    pub later: Vec<String>,
}

impl Assets {
    /// Reads the `manifest.json` that the web build wrote; `root` is where its files are served,
    /// such as `/static/`.
    ///
    /// # Errors
    /// When it is no JSON or has no `files`.
    pub fn from_manifest(json: &str, root: &str) -> Result<Self, String> {
        let manifest: Manifest = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let address = |name: &str| manifest.files.get(name).map(|file| format!("{root}{file}"));
        let scripts = |boot, glue, wasm| Scripts {
            boot: address(boot),
            later: ["leaflet.js", glue, wasm, "live.js"]
                .into_iter()
                .filter_map(address)
                .collect(),
        };
        Ok(Self {
            style: address("okolica.css"),
            device: address("device.js"),
            page: address("page.js"),
            frame: address("frame.js"),
            copy: address("copy.js"),
            embed_style: address("embed.css"),
            planner_style: address("planner.css"),
            builder_style: address("builder.css"),
            builder: Scripts {
                boot: address("builder.js"),
                later: Vec::new(),
            },
            map: scripts("boot.js", "okolica.js", "okolica.wasm"),
            planner: scripts("boot-planner.js", "planner.js", "planner.wasm"),
            icons: manifest.icons,
        })
    }

    /// The addresses that a copy of the map has files at: styles, scripts and what they ask for.
    #[must_use]
    pub fn of_copy(&self) -> Vec<String> {
        let own = [&self.style, &self.embed_style, &self.frame, &self.copy];
        let files = own.into_iter().flatten().chain(&self.map.boot);
        files.chain(&self.map.later).cloned().collect()
    }

    /// The addresses that the worker of `scripts/sw.js` keeps, so that pages open without a
    /// connection: files that all pages share, and the page for what was not kept.
    #[must_use]
    pub fn shell(&self) -> Vec<String> {
        let files = self.style.iter().chain(&self.device).chain(&self.page);
        let files = files.chain(&self.map.boot).chain(&self.map.later);
        let pages = Language::ALL.map(|language| format!("/offline?lang={}", language.tag()));
        let icon = "/favicon.ico".to_owned();
        files.cloned().chain(pages).chain([icon]).collect()
    }
}

#[derive(serde::Deserialize)]
struct Manifest {
    /// Logical name → name with hash.
    files: BTreeMap<String, String>,
    #[serde(default)]
    icons: BTreeMap<String, String>,
}
