//! A load generator: connections that are kept open, each with one request at a time.

use anyhow::{Context as _, bail, ensure};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

const CONNECTIONS: usize = 8;

/// Requests as they go over the wire.
pub(crate) type Requests = Arc<Vec<Vec<u8>>>;

/// A GET with more header lines, each ended by `\r\n`.
pub(crate) fn get(path: &str, headers: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: bench\r\n{headers}\r\n").into_bytes()
}

/// Asks for the list over and over; answers requests a second. Every answer must have `status`.
pub(crate) async fn rate(
    address: SocketAddr,
    requests: &Requests,
    status: &'static str,
    time: Duration,
) -> anyhow::Result<f64> {
    ensure!(!requests.is_empty(), "nothing to ask for");
    let next = Arc::new(AtomicUsize::new(0));
    let start = Instant::now();
    let mut connections = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let (requests, next) = (Arc::clone(requests), Arc::clone(&next));
        connections.spawn(async move {
            let mut connection = Connection::open(address).await?;
            let mut done = 0_usize;
            while start.elapsed() < time {
                let at = next.fetch_add(1, Ordering::Relaxed) % requests.len();
                connection.ask(&requests[at], status).await?;
                done += 1;
            }
            anyhow::Ok(done)
        });
    }
    let mut done = 0;
    while let Some(connection) = connections.join_next().await {
        done += connection??;
    }
    Ok(done as f64 / start.elapsed().as_secs_f64())
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let buffer = Vec::with_capacity(1 << 20);
        Ok(Self { stream, buffer })
    }

    /// Sends a request and reads its answer to the end.
    async fn ask(&mut self, request: &[u8], status: &str) -> anyhow::Result<()> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let mut end = None;
        while end.is_none_or(|end| self.buffer.len() < end) {
            let read = self.stream.read_buf(&mut self.buffer).await?;
            ensure!(read > 0, "the server hung up");
            if end.is_none() {
                end = answer_end(&self.buffer, status)?;
            }
        }
        Ok(())
    }
}

/// The length of the whole answer, once its head is there.
fn answer_end(bytes: &[u8], status: &str) -> anyhow::Result<Option<usize>> {
    const BLANK: &[u8] = b"\r\n\r\n";
    let Some(end) = bytes.windows(BLANK.len()).position(|part| part == BLANK) else {
        return Ok(None);
    };
    let head = std::str::from_utf8(&bytes[..end])?;
    let (first, lines) = head.split_once("\r\n").context("no head")?;
    if first.split(' ').nth(1) != Some(status) {
        bail!("{status} was awaited: {head}");
    }
    let length = lines
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .map_or(Ok(0), str::parse)?;
    let body = if status == "304" { 0 } else { length };
    Ok(Some(end + BLANK.len() + body))
}
