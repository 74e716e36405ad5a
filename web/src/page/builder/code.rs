//! The code that an office copies.

use super::choice::Choice;
use crate::format::escaped;
use crate::page::view::View;
use leptos::prelude::*;

/// Each way in: what it is called, what one does with it, and the code.
struct Way {
    id: &'static str,
    /// Messages: a heading, and what to do.
    title: &'static str,
    about: &'static str,
    code: String,
}

pub(super) fn codes(view: &View<'_>, choice: &Choice) -> impl IntoView + use<> {
    let frame = frame(view, choice);
    let script = script(view);
    let ways = [
        Way {
            id: "code-html",
            title: "builder-html",
            about: "builder-html-about",
            code: format!("{frame}\n{script}"),
        },
        Way {
            id: "code-component",
            title: "builder-component",
            about: "builder-component-about",
            code: format!("{script}\n{}", component(view, choice)),
        },
        Way {
            id: "code-wordpress",
            title: "builder-wordpress",
            about: "builder-wordpress-about",
            code: frame.clone(),
        },
        Way {
            id: "code-drupal",
            title: "builder-drupal",
            about: "builder-drupal-about",
            code: frame,
        },
        Way {
            id: "code-list",
            title: "builder-list",
            about: "builder-list-about",
            code: view.absolute(&choice.fragment()),
        },
        Way {
            id: "code-link",
            title: "builder-link",
            about: "builder-link-about",
            code: view.absolute(&choice.builder(view)),
        },
    ];
    let ways: Vec<_> = ways.iter().map(|way| code(view, way)).collect();
    view! { <section class="builder-codes"><h2>{view.text("builder-codes")}</h2>{ways}</section> }
}

fn code(view: &View<'_>, way: &Way) -> AnyView {
    let lines = way.code.lines().count().max(1) + way.code.len() / 60;
    let label = format!("{}-title", way.id);
    view! {
        <div class="detail-section">
            <h3 id=label.clone()>{view.text(way.title)}</h3>
            <p>{view.text(way.about)}</p>
            // Its text is written as it is.
            <textarea
                id=way.id
                class="builder-code"
                readonly
                rows=lines.min(8).to_string()
                spellcheck="false"
                aria-labelledby=label
                inner_html=escaped(&way.code)
            ></textarea>
            <p class="actions">
                <button
                    type="button"
                    class="button needs-script"
                    data-copy=way.id
                    data-done=view.text("builder-copied")
                    data-failed=view.text("builder-copy-failed")
                    aria-describedby=format!("{}-title", way.id)
                >
                    {view.text("builder-copy")}
                </button>
            </p>
        </div>
    }
    .into_any()
}

/// What people who cannot see the frame hear of it.
fn name(view: &View<'_>, choice: &Choice) -> String {
    let title = choice.frame.title.clone();
    title.unwrap_or_else(|| view.words.with("builder-name", &[("city", view.site())]))
}

fn frame(view: &View<'_>, choice: &Choice) -> String {
    let allow = if choice.frame.open {
        " allow=\"geolocation\""
    } else {
        ""
    };
    format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"{}\" frameborder=\"0\" loading=\"lazy\"{allow}></iframe>",
        escaped(&view.absolute(&choice.embed())),
        escaped(&name(view, choice)),
        choice.height,
    )
}

fn script(view: &View<'_>) -> String {
    let address = escaped(&view.absolute("/embed/okolica.js"));
    format!("<script async src=\"{address}\"></script>")
}

fn component(view: &View<'_>, choice: &Choice) -> String {
    let attributes: String = choice
        .pairs()
        .iter()
        .map(|(name, value)| {
            // `title` would make a tooltip of it.
            let name = if name == "title" { "heading" } else { name };
            format!(" {name}=\"{}\"", escaped(value))
        })
        .collect();
    let address = escaped(&view.absolute(&choice.whole()));
    let text = escaped(&name(view, choice));
    format!("<okolica-map{attributes}><a href=\"{address}\">{text}</a></okolica-map>")
}
