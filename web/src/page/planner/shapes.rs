//! The coverage curve and the hours of the week, each with its numbers.

use super::Planner;
use super::frame::scrolling;
use crate::format;
use crate::plan::draw::{self, FAR, STEP};
use crate::plan::figures::{Unit, write};
use crate::plan::lookup;
use leptos::prelude::*;

/// Hours that are shown of each day: what nobody opens in is left out.
const HOURS: std::ops::Range<usize> = 6..23;

pub(super) fn curve(page: &Planner<'_>) -> Option<AnyView> {
    let area = page.focus()?;
    let code = area["code"].as_str()?.to_owned();
    let shares: Vec<f64> = lookup::curve(area).collect();
    if shares.is_empty() {
        return None;
    }
    let before = page
        .plan
        .before
        .and_then(|before| lookup::area(before, &code));
    let before = before.map(|area| draw::curve(&lookup::curve(area).collect::<Vec<_>>()));
    let language = page.language();
    let limit = page.plan.question.limit.metres();
    let marks = [
        (page.plan.question.sure_reach(), "curve-sure"),
        (limit, "curve-limit"),
    ];
    let marks: Vec<_> = marks
        .into_iter()
        .filter(|(metres, _)| *metres <= FAR)
        .map(|(metres, class)| {
            let x = format!("{:.1}", metres / FAR * draw::CURVE.0);
            view! { <line class=class x1=x.clone() x2=x.clone() y1="0" y2="160"></line> }
        })
        .collect();
    let ticks: Vec<_> = [0.0, 1000.0, 2000.0, 3000.0]
        .into_iter()
        .map(|metres| {
            let x = format!("{:.1}", metres / FAR * draw::CURVE.0);
            let anchor = match metres {
                0.0 => "start",
                FAR => "end",
                _ => "middle",
            };
            let text = format::distance(metres, language);
            view! { <text x=x y="176" text-anchor=anchor>{text}</text> }
        })
        .collect();
    let levels: Vec<_> = [0.0, 0.5, 1.0]
        .into_iter()
        .map(|share| {
            let y = format!("{}", (1.0 - share) * draw::CURVE.1);
            let text = write(Unit::Share, share, language);
            view! {
                <line class="curve-grid" x1="0" x2="320" y1=y.clone() y2=y.clone()></line>
                <text class="curve-level" x="-6" y=y dy="4" text-anchor="end">{text}</text>
            }
        })
        .collect();
    let rows: Vec<_> = shares
        .iter()
        .enumerate()
        .filter(|(at, _)| at % 5 == 0)
        .map(|(at, share)| {
            let distance = format::distance(at as f64 * STEP, language);
            let text = write(Unit::Share, *share, language);
            view! {
                <tr>
                    <th scope="row">{distance}</th>
                    <td class="number-cell" data-area=code.clone() data-curve=at.to_string()>{text}</td>
                </tr>
            }
        })
        .collect();
    let title = format!("{}: {}", page.text("plan-curve"), page.area_name(area));
    Some(
        view! {
            <section class="card" aria-labelledby="curve-title">
                <h2 id="curve-title">{title}</h2>
                <p class="hint">{page.text("plan-curve-intro")}</p>
                <svg class="curve" viewBox="-52 -8 384 196" role="img" aria-labelledby="curve-title">
                    {levels}
                    {marks}
                    <path id="curve-before" class="curve-before" d=before></path>
                    <path id="curve-line" class="curve-line" data-area=code.clone() d=draw::curve(&shares)></path>
                    {ticks}
                </svg>
                <details class="more">
                    <summary>{page.text("plan-curve-table")}</summary>
                    <table class="figures">
                        <thead>
                            <tr>
                                <th scope="col">{page.text("plan-curve-distance")}</th>
                                <th scope="col" class="number-cell">{page.text("plan-curve-share")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </details>
            </section>
        }
        .into_any(),
    )
}

/// A table of days and hours; the shade of a cell says the same as its number.
pub(super) fn hours(page: &Planner<'_>) -> Option<AnyView> {
    let area = page.focus()?;
    let code = area["code"].as_str()?.to_owned();
    area["offer"].as_array()?;
    let slot = |day: usize, hour: usize| day * 48 + hour * 2;
    let most = (0..336)
        .filter_map(|slot| lookup::offer(area, slot))
        .fold(0.0, f64::max);
    let head: Vec<_> = HOURS
        .map(|hour| view! { <th scope="col">{hour}</th> })
        .collect();
    let rows: Vec<_> = (0..7)
        .map(|day| {
            let cells: Vec<_> = HOURS
                .map(|hour| {
                    let slot = slot(day, hour);
                    let open = lookup::offer(area, slot).unwrap_or_default();
                    let class = format!("shade s{}", draw::shade(open, most));
                    let text = format::number(open as u64);
                    view! { <td class=class data-area=code.clone() data-slot=slot.to_string()>{text}</td> }
                })
                .collect();
            view! {
                <tr>
                    <th scope="row">{page.choice("weekday", "day", day)}</th>
                    {cells}
                </tr>
            }
        })
        .collect();
    let title = format!("{}: {}", page.text("plan-hours-week"), page.area_name(area));
    Some(
        view! {
            <section class="card" aria-labelledby="week-title">
                <h2 id="week-title">{title}</h2>
                <p class="hint">{page.text("plan-hours-week-intro")}</p>
                {scrolling("week-title", view! {
                    <table class="hours-grid" data-most=most.to_string()>
                        <thead>
                            <tr>
                                <th scope="col">{page.text("plan-day")}</th>
                                {head}
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                })}
            </section>
        }
        .into_any(),
    )
}
