//! The page of one district.

use super::detail::path_segment;
use super::filters::counts_under;
use super::shell::{Page, document};
use super::view::View;
use super::{PageContext, Rendered, not_found};
use crate::format;
use crate::state::ViewState;
use crate::when;
use crate::words::Language;
use leptos::prelude::*;
use okolica_atlas::district::{DEFAULT_SET, District};
use okolica_atlas::filter::{DistrictFilter, Filter};

/// `/districts/{code}`, of the default set unless the query names another.
#[must_use]
pub fn district(ctx: &PageContext<'_>, code: &str) -> Rendered {
    let set = ctx.query.iter().find(|(name, _)| name == "set");
    let set = set.map_or(DEFAULT_SET, |(_, value)| value.as_str());
    let Some(stored) = ctx.atlas.district(set, code) else {
        return not_found(ctx);
    };
    let view = View::new(ctx);
    let district = &stored.district;
    let city = ctx.atlas.profile().name.clone();
    document(&view, || Page {
        status: 200,
        title: format!("{} – {city}", district.name),
        description: None,
        class: "text-page",
        canonical: Some(canonical(district)),
        live: false,
        content: view! {
            <main id="content" class="sheet-of-paper">
                <p class="back"><a href=view.home_link()>{view.text("to-the-map")}</a></p>
                <article>
                    <h1 class="detail-title">{district.name.clone()}</h1>
                    <p class="item-line">{view.words.with("district-of", &[("city", &city)])}</p>
                    {figures(&view, district)}
                    {contents(&view, district)}
                </article>
            </main>
        }
        .into_any(),
    })
}

fn canonical(district: &District) -> String {
    let path = format!("/districts/{}", path_segment(&district.code));
    if district.set == DEFAULT_SET {
        path
    } else {
        format!("{path}?set={}", path_segment(&district.set))
    }
}

fn figures(view: &View<'_>, district: &District) -> impl IntoView + use<> {
    let words = view.words;
    let population = district.population.map(|people| {
        let mut text = words.with(
            "district-population",
            &[("number", &format::number(people))],
        );
        if let (Some(source), Some(date)) = (&district.population_source, district.population_date)
        {
            let date = when::date(words, date, view.today);
            let note = words.with(
                "district-population-source",
                &[("source", source), ("date", &date)],
            );
            text = format!("{text} ({note})");
        }
        view! { <p>{text}</p> }
    });
    let area = format::decimal(district.area.area_km2(), 1, view.language().tag());
    view! {
        {population}
        <p>{words.with("district-area", &[("area", &area)])}</p>
    }
}

/// What the district holds, by category, each a link to the list.
fn contents(view: &View<'_>, district: &District) -> impl IntoView + use<> {
    let here = Filter {
        district: Some(DistrictFilter {
            set: district.set.clone(),
            codes: vec![district.code.clone()],
        }),
        ..ViewState::default().filter
    };
    let state = ViewState {
        filter: here.clone(),
        language: view.state.language.clone(),
        ..ViewState::default()
    };
    let tree = view.ctx.atlas.categories();
    let language: Language = view.language();
    let mut counts: Vec<(String, usize, ViewState)> = counts_under(view, &here)
        .into_iter()
        .filter_map(|(id, count)| {
            let category = tree.get(&id).filter(|category| category.parent.is_none())?;
            let mut one = state.clone();
            one.filter.categories = vec![category.id.clone()];
            Some((category.label(language.tag()).to_owned(), count, one))
        })
        .collect();
    counts.sort_by(|a, b| language.compare(&a.0, &b.0));
    let rows: Vec<_> = counts
        .into_iter()
        .map(|(label, count, state)| {
            let count = format::number(count as u64);
            view! { <li><a href=state.href()>{label}</a> " " <span class="count">{count}</span></li> }
        })
        .collect();
    view! {
        <section class="detail-section">
            <h2>{view.text("district-items")}</h2>
            <ul class="plain" role="list">{rows}</ul>
            <p class="actions">
                <a class="button strong" href=state.href()>{view.text("district-show")}</a>
            </p>
        </section>
    }
}
