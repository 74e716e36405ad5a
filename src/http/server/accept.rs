//! The accept loop: `axum::serve` has no time limit for headers and no limit of connections,
//! so half-sent requests would stay open for ever.

use crate::config::Network;
use crate::http::server::address::{Peer, subnet};
use crate::http::server::in_flight;
use crate::http::server::metrics::Metrics;
use crate::http::server::stall::StallGuard;
use crate::http::state::AppState;
use axum::Router;
use axum::body::Body;
use hyper::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::GracefulShutdown;
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tower::Service;

/// How long a client may take nothing of an answer.
const WRITE_STALL: Duration = Duration::from_secs(30);
/// The time that running requests have to end after a stop was asked for.
const STOP_TIMEOUT: Duration = Duration::from_secs(10);
/// The largest head of a request.
const MAX_HEAD_BYTES: usize = 32 * 1024;

/// What connections may take.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections that one address may hold at once.
    pub per_address: u32,
    /// Connections in all.
    pub in_all: u32,
    /// Exempt from the limit per address, as loopback is.
    pub proxies: Vec<Network>,
    /// The time that a client has for the head of each request; also how long an idle
    /// connection is kept for the next one.
    pub header_timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            per_address: 256,
            in_all: 8192,
            proxies: Vec::new(),
            header_timeout: Duration::from_secs(5),
        }
    }
}

/// Answers connections until `stop` resolves, then lets running requests end for up to 10 s.
pub(crate) async fn run(
    listener: TcpListener,
    router: Router,
    state: AppState,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let graceful = GracefulShutdown::new();
    let builder = connection_builder(&limits);
    let limiter = Arc::new(Limiter {
        limits,
        metrics: Arc::clone(&state.metrics),
        open: Mutex::default(),
    });
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, or a client that was gone at once.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            }
        };
        if let Some(permit) = limiter.admit(peer.ip()) {
            let service = Connection {
                peer,
                router: router.clone(),
                header_timeout: limiter.limits.header_timeout,
            };
            let connection = service.serve(&builder, stream, &graceful);
            tokio::spawn(async move {
                connection.await;
                drop(permit);
            });
        }
    }
    drop(listener);
    state.end_streams();
    if tokio::time::timeout(STOP_TIMEOUT, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some requests did not end in time and were cut off");
    }
}

fn connection_builder(limits: &Limits) -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_timeout)
        .max_headers(100)
        .max_buf_size(MAX_HEAD_BYTES);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_header_list_size(MAX_HEAD_BYTES as u32)
        .max_concurrent_streams(128)
        .keep_alive_interval(Duration::from_secs(20))
        .keep_alive_timeout(Duration::from_secs(20));
    builder
}

/// One client's connection.
struct Connection {
    peer: SocketAddr,
    router: Router,
    header_timeout: Duration,
}

impl Connection {
    /// From the first byte to the end.
    fn serve(
        self,
        builder: &auto::Builder<TokioExecutor>,
        stream: TcpStream,
        graceful: &GracefulShutdown,
    ) -> impl Future<Output = ()> + use<> {
        let Self {
            peer,
            router,
            header_timeout,
        } = self;
        // Small answers must not wait for the acknowledgement of the one before.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY could not be set");
        }
        let asked = Arc::new(AtomicBool::new(false));
        let used = in_flight::Connection::new();
        let service = {
            let asked = Arc::clone(&asked);
            let used = used.clone();
            service_fn(move |request: Request<Incoming>| {
                asked.store(true, Ordering::Relaxed);
                let mut request = request.map(Body::new);
                request.extensions_mut().insert(Peer(peer));
                request.extensions_mut().insert(used.clone());
                let answering = used.answering();
                let answer = router.clone().call(request);
                async move {
                    let answer = answer.await;
                    drop(answering);
                    answer
                }
            })
        };
        let io = TokioIo::new(StallGuard::new(stream, WRITE_STALL));
        let connection = graceful.watch(builder.serve_connection(io, service).into_owned());
        async move {
            tokio::pin!(connection);
            // hyper-util waits for the first bytes, by which it tells HTTP/2 from HTTP/1, without
            // a limit; so the first request has one here.
            let first = tokio::time::timeout(header_timeout, &mut connection).await;
            let ended = match first {
                Ok(ended) => ended,
                Err(_) if asked.load(Ordering::Relaxed) => tokio::select! {
                    ended = connection => ended,
                    () = used.unused() => return,
                },
                Err(_) => return,
            };
            if let Err(error) = ended {
                tracing::debug!(%peer, %error, "a connection broke off");
            }
        }
    }
}

/// Counts open connections, in all and by address.
struct Limiter {
    limits: Limits,
    metrics: Arc<Metrics>,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    in_all: u32,
    by_address: HashMap<IpAddr, u32>,
}

impl Limiter {
    /// A permit for one more connection, unless there are too many already; refused ones are closed.
    fn admit(self: &Arc<Self>, address: IpAddr) -> Option<Permit> {
        let address = address.to_canonical();
        let exempt =
            address.is_loopback() || self.limits.proxies.iter().any(|p| p.contains(address));
        let counted = (!exempt).then_some(subnet(address));
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let here = counted.map_or(0, |address| {
            open.by_address.get(&address).copied().unwrap_or(0)
        });
        if open.in_all >= self.limits.in_all || here >= self.limits.per_address {
            self.metrics.refused_connections.inc();
            return None;
        }
        open.in_all += 1;
        if let Some(address) = counted {
            open.by_address.insert(address, here + 1);
        }
        self.metrics.connections.inc();
        Some(Permit {
            limiter: Arc::clone(self),
            counted,
        })
    }
}

/// One open connection; counted until it is dropped.
struct Permit {
    limiter: Arc<Limiter>,
    counted: Option<IpAddr>,
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut open = self
            .limiter
            .open
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        open.in_all -= 1;
        if let Some(address) = self.counted
            && let Some(here) = open.by_address.get_mut(&address)
        {
            *here -= 1;
            if *here == 0 {
                open.by_address.remove(&address);
            }
        }
        self.limiter.metrics.connections.dec();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limiter(per_address: u32, in_all: u32) -> Arc<Limiter> {
        Arc::new(Limiter {
            limits: Limits {
                per_address,
                in_all,
                proxies: vec!["10.0.0.0/8".parse().expect("a network")],
                ..Limits::default()
            },
            metrics: Arc::new(Metrics::new()),
            open: Mutex::default(),
        })
    }

    #[test]
    fn each_address_has_its_share() {
        let limiter = limiter(2, 100);
        let admit = |text: &str| limiter.admit(text.parse().expect("an address"));
        let first = admit("203.0.113.1");
        let second = admit("203.0.113.1");
        assert!(first.is_some() && second.is_some());
        assert!(admit("203.0.113.1").is_none(), "a third is refused");
        assert!(
            admit("::ffff:203.0.113.1").is_none(),
            "also in IPv6 clothes"
        );
        assert!(admit("203.0.113.2").is_some(), "another address is not");
        drop(second);
        assert!(admit("203.0.113.1").is_some(), "a place came free");
    }

    #[test]
    fn a_whole_ipv6_network_is_one_address_and_proxies_are_exempt() {
        let limiter = limiter(1, 100);
        let admit = |text: &str| limiter.admit(text.parse().expect("an address"));
        let one = admit("2001:db8::1");
        assert!(one.is_some() && admit("2001:db8::2").is_none());
        let many: Vec<_> = (0..50).map(|_| admit("10.1.2.3")).collect();
        assert!(many.iter().all(Option::is_some));
        let many: Vec<_> = (0..49).map(|_| admit("127.0.0.1")).collect();
        assert!(many.iter().all(Option::is_some));
        assert!(
            admit("127.0.0.1").is_none(),
            "the limit in all holds for everyone"
        );
    }

    #[test]
    fn leaving_leaves_nothing_behind() {
        let limiter = limiter(5, 5);
        drop(limiter.admit("203.0.113.1".parse().expect("an address")));
        let open = limiter.open.lock().expect("not poisoned");
        assert!(open.in_all == 0 && open.by_address.is_empty());
    }
}
