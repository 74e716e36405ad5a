//! Tiny Markdown as elements.

use crate::markdown::{self, Block, Inline};
use leptos::prelude::*;

/// A description; its headings, if it wrote any, are plain text.
pub(super) fn description(text: &str) -> impl IntoView + use<> {
    let blocks: Vec<_> = markdown::parse(text).iter().map(block).collect();
    view! { <div class="prose">{blocks}</div> }
}

fn block(block: &Block) -> AnyView {
    let entries = |entries: &[Vec<Inline>]| -> Vec<_> {
        entries
            .iter()
            .map(|entry| view! { <li>{inline(entry)}</li> })
            .collect()
    };
    match block {
        Block::Paragraph(runs) => view! { <p>{inline(runs)}</p> }.into_any(),
        Block::List(list) => view! { <ul>{entries(list)}</ul> }.into_any(),
        Block::Numbered(list) => view! { <ol>{entries(list)}</ol> }.into_any(),
    }
}

pub(super) fn inline(runs: &[Inline]) -> Vec<AnyView> {
    runs.iter()
        .map(|run| match run {
            Inline::Text(text) => text.clone().into_any(),
            Inline::Bold(inner) => view! { <strong>{inline(inner)}</strong> }.into_any(),
            Inline::Italic(inner) => view! { <em>{inline(inner)}</em> }.into_any(),
            Inline::Link { text, url } => {
                let (text, url) = (text.clone(), url.clone());
                view! { <a href=url rel="nofollow noopener">{text}</a> }.into_any()
            }
            Inline::Break => view! { <br/> }.into_any(),
        })
        .collect()
}
