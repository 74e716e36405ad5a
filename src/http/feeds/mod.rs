//! `/feeds/initiatives.ics` · `.atom` · `.csv` · `.geojson`: what a filtered view shows, to
//! subscribe to without an account; and `/initiatives/{id}.ics`, one of them for a calendar.
//!
//! Ids stay the same for ever, a change raises the sequence number, and what is cancelled or
//! removed says so. Phone and e-mail are there only where the item allows it.

mod atom;
mod csv;
mod icalendar;
mod ics;
mod removed;

pub(crate) use removed::Known;

use crate::http::request::context::RequestContext;
use crate::http::request::query::{MAX_LIMIT, Query, suffix};
use crate::http::response::answer;
use crate::http::response::encoding::Encoding;
use crate::http::response::problem::{Answer, Problem};
use crate::http::response::validator::{self, Digest};
use crate::http::server::headers;
use crate::http::site::pages;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, ETAG, HeaderValue};
use okolica_atlas::{Atlas, FeatureOptions, Record};
use okolica_model::calendar::Calendar;
use okolica_model::item::{CONTACT, Detail, Initiative};
use okolica_model::schedule::Occurrence;
use okolica_model::time::Stamp;
use okolica_model::{FieldError, Filter, Item, ItemKey, ItemKind, Layer};
use okolica_web::page;
use okolica_web::words::Language;
use std::sync::Arc;

/// How far ahead the next date is looked for, in milliseconds: two years.
const AHEAD: i64 = 730 * 86_400_000;
/// Entries of an Atom feed unless asked for more.
const NEWS: usize = 100;

const CALENDAR: HeaderValue = HeaderValue::from_static("text/calendar; charset=utf-8");
const ATOM: HeaderValue = HeaderValue::from_static("application/atom+xml; charset=utf-8");
const CSV: HeaderValue = HeaderValue::from_static("text/csv; charset=utf-8; header=present");

/// How a feed is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Ics,
    Atom,
    Csv,
    GeoJson,
}

impl Format {
    fn of_file(file: &str) -> Option<Self> {
        match file {
            "initiatives.ics" => Some(Self::Ics),
            "initiatives.atom" => Some(Self::Atom),
            "initiatives.csv" => Some(Self::Csv),
            "initiatives.geojson" => Some(Self::GeoJson),
            _ => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Ics => "ics",
            Self::Atom => "atom",
            Self::Csv => "csv",
            Self::GeoJson => "geojson",
        }
    }

    const fn content_type(self) -> HeaderValue {
        match self {
            Self::Ics => CALENDAR,
            Self::Atom => ATOM,
            Self::Csv => CSV,
            Self::GeoJson => headers::GEO_JSON,
        }
    }
}

/// What a feed is made of.
struct Feed {
    atlas: Arc<Atlas>,
    /// What is no more.
    removed: Option<Arc<Atlas>>,
    filter: Filter,
    language: Language,
    limit: usize,
    now: Stamp,
    /// The service's address, and that of this feed.
    base: String,
    url: String,
}

/// An initiative on its way into a feed.
struct Entry<'a> {
    record: &'a Record,
    item: Item,
    name: String,
    /// Its page.
    url: String,
    /// The space and address where it happens.
    place: String,
    /// The next date that is not cancelled.
    next: Option<Occurrence>,
    host_closed: Option<HostClosed>,
    /// It is no more.
    removed: bool,
}

/// The temporary closure of the space where an initiative takes place.
struct HostClosed {
    /// What is closed until when.
    note: String,
    from: Stamp,
    until: Stamp,
    /// When the space was last changed.
    updated_at: Stamp,
}

impl HostClosed {
    fn touches(&self, date: &Occurrence) -> bool {
        !date.cancelled && date.from < self.until && self.from < date.until
    }
}

impl Entry<'_> {
    fn initiative(&self) -> &Initiative {
        match &self.item.detail {
            Detail::Initiative(initiative) => initiative,
            // Feeds ask for initiatives alone.
            Detail::Space(_) => unreachable!("{} is no initiative", self.record.key()),
        }
    }
}

pub(crate) async fn feed(Path(file): Path<String>, cx: RequestContext) -> Answer {
    let format = Format::of_file(&file).ok_or_else(|| {
        Problem::not_found(format!(
            "there is no feed {file}; there are initiatives.ics, .atom, .csv and .geojson"
        ))
    })?;
    let mut query = Query::new(cx.uri.query());
    let language = query.single("lang", parse_language);
    let default = if format == Format::Atom {
        NEWS
    } else {
        MAX_LIMIT
    };
    let limit = query.limit_or(default);
    let past = query.single("past", |text| Ok(text == "1"));
    let mut filter = query.filter(&cx.atlas);
    // Feeds leave out what is over unless asked.
    filter.hide_ended = past != Some(true);
    query.finish(&[&Filter::NAMES, &["lang", "limit"]])?;
    let now = pages::slice_of_feeds(&cx);
    cx.app.work_out(&cx.atlas, &filter, now).await?;

    let encoding = Encoding::of_answer(&cx.headers)?;
    let mut feed = Feed {
        limit,
        ..Feed::new(&cx, filter, language, format)
    };
    let tag = feed.tag(format, encoding);
    let mut response = if validator::is_known(&cx.headers, &tag) {
        let mut response = validator::not_modified(tag.clone(), headers::REVALIDATE);
        headers::vary_by_encoding(response.headers_mut());
        response
    } else {
        let gone = match format {
            Format::Ics => cx.app.removed.upto(&cx.app, &feed.atlas).await?,
            _ => Vec::new(),
        };
        let make = move || {
            feed.removed = removed::atlas(&feed, &gone);
            answer::compressed(encoding, format.content_type(), feed.body(format))
        };
        cx.app.aside(make).await?
    };
    let headers = response.headers_mut();
    headers.insert(ETAG, tag);
    headers.insert(CACHE_CONTROL, headers::REVALIDATE);
    Ok(response)
}

/// One initiative as a calendar file.
pub(crate) fn one(cx: &RequestContext, id: &str) -> Answer {
    let key = crate::http::request::cursor::parse_id(id).map(|id| ItemKey {
        kind: ItemKind::Initiative,
        id,
    });
    let missing = || Problem::not_found(format!("there is no calendar file of initiative {id}"));
    let key = key.ok_or_else(missing)?;
    let language = cx.value("lang").and_then(Language::of_tag);
    let feed = Feed::new(cx, Filter::default(), language, Format::Ics);
    let record = feed.atlas.item(key).ok_or_else(missing)?;
    let entry = feed.entry(record);
    // Without dates there is nothing that a calendar could show.
    if entry.initiative().schedule.is_none() {
        return Err(missing());
    }
    let body = ics::write(&feed, &[entry]);
    let mut response = answer::of_bytes(&cx.headers, CALENDAR, body)?;
    let name = format!("attachment; filename=\"initiative-{}.ics\"", key.id);
    if let Ok(name) = HeaderValue::try_from(name) {
        response.headers_mut().insert(CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

fn parse_language(text: &str) -> Result<Language, FieldError> {
    Language::of_tag(text).ok_or_else(|| {
        let known = Language::ALL.map(Language::tag).join(", ");
        FieldError::new("lang", text, format!("one of {known}"))
    })
}

impl Feed {
    fn new(
        cx: &RequestContext,
        filter: Filter,
        language: Option<Language>,
        format: Format,
    ) -> Self {
        let base = cx.app.settings.public_url.as_str().to_owned();
        let language = language.unwrap_or_else(|| Language::of_city(cx.atlas.profile()));
        let pairs = filter.to_query();
        let pairs = pairs.iter().map(|(name, value)| (*name, value.as_str()));
        let query = suffix(pairs.chain([("lang", language.tag())]));
        let url = format!("{base}/feeds/initiatives.{}{query}", format.name());
        Self {
            atlas: cx.atlas.clone(),
            removed: None,
            filter,
            language,
            limit: MAX_LIMIT,
            now: pages::slice_of_feeds(cx),
            base,
            url,
        }
    }

    fn tag(&self, format: Format, encoding: Encoding) -> HeaderValue {
        Digest::new()
            .text(&self.url)
            .number(self.atlas.version())
            .number(self.atlas.items_version(Layer::Items))
            .text(&okolica_atlas::cache_key(&self.filter))
            .number(self.limit as u64)
            .text(format.name())
            .number(self.now.millis().unsigned_abs())
            .text(encoding.name())
            .tag()
    }

    fn body(&self, format: Format) -> Vec<u8> {
        let asked = self.atlas.ask(Layer::Initiatives, &self.filter, self.now);
        // Whatever comes after the limit is neither read nor written.
        let mut records = match format {
            Format::Atom => asked.page(None, MAX_LIMIT).items,
            _ => asked.page(None, self.limit).items,
        };
        if format == Format::Atom {
            records.sort_by_key(|record| std::cmp::Reverse((record.updated_at(), record.key())));
            records.truncate(self.limit);
        }
        let mut entries: Vec<Entry<'_>> = records
            .into_iter()
            .map(|record| self.entry(record))
            .collect();
        match format {
            Format::Ics => {
                let gone = self.removed.as_deref();
                let gone = gone.map(|atlas| atlas.ask(Layer::Initiatives, &self.filter, self.now));
                let gone = gone.map_or_else(Vec::new, |asked| asked.page(None, MAX_LIMIT).items);
                entries.extend(gone.into_iter().map(|record| Entry {
                    removed: true,
                    ..self.entry(record)
                }));
                ics::write(self, &entries)
            }
            Format::Atom => atom::write(self, &entries),
            Format::Csv => csv::write(&entries),
            Format::GeoJson => self.geojson(&entries),
        }
    }

    fn entry<'a>(&'a self, record: &'a Record) -> Entry<'a> {
        let item = record.item();
        let calendar = Calendar::of(self.atlas.profile());
        let until = Stamp::from_millis(self.now.millis() + AHEAD).unwrap_or(self.now);
        let next = match &item.detail {
            Detail::Initiative(initiative) => initiative.schedule.as_ref().and_then(|schedule| {
                let dates = schedule.occurrences(&calendar, self.now, until);
                dates.into_iter().find(|one| !one.cancelled)
            }),
            Detail::Space(_) => None,
        };
        let host = record.space().and_then(|key| self.atlas.item(key));
        let host = host.map(|host| (host, host.item()));
        let mut place: Vec<String> = Vec::new();
        let mut host_closed = None;
        if let Some((host, item)) = &host {
            let name = page::name_of(&self.atlas, host, item, self.language);
            host_closed = self.host_closed(&calendar, &name, host, item);
            place.push(name);
        }
        let of_host = host
            .as_ref()
            .and_then(|(_, item)| item.common.address.clone());
        place.extend(item.common.address.clone().or(of_host));
        place.dedup();
        Entry {
            name: page::name_of(&self.atlas, record, &item, self.language),
            url: format!("{}/{}", self.base, record.key()),
            place: place.join(", "),
            record,
            item,
            next,
            host_closed,
            removed: false,
        }
    }

    /// The closure of a space, unless it is over.
    fn host_closed(
        &self,
        calendar: &Calendar,
        name: &str,
        host: &Record,
        item: &Item,
    ) -> Option<HostClosed> {
        let Detail::Space(space) = &item.detail else {
            return None;
        };
        let closed = space.closed.as_ref()?;
        let (from, until) = closed.moments(calendar);
        let today = calendar.day(self.now);
        (self.now < until).then(|| HostClosed {
            note: page::closed_note(self.language.words(), name, closed, today),
            from,
            until,
            updated_at: host.updated_at(),
        })
    }

    fn geojson(&self, entries: &[Entry<'_>]) -> Vec<u8> {
        let count = entries.len();
        let mut out =
            format!("{{\"type\":\"FeatureCollection\",\"numberReturned\":{count},\"features\":[")
                .into_bytes();
        for (at, entry) in entries.iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            let options = FeatureOptions {
                layer_id: false,
                contact: false,
            };
            self.atlas.write_feature(&mut out, entry.record, options);
        }
        out.extend_from_slice(b"]}");
        out
    }
}

/// The properties of an item that may stand in bulk outputs.
fn public_properties(record: &Record) -> serde_json::Map<String, serde_json::Value> {
    let mut properties = record.properties();
    if !record.contact_public() {
        for field in CONTACT {
            properties.shift_remove(field);
        }
    }
    properties
}
