//! The pages, rendered on the server and complete without scripts.

mod api;
mod around;
mod builder;
mod copy;
mod counts;
mod data;
mod dates;
mod detail;
mod device;
mod district;
mod docs;
mod embed;
mod feeds;
mod filters;
mod home;
mod host;
mod item;
mod map;
mod markup;
mod mine;
mod notice;
mod opening;
mod planner;
mod poster;
mod results;
mod said;
mod settings;
mod share;
mod shell;
mod statement;
mod suggest;
mod symbol;
mod take;
mod view;

use crate::words::{Language, Words};
use okolica_atlas::atlas::Atlas;
use okolica_atlas::record::Record;
use okolica_model::item::Item;
use okolica_model::time::Stamp;

pub use api::{ApiCell, ApiPage, ApiPart, api};
pub use builder::builder;
pub use copy::{StaticCopy, copied_item};
pub use counts::{counts, first_day_of_counts};
pub use district::{days_of_district, district};
pub use docs::api_docs;
pub use embed::{Frame, Parts, Theme, embed, style as embed_style};
pub use home::home;
pub use host::closed_note;
pub use item::item;
pub use map::box_around;
pub use mine::{mine, offline};
pub use notice::{error, not_found};
pub use planner::{Plan, Preset, planner, report};
pub use settings::{Assets, Basemap, Conformance, Scripts, Settings, Statement};
pub use shell::MARK;
pub use statement::statement;

/// One request for a page, with everything that its answer depends on.
#[derive(Clone, Copy)]
pub struct PageContext<'a> {
    pub atlas: &'a Atlas,
    pub now: Stamp,
    /// The pairs of the query, decoded, in order.
    pub query: &'a [(String, String)],
    /// The `Accept-Language` header.
    pub accept_language: Option<&'a str>,
    pub settings: &'a Settings,
    /// The path of the address, without the query.
    pub path: &'a str,
    /// Set where the page goes into a folder.
    pub copy: Option<StaticCopy<'a>>,
}

/// A page, or the part of one that a `fragment` was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The HTTP status.
    pub status: u16,
    pub html: String,
    /// BCP 47, for `Content-Language`.
    pub language: &'static str,
    /// Addresses of the styles that it can't be painted without, for `Link`.
    pub styles: Vec<String>,
}

/// What an item is called on the pages of a language.
#[must_use]
pub fn name_of(atlas: &Atlas, record: &Record, item: &Item, language: Language) -> String {
    let category = atlas
        .categories()
        .label(record.category().as_str(), language.tag());
    named(language.words(), item, category)
}

fn named(words: Words, item: &Item, category: &str) -> String {
    let translated = item.common.translations.get(words.language.tag());
    let name = translated
        .and_then(|texts| texts.name.as_deref())
        .unwrap_or(&item.common.name);
    match (name, &item.common.address) {
        ("", Some(address)) => format!("{category}, {address}"),
        ("", None) => format!("{category} ({})", words.text("unnamed")),
        (name, _) => name.to_owned(),
    }
}

/// When an initiative happens, in one line.
#[must_use]
pub fn when_of(
    words: Words,
    schedule: Option<&okolica_model::item::Schedule>,
    today: chrono::NaiveDate,
) -> String {
    match schedule {
        Some(schedule) => crate::when::schedule(words, schedule, today),
        None => words.text("ongoing"),
    }
}
