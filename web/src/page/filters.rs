//! The filters: a form that works without scripts, chips for what is on, counts for what is not.

use super::symbol::{colour, icon_name, shape};
use super::view::View;
use crate::format;
use crate::state::{self, EMBED, OF_FRAME, ViewState};
use crate::when;
use leptos::prelude::*;
use okolica_model::category::Category;
use okolica_model::district::DEFAULT_SET;
use okolica_model::filter::{DistrictFilter, Filter};
use okolica_model::filter_table::{FILTERS, FilterDef, Values};
use okolica_model::item::AccessFact;
use okolica_model::window::{Open, When};
use okolica_model::{ItemKind, Layer};
use std::collections::BTreeMap;

/// The languages that can be asked for; those that nothing is held in are left out.
const LANGUAGES: [&str; 10] = ["pl", "en", "uk", "be", "ru", "de", "vi", "fr", "es", "pso"];

/// The form beside the list.
pub(super) fn form(view: &View<'_>) -> impl IntoView + use<> {
    let filter = &view.state.filter;
    let near = filter
        .near
        .map(|near| format!("{},{}", near.at.lon(), near.at.lat()));
    let set = filter
        .district
        .as_ref()
        .map(|district| district.set.clone());
    let hidden: Vec<_> = [
        ("tag", filter.tags.join(",")),
        ("near", near.unwrap_or_default()),
        (
            "set",
            set.filter(|set| set != DEFAULT_SET).unwrap_or_default(),
        ),
        ("lang", view.state.language.clone().unwrap_or_default()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .chain(view.state.frame.iter().flatten().cloned())
    // Empty ones are left for the map to fill in.
    .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
    .collect();
    let action = if view.frame.is_some() { EMBED } else { "/" };
    let counts = Counts::of(view);
    let on = on(view, false).len();
    let badge = (on > 0).then(|| view! { <span class="badge">{on}</span> });
    view! {
        <form id="filters" class="filters" action=action method="get" target=view.here() aria-label=view.text("filters")>
            {hidden}
            {search_box(view)}
            <nav id="quick" class="quick" aria-label=view.text("quick")>{quick(view, &counts)}</nav>
            <details id="more" class="more">
                <summary>{view.text("more-filters")} " " <span id="more-badge">{badge}</span></summary>
                <div class="more-body">
                    {layers(view, &counts)}
                    {times(view, &counts)}
                    {around(view)}
                    {districts(view, &counts)}
                    {for_whom(view, &counts)}
                    {categories(view, &counts)}
                    {others(view)}
                </div>
            </details>
            <button class="button strong apply" type="submit">{view.text("apply")}</button>
        </form>
    }
}

/// The fields of what an embed can be preset to, for the form of its builder.
pub(super) fn preset(view: &View<'_>) -> impl IntoView + use<> {
    let counts = Counts::of(view);
    view! {
        <div class="more-body">
            {districts(view, &counts)}
            {layers(view, &counts)}
            {categories(view, &counts)}
            {times(view, &counts)}
            {for_whom(view, &counts)}
            {others(view)}
        </div>
    }
}

/// One box for what and where. Without scripts its button sends it with the filters.
fn search_box(view: &View<'_>) -> impl IntoView + use<> {
    let q = view.state.filter.q.clone().unwrap_or_default();
    view! {
        <div class="search" role="search">
            <label class="hush" for="q">{view.text("search-label")}</label>
            <input
                id="q"
                name="q"
                type="text"
                value=q
                placeholder=view.text("search-placeholder")
                maxlength="200"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                enterkeyhint="search"
                role="combobox"
                aria-expanded="false"
                aria-autocomplete="list"
                aria-controls="suggestions"
            />
            <button class="button search-button" type="submit" aria-label=view.text("search-button")>
                <svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true">
                    <path d="M7 2a5 5 0 1 0 0 10a5 5 0 1 0 0-10zM11 11l4 4"></path>
                </svg>
            </button>
            <ul id="suggestions" class="suggestions" role="listbox" aria-label=view.text("suggestions") hidden=true></ul>
        </div>
    }
}

/// What most people look for, a press away; each is a link to the view with or without it.
pub(super) fn quick(view: &View<'_>, counts: &Counts) -> impl IntoView + use<> {
    let base = view.base();
    let today = |when: When| base.filter.when == Some(when);
    let mut chips = Vec::new();
    let mut add = |id: &'static str,
                   label: &'static str,
                   key: &str,
                   on: bool,
                   change: &dyn Fn(&mut Filter)| {
        let mut state = base.clone();
        change(&mut state.filter);
        let count = (!on).then(|| counts.text(key));
        let count = count.map(
            |text| view! { " " <span class="count" data-count-of=key.to_owned()>{text}</span> },
        );
        chips.push(view! {
            <li>
                <a
                    id=id
                    class="chip state-link"
                    class:on=on
                    href=state.href()
                    target=view.here()
                    aria-current=on.then_some("true")
                >
                    {view.text(label)} {count}
                </a>
            </li>
        });
    };
    for (id, label, when) in [
        ("quick-today", "when-today", When::Today),
        ("quick-weekend", "when-weekend", When::Weekend),
    ] {
        let on = today(when);
        let key = format!("when={}", when.name().unwrap_or_default());
        add(id, label, &key, on, &|filter| {
            filter.when = (!on).then_some(when);
        });
    }
    let open = base.filter.open == Some(Open::Now);
    add(
        "quick-open",
        "open-now-filter",
        "open=now",
        open,
        &|filter| {
            filter.open = (!open).then_some(Open::Now);
        },
    );
    let free = base.filter.free;
    add("quick-free", "free-filter", "free=1", free, &|filter| {
        filter.free = !free;
    });
    let near = base.filter.near.is_some();
    let href = if near {
        let mut state = base.clone();
        state.filter.near = None;
        state.around = None;
        state.href()
    } else {
        "#around".to_owned()
    };
    view! {
        <ul role="list">
            {chips}
            <li>
                <a
                    id="quick-near"
                    class="chip"
                    class:on=near
                    class:state-link=near
                    href=href
                    target=view.here()
                    aria-current=near.then_some("true")
                    aria-describedby="near-privacy"
                >
                    {view.text("near-me")}
                </a>
            </li>
        </ul>
    }
}

/// How many items each choice would give with all other filters as they are, by
/// `name=value`.
pub(super) struct Counts(BTreeMap<String, usize>);

impl Counts {
    pub(super) fn of(view: &View<'_>) -> Self {
        let ctx = view.ctx;
        let filter = &view.state.filter;
        let mut all: BTreeMap<String, usize> = category_counts(view)
            .into_iter()
            .map(|(id, count)| (format!("category={id}"), count))
            .collect();
        let facets = ctx.atlas.ask(Layer::Items, filter, ctx.now).facets();
        let mut add = |key: String, count: usize| all.insert(key, count);
        for (kind, count) in facets.layers {
            add(format!("layer={}", kind.layer()), count);
        }
        for (when, count) in facets.when {
            add(format!("when={}", when.name().unwrap_or_default()), count);
        }
        for (open, count) in facets.open {
            add(format!("open={}", open.name()), count);
        }
        add("free=1".to_owned(), facets.free);
        add("registration=none".to_owned(), facets.no_registration);
        for (code, count) in &facets.districts {
            add(format!("district={code}"), *count);
        }
        for (language, count) in &facets.languages {
            add(format!("language={language}"), *count);
        }
        // What facets don't say: one choice less, or one more beside others.
        let mut ask = |key: String, change: &dyn Fn(&mut Filter)| {
            let mut other = filter.clone();
            change(&mut other);
            let asked = ctx.atlas.ask(Layer::Items, &other, ctx.now);
            add(key, asked.page(None, 0).matched);
        };
        ask("layer=".to_owned(), &|filter| filter.layer = None);
        ask("when=".to_owned(), &|filter| filter.when = None);
        ask("open=".to_owned(), &|filter| filter.open = None);
        ask("district=".to_owned(), &|filter| filter.district = None);
        ask("language=".to_owned(), &|filter| filter.language = None);
        for fact in AccessFact::ALL {
            ask(format!("access={}", fact.name()), &|filter| {
                filter.access.push(fact);
                filter.access.sort_unstable();
                filter.access.dedup();
            });
        }
        Self(all)
    }

    fn get(&self, key: &str) -> usize {
        self.0.get(key).copied().unwrap_or_default()
    }

    fn text(&self, key: &str) -> String {
        format::number(self.get(key) as u64)
    }

    /// For the form beside a list that the map swaps in.
    pub(super) fn json(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }
}

/// A choice with its count.
fn option(
    kind: &'static str,
    (name, value): (&'static str, &str),
    label: String,
    checked: bool,
    counts: &Counts,
) -> AnyView {
    let key = format!("{name}={value}");
    let count = counts.text(&key);
    view! {
        <label class="option">
            <input type=kind name=name value=value.to_owned() checked=checked/>
            <span class="option-label">{label} " " <span class="count" data-count-of=key>{count}</span></span>
        </label>
    }
    .into_any()
}

fn group(legend: String, options: Vec<AnyView>) -> impl IntoView + use<> {
    view! {
        <fieldset class="options">
            <legend>{legend}</legend>
            <div class="options-row">{options}</div>
        </fieldset>
    }
}

fn layers(view: &View<'_>, counts: &Counts) -> impl IntoView + use<> {
    let chosen = view.state.filter.layer;
    let options = [
        (None, "", "layer-all"),
        (Some(ItemKind::Space), "spaces", "layer-spaces"),
        (
            Some(ItemKind::Initiative),
            "initiatives",
            "layer-initiatives",
        ),
    ]
    .into_iter()
    .map(|(kind, value, label)| {
        option(
            "radio",
            ("layer", value),
            view.text(label),
            chosen == kind,
            counts,
        )
    })
    .collect();
    group(view.text("layer"), options)
}

fn times(view: &View<'_>, counts: &Counts) -> impl IntoView + use<> {
    let filter = &view.state.filter;
    let named = filter.when.filter(|when| when.name().is_some());
    let when = std::iter::once(None)
        .chain(When::NAMED.map(Some))
        .map(|when| {
            let value = when.and_then(When::name).unwrap_or_default();
            let label = view.text(when_message(when));
            option("radio", ("when", value), label, named == when, counts)
        })
        .collect();
    let open = std::iter::once(None)
        .chain(Open::ALL.map(Some))
        .map(|open| {
            let label = view.text(open_message(open));
            let value = open.map_or("", Open::name);
            option("radio", ("open", value), label, filter.open == open, counts)
        })
        .collect();
    let (from, to) = match filter.when {
        Some(When::Dates { from, to }) => (from, to),
        _ => (None, None),
    };
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    view! {
        {group(view.text("when"), when)}
        <div class="pair">
            <label class="field stacked">
                <span>{view.text("from-day")}</span>
                <input type="date" name="from" value=day(from)/>
            </label>
            <label class="field stacked">
                <span>{view.text("to-day")}</span>
                <input type="date" name="to" value=day(to)/>
            </label>
        </div>
        {group(view.text("open"), open)}
    }
}

fn when_message(when: Option<When>) -> &'static str {
    match when {
        None | Some(When::Dates { .. }) => "when-any",
        Some(When::Today) => "when-today",
        Some(When::Tomorrow) => "when-tomorrow",
        Some(When::Weekend) => "when-weekend",
        Some(When::Week) => "when-week",
        Some(When::TwoHours) => "when-2h",
    }
}

fn open_message(open: Option<Open>) -> &'static str {
    match open {
        None => "open-any",
        Some(Open::Now) => "open-now-filter",
        Some(Open::Evening) => "open-evening",
        Some(Open::Weekend) => "open-weekend",
    }
}

/// A place by its name, and how far from it.
fn around(view: &View<'_>) -> impl IntoView + use<> {
    let state = &view.state;
    let name = state.around.clone().unwrap_or_default();
    let within = state
        .filter
        .near
        .map_or(state::WITHIN, |near| near.within.get());
    let mut distances = state::DISTANCES.to_vec();
    if !distances.contains(&within) {
        distances.push(within);
    }
    let options: Vec<_> = distances
        .into_iter()
        .map(|metres| {
            let label = format::distance(metres, view.language().tag());
            view! { <option value=metres.to_string() selected={metres == within}>{label}</option> }
        })
        .collect();
    view! {
        <fieldset class="options">
            <legend>{view.text("near")}</legend>
            <div class="pair wide">
                <label class="field stacked">
                    <span>{view.text("around")}</span>
                    <input type="text" id="around" name="around" value=name autocomplete="off" maxlength="100"/>
                </label>
                <label class="field stacked">
                    <span>{view.text("within")}</span>
                    <select name="within">{options}</select>
                </label>
            </div>
            <p id="near-privacy" class="hint">{view.text("near-privacy")}</p>
        </fieldset>
    }
}

/// The districts of the set that is chosen, and the way to other sets.
fn districts(view: &View<'_>, counts: &Counts) -> Option<impl IntoView + use<>> {
    let chosen = view.state.filter.district.as_ref();
    let set = chosen.map_or(DEFAULT_SET, |filter| filter.set.as_str());
    let atlas = view.ctx.atlas;
    let mut all: Vec<(String, String)> = atlas
        .districts(set)
        .iter()
        .map(|stored| (stored.district.name.clone(), stored.district.code.clone()))
        .collect();
    let language = view.language();
    all.sort_by(|a, b| language.compare(&a.0, &b.0));
    let sets: Vec<_> = atlas
        .sets()
        .filter(|other| *other != set)
        .map(|other| {
            let mut state = view.base();
            state.filter.district = (other != DEFAULT_SET).then(|| DistrictFilter {
                set: other.to_owned(),
                codes: Vec::new(),
            });
            let text = view
                .words
                .with("other-set", &[("set", &set_name(view, other))]);
            view! { <a class="state-link set-link" href=state.href() target=view.here()>{text}</a> " " }
        })
        .collect();
    if all.is_empty() && sets.is_empty() {
        return None;
    }
    let is_chosen = |code: &String| chosen.is_some_and(|filter| filter.codes.contains(code));
    // An option holds text alone: its count can't stand in an element of its own.
    let option = |(name, code): (String, String)| {
        let selected = is_chosen(&code);
        let key = format!("district={code}");
        let text = format!("{name} ({})", counts.text(&key));
        view! { <option value=code selected=selected data-count-of=key data-label=name>{text}</option> }
    };
    let any = option((view.text("district-any"), String::new()));
    let options: Vec<_> = all.into_iter().map(option).collect();
    Some(view! {
        <div class="area">
            <label class="field stacked">
                <span>{set_name(view, set)}</span>
                <select name="district" data-set=set.to_owned()>
                    {any}
                    {options}
                </select>
            </label>
            {sets}
        </div>
    })
}

/// What a boundary set is called.
fn set_name(view: &View<'_>, set: &str) -> String {
    if set == DEFAULT_SET {
        view.text("district")
    } else {
        set.to_owned()
    }
}

/// Access, cost, registration, language, and what is asked by a number.
fn for_whom(view: &View<'_>, counts: &Counts) -> impl IntoView + use<> {
    let filter = &view.state.filter;
    let mut facts: Vec<AnyView> = AccessFact::ALL
        .into_iter()
        .map(|fact| {
            let label = view.text(&format!("fact-{}-yes", fact.name()));
            let checked = filter.access.contains(&fact);
            option("checkbox", ("access", fact.name()), label, checked, counts)
        })
        .collect();
    let free = view.text("free-filter");
    facts.push(option("checkbox", ("free", "1"), free, filter.free, counts));
    let registration = view.text("registration-none-filter");
    let checked = filter.no_registration;
    facts.push(option(
        "checkbox",
        ("registration", "none"),
        registration,
        checked,
        counts,
    ));
    let chosen = filter.language.as_deref();
    let mut tags: Vec<&str> = LANGUAGES
        .into_iter()
        .filter(|tag| counts.get(&format!("language={tag}")) > 0 || chosen == Some(*tag))
        .collect();
    tags.extend(chosen.filter(|tag| !LANGUAGES.contains(tag)));
    let languages = std::iter::once(None)
        .chain(tags.into_iter().map(Some))
        .map(|tag| {
            let label = tag.map_or_else(
                || view.text("language-any"),
                |tag| view.words.language_name(tag),
            );
            let value = tag.unwrap_or_default();
            option("radio", ("language", value), label, chosen == tag, counts)
        })
        .collect();
    let numbers: Vec<AnyView> = FILTERS
        .iter()
        .filter_map(|known| number(view, known))
        .collect();
    view! {
        {group(view.text("for-whom"), facts)}
        {group(view.text("language-spoken"), languages)}
        {numbers}
    }
}

/// The field of a filter that takes a whole number; its label is the message `filter-NAME`.
fn number(view: &View<'_>, known: &FilterDef) -> Option<AnyView> {
    let Values::Whole(least, most) = known.values else {
        return None;
    };
    let value = view.state.filter.value(known.name).unwrap_or_default();
    let field = view! {
        <label class="field">
            <span>{view.text(&format!("filter-{}", known.name))}</span>
            <input class="short" type="number" name=known.name min=least.to_string() max=most.map(|most| most.to_string()) inputmode="numeric" value=value/>
        </label>
    };
    Some(field.into_any())
}

/// What to do with what is not known, and with what is over.
fn others(view: &View<'_>) -> impl IntoView + use<> {
    let filter = &view.state.filter;
    let boxes: Vec<_> = [
        ("include_unknown", filter.include_unknown, "include-unknown"),
        ("past", !filter.hide_ended, "past"),
    ]
    .into_iter()
    .map(|(name, checked, label)| {
        view! {
            <label class="check">
                <input type="checkbox" name=name value="1" checked=checked/>
                <span class="check-label">{view.text(label)}</span>
            </label>
        }
    })
    .collect();
    view! { <div>{boxes}</div> }
}

fn categories(view: &View<'_>, counts: &Counts) -> impl IntoView + use<> {
    let tree = view.ctx.atlas.categories();
    let language = view.language();
    let label = |category: &Category| category.label(language.tag()).to_owned();
    let mut tops: Vec<&Category> = tree.iter().filter(|entry| entry.parent.is_none()).collect();
    tops.sort_by(|a, b| language.compare(&label(a), &label(b)));
    let groups: Vec<_> = tops
        .into_iter()
        .map(|top| {
            let mut children: Vec<&Category> = tree.children(top.id.as_str()).collect();
            children.sort_by(|a, b| language.compare(&label(a), &label(b)));
            let children: Vec<_> = children
                .into_iter()
                .map(|child| view! { <li>{choice(view, child, counts)}</li> })
                .collect();
            let children =
                (!children.is_empty()).then(|| view! { <ul role="list">{children}</ul> });
            view! { <li>{choice(view, top, counts)} {children}</li> }
        })
        .collect();
    let chosen = view.state.filter.categories.len();
    let badge = (chosen > 0).then(|| view! { <span class="badge">{chosen}</span> });
    view! {
        <details id="categories" class="categories">
            <summary>{view.text("categories")} " " {badge}</summary>
            <ul class="category-tree" role="list">{groups}</ul>
        </details>
    }
}

fn choice(view: &View<'_>, category: &Category, counts: &Counts) -> impl IntoView + use<> {
    let id = category.id.as_str().to_owned();
    let checked = view.state.filter.categories.contains(&category.id);
    let key = format!("category={id}");
    let count = counts.text(&key);
    let icons = &view.ctx.settings.assets.icons;
    let icon = Some(icon_name(category)).filter(|name| icons.contains_key(*name));
    let symbol = shape(ItemKind::Space, colour(category), icon);
    view! {
        <label class="check">
            <input type="checkbox" name="category" value=id checked=checked/>
            {symbol}
            <span class="check-label">{category.label(view.language().tag()).to_owned()}</span>
            <span class="count" data-count-of=key>{count}</span>
        </label>
    }
}

/// How many items of each category fit all other filters; a parent counts its children's too.
pub(super) fn category_counts(view: &View<'_>) -> BTreeMap<String, usize> {
    counts_under(view, &view.state.filter)
}

/// The same for any filter.
pub(super) fn counts_under(view: &View<'_>, filter: &Filter) -> BTreeMap<String, usize> {
    let atlas = view.ctx.atlas;
    let tree = atlas.categories();
    let mut counts = BTreeMap::new();
    let asked = atlas.ask(Layer::Items, filter, view.ctx.now);
    for (id, count) in asked.category_counts() {
        *counts.entry(id.to_string()).or_default() += count;
        let parent = tree
            .get(id.as_str())
            .and_then(|category| category.parent.as_ref());
        if let Some(parent) = parent {
            *counts.entry(parent.to_string()).or_default() += count;
        }
    }
    counts
}

/// What is on, each with a link to the view without it.
pub(super) fn chips(view: &View<'_>, fragment: bool) -> Option<impl IntoView + use<>> {
    if view.is_locked() {
        return None;
    }
    let chips: Vec<_> = on(view, fragment)
        .into_iter()
        .map(|(label, state)| {
            let name = view.words.with("chip-remove", &[("filter", &label)]);
            view! {
                <li>
                    <a class="chip state-link" href=state.href() target=view.here() aria-label=name>
                        {label} <span class="chip-x" aria-hidden="true">"×"</span>
                    </a>
                </li>
            }
        })
        .collect();
    if chips.is_empty() {
        return None;
    }
    Some(view! {
        <ul class="chips" role="list" aria-label=view.text("chips")>
            {chips}
            <li>
                <a class="chip-clear clear-all" href=view.cleared() target=view.here()>{view.text("clear-all")}</a>
            </li>
        </ul>
    })
}

/// Each filter that is on: its label, and the state without it.
pub(super) fn on(view: &View<'_>, fragment: bool) -> Vec<(String, ViewState)> {
    let base = view.base();
    let filter = &base.filter;
    let words = view.words;
    let mut out = Vec::new();
    let mut add = |label: String, change: &dyn Fn(&mut ViewState)| {
        let mut rest = base.clone();
        change(&mut rest);
        if fragment {
            // Here the box is where the map looks, not what somebody chose.
            rest.filter.bbox = None;
        }
        out.push((label, rest));
    };
    if let Some(text) = &filter.q {
        add(words.with("chip-words", &[("text", text)]), &|rest| {
            rest.filter.q = None;
        });
    }
    if let Some(kind) = filter.layer {
        let label = match kind {
            ItemKind::Space => "layer-spaces",
            ItemKind::Initiative => "layer-initiatives",
        };
        add(words.text(label), &|rest| rest.filter.layer = None);
    }
    if let Some(when) = filter.when {
        let label = match when {
            When::Dates { from, to } => days(view, from, to),
            _ => words.text(when_message(Some(when))),
        };
        add(label, &|rest| rest.filter.when = None);
    }
    if let Some(open) = filter.open {
        add(words.text(open_message(Some(open))), &|rest| {
            rest.filter.open = None;
        });
    }
    if let Some(near) = filter.near {
        let distance = format::distance(near.within.get(), view.language().tag());
        let label = match &base.around {
            Some(name) => words.with("chip-around", &[("distance", &distance), ("place", name)]),
            None => words.with("chip-near", &[("distance", &distance)]),
        };
        add(label, &|rest| {
            rest.filter.near = None;
            rest.around = None;
        });
    }
    for id in &filter.categories {
        let tree = view.ctx.atlas.categories();
        let label = tree.label(id.as_str(), view.language().tag());
        add(label.to_owned(), &|rest| {
            rest.filter.categories.retain(|other| other != id);
        });
    }
    for tag in &filter.tags {
        add(format!("#{tag}"), &|rest| {
            rest.filter.tags.retain(|other| other != tag);
        });
    }
    if let Some(district) = &filter.district {
        for code in &district.codes {
            add(district_name(view, district, code), &|rest| {
                drop_district(&mut rest.filter, code);
            });
        }
    }
    for fact in &filter.access {
        add(words.text(&format!("fact-{}-yes", fact.name())), &|rest| {
            rest.filter.access.retain(|other| other != fact);
        });
    }
    for known in FILTERS {
        let Some((message, value)) = known.chip.zip(filter.value(known.name)) else {
            continue;
        };
        add(words.with(message, &[(known.name, &value)]), &|rest| {
            rest.filter = rest.filter.without(&[known.name]);
        });
    }
    if let Some(language) = &filter.language {
        add(words.language_name(language), &|rest| {
            rest.filter.language = None;
        });
    }
    if filter.include_unknown {
        add(words.text("include-unknown"), &|rest| {
            rest.filter.include_unknown = false;
        });
    }
    if !filter.hide_ended {
        add(words.text("past"), &|rest| rest.filter.hide_ended = true);
    }
    if filter.bbox.is_some() && !fragment {
        add(words.text("chip-area"), &|rest| rest.filter.bbox = None);
    }
    if base.without_place {
        add(words.text("chip-without-place"), &|rest| {
            rest.without_place = false;
        });
    }
    out
}

/// The labels of the filters that have these parameters.
pub(super) fn labels(view: &View<'_>, names: &[&str]) -> Vec<String> {
    let values = |filter: &Filter| -> Vec<String> {
        let query = filter.to_query().into_iter();
        let meant = query.filter(|(name, _)| names.contains(name));
        meant.map(|(_, value)| value).collect()
    };
    let own = values(&view.state.filter);
    on(view, false)
        .into_iter()
        .filter(|(_, rest)| values(&rest.filter) != own)
        .map(|(label, _)| label)
        .collect()
}

/// Days in words: both, or the one that is said.
fn days(view: &View<'_>, from: Option<chrono::NaiveDate>, to: Option<chrono::NaiveDate>) -> String {
    let date = |day| when::date(view.words, day, view.today);
    match (from, to) {
        (Some(from), Some(to)) if from == to => date(from),
        (Some(from), Some(to)) => {
            let (start, end) = (date(from), date(to));
            view.words
                .with("date-range", &[("start", &start), ("end", &end)])
        }
        (Some(from), None) => view.words.with("from-date", &[("date", &date(from))]),
        (None, Some(to)) => view.words.with("until-date", &[("date", &date(to))]),
        (None, None) => String::new(),
    }
}

fn district_name(view: &View<'_>, filter: &DistrictFilter, code: &str) -> String {
    let found = view.ctx.atlas.district(&filter.set, code);
    found.map_or_else(|| code.to_owned(), |stored| stored.district.name.clone())
}

fn drop_district(filter: &mut Filter, code: &str) {
    if let Some(district) = &mut filter.district {
        district.codes.retain(|other| other != code);
        if district.codes.is_empty() {
            filter.district = None;
        }
    }
}

/// What the address asks for that no longer exists.
pub(super) fn gone(view: &View<'_>) -> Option<impl IntoView + use<>> {
    let notes: Vec<_> = view
        .wrong
        .iter()
        .map(|error| {
            let filter = format!("{} = {}", error.field, error.value);
            let text = if OF_FRAME.contains(&error.field.as_str()) {
                view.words.with(
                    "embed-wrong",
                    &[("setting", &filter), ("expected", &error.expected)],
                )
            } else {
                view.words.with("filter-gone", &[("filter", &filter)])
            };
            view! { <p class="note">{text}</p> }
        })
        .collect();
    let place = view.unknown_place.as_ref().map(|place| {
        let text = view.words.with("place-unknown", &[("place", place)]);
        view! { <p class="note">{text}</p> }
    });
    (!notes.is_empty() || place.is_some()).then(|| view! { {notes} {place} })
}
