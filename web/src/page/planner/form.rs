//! The question as a sentence of choices, and the conditions that few need.

use super::Planner;
use crate::plan::address;
use crate::plan::figures::FIGURES;
use leptos::prelude::*;
use okolica_coverage::{Group, Limit};
use okolica_model::category::{Category, CategoryId};
use okolica_model::district::DEFAULT_SET;
use okolica_model::item::AccessFact;

/// The days as the address names them.
pub(super) const DAYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];
/// Times of the week that have a name.
const TIMES: [&str; 4] = ["any", "evening", "saturday", "sunday"];

pub(super) fn form(page: &Planner<'_>) -> impl IntoView + use<> {
    let hidden = [
        ("form", "1".to_owned()),
        ("scenario", page.asked("scenario").unwrap_or_default()),
        ("day", page.asked("day").unwrap_or_default()),
        ("sort", own(page, "sort")),
        ("show", own(page, "show")),
        ("classes", own(page, "classes")),
        ("selected", own(page, "selected")),
        ("lang", page.view.state.language.clone().unwrap_or_default()),
    ];
    let hidden: Vec<_> = hidden
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect();
    view! {
        <form id="question" class="question" action="/planner" method="get" aria-label=page.text("plan-question")>
            {hidden}
            <div class="sentence">
                {kinds(page)}
                {far(page)}
                {who(page)}
                {when(page)}
                {sets(page)}
                <button class="button strong" type="submit">{page.text("plan-show")}</button>
            </div>
            <div class="question-more">
                {more(page)}
                {columns(page)}
            </div>
        </form>
    }
}

/// A pair of the page's own state.
fn own(page: &Planner<'_>, name: &str) -> String {
    let pairs = page.state.pairs();
    let found = pairs.into_iter().find(|(own, _)| own == name);
    found.map_or_else(String::new, |(_, value)| value)
}

fn choice(value: &str, label: String, chosen: bool) -> AnyView {
    view! { <option value=value.to_owned() selected=chosen>{label}</option> }.into_any()
}

/// A choice in the sentence, with its name for those who can't see the words around it.
fn select(page: &Planner<'_>, name: &'static str, label: &str, options: Vec<AnyView>) -> AnyView {
    view! { <select name=name aria-label=page.text(label)>{options}</select> }.into_any()
}

fn kinds(page: &Planner<'_>) -> AnyView {
    let chosen = page.asked("category").unwrap_or_default();
    let tree = page.view.ctx.atlas.categories();
    let language = page.view.language();
    let label = |category: &Category| category.label(language.tag()).to_owned();
    let several = chosen.contains(',');
    let only = if several { address::ONLY } else { "" };
    let mut options = vec![choice(only, page.text("plan-any-place"), chosen.is_empty())];
    if several {
        let labels: Vec<String> = chosen
            .split(',')
            .filter_map(|id| tree.get(id).map(label))
            .collect();
        let label = page.with("plan-several", &[("kinds", &labels.join(", "))]);
        // The boxes below say which.
        options.push(choice("", label, true));
    }
    for top in sorted(page, None) {
        let id = top.id.as_str();
        options.push(choice(&format!("{only}{id}"), label(top), chosen == id));
        for child in sorted(page, Some(id)) {
            let id = child.id.as_str();
            options.push(choice(
                &format!("{only}{id}"),
                format!("\u{2003}{}", label(child)),
                chosen == id,
            ));
        }
    }
    select(page, "category", "plan-what", options)
}

/// The kinds below another, in the order of the page's language.
fn sorted<'a>(page: &'a Planner<'_>, parent: Option<&str>) -> Vec<&'a Category> {
    let language = page.view.language();
    let all = page.view.ctx.atlas.categories().iter();
    let mut found: Vec<&Category> = all
        .filter(|category| category.parent.as_ref().map(CategoryId::as_str) == parent)
        .collect();
    found.sort_by(|a, b| language.compare(a.label(language.tag()), b.label(language.tag())));
    found
}

/// Boxes for several kinds at once, those of one family together.
fn several(page: &Planner<'_>) -> AnyView {
    let asked = page.asked("category").unwrap_or_default();
    let asked: Vec<&str> = asked.split(',').collect();
    let language = page.view.language().tag();
    let families: Vec<_> = sorted(page, None)
        .into_iter()
        .map(|top| {
            let below = sorted(page, Some(top.id.as_str()));
            let boxes: Vec<_> = std::iter::once(top)
                .chain(below)
                .map(|category| {
                    let id = category.id.as_str();
                    let on = asked.len() > 1 && asked.contains(&id);
                    check("category", id, category.label(language).to_owned(), on)
                })
                .collect();
            view! { <div class="family">{boxes}</div> }
        })
        .collect();
    view! {
        <fieldset class="options kinds">
            <legend>{page.text("plan-kinds")}</legend>
            <p class="hint">{page.text("plan-kinds-hint")}</p>
            <div class="families">{families}</div>
        </fieldset>
    }
    .into_any()
}

/// One number and what it counts.
fn far(page: &Planner<'_>) -> AnyView {
    let (number, minutes) = match page.plan.question.limit {
        Limit::Within(metres) => (metres, false),
        Limit::Minutes { minutes, .. } => (minutes, true),
    };
    let units = vec![
        choice("m", page.text("plan-unit-m"), !minutes),
        choice("min", page.text("plan-unit-min"), minutes),
    ];
    view! {
        <span class="nowrap">
            {page.text("plan-within")} " "
            <input
                class="number"
                type="text"
                name="far"
                inputmode="decimal"
                autocomplete="off"
                required=true
                maxlength="8"
                value=number.to_string()
                aria-label=page.text("plan-far")
            />
            " " {select(page, "unit", "plan-unit", units)}
        </span>
    }
    .into_any()
}

fn who(page: &Planner<'_>) -> AnyView {
    let options = Group::ALL.into_iter().map(|group| {
        let label = page.text(&format!("plan-who-{}", group.name()));
        choice(group.name(), label, group == page.plan.question.who)
    });
    let select = select(page, "who", "plan-who", options.collect());
    view! { <span class="nowrap">{page.text("plan-of")} " " {select}</span> }.into_any()
}

fn when(page: &Planner<'_>) -> AnyView {
    let asked = page.asked("when").unwrap_or_else(|| "any".to_owned());
    let named = TIMES.contains(&asked.as_str());
    let mut options: Vec<_> = TIMES
        .into_iter()
        .map(|time| choice(time, page.text(&format!("plan-when-{time}")), time == asked))
        .collect();
    options.push(choice("own", page.text("plan-when-own"), !named));
    select(page, "when", "plan-when", options)
}

fn sets(page: &Planner<'_>) -> Option<AnyView> {
    let sets: Vec<&str> = page.view.ctx.atlas.sets().collect();
    (sets.len() > 1).then(|| {
        let options = sets.into_iter().map(|set| {
            let label = if set == DEFAULT_SET {
                page.text("plan-set-district")
            } else {
                set.to_owned()
            };
            choice(set, label, set == page.plan.question.set)
        });
        let select = select(page, "set", "plan-set", options.collect());
        view! { <span class="nowrap">{page.text("plan-by")} " " {select}</span> }.into_any()
    })
}

fn check(name: &'static str, value: &str, label: String, checked: bool) -> AnyView {
    view! {
        <label class="check">
            <input type="checkbox" name=name value=value.to_owned() checked=checked/>
            <span class="check-label">{label}</span>
        </label>
    }
    .into_any()
}

fn field(
    page: &Planner<'_>,
    label: &str,
    (kind, name): (&'static str, &'static str),
    value: Option<String>,
) -> AnyView {
    let decimal = (kind == "text" && matches!(name, "verified" | "speed" | "detour" | "kappa"))
        .then_some("decimal");
    view! {
        <label class="field stacked">
            <span>{page.text(label)}</span>
            <input type=kind name=name value=value.unwrap_or_default() inputmode=decimal autocomplete="off"/>
        </label>
    }
    .into_any()
}

/// What most questions leave as it is.
fn more(page: &Planner<'_>) -> AnyView {
    let question = page.plan.question;
    let facts: Vec<_> = AccessFact::ALL
        .into_iter()
        .map(|fact| {
            let label = page.text(&format!("fact-name-{}", fact.name()));
            check(
                "access",
                fact.name(),
                label,
                question.access.contains(&fact),
            )
        })
        .collect();
    let on = [
        "free", "access", "verified", "tag", "detour", "speed", "as_of", "compare", "area",
    ]
    .into_iter()
    .filter(|name| page.asked(name).is_some())
    .count();
    let own_hours = page.asked("when").is_some_and(|when| when.contains('.'));
    let several_kinds = page
        .asked("category")
        .is_some_and(|kinds| kinds.contains(','));
    let on = on + usize::from(own_hours) + usize::from(several_kinds);
    let badge = (on > 0).then(|| view! { <span class="badge">{on}</span> });
    let detour = page.asked("detour").unwrap_or_else(|| "1.3".to_owned());
    let speed = page.asked("speed").unwrap_or_else(|| "4".to_owned());
    let area = page.asked("area");
    view! {
        <details class="more">
            <summary>{page.text("plan-more")} " " {badge}</summary>
            <div class="conditions">
                <fieldset class="options">
                    <legend>{page.text("plan-conditions")}</legend>
                    {check("free", "1", page.text("plan-free"), question.free)}
                    {facts}
                    {field(page, "plan-verified", ("text", "verified"), page.asked("verified"))}
                    {field(page, "plan-tag", ("text", "tag"), page.asked("tag"))}
                </fieldset>
                {own_window(page)}
                <fieldset class="options">
                    <legend>{page.text("plan-walk")}</legend>
                    {field(page, "plan-detour", ("text", "detour"), Some(detour))}
                    <p class="hint">{page.text("plan-detour-hint")}</p>
                    {field(page, "plan-speed", ("text", "speed"), Some(speed))}
                    {field(page, "plan-kappa", ("text", "kappa"), page.asked("kappa"))}
                </fieldset>
                <fieldset class="options">
                    <legend>{page.text("plan-time")}</legend>
                    {field(page, "plan-as-of", ("text", "as_of"), page.asked("as_of"))}
                    {field(page, "plan-compare", ("text", "compare"), page.asked("compare"))}
                    <p class="hint">{page.text("plan-date-hint")}</p>
                </fieldset>
                <fieldset class="options">
                    <legend>{page.text("plan-area")}</legend>
                    <label class="field stacked">
                        <span>{page.text("plan-area-corners")}</span>
                        <input id="area" type="text" name="area" value=area.unwrap_or_default() autocomplete="off"/>
                    </label>
                    <p class="hint">{page.text("plan-area-hint")}</p>
                    <p class="actions live-only">
                        <button type="button" id="area-draw" class="button" aria-pressed="false">{page.text("plan-area-draw")}</button>
                        <label class="button file">
                            {page.text("plan-area-open")}
                            <input id="area-file" type="file" accept=".geojson,.json,application/geo+json"/>
                        </label>
                    </p>
                </fieldset>
                {several(page)}
            </div>
        </details>
    }
    .into_any()
}

fn own_window(page: &Planner<'_>) -> AnyView {
    let asked = page.asked("when").filter(|when| when.contains('.'));
    let (days, times) = asked
        .as_deref()
        .and_then(|when| when.split_once('.'))
        .unwrap_or_default();
    let (from, until) = times.split_once('-').unwrap_or_default();
    let clock = |time: &str| match time.split_at_checked(2) {
        // A day ends at 24:00, which no field for a time takes.
        Some(("24", _)) | None => String::new(),
        Some((hour, minute)) => format!("{hour}:{minute}"),
    };
    let in_days = days_of(days);
    let days: Vec<_> = DAYS
        .into_iter()
        .enumerate()
        .map(|(at, day)| check("days", day, page.choice("weekday", "day", at), in_days[at]))
        .collect();
    let label = page.text("plan-when-own");
    view! {
        <fieldset class="options">
            <legend>{page.text("plan-own-hours")}</legend>
            <p class="hint">{page.with("plan-own-hint", &[("choice", &label)])}</p>
            <div class="days">{days}</div>
            <div class="pair">
                {field(page, "plan-from", ("time", "from"), Some(clock(from)))}
                {field(page, "plan-until", ("time", "until"), Some(clock(until)))}
            </div>
        </fieldset>
    }
    .into_any()
}

/// Which days `mo-we,fr` names.
fn days_of(text: &str) -> [bool; 7] {
    let mut found = [false; 7];
    let at = |name: &str| DAYS.iter().position(|day| *day == name);
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        if let (Some(first), Some(last)) = (at(first), at(last)) {
            let days = (last + 7 - first) % 7;
            (0..=days).for_each(|more| found[(first + more) % 7] = true);
        }
    }
    found
}

fn columns(page: &Planner<'_>) -> AnyView {
    let shown = page.state.columns();
    let checks: Vec<_> = FIGURES
        .iter()
        .map(|figure| {
            let on = shown.iter().any(|one| one.field == figure.field);
            check("column", figure.field, page.name_of(figure), on)
        })
        .collect();
    view! {
        <details class="more">
            <summary>{page.text("plan-columns")}</summary>
            <div class="column-choice">{checks}</div>
            <p class="actions"><button class="button" type="submit">{page.text("plan-show")}</button></p>
        </details>
    }
    .into_any()
}

/// Questions that others have asked, each with where its limits come from.
pub(super) fn presets(page: &Planner<'_>) -> Option<AnyView> {
    let language = page.view.language().tag();
    let rows: Vec<_> = page
        .plan
        .presets
        .iter()
        .map(|preset| {
            let mut pairs = preset.question.clone();
            // What somebody looks at stays when the question changes.
            pairs.extend(
                page.view
                    .state
                    .language
                    .iter()
                    .map(|tag| ("lang".to_owned(), tag.clone())),
            );
            let href = address::address("/planner", &pairs);
            let source = page.with("plan-preset-source", &[("source", preset.source(language))]);
            let url = preset.url.clone();
            let source = match url {
                Some(url) => view! { <a href=url rel="noopener">{source}</a> }.into_any(),
                None => source.into_any(),
            };
            view! {
                <li>
                    <a class="preset" href=href>{preset.label(language).to_owned()}</a>
                    <p class="hint">{preset.note(language).to_owned()} " " {source}</p>
                </li>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <details class="more presets">
                <summary>{page.text("plan-presets")}</summary>
                <ul role="list">{rows}</ul>
            </details>
        }
        .into_any()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_may_be_spans_and_wrap_around() {
        assert_eq!(
            days_of("mo-we,fr"),
            [true, true, true, false, true, false, false]
        );
        assert_eq!(
            days_of("sa-mo"),
            [true, false, false, false, false, true, true]
        );
        assert_eq!(days_of(""), [false; 7]);
    }
}
