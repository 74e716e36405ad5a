//! The documents of the API as pages: the same facts, for people.

use super::shell::{Head, Live, Page, document};
use super::view::View;
use super::{PageContext, Rendered};
use leptos::prelude::*;

/// What a page of the API says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiPage {
    pub title: String,
    pub lead: Option<String>,
    pub parts: Vec<ApiPart>,
}

/// A part of a page of the API. An empty heading is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApiPart {
    /// Texts with their addresses.
    Links {
        heading: String,
        links: Vec<(String, String)>,
    },
    Table {
        heading: String,
        columns: Vec<String>,
        rows: Vec<Vec<ApiCell>>,
    },
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiCell {
    pub text: String,
    pub href: Option<String>,
}

impl ApiCell {
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            href: None,
        }
    }

    #[must_use]
    pub fn link(text: &str, href: &str) -> Self {
        Self {
            text: text.to_owned(),
            href: Some(href.to_owned()),
        }
    }
}

/// A document of the API as a page.
#[must_use]
pub fn api(ctx: &PageContext<'_>, page: &ApiPage) -> Rendered {
    let view = View::new(ctx);
    let home = view.link("/api");
    let home = format!("{home}{}f=html", if home.contains('?') { '&' } else { '?' });
    document(&view, || Page {
        status: 200,
        title: format!("{} – {}", page.title, view.site()),
        description: page.lead.clone(),
        class: "text-page",
        // What machines read need not stand in indexes.
        canonical: None,
        head: Head::default(),
        live: Live::Nothing,
        content: view! {
            <main id="content" class="sheet-of-paper wide">
                <p class="back">
                    <a href=view.home_link()>{view.text("to-the-map")}</a>
                    " · "
                    <a href=home>"API"</a>
                </p>
                <article class="api">
                    <h1 class="detail-title">{page.title.clone()}</h1>
                    {page.lead.clone().map(|lead| view! { <p>{lead}</p> })}
                    {page.parts.iter().map(|one| part(one, &page.title)).collect_view()}
                </article>
            </main>
        }
        .into_any(),
    })
}

fn part(part: &ApiPart, title_of_page: &str) -> AnyView {
    let heading = |text: &String| {
        let text = (!text.is_empty()).then(|| text.clone());
        text.map(|text| view! { <h2>{text}</h2> })
    };
    match part {
        ApiPart::Links {
            heading: title,
            links,
        } => {
            let links = links.iter().cloned();
            let links = links.map(|(text, href)| view! { <li><a href=href>{text}</a></li> });
            view! {
                <section class="detail-section">
                    {heading(title)}
                    <ul>{links.collect_view()}</ul>
                </section>
            }
            .into_any()
        }
        ApiPart::Table {
            heading: title,
            columns,
            rows,
        } => {
            // A part that scrolls by keyboard has a name.
            let name = if title.is_empty() {
                title_of_page.to_owned()
            } else {
                title.clone()
            };
            let columns = columns.iter().cloned();
            let columns = columns.map(|name| view! { <th scope="col">{name}</th> });
            let rows = rows.iter().map(|row| {
                let cells = row.iter().cloned().map(cell);
                view! { <tr>{cells.collect_view()}</tr> }
            });
            view! {
                <section class="detail-section">
                    {heading(title)}
                    <div class="table-frame" tabindex="0" role="group" aria-label=name>
                        <table class="plain-table">
                            <thead><tr>{columns.collect_view()}</tr></thead>
                            <tbody>{rows.collect_view()}</tbody>
                        </table>
                    </div>
                </section>
            }
            .into_any()
        }
    }
}

fn cell(cell: ApiCell) -> impl IntoView {
    match cell.href {
        Some(href) => view! { <td><a href=href>{cell.text}</a></td> }.into_any(),
        None => view! { <td>{cell.text}</td> }.into_any(),
    }
}
