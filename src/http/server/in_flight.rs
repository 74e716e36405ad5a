//! Answers on their way to clients: how many bytes are held for whom, and which connections are no
//! longer used.

use crate::http::response::problem::Problem;
use crate::http::server::address::subnet;
use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use std::collections::HashMap;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::Instant;

/// Bytes of finished answers that are held at once, in all and for one client.
const IN_ALL: usize = 256 << 20;
const PER_CLIENT: usize = 64 << 20;
/// The size of the pieces that an answer is handed on in, in bytes: the next one only when the
/// client has room for it.
const PIECE: usize = 64 << 10;
/// How long a connection is kept on which no answer is made, and none is read.
const UNUSED: Duration = Duration::from_secs(60);

/// The bytes that are held for clients.
#[derive(Debug, Default)]
pub(crate) struct InFlight(Mutex<Held>);

#[derive(Debug, Default)]
struct Held {
    in_all: usize,
    by_client: HashMap<IpAddr, usize>,
}

impl InFlight {
    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts the bytes of an answer until they are handed on. Loopback has no limit of its own,
    /// as a proxy there speaks for all clients; one answer is always allowed.
    ///
    /// # Errors
    /// 503 where too much is held already, in all or for this client.
    pub(crate) fn admit(
        self: &Arc<Self>,
        client: IpAddr,
        connection: Connection,
        response: Response,
    ) -> Result<Response, Problem> {
        let bytes = response.body().size_hint().lower();
        let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
        let share = self
            .take(client, bytes)
            .ok_or_else(|| Problem::busy("too many answers wait to be read; read them first", 5))?;
        Ok(response.map(|body| {
            Body::new(PacedBody {
                body,
                rest: Bytes::new(),
                share,
                connection,
            })
        }))
    }

    fn take(self: &Arc<Self>, client: IpAddr, bytes: usize) -> Option<Share> {
        let client = client.to_canonical();
        let client = (!client.is_loopback()).then(|| subnet(client));
        let mut held = self.held();
        let own = client.map_or(0, |client| {
            held.by_client.get(&client).copied().unwrap_or(0)
        });
        let fits = |before: usize, most| before == 0 || before.saturating_add(bytes) <= most;
        if !fits(held.in_all, IN_ALL) || !fits(own, PER_CLIENT) {
            return None;
        }
        held.in_all += bytes;
        if let Some(client) = client
            && bytes > 0
        {
            held.by_client.insert(client, own + bytes);
        }
        drop(held);
        Some(Share {
            of: Arc::clone(self),
            client,
            bytes,
        })
    }
}

/// The bytes that are held for one answer; given back when dropped.
struct Share {
    of: Arc<InFlight>,
    client: Option<IpAddr>,
    bytes: usize,
}

impl Share {
    fn give_back(&mut self, bytes: usize) {
        let bytes = bytes.min(self.bytes);
        if bytes == 0 {
            return;
        }
        self.bytes -= bytes;
        let mut held = self.of.held();
        held.in_all -= bytes;
        if let Some(client) = self.client
            && let Some(own) = held.by_client.get_mut(&client)
        {
            *own -= bytes;
            if *own == 0 {
                held.by_client.remove(&client);
            }
        }
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.give_back(self.bytes);
    }
}

/// An answer's body in pieces.
struct PacedBody {
    body: Body,
    /// What was taken out of the body and not handed on.
    rest: Bytes,
    share: Share,
    connection: Connection,
}

impl HttpBody for PacedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if self.rest.is_empty() {
            match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => self.rest = data,
                    Err(frame) => return Poll::Ready(Some(Ok(frame))),
                },
                end => return Poll::Ready(end),
            }
        }
        self.connection.used();
        let length = self.rest.len().min(PIECE);
        let piece = self.rest.split_to(length);
        self.share.give_back(length);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let rest = self.rest.len() as u64;
        let of_body = self.body.size_hint();
        let mut hint = SizeHint::new();
        hint.set_lower(of_body.lower() + rest);
        if let Some(upper) = of_body.upper() {
            hint.set_upper(upper + rest);
        }
        hint
    }
}

impl Drop for PacedBody {
    fn drop(&mut self) {
        self.connection.used();
    }
}

/// Whether a connection is used. Put into each request's extensions; cloning shares it.
#[derive(Debug, Clone)]
pub(crate) struct Connection(Arc<Mutex<Use>>);

#[derive(Debug)]
struct Use {
    /// Requests that are being answered.
    answering: usize,
    last: Instant,
}

impl Connection {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Mutex::new(Use {
            answering: 0,
            last: Instant::now(),
        })))
    }

    fn with(&self, change: impl FnOnce(&mut Use)) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.last = Instant::now();
        change(&mut state);
    }

    fn used(&self) {
        self.with(|_| {});
    }

    /// An answer is being made.
    pub(crate) fn answering(&self) -> Answering {
        self.with(|state| state.answering += 1);
        Answering(self.clone())
    }

    /// Resolves when no answer was made and none was read for a while.
    pub(crate) async fn unused(&self) {
        loop {
            let (answering, last) = {
                let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
                (state.answering, state.last)
            };
            let since = if answering > 0 { Instant::now() } else { last };
            if since.elapsed() >= UNUSED {
                return;
            }
            tokio::time::sleep_until(since + UNUSED).await;
        }
    }
}

/// One request on a connection, until its answer is made.
pub(crate) struct Answering(Connection);

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.with(|state| state.answering -= 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::StreamExt;

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn each_client_has_its_share_and_all_have_a_limit() {
        let held = Arc::new(InFlight::default());
        let take = |client: &str, mib: usize| held.take(address(client), mib << 20);
        let one = take("203.0.113.1", 60).expect("there is room");
        assert!(take("203.0.113.1", 5).is_none(), "its share is used up");
        assert!(take("203.0.113.1", 4).is_some());
        let whole = take("203.0.113.2", 100).expect("one answer is always allowed");
        let proxy = take("127.0.0.1", 90).expect("loopback has no share");
        assert!(take("203.0.113.3", 7).is_none(), "there is no room in all");
        drop((one, whole, proxy));
        assert!(take("203.0.113.3", 7).is_some());
        let held = held.held();
        assert!(held.in_all == 0 && held.by_client.is_empty());
    }

    #[tokio::test]
    async fn what_is_handed_on_is_given_back_piece_by_piece() {
        let held = Arc::new(InFlight::default());
        let bytes = Bytes::from(vec![7; 3 * PIECE + 1]);
        let response = Response::new(Body::from(bytes.clone()));
        let response = held.admit(address("203.0.113.1"), Connection::new(), response);
        let body = response.expect("there is room").into_body();
        assert_eq!(body.size_hint().exact(), Some(bytes.len() as u64));
        let mut pieces = body.into_data_stream();
        let mut read = Vec::new();
        for left in [2 * PIECE + 1, PIECE + 1, 1, 0] {
            let piece = pieces.next().await.expect("a piece").expect("bytes");
            read.extend_from_slice(&piece);
            assert_eq!(held.held().in_all, left);
        }
        assert!(pieces.next().await.is_none());
        assert_eq!(read, bytes);
    }

    #[test]
    fn an_answer_that_is_dropped_is_given_back() {
        let held = Arc::new(InFlight::default());
        let response = Response::new(Body::from(vec![7; 1000]));
        let response = held.admit(address("203.0.113.1"), Connection::new(), response);
        assert_eq!(held.held().in_all, 1000);
        drop(response);
        assert_eq!(held.held().in_all, 0);
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_is_given_up_when_nothing_is_made_or_read() {
        let connection = Connection::new();
        let started = Instant::now();
        connection.unused().await;
        assert_eq!(started.elapsed().as_secs(), UNUSED.as_secs());
        let answering = connection.answering();
        let long = tokio::time::timeout(10 * UNUSED, connection.unused()).await;
        assert!(long.is_err(), "a long answer is waited for");
        drop(answering);
        let ended = Instant::now();
        connection.unused().await;
        assert_eq!(ended.elapsed().as_secs(), UNUSED.as_secs());
    }
}
