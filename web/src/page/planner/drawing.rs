//! Maps that the server draws: areas in the classes of a figure, and who relies on whom. They need
//! no scripts and go on paper.

use super::Planner;
use super::map::COLOURS;
use super::tables::list;
use crate::mercator::World;
use crate::plan::classes::class as class_of;
use crate::plan::figures::{Figure, Unit, write};
use leptos::prelude::*;
use okolica_coverage::{AREA_CODE, OUTSIDE};
use okolica_model::area::Area;
use serde_json::Value;
use std::fmt::Write as _;

/// The longer side of a drawing, in its own units; corners lie on whole ones, so that neighbours
/// that share a border go on sharing it.
const SIDE: f64 = 1000.0;
/// The height of its letters, and about how wide one is.
const LETTERS: f64 = 24.0;
const LETTER: f64 = 15.0;
/// The longest and the shortest of what is drawn as a line, in its width.
const LINES: (f64, f64) = (16.0, 2.0);

/// An area of the answer, drawn.
struct Drawn<'v> {
    area: &'v Value,
    outline: String,
    /// Where to write.
    at: (i32, i32),
    width: i32,
}

struct Drawing<'v> {
    /// In whole units.
    size: (i32, i32),
    areas: Vec<Drawn<'v>>,
}

impl<'v> Drawing<'v> {
    /// The areas of the answer; `None` where none of them has an outline now.
    fn of(page: &Planner<'v>) -> Option<Self> {
        let plan = page.plan;
        let districts = page.view.ctx.atlas.districts(&plan.question.set);
        let outline_of = |code: &str| match &plan.question.area {
            Some(area) => (code == AREA_CODE).then_some(area),
            None => {
                let mut all = districts.iter().map(|stored| &stored.district);
                all.find(|district| district.code == code)
                    .map(|one| &one.area)
            }
        };
        let (areas, _) = page.areas(plan.answer);
        let areas: Vec<(&Value, &Area)> = areas
            .into_iter()
            .filter_map(|area| Some((area, outline_of(area["code"].as_str()?)?)))
            .collect();
        let corners = areas.iter().flat_map(|(_, area)| {
            let bbox = area.bbox();
            [
                World::of_degrees(bbox.west(), bbox.north()),
                World::of_degrees(bbox.east(), bbox.south()),
            ]
        });
        let (mut low, mut high) = (World { x: 1.0, y: 1.0 }, World { x: 0.0, y: 0.0 });
        for corner in corners {
            (low.x, low.y) = (low.x.min(corner.x), low.y.min(corner.y));
            (high.x, high.y) = (high.x.max(corner.x), high.y.max(corner.y));
        }
        let scale = SIDE / (high.x - low.x).max(high.y - low.y);
        let unit = |at: World| {
            let along = |value: f64| (value * scale).round() as i32;
            (along(at.x - low.x), along(at.y - low.y))
        };
        let drawn = |(area, outline): (&'v Value, &Area)| {
            let bbox = outline.bbox();
            let (west, _) = unit(World::of_degrees(bbox.west(), bbox.north()));
            let (east, _) = unit(World::of_degrees(bbox.east(), bbox.north()));
            let inside = outline.label_position();
            Drawn {
                area,
                outline: path(outline, unit),
                at: unit(inside.map_or(low, World::of)),
                width: east - west,
            }
        };
        (!areas.is_empty()).then(|| Self {
            size: unit(high),
            areas: areas.into_iter().map(drawn).collect(),
        })
    }

    fn view_box(&self) -> String {
        let (width, height) = (self.size.0 + 8, self.size.1 + 8);
        format!("-4 -4 {width} {height}")
    }
}

/// The outline in whole units, corners that fall together once.
fn path(area: &Area, unit: impl Fn(World) -> (i32, i32)) -> String {
    let mut path = String::new();
    let polygons = area.polygons().iter();
    let rings = polygons.flat_map(|one| std::iter::once(one.exterior()).chain(one.interiors()));
    for ring in rings {
        let mut last = None;
        for corner in &ring.0 {
            let (x, y) = unit(World::of_degrees(corner.x, corner.y));
            // Writing into a String can't fail.
            let _ = match last {
                Some(before) if before == (x, y) => Ok(()),
                Some((a, b)) => write!(path, "l{} {}", x - a, y - b),
                None => write!(path, "M{x} {y}"),
            };
            last = Some((x, y));
        }
        path.push('z');
    }
    path
}

/// The areas in the classes of the figure that is shown, of people out of reach without one.
pub(super) fn areas(page: &Planner<'_>) -> Option<AnyView> {
    let figure = page.state.show.or(Figure::of("not_reached_share"))?;
    let drawing = Drawing::of(page)?;
    let bounds = super::map::bounds(page, figure);
    let shapes: Vec<_> = drawing
        .areas
        .iter()
        .map(|drawn| {
            let class = bounds.zip(figure.value(drawn.area));
            let class = class.map(|(bounds, value)| COLOURS[class_of(&bounds, value)]);
            let outline = drawn.outline.clone();
            view! { <path class=class.unwrap_or("class-none") d=outline></path> }
        })
        .collect();
    let texts: Vec<_> = drawing
        .areas
        .iter()
        .map(|drawn| {
            let (x, y) = drawn.at;
            let fits = |text: &str| text.chars().count() as f64 * LETTER < f64::from(drawn.width);
            let name = Some(page.area_name(drawn.area)).filter(|name| fits(name));
            let name = name.map(|name| view! { <tspan x=x.to_string() dy="-0.2em">{name}</tspan> });
            let below = if name.is_some() { "1.1em" } else { "0.3em" };
            let value = page.figure(drawn.area, figure);
            let value =
                fits(&value).then(|| view! { <tspan x=x.to_string() dy=below>{value}</tspan> });
            view! { <text x=x.to_string() y=y.to_string()>{name} {value}</text> }
        })
        .collect();
    let label = page.with("plan-drawn", &[("figure", &page.name_of(figure))]);
    Some(
        view! {
            <figure class="drawn">
                <svg viewBox=drawing.view_box() role="img" aria-label=label>
                    <defs>
                        <pattern id="drawn-hatch" width="16" height="16" patternUnits="userSpaceOnUse">
                            <path d="M-2 18L18 -2M-2 2L2 -2M14 18L18 14"></path>
                        </pattern>
                    </defs>
                    {shapes}
                    <g font-size=LETTERS.to_string()>{texts}</g>
                </svg>
                {super::map::class_legend(page, figure)}
            </figure>
        }
        .into_any(),
    )
}

/// The ledger on the map: a line from where people live to where the places lie that they rely on.
pub(super) fn flows(page: &Planner<'_>) -> Option<AnyView> {
    let drawing = Drawing::of(page)?;
    if drawing.areas.len() < 2 {
        return None;
    }
    let place = |code: &Value| drawing.areas.iter().find(|one| one.area["code"] == *code);
    let mut all: Vec<(&Drawn<'_>, &Drawn<'_>, f64)> = list(page.plan.answer, "ledger")
        .iter()
        .filter(|flow| flow["from"] != flow["to"] && flow["to"] != OUTSIDE)
        .filter_map(|flow| {
            let people = flow["rely"].as_f64().filter(|people| *people >= 0.5)?;
            Some((place(&flow["from"])?, place(&flow["to"])?, people))
        })
        .collect();
    // Thin lines lie on thick ones.
    all.sort_by(|a, b| b.2.total_cmp(&a.2));
    let most = all.first().map_or(1.0, |(_, _, people)| *people);
    let shapes: Vec<_> = drawing
        .areas
        .iter()
        .map(|drawn| view! { <path class="plain" d=drawn.outline.clone()></path> })
        .collect();
    let names: Vec<_> = drawing
        .areas
        .iter()
        .map(|drawn| {
            let name = page.area_name(drawn.area);
            let ((x, y), wide) = (drawn.at, name.chars().count() as f64 * LETTER);
            (wide < f64::from(drawn.width))
                .then(|| view! { <text x=x.to_string() y=y.to_string()>{name}</text> })
        })
        .collect();
    let none = all
        .is_empty()
        .then(|| view! { <p>{page.text("plan-flows-none")}</p> });
    let lines: Vec<_> = all
        .into_iter()
        .map(|(from, to, people)| {
            let width = (people / most * LINES.0).max(LINES.1);
            let number = write(Unit::People, people, page.language());
            let title = format!(
                "{} → {}: {number}",
                page.area_name(from.area),
                page.area_name(to.area)
            );
            let (line, head, (x, y)) = arrow(from.at, to.at, width);
            view! {
                <g class="flow">
                    <title>{title}</title>
                    <path class="flow-line" d=line stroke-width=format!("{width:.1}")></path>
                    <path class="flow-head" d=head></path>
                    <text x=x.to_string() y=y.to_string()>{number}</text>
                </g>
            }
        })
        .collect();
    Some(
        view! {
            <section id="flows" class="card" aria-labelledby="flows-title">
                <h2 id="flows-title">{page.text("plan-flows")}</h2>
                <p class="hint">{page.text("plan-flows-intro")}</p>
                {none}
                <figure class="drawn">
                    <svg viewBox=drawing.view_box() role="img" aria-labelledby="flows-title">
                        {shapes}
                        <g font-size=LETTERS.to_string()>{lines} {names}</g>
                    </svg>
                </figure>
            </section>
        }
        .into_any(),
    )
}

/// A bow from one point to another, so that there and back are two; its head, and where its number
/// stands.
fn arrow(from: (i32, i32), to: (i32, i32), width: f64) -> (String, String, (i32, i32)) {
    let [ax, ay, bx, by] = [from.0, from.1, to.0, to.1].map(f64::from);
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx.hypot(dy).max(1.0);
    let aside = 0.18;
    let (cx, cy) = (
        f64::midpoint(ax, bx) - dy * aside,
        f64::midpoint(ay, by) + dx * aside,
    );
    // The head lies along the end of the bow.
    let (ex, ey) = (bx - cx, by - cy);
    let end = ex.hypot(ey).max(1.0);
    let (ex, ey) = (ex / end, ey / end);
    let size = (width * 1.6).max(14.0).min(length / 2.0);
    let (hx, hy) = (bx - ex * size, by - ey * size);
    let half = size * 0.6;
    let line = format!("M{ax:.0} {ay:.0}Q{cx:.0} {cy:.0} {hx:.0} {hy:.0}");
    let head = format!(
        "M{bx:.0} {by:.0}L{:.0} {:.0}L{:.0} {:.0}z",
        hx - ey * half,
        hy + ex * half,
        hx + ey * half,
        hy - ex * half
    );
    // The middle of the bow.
    let middle = ((ax + 2.0 * cx + bx) / 4.0, (ay + 2.0 * cy + by) / 4.0);
    (
        line,
        head,
        (middle.0.round() as i32, middle.1.round() as i32),
    )
}
