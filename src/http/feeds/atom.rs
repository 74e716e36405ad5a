//! A feed for readers: what was changed last comes first.

use super::{Entry, Feed};
use atom_syndication::{Category, FixedDateTime, Link, Person, Text};
use chrono::DateTime;
use okolica_model::calendar::Calendar;
use okolica_model::item::Status;
use okolica_model::time::Stamp;
use okolica_web::page;

pub(crate) fn write(feed: &Feed, entries: &[Entry<'_>]) -> Vec<u8> {
    let city = &feed.atlas.profile().name;
    let words = feed.language.words();
    let updated = entries
        .iter()
        .map(|entry| entry.record.updated_at())
        .max()
        .unwrap_or_else(|| Stamp::from_millis(0).unwrap_or(feed.now));
    let written = atom_syndication::Feed {
        id: feed.url.clone(),
        title: Text::plain(format!("{city} – {}", words.text("layer-initiatives"))),
        updated: moment(updated),
        lang: Some(feed.language.tag().to_owned()),
        authors: vec![person(city)],
        links: vec![
            link("self", &feed.url, "application/atom+xml"),
            link("alternate", &format!("{}/", feed.base), "text/html"),
        ],
        entries: entries.iter().map(|entry| one(feed, entry)).collect(),
        ..Default::default()
    };
    // A Vec takes every write.
    written.write_to(Vec::new()).unwrap_or_default()
}

fn one(feed: &Feed, entry: &Entry<'_>) -> atom_syndication::Entry {
    let words = feed.language.words();
    let common = &entry.item.common;
    let initiative = entry.initiative();
    let status = match initiative.status {
        Status::Scheduled => None,
        Status::Postponed => Some("status-postponed"),
        Status::Cancelled => Some("status-cancelled"),
        Status::Done => Some("status-done"),
    };
    let title = match status {
        Some(status) => format!("{} ({})", entry.name, words.text(status)),
        None => entry.name.clone(),
    };
    let today = Calendar::of(feed.atlas.profile()).day(feed.now);
    let when = page::when_of(words, initiative.schedule.as_ref(), today);
    let translation = common.translations.get(feed.language.tag());
    let summary = translation
        .and_then(|texts| texts.summary.clone())
        .or_else(|| common.summary.clone());
    let closed = entry.host_closed.as_ref().zip(entry.next.as_ref());
    let closed = closed.filter(|(closed, next)| closed.touches(next));
    let closed = closed.map(|(closed, _)| closed.note.clone());
    let said: Vec<String> = [Some(when), closed, Some(entry.place.clone()), summary]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    let label = feed
        .atlas
        .categories()
        .label(common.category.as_str(), feed.language.tag());
    let category = Category {
        term: common.category.as_str().to_owned(),
        label: Some(label.to_owned()),
        ..Default::default()
    };
    let author = initiative.organiser.name.as_deref();
    atom_syndication::Entry {
        id: entry.url.clone(),
        title: Text::plain(title),
        updated: moment(entry.record.updated_at()),
        published: Some(moment(entry.record.created_at())),
        authors: author.map(person).into_iter().collect(),
        categories: vec![category],
        links: vec![link("alternate", &entry.url, "text/html")],
        summary: Some(Text::plain(said.join("\n"))),
        ..Default::default()
    }
}

fn link(rel: &str, href: &str, kind: &str) -> Link {
    Link {
        rel: rel.to_owned(),
        href: href.to_owned(),
        mime_type: Some(kind.to_owned()),
        ..Default::default()
    }
}

fn person(name: &str) -> Person {
    Person {
        name: name.to_owned(),
        ..Default::default()
    }
}

fn moment(at: Stamp) -> FixedDateTime {
    DateTime::from_timestamp_millis(at.millis())
        .unwrap_or_default()
        .fixed_offset()
}
