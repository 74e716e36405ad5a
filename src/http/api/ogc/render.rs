//! Features and lists written as GeoJSON, in any reference system, and as tables for people.

use crate::http::api::ogc::collection::Collection;
use crate::http::api::ogc::figures::BySet;
use crate::http::api::ogc::frame::{Frame, link, own_links};
use crate::http::api::ogc::listing::{Found, Listing, Page, category_properties};
use crate::http::api::ogc::reference::{Projection, Reference};
use crate::http::request::query::suffix;
use chrono::Utc;
use okolica_atlas::{Atlas, FeatureOptions};
use okolica_model::population::CellShape;
use okolica_web::page::{ApiCell, ApiPage, ApiPart};
use serde_json::{Value, json};
use std::io::Write as _;

const GEO_JSON: &str = "application/geo+json";

/// How the features of an answer are written.
pub(crate) struct Writer<'a> {
    pub(crate) atlas: &'a Atlas,
    pub(crate) collection: Collection,
    /// Whether contact fields that are not public may be there.
    pub(crate) editor: bool,
    pub(crate) reference: Reference,
    /// The figures of districts, by code.
    pub(crate) figures: Option<&'a BySet>,
}

impl Writer<'_> {
    /// Adds a feature.
    pub(crate) fn feature(&self, out: &mut Vec<u8>, found: Found<'_>) {
        let projection = (self.reference != Reference::Crs84).then(|| self.reference.projection());
        self.projected(out, found, projection.as_ref());
    }

    fn projected(&self, out: &mut Vec<u8>, found: Found<'_>, projection: Option<&Projection>) {
        let start = out.len();
        self.plain(out, found);
        let Some(projection) = projection else {
            return;
        };
        // It is JSON: it was written so.
        let Ok(mut feature) = serde_json::from_slice::<Value>(&out[start..]) else {
            return;
        };
        let geometry = &mut feature["geometry"];
        // Where a projection has no such point there is nothing to say.
        if !geometry.is_null() && !reproject(&mut geometry["coordinates"], projection) {
            *geometry = Value::Null;
        }
        out.truncate(start);
        // A Vec takes every write.
        let _ = serde_json::to_writer(out, &feature);
    }

    fn plain(&self, out: &mut Vec<u8>, found: Found<'_>) {
        match found {
            Found::Item(record) => {
                let options = FeatureOptions {
                    layer_id: self.collection == Collection::Items,
                    contact: self.editor,
                };
                self.atlas.write_feature(out, record, options);
            }
            Found::District(stored) => {
                self.atlas.write_district_feature(out, stored);
                let figures = self.figures.and_then(|all| all.get(&stored.district.code));
                if let Some(figures) = figures.filter(|figures| !figures.is_empty()) {
                    // The brackets that end properties and feature.
                    out.truncate(out.len() - 2);
                    for (name, value) in figures {
                        let _ = write!(out, ",\"{name}\":{value}");
                    }
                    out.extend_from_slice(b"}}");
                }
            }
            Found::Cell(cell) => {
                let feature = json!({
                    "type": "Feature",
                    "id": cell.id,
                    "geometry": match &cell.cell.shape {
                        CellShape::Point(at) => {
                            json!({"type": "Point", "coordinates": [at.lon(), at.lat()]})
                        }
                        CellShape::Polygon(area) => area.to_geojson(),
                    },
                    "properties": cell.properties(),
                });
                // A Vec takes every write.
                let _ = serde_json::to_writer(out, &feature);
            }
            Found::Category(category) => {
                let feature = json!({
                    "type": "Feature",
                    "id": category.id,
                    "geometry": null,
                    "properties": category_properties(category),
                });
                // A Vec takes every write.
                let _ = serde_json::to_writer(out, &feature);
            }
        }
    }

    /// A feature as a document of its own, with its links.
    pub(crate) fn document(&self, base: &str, found: Found<'_>, frame: &Frame) -> Vec<u8> {
        let mut out = Vec::new();
        self.feature(&mut out, found);
        // The bracket that ends the feature.
        out.pop();
        let collection = format!("{base}/api/collections/{}", self.collection.id());
        let href = format!("{collection}/items/{}", self.id(found));
        let mut links = own_links(frame, &href, GEO_JSON);
        links.push(link(
            "collection",
            "application/json",
            &self.collection.title(frame.words),
            &collection,
        ));
        if let Found::Item(record) = found {
            let page = format!("{base}/{}", record.key());
            let title = frame.text("api-page-of-item");
            links.push(link("related", "text/html", &title, &page));
        }
        let _ = write!(out, ",\"links\":{}}}", Value::Array(links));
        out
    }

    pub(crate) fn id(&self, found: Found<'_>) -> String {
        match found {
            Found::Item(record) if self.collection == Collection::Items => record.key().to_string(),
            Found::Item(record) => record.key().id.to_string(),
            Found::District(stored) => stored.id.to_string(),
            Found::Cell(cell) => cell.id.to_string(),
            Found::Category(category) => category.id.to_string(),
        }
    }
}

/// Turns every pair of numbers; `false` when one has no place in the projection.
fn reproject(coordinates: &mut Value, projection: &Projection) -> bool {
    let Value::Array(list) = coordinates else {
        return false;
    };
    if let [Value::Number(lon), Value::Number(lat)] = &list[..] {
        let turned = lon
            .as_f64()
            .zip(lat.as_f64())
            .and_then(|(lon, lat)| projection.of_degrees(lon, lat));
        return turned.is_some_and(|pair| {
            *coordinates = json!(pair);
            true
        });
    }
    list.iter_mut().all(|inner| reproject(inner, projection))
}

/// The FeatureCollection.
pub(crate) fn collection(
    listing: &Listing,
    page: &Page<'_>,
    atlas: &Atlas,
    base: &str,
    frame: &Frame,
) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024 * (page.features.len() + 1));
    let stamp = Utc::now().format("%Y-%m-%dT%H:%M:%SZ");
    let unknown = page
        .unknown
        .map(|unknown| format!("\"unknown\":{unknown},"));
    // A Vec takes every write.
    let _ = write!(
        out,
        "{{\"type\":\"FeatureCollection\",\"numberMatched\":{},\"numberReturned\":{},\
         \"numberWithoutPosition\":{},{}\"timeStamp\":\"{stamp}\",\"links\":{},\"features\":[",
        page.matched,
        page.features.len(),
        page.without_position,
        unknown.unwrap_or_default(),
        Value::Array(links(listing, page, base, frame)),
    );
    let writer = listing.writer(atlas);
    let projection =
        (listing.reference != Reference::Crs84).then(|| listing.reference.projection());
    for (at, found) in page.features.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        writer.projected(&mut out, *found, projection.as_ref());
    }
    out.extend_from_slice(b"]}");
    out
}

impl Listing {
    pub(crate) fn writer<'a>(&'a self, atlas: &'a Atlas) -> Writer<'a> {
        Writer {
            atlas,
            collection: self.collection,
            editor: self.editor,
            reference: self.reference,
            figures: self.figures.as_ref(),
        }
    }

    fn href(&self, base: &str, pairs: &[(&'static str, String)], cursor: Option<&str>) -> String {
        let pairs = pairs.iter().map(|(name, value)| (*name, value.as_str()));
        let query = suffix(pairs.chain(cursor.map(|cursor| ("cursor", cursor))));
        let id = self.collection.id();
        format!("{base}/api/collections/{id}/items{query}")
    }
}

fn links(listing: &Listing, page: &Page<'_>, base: &str, frame: &Frame) -> Vec<Value> {
    let pairs = listing.pairs(frame);
    let here = listing.href(base, &pairs, listing.cursor.as_deref());
    let mut other: Vec<_> = pairs
        .iter()
        .filter(|(name, _)| *name != "f")
        .cloned()
        .collect();
    other.push(("f", "html".to_owned()));
    let html = listing.href(base, &other, listing.cursor.as_deref());
    let id = listing.collection.id();
    let mut links = vec![
        link("self", GEO_JSON, &frame.text("api-as-json"), &here),
        link("alternate", "text/html", &frame.text("api-as-html"), &html),
        link(
            "collection",
            "application/json",
            &listing.collection.title(frame.words),
            &format!("{base}/api/collections/{id}"),
        ),
    ];
    if let Some(next) = &page.next {
        let href = listing.href(base, &pairs, Some(next));
        links.push(link("next", GEO_JSON, &frame.text("api-next"), &href));
    }
    links
}

/// The list as a page.
pub(crate) fn list_page(
    listing: &Listing,
    page: &Page<'_>,
    atlas: &Atlas,
    base: &str,
    frame: &Frame,
) -> ApiPage {
    let writer = listing.writer(atlas);
    let id = listing.collection.id();
    let language = frame.words.language.tag();
    let rows = page.features.iter().map(|found| {
        let key = writer.id(*found);
        let href = format!("{base}/api/collections/{id}/items/{key}?f=html");
        let (name, more) = match found {
            Found::Item(record) => {
                let category = atlas
                    .categories()
                    .label(record.category().as_str(), language);
                (record.name().into_owned(), category.to_owned())
            }
            Found::District(stored) => (stored.district.name.clone(), stored.district.code.clone()),
            Found::Cell(cell) => {
                let people = cell.cell.population.map(|people| people.to_string());
                (people.unwrap_or_default(), String::new())
            }
            Found::Category(category) => {
                let parent = category.parent.as_ref();
                let parent =
                    parent.map(|parent| atlas.categories().label(parent.as_str(), language));
                (
                    category.label(language).to_owned(),
                    parent.unwrap_or_default().to_owned(),
                )
            }
        };
        let name = if name.is_empty() { more.clone() } else { name };
        vec![
            ApiCell::link(&key, &href),
            ApiCell::text(&name),
            ApiCell::text(&more),
        ]
    });
    let rows = rows.collect();
    let pairs = listing.pairs(frame);
    let without_format: Vec<_> = pairs
        .iter()
        .filter(|(name, _)| *name != "f")
        .cloned()
        .collect();
    let mut links = vec![(frame.text("api-as-json"), {
        let mut json = without_format.clone();
        json.push(("f", "json".to_owned()));
        listing.href(base, &json, listing.cursor.as_deref())
    })];
    if let Some(next) = &page.next {
        links.push((frame.text("api-next"), {
            let mut html = without_format;
            html.push(("f", "html".to_owned()));
            listing.href(base, &html, Some(next))
        }));
    }
    ApiPage {
        title: listing.collection.title(frame.words),
        lead: Some(frame.words.with(
            "api-counts",
            &[
                ("returned", &page.features.len().to_string()),
                ("matched", &page.matched.to_string()),
            ],
        )),
        parts: vec![
            ApiPart::Table {
                heading: String::new(),
                columns: vec![
                    frame.text("api-id"),
                    frame.text("api-name"),
                    frame.text("api-more"),
                ],
                rows,
            },
            ApiPart::Links {
                heading: frame.text("api-links"),
                links,
            },
        ],
    }
}

/// A feature as a page: every property with its value.
pub(crate) fn feature_page(writer: &Writer<'_>, document: &[u8], frame: &Frame) -> ApiPage {
    let feature: Value = serde_json::from_slice(document).unwrap_or_default();
    let mut rows = Vec::new();
    flat_rows("", &feature["properties"], &mut rows);
    if let [lon, lat] = feature["geometry"]["coordinates"]
        .as_array()
        .map_or(&[][..], Vec::as_slice)
        && lon.is_number()
    {
        rows.push((frame.text("api-coordinates"), format!("{lon}, {lat}")));
    }
    let links = feature["links"].as_array().into_iter().flatten();
    let links = links
        .filter(|link| link["rel"] != "self")
        .filter_map(|link| {
            Some((
                link["title"].as_str()?.to_owned(),
                link["href"].as_str()?.to_owned(),
            ))
        });
    let name = feature["properties"]["name"].as_str().unwrap_or_default();
    let title = if name.is_empty() {
        let id = feature["id"].to_string();
        format!(
            "{} {}",
            writer.collection.title(frame.words),
            id.trim_matches('"')
        )
    } else {
        name.to_owned()
    };
    ApiPage {
        title,
        lead: None,
        parts: vec![
            ApiPart::Table {
                heading: String::new(),
                columns: vec![frame.text("api-name"), frame.text("api-value")],
                rows: rows
                    .into_iter()
                    .map(|(name, value)| vec![ApiCell::text(&name), ApiCell::text(&value)])
                    .collect(),
            },
            ApiPart::Links {
                heading: frame.text("api-links"),
                links: links.collect(),
            },
        ],
    }
}

/// Nested members under dotted names.
fn flat_rows(prefix: &str, value: &Value, out: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (name, inner) in members {
                let name = if prefix.is_empty() {
                    name.clone()
                } else {
                    format!("{prefix}.{name}")
                };
                flat_rows(&name, inner, out);
            }
        }
        Value::String(text) => out.push((prefix.to_owned(), text.clone())),
        Value::Array(list) if list.iter().all(Value::is_string) => {
            let texts: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            out.push((prefix.to_owned(), texts.join(", ")));
        }
        other => out.push((prefix.to_owned(), other.to_string())),
    }
}
