//! How often embeds were opened: counted in memory, added to the store's daily totals once a
//! minute and at the end. Nothing of a request is kept but which embed it was for.

use crate::http::request::context::RequestContext;
use crate::http::state::{AppState, Shared};
use crate::store::{MOST_EMBEDS, OTHER_EMBEDS, Opened, StoreError};
use axum::http::Method;
use chrono::NaiveDate;
use okolica_model::Filter;
use okolica_model::calendar::Calendar;
use okolica_web::state::{EMBED, ViewState};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(60);

/// The longest address that is told apart, in bytes.
const LONGEST: usize = 300;

/// What is not in the store yet, by day and embed.
#[derive(Debug, Default)]
pub(crate) struct Opens(Mutex<BTreeMap<(NaiveDate, String), u64>>);

impl Opens {
    fn add(&self, one: Opened) {
        let mut waiting = self.lock();
        let key = (one.day, one.embed);
        let told_apart = waiting.contains_key(&key) || waiting.len() < MOST_EMBEDS;
        let key = if told_apart {
            key
        } else {
            (key.0, OTHER_EMBEDS.to_owned())
        };
        *waiting.entry(key).or_default() += one.opens;
    }

    fn take(&self) -> Vec<Opened> {
        let waiting = std::mem::take(&mut *self.lock());
        let opened = waiting.into_iter();
        opened
            .map(|((day, embed), opens)| Opened { day, embed, opens })
            .collect()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<(NaiveDate, String), u64>> {
        // Nothing that holds it can leave it half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What an embed is known by: the address of its preset, in one form whatever order it was
/// written in. What a reader may have typed, a text or a place, is no part of it, nor is how the
/// embed looks.
fn name_of(filter: &Filter) -> String {
    let preset = Filter {
        q: None,
        near: None,
        bbox: None,
        hide_ended: true,
        ..filter.clone()
    };
    let state = ViewState {
        filter: preset,
        ..ViewState::default()
    };
    match state.query() {
        query if query.is_empty() => EMBED.to_owned(),
        query if query.len() > LONGEST => OTHER_EMBEDS.to_owned(),
        query => format!("{EMBED}?{query}"),
    }
}

impl AppState {
    /// Counts an opening, if the request for an embed is one: not what its own frame or a page
    /// of ours asks for, such as the builder's preview.
    pub(crate) fn count_open(&self, cx: &RequestContext, filter: &Filter) {
        let mut fragments = cx.pairs.iter().filter(|(name, _)| name == "fragment");
        let whole = fragments.all(|(_, value)| value == "list");
        let site = cx.headers.get("sec-fetch-site");
        let from_here = site.is_some_and(|site| site == "same-origin");
        if cx.method != Method::GET || !whole || from_here {
            return;
        }
        let embed = name_of(filter);
        self.metrics.opened(&embed);
        self.opens.add(Opened {
            day: Calendar::of(cx.atlas.profile()).day(cx.now),
            embed,
            opens: 1,
        });
    }

    /// Adds what was counted since the last time to the store's totals. What can't be added now
    /// is added the next time.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn keep_opens(&self) -> Result<(), StoreError> {
        let Some(live) = self.live.get() else {
            return Ok(());
        };
        let opened = self.opens.take();
        if opened.is_empty() {
            return Ok(());
        }
        let kept = live.store().add_opens(&opened).await;
        if kept.is_err() {
            opened.into_iter().for_each(|one| self.opens.add(one));
        }
        kept
    }
}

/// Keeps what is counted, until nobody counts any more.
pub(crate) async fn keep(app: Weak<Shared>) {
    loop {
        tokio::time::sleep(EVERY).await;
        let Some(app) = app.upgrade() else {
            return;
        };
        if let Err(error) = AppState(app).keep_opens().await {
            tracing::warn!("openings of embeds are kept for later: {error}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(query: &str) -> String {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        let pairs = pairs.iter().map(|(name, value)| (&**name, &**value));
        name_of(&Filter::parse(pairs, None).0)
    }

    #[test]
    fn an_embed_is_known_by_its_preset_alone() {
        for (query, known) in [
            ("", "/embed"),
            ("lang=uk&accent=aa0000&title=X&view=list", "/embed"),
            (
                "district=B&category=library",
                "/embed?category=library&district=B",
            ),
            (
                "category=library&past=0&district=B",
                "/embed?category=library&district=B",
            ),
            ("q=dentysta+Kowalski&district=B", "/embed?district=B"),
            (
                "near=21.01,52.2&within=500&bbox=1,2,3,4&free=1",
                "/embed?free=1",
            ),
        ] {
            assert_eq!(name(query), known, "{query}");
        }
        let long = format!("tag={}", "x".repeat(400));
        assert_eq!(name(&long), OTHER_EMBEDS);
    }

    #[test]
    fn of_too_many_embeds_the_last_are_not_told_apart() {
        let opens = Opens::default();
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        for number in 0..MOST_EMBEDS + 5 {
            let embed = format!("/embed?tag={number}");
            for opens_now in [1, 2] {
                opens.add(Opened {
                    day,
                    embed: embed.clone(),
                    opens: opens_now,
                });
            }
        }
        let taken = opens.take();
        assert_eq!(taken.len(), MOST_EMBEDS + 1);
        let other = taken.iter().find(|one| one.embed == OTHER_EMBEDS);
        assert_eq!(other.map(|one| one.opens), Some(15));
        assert_eq!(opens.take(), []);
    }
}
