//! `/api/search`: items by words, nearness and every filter, ranked; and suggestions.

use crate::http::request::context::RequestContext;
use crate::http::request::cursor;
use crate::http::request::query::{Query, suffix};
use crate::http::response::answer;
use crate::http::response::encoding::Encoding;
use crate::http::response::problem::Answer;
use crate::http::response::validator::{self, Digest};
use crate::http::server::headers;
use axum::http::header::{CACHE_CONTROL, ETAG, HeaderValue};
use okolica_atlas::search::{Loosened, Place, Ranked, RankedItem, Suggestion};
use okolica_atlas::{Atlas, Facets, FeatureOptions};
use okolica_model::category::CategoryId;
use okolica_model::district::StoredDistrict;
use okolica_model::time::Stamp;
use okolica_model::{FieldError, Filter, Layer, Position};
use okolica_web::language::Language;
use serde_json::{Map, Value, json};
use std::io::Write as _;

/// Matching places and districts that an answer names at most.
const PLACES: usize = 5;
const SUGGESTIONS: usize = 8;
/// The most suggestions that can be asked for.
const MAX_SUGGESTIONS: usize = 20;
/// How far paging goes: ranking more is not what anybody reads.
const MAX_OFFSET: usize = 100_000;

/// What is asked.
struct Wanted {
    filter: Filter,
    at: Option<Position>,
    limit: usize,
    offset: usize,
    /// The language of labels.
    lang: Option<String>,
    suggest: bool,
    now: Stamp,
}

pub(crate) async fn search(cx: RequestContext) -> Answer {
    let (app, atlas) = (&cx.app, cx.atlas.clone());
    let mut query = Query::new(cx.uri.query());
    // Near without a distance only orders.
    let near = query.single_without("near", "within", |text| Position::parse("near", text));
    let filter = query.filter(&atlas);
    let wanted = Wanted {
        at: near.or(filter.near.map(|near| near.at)),
        filter,
        limit: query.limit(),
        offset: query.single("cursor", offset).unwrap_or_default(),
        lang: query.single("lang", |text| lang(&atlas, text)),
        suggest: query.single("suggest", flag).unwrap_or_default(),
        now: cx.now,
    };
    query.finish(&[&Filter::NAMES, &["limit", "cursor", "lang", "suggest"]])?;
    app.work_out(&atlas, &wanted.filter, wanted.now).await?;

    let encoding = Encoding::of_answer(&cx.headers)?;
    let base = app.settings.public_url.as_str().to_owned();
    let until = wanted.until(&atlas);
    let tag = wanted.tag(&atlas, &base, encoding, until);
    let policy = headers::until(&wanted.filter, wanted.now, Some(until));
    if validator::is_known(&cx.headers, &tag) {
        let mut response = validator::not_modified(tag, policy);
        headers::vary_by_encoding(response.headers_mut());
        return Ok(response);
    }
    let make = move || {
        let (media_type, body) = if wanted.suggest {
            (headers::JSON, wanted.suggestions(&atlas))
        } else {
            (headers::GEO_JSON, wanted.body(&atlas, &base))
        };
        answer::compressed(encoding, media_type, body)
    };
    let mut response = app.aside(make).await?;
    response.headers_mut().insert(ETAG, tag);
    response.headers_mut().insert(CACHE_CONTROL, policy);
    Ok(response)
}

fn flag(text: &str) -> Result<bool, FieldError> {
    match text {
        "1" => Ok(true),
        "0" => Ok(false),
        _ => Err(FieldError::new("suggest", text, "1 or 0")),
    }
}

fn lang(atlas: &Atlas, text: &str) -> Result<String, FieldError> {
    let mut all = Language::ALL
        .map(Language::tag)
        .into_iter()
        .chain(atlas.profile().languages.iter().map(String::as_str));
    if all.any(|known| known == text) {
        return Ok(text.to_owned());
    }
    Err(FieldError::new(
        "lang",
        text,
        format!("a language of this map: {}", Language::tags_or()),
    ))
}

/// A cursor of a ranked list says how many items came before.
fn offset(text: &str) -> Result<usize, FieldError> {
    let wrong = || FieldError::new("cursor", text, "a cursor as a next link gave it");
    let name = cursor::name(text)?;
    let digits = name.strip_prefix('@').ok_or_else(wrong)?;
    let offset = digits.parse().ok().filter(|offset| *offset <= MAX_OFFSET);
    offset.ok_or_else(wrong)
}

impl Wanted {
    /// The end of the time slice in which the answer stays true.
    fn until(&self, atlas: &Atlas) -> Stamp {
        let asked = atlas.ask(Layer::Items, &self.filter, self.now);
        asked.ranked_until()
    }

    fn tag(&self, atlas: &Atlas, base: &str, encoding: Encoding, until: Stamp) -> HeaderValue {
        let at = self
            .at
            .map_or(String::new(), |at| format!("{},{}", at.lon(), at.lat()));
        Digest::new()
            .text(base)
            .number(atlas.items_version(Layer::Items))
            .number(atlas.words_version(&self.filter))
            // Links repeat the text as it was typed, so the key of the filter is not enough.
            .text(&format!("{:?}", self.filter.to_query()))
            .text(&at)
            .number(self.limit as u64)
            .number(self.offset as u64)
            .text(self.lang.as_deref().unwrap_or_default())
            .text(if self.suggest { "suggest" } else { "" })
            .number(until.millis().cast_unsigned())
            .text(encoding.name())
            .tag()
    }

    fn lang<'a>(&'a self, atlas: &'a Atlas) -> &'a str {
        let first = atlas.profile().languages.first();
        let default = first.map_or("pl", String::as_str);
        self.lang.as_deref().unwrap_or(default)
    }

    fn body(&self, atlas: &Atlas, base: &str) -> Vec<u8> {
        let asked = atlas.ask(Layer::Items, &self.filter, self.now);
        let ranked = asked.ranked(self.at, self.offset, self.limit);
        let returned = ranked.items.len();
        let mut out = Vec::with_capacity(1024 * (returned + 1));
        // A Vec takes every write.
        let _ = write!(
            out,
            "{{\"type\":\"FeatureCollection\",\"numberMatched\":{},\"numberReturned\":{returned},\
             \"numberWithoutPosition\":{},\"unknown\":{},\"facets\":{},\"loosened\":{},\"places\":{},\"links\":{},\"features\":[",
            ranked.matched,
            ranked.without_position,
            ranked.unknown,
            facets(&asked.facets()),
            Value::Array(
                ranked
                    .loosened
                    .iter()
                    .map(|one| loosened(atlas, one))
                    .collect()
            ),
            self.places(atlas),
            self.links(base, &ranked),
        );
        for (number, item) in ranked.items.iter().enumerate() {
            if number > 0 {
                out.push(b',');
            }
            write_item(&mut out, atlas, item);
        }
        out.extend_from_slice(b"]}");
        out
    }

    /// Districts and places that the text names.
    fn places(&self, atlas: &Atlas) -> Value {
        let Some(text) = &self.filter.q else {
            return json!([]);
        };
        let districts = atlas.districts_like(text).into_iter().take(PLACES);
        let places = atlas.places(text, self.at, PLACES).into_iter();
        let features = districts
            .map(district)
            .chain(places.map(|found| place(atlas, found)));
        Value::Array(features.collect())
    }

    fn links(&self, base: &str, ranked: &Ranked<'_>) -> Value {
        let link = |rel: &str, offset: usize| {
            let filters = self.filter.to_query();
            let near = self
                .at
                .filter(|_| self.filter.near.is_none())
                .map(|at| ("near", format!("{},{}", at.lon(), at.lat())));
            let limit = [("limit", self.limit.to_string())];
            let cursor =
                (offset > 0).then(|| ("cursor", cursor::after_text(&format!("@{offset}"))));
            let lang = self.lang.clone().map(|lang| ("lang", lang));
            let pairs: Vec<_> = filters
                .into_iter()
                .chain(near)
                .chain(limit)
                .chain(cursor)
                .chain(lang)
                .collect();
            let query = suffix(pairs.iter().map(|(name, value)| (*name, value.as_str())));
            json!({
                "rel": rel,
                "type": "application/geo+json",
                "href": format!("{base}/api/search{query}"),
            })
        };
        let mut links = vec![link("self", self.offset)];
        let next = self.offset + ranked.items.len();
        if next < ranked.matched && next <= MAX_OFFSET && !ranked.items.is_empty() {
            links.push(link("next", next));
        }
        Value::Array(links)
    }

    fn suggestions(&self, atlas: &Atlas) -> Vec<u8> {
        let n = match self.limit {
            // Nobody reads the hundred that lists have by default.
            limit if limit > MAX_SUGGESTIONS => SUGGESTIONS,
            limit => limit,
        };
        let text = self.filter.q.as_deref().unwrap_or_default();
        let suggestions: Vec<Value> = atlas
            .suggest(text, self.at, self.now, n)
            .into_iter()
            .map(|one| suggestion(atlas, &one, self.lang(atlas)))
            .collect();
        let body = json!({"suggestions": suggestions});
        body.to_string().into_bytes()
    }
}

/// For each choice of each filter how many items there would be with it.
fn facets(counts: &Facets) -> Value {
    fn of<T>(counts: &[(T, usize)], name: impl Fn(&T) -> &str) -> Value {
        let counts = counts.iter();
        counts
            .map(|(choice, count)| (name(choice).to_owned(), Value::from(*count)))
            .collect::<Map<_, _>>()
            .into()
    }
    json!({
        "layer": of(&counts.layers, |kind| kind.layer()),
        "category": of(&counts.categories, CategoryId::as_str),
        "district": of(&counts.districts, String::as_str),
        "access": of(&counts.access, |fact| fact.name()),
        "free": {"1": counts.free},
        "registration": {"none": counts.no_registration},
        "language": of(&counts.languages, String::as_str),
        "when": of(&counts.when, |when| when.name().unwrap_or_default()),
        "open": of(&counts.open, |open| open.name()),
    })
}

fn write_item(out: &mut Vec<u8>, atlas: &Atlas, item: &RankedItem<'_>) {
    let options = FeatureOptions {
        layer_id: true,
        contact: false,
    };
    atlas.write_feature(out, item.record, options);
    if let Some(distance) = item.distance {
        // Between the last property and the ends of properties and feature.
        out.truncate(out.len() - 2);
        let _ = write!(out, ",\"distance\":{:.0}}}}}", distance.get());
    }
}

fn loosened(atlas: &Atlas, one: &Loosened) -> Value {
    match one {
        Loosened::Place {
            words,
            place: found,
        } => {
            json!({"what": "place", "words": words, "place": place(atlas, found)})
        }
        Loosened::Typo { word, instead } => {
            json!({"what": "typo", "word": word, "instead": instead})
        }
        Loosened::Word { word } => json!({"what": "word", "word": word}),
        Loosened::Filter { names } => json!({"what": "filter", "parameters": names}),
    }
}

fn place(atlas: &Atlas, place: &Place) -> Value {
    let mut properties = Map::new();
    properties.insert("what".to_owned(), json!("place"));
    properties.insert("name".to_owned(), json!(place.name));
    if let Some(kind) = &place.kind {
        properties.insert("kind".to_owned(), json!(kind));
    }
    if let Some(stored) = atlas.district_of(place) {
        properties.insert("district".to_owned(), json!(stored.district.code));
        properties.insert("district_name".to_owned(), json!(stored.district.name));
    }
    point(place.position.lon(), place.position.lat(), &properties)
}

/// A district, at the middle of its box.
fn district(stored: &StoredDistrict) -> Value {
    let district = &stored.district;
    let bbox = district.area.bbox();
    let mut properties = Map::new();
    properties.insert("what".to_owned(), json!("district"));
    properties.insert("name".to_owned(), json!(district.name));
    properties.insert("district".to_owned(), json!(district.code));
    properties.insert("set".to_owned(), json!(district.set));
    let middle = |a: f64, b: f64| ((a + b) / 2.0 * 1e7).round() / 1e7;
    let mut feature = point(
        middle(bbox.west(), bbox.east()),
        middle(bbox.south(), bbox.north()),
        &properties,
    );
    feature["bbox"] = json!([bbox.west(), bbox.south(), bbox.east(), bbox.north()]);
    feature
}

fn point(lon: f64, lat: f64, properties: &Map<String, Value>) -> Value {
    json!({
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": properties,
    })
}

/// What to show, and the parameters or the page that it leads to.
fn suggestion(atlas: &Atlas, one: &Suggestion<'_>, lang: &str) -> Value {
    match one {
        Suggestion::Category(category, count) => json!({
            "what": "category",
            "category": category.id,
            "label": category.label(lang),
            "icon": category.icon,
            "count": count,
        }),
        Suggestion::District(stored) => json!({
            "what": "district",
            "district": stored.district.code,
            "set": stored.district.set,
            "label": stored.district.name,
        }),
        Suggestion::Place(place) => {
            let stored = atlas.district_of(place);
            json!({
                "what": "place",
                "label": place.name,
                "kind": place.kind,
                "near": [place.position.lon(), place.position.lat()],
                "district": stored.map(|stored| &stored.district.code),
                "district_name": stored.map(|stored| &stored.district.name),
            })
        }
        Suggestion::Item(record) => {
            let name = record.name();
            let category = atlas.categories().label(record.category().as_str(), lang);
            json!({
                "what": "item",
                "id": record.key().to_string(),
                "label": if name.is_empty() { category } else { &name },
                "category": record.category(),
                "category_label": category,
            })
        }
    }
}
