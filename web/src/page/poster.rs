//! "This month near you": a district's month on one sheet of A4 for a stairwell notice board.

use super::Rendered;
use super::detail::path_segment;
use super::district::{Happening, Month};
use super::said::Said;
use super::shell::{Head, Live, Page, document};
use super::view::{PRODUCT, View};
use crate::when;
use chrono::Datelike;
use leptos::prelude::*;
use okolica_model::district::District;

/// What fits on the sheet beside the codes, in lines of its two columns.
const LINES: usize = 74;
/// Letters on a line of a column.
const LETTERS: usize = 46;

pub(super) fn poster(view: &View<'_>, district: &District, month: &Month<'_>) -> Rendered {
    let city = view.site().to_owned();
    let title = view.words.with("poster-title", &[("name", &district.name)]);
    let over = if month.until.month() == view.today.month() {
        view.text("poster-over")
    } else {
        let until = when::date(view.words, month.until, view.today);
        view.words.with("poster-until", &[("date", &until)])
    };
    let shown = fitting(view, &month.dated);
    let rest = month.dated.len() - shown.len();
    let rows: Vec<_> = shown
        .into_iter()
        .map(|[when, name, place]| {
            view! {
                <li>
                    <span class="poster-when">{when.text}</span>
                    <strong lang=name.language>{name.text}</strong>
                    <span lang=place.language>{place.text}</span>
                </li>
            }
        })
        .collect();
    let rest = (rest > 0)
        .then(|| view! { <p class="poster-more">{view.words.count("poster-more", rest)}</p> });
    let empty = rows
        .is_empty()
        .then(|| view! { <p>{view.text("poster-nothing")}</p> });
    let path = super::district::path(district);
    let (page, calendar) = (code(district, "page"), code(district, "calendar"));
    let address = view.absolute(&path);
    let by = view.city().map(|city| format!("{PRODUCT} – {city}"));
    let by = by.unwrap_or_else(|| PRODUCT.to_owned());
    let date = when::date(view.words, view.today, view.today);
    let stated = view.words.with("poster-date", &[("date", &date)]);
    document(view, || {
        Page {
        status: 200,
        title: format!("{title} – {city}"),
        description: None,
        class: "poster-page",
        canonical: None,
        head: Head::default(),
        live: Live::Nothing,
        content: view! {
            <main id="content" class="poster">
                <p class="back"><a href=view.link(&path)>{view.text("poster-back")}</a></p>
                <header>
                    <p class="poster-over">{over}</p>
                    <h1>{title.clone()}</h1>
                </header>
                <ul class="poster-list" role="list">{rows}</ul>
                {empty}
                {rest}
                <footer class="poster-foot">
                    <figure>
                        <img src=page alt=view.text("poster-page-alt") width="132" height="132"/>
                        <figcaption>{view.text("poster-page")}</figcaption>
                    </figure>
                    <figure>
                        <img src=calendar alt=view.text("poster-calendar-alt") width="132" height="132"/>
                        <figcaption>{view.text("poster-calendar")}</figcaption>
                    </figure>
                    <div>
                        <p class="address">{address.clone()}</p>
                        <p>{stated} " " {view.text("poster-check")}</p>
                        <p>{by}</p>
                    </div>
                </footer>
            </main>
        }
        .into_any(),
    }
    })
}

/// The picture of a code of a district: of its page, or of its calendar.
pub(super) fn code(district: &District, of: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query
        .append_pair("set", &district.set)
        .append_pair("of", of);
    format!(
        "/districts/{}/qr.svg?{}",
        path_segment(&district.code),
        query.finish()
    )
}

/// When, what and where: the first ones that fill the sheet and no more. What is left out is
/// counted on it.
fn fitting(view: &View<'_>, all: &[Happening<'_>]) -> Vec<[Said; 3]> {
    let mut lines = 0;
    all.iter()
        .map(|one| {
            let (name, place) = one.texts(view);
            [Said::here(one.when.clone()), name, place]
        })
        .take_while(|texts| {
            let long = |said: &Said| said.text.chars().count().div_ceil(LETTERS);
            // A line's height stands between two.
            lines += texts.iter().map(long).sum::<usize>() + 1;
            lines <= LINES
        })
        .collect()
}
