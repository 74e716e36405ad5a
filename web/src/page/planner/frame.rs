//! What tables of the page stand in.

use leptos::prelude::*;

/// A table in a frame that scrolls sideways where it is too narrow, with the keyboard too. `title`
/// is the id of what names it.
pub(super) fn scrolling(title: &'static str, table: impl IntoView) -> impl IntoView {
    view! {
        <div class="scroll" role="group" tabindex="0" aria-labelledby=title>{table}</div>
    }
}
