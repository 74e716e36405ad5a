//! Pages that say what went wrong and where to go on.

use super::shell::{Page, document};
use super::view::View;
use super::{PageContext, Rendered};
use leptos::prelude::*;

/// The answer to an address that names nothing.
#[must_use]
pub fn not_found(ctx: &PageContext<'_>) -> Rendered {
    notice(ctx, 404, "not-found-title", "not-found-text")
}

/// The answer when the service failed with `status`.
#[must_use]
pub fn error(ctx: &PageContext<'_>, status: u16) -> Rendered {
    if status < 500 {
        return notice(ctx, status, "refused-title", "refused-text");
    }
    notice(ctx, status, "error-title", "error-text")
}

fn notice(ctx: &PageContext<'_>, status: u16, title: &str, text: &str) -> Rendered {
    let view = View::new(ctx);
    document(&view, || {
        let content = view! {
            <main id="content" class="sheet-of-paper">
                <h1 class="detail-title">{view.text(title)}</h1>
                <p class="lead">{view.text(text)}</p>
                <p class="actions">
                    <a class="button strong" href=view.home_link()>{view.text("to-the-map")}</a>
                </p>
            </main>
        };
        Page {
            status,
            ..Page::unlisted(&view, &view.text(title), content.into_any())
        }
    })
}
