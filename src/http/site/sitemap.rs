//! `/sitemap.xml`: an index, and parts of at most 50 000 pages (the protocol's own limit), each
//! with its languages. Parts are told apart in the query, since a map speaks only for addresses
//! below its own path.

use crate::http::request::context::RequestContext;
use crate::http::request::query::Query;
use crate::http::response::answer;
use crate::http::response::problem::{Answer, Problem};
use axum::http::header::HeaderValue;
use axum::response::IntoResponse;
use okolica_atlas::Atlas;
use okolica_model::FieldError;
use okolica_model::district::DEFAULT_SET;
use okolica_model::time::Stamp;
use okolica_web::words::Language;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt::Write as _;

const PART: usize = 50_000;
const XML: HeaderValue = HeaderValue::from_static("application/xml; charset=utf-8");

pub(crate) async fn sitemap(cx: RequestContext) -> Answer {
    let mut query = Query::new(cx.uri.query());
    let part = query.single("part", |text| {
        let number = text.parse::<usize>().ok().filter(|part| *part > 0);
        number.ok_or_else(|| FieldError::new("part", text, "a number from 1"))
    });
    query.finish(&[&["part"]])?;
    let (app, atlas, asked) = (cx.app, cx.atlas, cx.headers);
    let base = app.settings.public_url.as_str().to_owned();
    let parts = pages(&atlas).count().div_ceil(PART);
    match part {
        None => answer::of_bytes(&asked, XML, index(&base, parts)),
        Some(part) if part > parts => Err(Problem::not_found(format!(
            "the site map has {parts} parts"
        ))),
        Some(part) => {
            let make = move || answer::of_bytes(&asked, XML, part_of(&base, &atlas, part));
            app.aside(move || make().into_response()).await
        }
    }
}

/// Every page that has something to find: its path, and when what it shows was last changed.
fn pages(atlas: &Atlas) -> impl Iterator<Item = (String, Option<Stamp>)> {
    let fixed = ["/", "/accessibility"].map(|path| (path.to_owned(), None));
    let districts = atlas
        .sets()
        .flat_map(|set| atlas.districts(set))
        .map(|stored| {
            let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
            let path = format!("/districts/{}", encode(&stored.district.code));
            let path = match stored.district.set.as_str() {
                DEFAULT_SET => path,
                set => format!("{path}?set={}", encode(set)),
            };
            (path, None)
        });
    let items = atlas
        .items()
        .map(|record| (format!("/{}", record.key()), Some(record.updated_at())));
    fixed.into_iter().chain(districts).chain(items)
}

fn index(base: &str, parts: usize) -> Vec<u8> {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for part in 1..=parts {
        // Writing to a string can't fail.
        let _ = writeln!(
            out,
            "<sitemap><loc>{base}/sitemap.xml?part={part}</loc></sitemap>"
        );
    }
    out.push_str("</sitemapindex>\n");
    out.into_bytes()
}

fn part_of(base: &str, atlas: &Atlas, part: usize) -> Vec<u8> {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for (path, changed) in pages(atlas).skip((part - 1) * PART).take(PART) {
        let _ = write!(out, "<url><loc>{base}{path}</loc>");
        if let Some(changed) = changed {
            let _ = write!(out, "<lastmod>{changed}</lastmod>");
        }
        let mark = if path.contains('?') { "&amp;" } else { "?" };
        for language in Language::ALL.map(Language::tag) {
            let _ = write!(
                out,
                "<xhtml:link rel=\"alternate\" hreflang=\"{language}\" \
                 href=\"{base}{path}{mark}lang={language}\"/>"
            );
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out.into_bytes()
}
