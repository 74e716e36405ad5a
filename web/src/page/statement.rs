//! The accessibility statement, in the structure that Poland's act of 4 April 2019 on the digital
//! accessibility of public bodies' websites asks for: its parts carry the ids of the ministry's
//! technical conditions, by which monitoring finds them. Facts come from the configuration alone.

use super::markup::description;
use super::settings::{Conformance, Statement};
use super::shell::{Head, Live, Page, document, to_map};
use super::view::View;
use super::{PageContext, Rendered};
use chrono::NaiveDate;
use leptos::prelude::*;

const OMBUDSMAN: &str = "https://www.rpo.gov.pl/";

/// `/accessibility`.
#[must_use]
pub fn statement(ctx: &PageContext<'_>) -> Rendered {
    let view = View::new(ctx);
    let city = view.site().to_owned();
    let title = view.text("statement-title");
    document(&view, || Page {
        status: 200,
        title: format!("{title} – {city}"),
        description: None,
        class: "text-page",
        canonical: Some("/accessibility".to_owned()),
        head: Head::default(),
        live: Live::Nothing,
        content: view! {
            <main id="content" class="sheet-of-paper">
                {to_map(&view)}
                <article class="statement" id="a11y-deklaracja">
                    <h1 class="detail-title">{title.clone()}</h1>
                    {introduction(&view)}
                    {conformance(&view)}
                    {preparation(&view)}
                    <section class="detail-section">
                        <h2>{view.text("statement-keys")}</h2>
                        <p>{view.text("statement-keys-text")} " " {view.text("map-help")}</p>
                    </section>
                    {contact(&view)}
                    {procedure(&view)}
                    {premises(&view)}
                    <section class="detail-section">
                        <h2>{view.text("statement-apps")}</h2>
                        <p id="a11y-aplikacje">{view.text("statement-apps-text")}</p>
                    </section>
                </article>
            </main>
        }
        .into_any(),
    })
}

fn facts<'a>(view: &View<'a>) -> &'a Statement {
    &view.ctx.settings.statement
}

/// A fact, or that it is missing.
fn fact(view: &View<'_>, id: &'static str, value: Option<String>) -> impl IntoView + use<> {
    match value {
        Some(text) => view! { <span id=id>{text}</span> }.into_any(),
        None => {
            let missing = view.text("statement-missing");
            view! { <span id=id class="missing">{missing}</span> }.into_any()
        }
    }
}

/// A date as machines and people read it, or that it is missing.
fn day(view: &View<'_>, id: &'static str, day: Option<NaiveDate>) -> impl IntoView + use<> {
    match day {
        Some(day) => {
            let text = day.to_string();
            view! { <time id=id datetime=text.clone()>{text.clone()}</time> }.into_any()
        }
        None => fact(view, id, None).into_any(),
    }
}

fn introduction(view: &View<'_>) -> impl IntoView + use<> {
    let base = view.ctx.settings.public_url.clone();
    let facts = facts(view);
    let operator = facts.operator.clone();
    let operator = operator.unwrap_or_else(|| view.text("statement-operator-missing"));
    view! {
        <p id="a11y-wstep">
            <span id="a11y-podmiot">{operator}</span> " "
            {view.text("statement-commits")} " " <a id="a11y-url" href=base.clone()>{base.clone()}</a> "."
        </p>
        <ul>
            <li>{view.text("statement-published")} " " {day(view, "a11y-data-publikacja", facts.published)}</li>
            <li>{view.text("statement-changed")} " " {day(view, "a11y-data-aktualizacja", facts.changed)}</li>
        </ul>
    }
}

fn conformance(view: &View<'_>) -> impl IntoView + use<> {
    let facts = facts(view);
    let message = match facts.conformance {
        Some(Conformance::Full) => "statement-full",
        Some(Conformance::Partial) => "statement-partial",
        Some(Conformance::None) => "statement-none",
        None => "statement-status-missing",
    };
    let wants_gaps = matches!(
        facts.conformance,
        Some(Conformance::Partial | Conformance::None)
    );
    let gaps = match &facts.gaps {
        Some(text) => Some(description(text).into_any()),
        None if wants_gaps => {
            let text = view.text("statement-gaps-missing");
            Some(view! { <p class="missing">{text}</p> }.into_any())
        }
        None => None,
    };
    let gaps = gaps.map(|gaps| {
        view! {
            <h3>{view.text("statement-gaps")}</h3>
            <div id="a11y-tresci-niedostepne">{gaps}</div>
        }
    });
    view! {
        <section class="detail-section">
            <h2>{view.text("statement-status")}</h2>
            <p id="a11y-status">{view.text(message)}</p>
            {gaps}
        </section>
    }
}

fn preparation(view: &View<'_>) -> impl IntoView + use<> {
    let facts = facts(view);
    let method = match facts.assessor.as_deref() {
        Some("self") => view.text("statement-self"),
        Some(name) => view.words.with("statement-audit", &[("name", name)]),
        None => view.text("statement-method-missing"),
    };
    view! {
        <section class="detail-section">
            <h2>{view.text("statement-prepared")}</h2>
            <ul>
                <li>{view.text("statement-drawn-up")} " " {day(view, "a11y-data-sporzadzenie", facts.drawn_up)}</li>
                <li>{view.text("statement-reviewed")} " " {day(view, "a11y-data-przeglad", facts.reviewed)}</li>
            </ul>
            <p id="a11y-audytor">{method}</p>
        </section>
    }
}

fn contact(view: &View<'_>) -> impl IntoView + use<> {
    let facts = facts(view);
    let email = match view.contact() {
        Some(address) => {
            let href = format!("mailto:{address}");
            view! { <a id="a11y-email" href=href>{address.to_owned()}</a> }.into_any()
        }
        None => fact(view, "a11y-email", None).into_any(),
    };
    view! {
        <section class="detail-section">
            <h2 id="a11y-kontakt">{view.text("statement-contact")}</h2>
            <p>{view.text("statement-contact-text")}</p>
            <ul>
                <li>{view.text("statement-person")} " " {fact(view, "a11y-osoba", facts.person.clone())}</li>
                <li>{view.text("statement-email")} " " {email}</li>
                <li>{view.text("statement-phone")} " " {fact(view, "a11y-telefon", facts.phone.clone())}</li>
            </ul>
        </section>
    }
}

fn procedure(view: &View<'_>) -> impl IntoView + use<> {
    view! {
        <section class="detail-section">
            <h2>{view.text("statement-procedure")}</h2>
            <div id="a11y-procedura" class="prose">
                <p>{view.text("statement-right")}</p>
                <p>{view.text("statement-request")}</p>
                <p>{view.text("statement-deadline")}</p>
                <p>
                    {view.text("statement-complaint")} " "
                    <a href=OMBUDSMAN rel="noopener">{view.text("statement-ombudsman")}</a> "."
                </p>
            </div>
        </section>
    }
}

fn premises(view: &View<'_>) -> impl IntoView + use<> {
    let text = match &facts(view).premises {
        Some(text) => description(text).into_any(),
        None => {
            let text = view.text("statement-premises-missing");
            view! { <p class="missing">{text}</p> }.into_any()
        }
    };
    view! {
        <section class="detail-section">
            <h2>{view.text("statement-premises")}</h2>
            <div id="a11y-architektura">{text}</div>
            <p>{view.text("statement-places")}</p>
        </section>
    }
}
