//! The map's frame: what it needs to come alive, its buttons, legend and attribution.

use super::copy;
use super::shell::attribution;
use super::symbol::{colour, icon_name, shape};
use super::view::View;
use leptos::prelude::*;
use okolica_model::district::{DEFAULT_SET, District};
use okolica_model::{BBox, ItemKind};
use serde_json::{Value, json};

/// What the map says in the page's language, beyond what the server renders for it.
const SAID: [&str; 18] = [
    "locating",
    "located",
    "locate-denied",
    "locate-failed",
    "locate-outside",
    "locate-late",
    "located-near",
    "choose-point",
    "list-shown",
    "loading",
    "map-failed",
    "map-no-symbols",
    "kind-space",
    "kind-initiative",
    "unnamed",
    "you-are-here",
    "map-spread",
    "not-kept",
];

/// What it says of numbers.
const COUNTED: [&str; 3] = ["map-aggregate", "map-announce", "suggestions-count"];

pub(super) fn map_area(view: &View<'_>) -> impl IntoView + use<> {
    let ground = view.ctx.settings.ground && view.ctx.settings.basemap.is_none();
    let mut names: Vec<&str> = TOOLS.iter().map(|(name, _)| *name).collect();
    // The others look for what is near a point, which is a filter.
    names.retain(|name| !view.is_locked() || !matches!(*name, "locate" | "near-point"));
    view! {
        <section class="map-area" aria-label=view.text("map")>
            <div
                id="map"
                class="map"
                data-live=live(view)
                data-copy=view.is_copy().then(|| copy::words(view).to_string())
                data-query=view.is_copy().then(|| view.state.query())
                data-since=view.ctx.atlas.version()
                data-language=view.language().tag()
                data-bbox=extent(view).map(|b| format!("{},{},{},{}", b.west(), b.south(), b.east(), b.north()))
                data-categories=categories(view).to_string()
                data-districts=districts(view).to_string()
                data-words=words(view).to_string()
                data-ground=ground.then(|| copy::file(view, "/ground.geojson"))
                data-basemap=view.ctx.settings.basemap.as_ref().map(|map| map.template.clone())
            ></div>
            <div
                id="map-symbols"
                class="map-symbols"
                role="listbox"
                tabindex="0"
                aria-label=view.text("map-symbols")
                aria-describedby="map-help"
            ></div>
            <p id="map-help" class="hush">{view.text("map-help")}</p>
            <p id="map-status" class="map-status" role="status"></p>
            <p class="needs-scripts">{view.text("map-needs-scripts")}</p>
            {view.frame.is_some().then(|| view! { <p class="map-fingers">{view.text("embed-fingers")}</p> })}
            {tools(view, &names)}
            {legend(view)}
            <div class="map-foot">
                <div id="scale" class="scale" aria-hidden="true">
                    <span id="scale-bar" class="scale-bar"></span>
                    <span id="scale-text"></span>
                </div>
                // In an embed it stands where it also shows without scripts.
                {view.frame.is_none().then(|| attribution(view))}
            </div>
        </section>
    }
}

/// How the map hears of changes.
fn live(view: &View<'_>) -> Option<&'static str> {
    let kind = if view.frame.is_some() {
        "poll"
    } else {
        "events"
    };
    (!view.is_copy()).then_some(kind)
}

/// The map's buttons and their outlines.
const TOOLS: [(&str, &str); 5] = [
    ("zoom-in", "M8 3v10M3 8h10"),
    ("zoom-out", "M3 8h10"),
    (
        "locate",
        "M8 1v3M8 12v3M1 8h3M12 8h3M8 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8z",
    ),
    (
        "near-point",
        "M8 14s5-4.6 5-8.2A4.9 4.9 0 0 0 8 1a4.9 4.9 0 0 0-5 4.8C3 9.4 8 14 8 14zM6.6 6a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0-2.8 0z",
    ),
    ("whole-city", "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4"),
];

/// Those of the map's buttons whose names are wanted.
pub(super) fn tools(view: &View<'_>, wanted: &[&str]) -> impl IntoView + use<> {
    let tools: Vec<_> = TOOLS
        .into_iter()
        .filter(|(name, _)| wanted.contains(name))
        .map(|(name, outline)| {
            let whole = view.frame.is_some() && name == "whole-city";
            let label = view.text(if whole { "embed-whole" } else { name });
            view! {
                <button type="button" id=format!("tool-{name}") class="tool" aria-label=label.clone() title=label>
                    <svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true">
                        <path d=outline></path>
                    </svg>
                </button>
            }
        })
        .collect();
    view! { <div class="tools">{tools}</div> }
}

fn legend(view: &View<'_>) -> impl IntoView + use<> {
    let icons = &view.ctx.settings.assets.icons;
    let language = view.language();
    let mut tops: Vec<_> = view
        .ctx
        .atlas
        .categories()
        .iter()
        .filter(|category| category.parent.is_none())
        .collect();
    tops.sort_by(|a, b| language.compare(a.label(language.tag()), b.label(language.tag())));
    let rows: Vec<_> = tops
        .into_iter()
        .map(|category| {
            let icon = Some(icon_name(category)).filter(|name| icons.contains_key(*name));
            let label = category.label(language.tag()).to_owned();
            view! { <li>{shape(ItemKind::Space, colour(category), icon)} {label}</li> }
        })
        .collect();
    view! {
        <details class="legend">
            <summary>{view.text("legend")}</summary>
            <ul role="list">
                <li>{shape(ItemKind::Space, 7, None)} {view.text("legend-space")}</li>
                <li>{shape(ItemKind::Initiative, 7, None)} {view.text("legend-initiative")}</li>
                <li>
                    <svg class="symbol" viewBox="-16 -16 32 32" width="32" height="32" aria-hidden="true">
                        <circle class="ring-inside" r="12"></circle>
                        <path class="ring c0" d="M0-12a12 12 0 0 1 10.4 18"></path>
                        <path class="ring c1" d="M10.4 6a12 12 0 0 1-20.8 0"></path>
                        <path class="ring c2" d="M-10.4 6a12 12 0 0 1 10.4-18"></path>
                    </svg>
                    {view.text("legend-several")}
                </li>
            </ul>
            <ul role="list" class="legend-categories">{rows}</ul>
        </details>
    }
}

/// Where the map starts: the city's own box, else that of its districts, else that of nothing.
pub(super) fn extent(view: &View<'_>) -> Option<BBox> {
    let atlas = view.ctx.atlas;
    let asked = view.state.filter.bbox;
    asked.or(atlas.profile().bbox).or_else(|| {
        let districts = atlas.districts(DEFAULT_SET).iter();
        box_around(districts.map(|stored| stored.district.area.bbox()))
    })
}

/// The box around boxes that don't cross the antimeridian.
#[must_use]
pub fn box_around(boxes: impl Iterator<Item = BBox>) -> Option<BBox> {
    boxes.reduce(|a, b| {
        let joined = BBox::new(
            a.west().min(b.west()),
            a.south().min(b.south()),
            a.east().max(b.east()),
            a.north().max(b.north()),
        );
        joined.unwrap_or(a)
    })
}

/// `{id: [label, colour, icon, parent]}`.
fn categories(view: &View<'_>) -> Value {
    let language = view.language().tag();
    let tree = view.ctx.atlas.categories();
    let entries = tree.iter().map(|category| {
        let id = category.id.as_str().to_owned();
        (
            id,
            json!([
                category.label(language),
                colour(category),
                icon_name(category)
            ]),
        )
    });
    Value::Object(entries.collect())
}

/// `[[code, name, lon, lat, west, south, east, north]]` of the default set, to write names with
/// and to go to.
fn districts(view: &View<'_>) -> Value {
    let all = view.ctx.atlas.districts(DEFAULT_SET).iter();
    let entries = all.map(|stored| {
        let district = &stored.district;
        let bbox = district.area.bbox();
        let (lon, lat) = middle(district);
        let rounded = |degrees: f64| (degrees * 1e5).round() / 1e5;
        json!([
            district.code,
            district.name,
            rounded(lon),
            rounded(lat),
            rounded(bbox.west()),
            rounded(bbox.south()),
            rounded(bbox.east()),
            rounded(bbox.north()),
        ])
    });
    Value::Array(entries.collect())
}

/// The centre of mass of the district's largest polygon, on the plane of degrees: good enough
/// to write a name at.
fn middle(district: &District) -> (f64, f64) {
    let mut best = (0.0, (0.0, 0.0));
    for polygon in district.area.polygons() {
        let ring = &polygon.exterior().0;
        let Some(origin) = ring.first() else { continue };
        let (mut area, mut x, mut y) = (0.0, 0.0, 0.0);
        for pair in ring.windows(2) {
            // Relative to a corner: the products of whole degrees would eat the precision.
            let (ax, ay) = (pair[0].x - origin.x, pair[0].y - origin.y);
            let (bx, by) = (pair[1].x - origin.x, pair[1].y - origin.y);
            let cross = ax * by - bx * ay;
            area += cross;
            x += (ax + bx) * cross;
            y += (ay + by) * cross;
        }
        if area > best.0 {
            best = (
                area,
                (origin.x + x / (3.0 * area), origin.y + y / (3.0 * area)),
            );
        }
    }
    best.1
}

/// `{id: text}` and `{id: {plural category: text with {n}}}`.
fn words(view: &View<'_>) -> Value {
    let said = SAID.map(|id| {
        // These stay for the browser to fill in.
        let text = view
            .words
            .with(id, &[("count", "{n}"), ("total", "{total}")]);
        (id.to_owned(), Value::from(text))
    });
    let counted = COUNTED.map(|id| {
        let forms = view
            .words
            .forms(id)
            .map(|(category, text)| (category.to_owned(), Value::from(text)));
        (id.to_owned(), Value::Object(forms.into_iter().collect()))
    });
    // The reader's clock says when; only the browser knows it.
    let failed = view.words.with("load-failed", &[("time", "{time}")]);
    let rest = [("load-failed".to_owned(), Value::from(failed))];
    Value::Object(said.into_iter().chain(counted).chain(rest).collect())
}
