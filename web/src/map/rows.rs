//! Where a reader is in the list, kept while the list is made anew.

use super::dom;
use super::panel::{focused, holds_focus};
use web_sys::HtmlElement;

/// The rows as they stood.
pub(super) struct Rows<'a> {
    panel: &'a HtmlElement,
    results: &'a HtmlElement,
    /// Key and upper edge in the window, in pixels.
    rows: Vec<(String, f64)>,
    /// The row that stays where it is: that with the focus, else the first, of those in view; none
    /// at the top of the panel, where what is new comes into view.
    fixed: Option<usize>,
    /// What had the focus, and in which row.
    focus: Option<(Option<String>, Option<usize>)>,
}

impl<'a> Rows<'a> {
    pub(super) fn of(panel: &'a HtmlElement, results: &'a HtmlElement) -> Self {
        let rows: Vec<(String, f64)> = all(results)
            .into_iter()
            .map(|(key, row)| (key, row.get_bounding_client_rect().top()))
            .collect();
        let quick = dom::by_id("quick");
        let inside = holds_focus(results) || quick.as_ref().is_some_and(holds_focus);
        let focus = inside.then(|| {
            let row = all(results).iter().position(|(_, row)| holds_focus(row));
            (focused(), row)
        });
        let edges = panel.get_bounding_client_rect();
        let in_view = |(_, at): &(String, f64)| *at >= edges.top() && *at < edges.bottom();
        let held = focus.as_ref().and_then(|(_, row)| *row);
        let held = held.filter(|row| in_view(&rows[*row]));
        let fixed = held.or_else(|| rows.iter().position(in_view));
        let scrolled = panel.scroll_top() > 0 && !results.hidden();
        Self {
            panel,
            results,
            fixed: fixed.filter(|_| scrolled),
            rows,
            focus,
        }
    }

    /// Puts the fixed row where it was, or the next one that is still there; and gives the focus
    /// back, if need be to the row after.
    pub(super) fn restore(self) {
        let now = all(self.results);
        let heir = |from: usize| {
            let after = self.rows[from..].iter();
            let mut heirs = after.chain(self.rows[..from].iter().rev());
            heirs.find_map(|(key, at)| {
                let (_, row) = now.iter().find(|(other, _)| other == key)?;
                Some((row, *at))
            })
        };
        if let Some((row, at)) = self.fixed.and_then(heir) {
            let moved = row.get_bounding_client_rect().top() - at;
            let top = self.panel.scroll_top() + moved.round() as i32;
            self.panel.set_scroll_top(top);
        }
        let Some((selector, row)) = self.focus else {
            return;
        };
        let same = selector.and_then(|selector| dom::find(&selector));
        let other = || dom::find_in(row.and_then(heir)?.0, ".item-link");
        let heading = || dom::by_id("results-total");
        if let Some(element) = same.or_else(other).or_else(heading) {
            dom::focus_in_place(&element);
        }
    }
}

/// The rows of the list by their keys.
fn all(results: &HtmlElement) -> Vec<(String, HtmlElement)> {
    dom::all(results, ".items .item")
        .into_iter()
        .filter_map(|row| {
            Some((
                dom::find_in(&row, ".item-link")?.get_attribute("data-key")?,
                row,
            ))
        })
        .collect()
}
