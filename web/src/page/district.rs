//! The page of one district.

use super::around::{Next, next_before};
use super::detail::path_segment;
use super::filters::counts_under;
use super::said::Said;
use super::share::Share;
use super::shell::{Head, Live, Page, document, to_map};
use super::view::View;
use super::{PageContext, Rendered, feeds, not_found, poster, take};
use crate::format;
use crate::state::ViewState;
use crate::when;
use crate::words::Language;
use chrono::{Datelike, Days, Months, NaiveDate};
use leptos::prelude::*;
use okolica_atlas::record::Record;
use okolica_model::district::{DEFAULT_SET, District};
use okolica_model::filter::{DistrictFilter, Filter};
use okolica_model::item::Detail;
use okolica_model::time::Stamp;
use okolica_model::window::When;
use okolica_model::{ItemKind, Layer};

/// Initiatives in each list.
const SHOWN: usize = 40;

/// An initiative on its next date.
pub(super) struct Happening<'a> {
    /// The moment that the next date begins.
    from: Stamp,
    pub when: String,
    record: &'a Record,
}

impl Happening<'_> {
    /// Its name, and where it is as far as it says so.
    pub(super) fn texts(&self, view: &View<'_>) -> (Said, Said) {
        let atlas = view.ctx.atlas;
        let item = self.record.item();
        let host = self.record.space().and_then(|key| atlas.item(key));
        let place = match host {
            Some(host) => Said::name(view, &host.item()),
            None => Said::own(view, item.common.address.as_deref().unwrap_or_default()),
        };
        (Said::name(view, &item), place)
    }
}

/// What goes on in a district from now to the end of the month.
pub(super) struct Month<'a> {
    /// The last day that is looked at, which may be in the next month.
    pub until: NaiveDate,
    /// By their next date.
    pub dated: Vec<Happening<'a>>,
    /// Without dates.
    ongoing: Vec<&'a Record>,
    /// Without dates and without a position: they name the district.
    unplaced: Vec<&'a Record>,
}

/// `/districts/{code}`, of the default set unless the query names another; with `print=1` its
/// month as a sheet for a notice board.
#[must_use]
pub fn district(ctx: &PageContext<'_>, code: &str) -> Rendered {
    let set = ctx.query.iter().find(|(name, _)| name == "set");
    let set = set.map_or(DEFAULT_SET, |(_, value)| value.as_str());
    let Some(stored) = ctx.atlas.district(set, code) else {
        return not_found(ctx);
    };
    let view = View::new(ctx);
    let district = &stored.district;
    let city = view.site().to_owned();
    let month = month(&view, district);
    if ctx
        .query
        .iter()
        .any(|(name, value)| name == "print" && value == "1")
    {
        return poster::poster(&view, district, &month);
    }
    document(&view, || {
        Page {
        status: 200,
        title: format!("{} – {city}", district.name),
        description: Some(view.words.with("district-description", &[("name", &district.name), ("city", &city)])),
        class: "text-page",
        canonical: Some(path(district)),
        head: Head {
            feeds: Some(here(district)),
            share: Some(Share::of_district(district)),
            ..Head::default()
        },
        live: Live::Nothing,
        content: view! {
            <main id="content" class="sheet-of-paper">
                {to_map(&view)}
                <article>
                    <h1 class="detail-title">{district.name.clone()}</h1>
                    <p class="item-line">{view.words.with("district-of", &[("city", &city)])}</p>
                    {figures(&view, district)}
                    <p class="actions">
                        <a class="button strong" href=state(&view, district).href()>{view.text("district-show")}</a>
                        <a class="button" href=printed(&view, district)>{view.text("district-print")}</a>
                        <a class="button" href=builder(&view, district)>{view.text("builder-title")}</a>
                    </p>
                    {happening(&view, &month)}
                    {contents(&view, district)}
                    {undated(&view, "district-unplaced", &month.unplaced)}
                    {feeds::subscribe(&view, &here(district))}
                    {other_sets(&view, district)}
                    {scan(&view, district)}
                </article>
            </main>
        }
        .into_any(),
    }
    })
}

/// The address of a district without its language.
pub(super) fn path(district: &District) -> String {
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

/// The filter that keeps what is in the district.
fn here(district: &District) -> Filter {
    Filter {
        district: Some(DistrictFilter {
            set: district.set.clone(),
            codes: vec![district.code.clone()],
        }),
        ..ViewState::default().filter
    }
}

/// The map page of what is in the district.
fn state(view: &View<'_>, district: &District) -> ViewState {
    ViewState {
        filter: here(district),
        language: view.state.language.clone(),
        ..ViewState::default()
    }
}

/// Where an office gets the code that shows this district on its own site.
fn builder(view: &View<'_>, district: &District) -> String {
    format!("/embed/builder?{}", state(view, district).query())
}

fn printed(view: &View<'_>, district: &District) -> String {
    let path = path(district);
    let mark = if path.contains('?') { '&' } else { '?' };
    let language = view.language().tag();
    format!("{path}{mark}print=1&lang={language}")
}

/// The days that a district's page looks at: to the end of the month, or two weeks where they are
/// more than what is left of it.
#[must_use]
pub fn days_of_district(today: NaiveDate) -> When {
    let end = first_of_next_month(today);
    let end = end.max(today.checked_add_days(Days::new(14)).unwrap_or(end));
    When::Dates {
        from: Some(today),
        to: Some(end.pred_opt().unwrap_or(end)),
    }
}

/// Gathers what goes on here in those days.
fn month<'a>(view: &View<'a>, district: &District) -> Month<'a> {
    let days = days_of_district(view.today);
    let last = match days {
        When::Dates { to: Some(last), .. } => last,
        _ => view.today,
    };
    let until = last.succ_opt().unwrap_or(last);
    let until = view.calendar.midnight(until);
    let mut month = Month {
        until: last,
        dated: Vec::new(),
        ongoing: Vec::new(),
        unplaced: Vec::new(),
    };
    // What is held at a place that is closed then is among them, and says so.
    let filter = Filter {
        when: Some(days),
        include_unknown: true,
        ..here(district)
    };
    let asked = view
        .ctx
        .atlas
        .ask(Layer::Initiatives, &filter, view.ctx.now);
    for record in asked.page(None, usize::MAX).items {
        let Detail::Initiative(initiative) = record.item().detail else {
            continue;
        };
        let Some(next) = next_before(view, record, &initiative, until) else {
            continue;
        };
        match next {
            // Each stands once.
            Next::Ongoing if record.position().is_none() => month.unplaced.push(record),
            Next::Date { from, text } => month.dated.push(Happening {
                from,
                when: text,
                record,
            }),
            Next::Ongoing => month.ongoing.push(record),
        }
    }
    month.dated.sort_by_key(|one| (one.from, one.record.key()));
    month
}

fn first_of_next_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1)
        .and_then(|first| first.checked_add_months(Months::new(1)))
        .unwrap_or(day)
}

/// What is on this week, later this month, and all the time.
fn happening(view: &View<'_>, month: &Month<'_>) -> impl IntoView + use<> {
    let ahead = 7 - u64::from(view.today.weekday().num_days_from_monday());
    let monday = view.today.checked_add_days(Days::new(ahead));
    let monday = view.calendar.midnight(monday.unwrap_or(view.today));
    let split = month.dated.partition_point(|one| one.from < monday);
    let (week, later) = month.dated.split_at(split);
    let until = when::date(view.words, month.until, view.today);
    let until = view.words.with("district-month", &[("date", &until)]);
    view! {
        {list(view, view.text("district-week"), "district-nothing-week", week)}
        {list(view, until, "district-nothing-month", later)}
        {undated(view, "district-ongoing", &month.ongoing)}
    }
}

fn list(
    view: &View<'_>,
    heading: String,
    nothing: &str,
    all: &[Happening<'_>],
) -> impl IntoView + use<> {
    let rows: Vec<_> = all
        .iter()
        .take(SHOWN)
        .map(|one| {
            let (name, place) = one.texts(view);
            let said = [Said::here(one.when.clone()), place];
            super::around::row(view, one.record.key(), name, said)
        })
        .collect();
    let more = more(view, all.len());
    let body = if rows.is_empty() {
        view! { <p class="muted">{view.text(nothing)}</p> }.into_any()
    } else {
        view! { <ul class="beside" role="list">{rows}</ul> {more} }.into_any()
    };
    view! {
        <section class="detail-section">
            <h2>{heading}</h2>
            {body}
        </section>
    }
}

/// The spaces of the district by category, each a link to the list.
fn contents(view: &View<'_>, district: &District) -> Option<impl IntoView + use<>> {
    let mut here = here(district);
    here.layer = Some(ItemKind::Space);
    let state = ViewState {
        filter: here.clone(),
        ..state(view, district)
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
    (!rows.is_empty()).then(|| {
        view! {
            <section class="detail-section">
                <h2>{view.text("district-spaces")}</h2>
                <ul class="plain" role="list">{rows}</ul>
            </section>
        }
    })
}

/// Initiatives without dates.
fn undated(view: &View<'_>, heading: &str, all: &[&Record]) -> Option<impl IntoView + use<>> {
    let row = |record: &&Record| {
        let name = Said::name(view, &record.item());
        super::around::row(view, record.key(), name, [])
    };
    let rows: Vec<_> = all.iter().take(SHOWN).map(row).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="detail-section">
                <h2>{view.text(heading)}</h2>
                <ul class="beside" role="list">{rows}</ul>
                {more(view, all.len())}
            </section>
        }
    })
}

/// How many a list leaves out.
fn more(view: &View<'_>, all: usize) -> Option<impl IntoView + use<>> {
    let more = all.saturating_sub(SHOWN);
    (more > 0).then(|| view! { <p class="muted">{view.words.count("district-more", more)}</p> })
}

/// The same code in other sets of boundaries, where there is one.
fn other_sets(view: &View<'_>, district: &District) -> Option<impl IntoView + use<>> {
    let mut others: Vec<(String, String)> = view
        .ctx
        .atlas
        .sets()
        .flat_map(|set| view.ctx.atlas.districts(set))
        .filter(|other| other.district.parent.as_deref() == Some(district.code.as_str()))
        .map(|other| {
            (
                other.district.name.clone(),
                view.link(&path(&other.district)),
            )
        })
        .collect();
    let language = view.language();
    others.sort_by(|a, b| language.compare(&a.0, &b.0));
    let rows: Vec<_> = others
        .into_iter()
        .map(|(name, href)| view! { <li><a href=href>{name}</a></li> })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="detail-section">
                <h2>{view.text("district-parts")}</h2>
                <ul class="plain" role="list">{rows}</ul>
            </section>
        }
    })
}

fn scan(view: &View<'_>, district: &District) -> impl IntoView + use<> {
    take::code(view, &path(district), &poster::code(district, "page"))
}
