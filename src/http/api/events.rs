//! `/api/changes` as server-sent events: each change once it is published, to those who stay.

use crate::http::api::changes::entry;
use crate::http::response::problem::{Answer, Problem};
use crate::http::server::headers;
use crate::http::state::AppState;
use crate::store::{Change, Store, StoreError};
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue};
use axum::response::Response;
use bytes::Bytes;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore, watch};

/// Streams that are open at once, in all.
const MOST: usize = 1000;
/// Entries of the log that are read at once: what a client takes slowly is read slowly.
const BATCH: u32 = 500;
/// Something is said at least so often, so that neither end nor a proxy takes the other for gone.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// When a browser comes back after a stream broke off, in milliseconds.
const COME_BACK: u32 = 3000;

const EVENT_STREAM: HeaderValue = HeaderValue::from_static("text/event-stream");
/// Tells nginx not to hold events back.
const BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// What all streams share.
#[derive(Debug)]
pub(crate) struct Events {
    places: Arc<Semaphore>,
    newest: Mutex<Batch>,
    over: watch::Sender<bool>,
}

/// A piece of the log as it is sent.
#[derive(Debug, Clone, Default)]
struct Batch {
    /// What comes after this number,
    after: u64,
    /// up to and with this one.
    until: u64,
    text: Bytes,
}

impl Events {
    pub(crate) fn new() -> Self {
        Self {
            places: Arc::new(Semaphore::new(MOST)),
            newest: Mutex::default(),
            over: watch::Sender::new(false),
        }
    }

    /// Ends every stream, those to come too.
    pub(crate) fn end(&self) {
        self.over.send_replace(true);
    }

    /// What was published after a number. Those who wait for the next change all stand at the
    /// same number: one reading of the log serves them.
    async fn after(&self, store: &Store, after: u64, published: u64) -> Result<Batch, StoreError> {
        let mut newest = self.newest.lock().await;
        if newest.after == after && newest.until > after {
            return Ok(newest.clone());
        }
        let changes = store.changes(after, BATCH).await?;
        let batch = Batch::of(after, published, &changes);
        if batch.until == published {
            *newest = batch.clone();
        }
        Ok(batch)
    }
}

impl Batch {
    /// The published ones of the log's next entries.
    fn of(after: u64, published: u64, changes: &[Change]) -> Self {
        let out = changes.iter().filter(|change| change.seq <= published);
        let whole = changes.len() < BATCH as usize || changes.iter().any(|c| c.seq >= published);
        let last = changes.last().map_or(published, |last| last.seq);
        let until = if whole { published } else { last };
        let mut text = String::new();
        let mut told = after;
        for change in out {
            if let Some(entry) = entry(change) {
                told = change.seq;
                // A String takes every write.
                let _ = write!(text, "id: {told}\ndata: {entry}\n\n");
            }
        }
        if told < until {
            // Others are no events, but whoever comes back need not be told of them again.
            let _ = write!(text, "id: {until}\n\n");
        }
        let text = Bytes::from(text);
        Self { after, until, text }
    }
}

/// Every change after a number, as long as the client stays.
pub(crate) fn stream(app: &AppState, since: u64) -> Answer {
    let live = app.live()?;
    let place = Arc::clone(&app.events.places).try_acquire_owned();
    let place = place.map_err(|_| Problem::busy("too many follow the changes already", 30))?;
    app.metrics.event_streams.inc();
    let follower = Follower {
        versions: live.subscribe(),
        over: app.events.over.subscribe(),
        at: since,
        app: app.clone(),
        _place: place,
    };
    let first = Ok(Bytes::from(format!("retry: {COME_BACK}\n\n")));
    let rest = futures_util::stream::unfold(follower, Follower::next);
    let all = futures_util::StreamExt::chain(futures_util::stream::iter([first]), rest);
    let mut response = Response::new(Body::from_stream(all));
    let said = response.headers_mut();
    said.insert(CONTENT_TYPE, EVENT_STREAM);
    said.insert(CACHE_CONTROL, headers::NO_STORE);
    said.insert(BUFFERING, HeaderValue::from_static("no"));
    headers::vary_by_accept(said);
    Ok(response)
}

/// One client. It is asked for more only when the client has taken what came before.
struct Follower {
    versions: watch::Receiver<u64>,
    over: watch::Receiver<bool>,
    /// The number up to which the client knows all.
    at: u64,
    app: AppState,
    _place: OwnedSemaphorePermit,
}

impl Follower {
    /// The next piece; `None` ends the stream, and the client comes back for the rest.
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        while !*self.over.borrow() {
            // Only what the atlas holds: whoever fetches what changed must find it changed.
            let published = *self.versions.borrow_and_update();
            if self.at < published {
                let store = self.app.live().ok()?.store();
                let read = self.app.events.after(store, self.at, published).await;
                let batch = read
                    .inspect_err(
                        |error| tracing::error!(%error, "the change log could not be read"),
                    )
                    .ok()?;
                self.at = batch.until;
                return Some((Ok(batch.text), self));
            }
            tokio::select! {
                changed = self.versions.changed() => changed.ok()?,
                _ = self.over.changed() => {}
                () = tokio::time::sleep(HEARTBEAT) => {
                    return Some((Ok(Bytes::from_static(b":\n\n")), self));
                }
            }
        }
        None
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.app.metrics.event_streams.dec();
    }
}
