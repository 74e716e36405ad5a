//! Servers as processes of their own, as in life.

use anyhow::{Context as _, bail};
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

/// What `okolica serve` and [`crate::mirror`] say when they are ready, before their address.
pub(crate) const READY: &str = "answers at http://";

/// The secret for edits.
pub(crate) const TOKEN: &str = "bench";

/// A running server; stopped when dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    /// Seconds from its start until it was ready.
    pub(crate) seconds: f64,
}

impl Server {
    /// `okolica serve` with so much memory for tiles.
    pub(crate) fn okolica(database: &str, tile_cache_mib: u32) -> anyhow::Result<Self> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_okolica"));
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "warn"])
            .args(["--database", database])
            .args(["--tile-cache-mib", &tile_cache_mib.to_string()])
            .env("OKOLICA_ADMIN_TOKEN", TOKEN);
        Self::start(command)
    }

    /// Starts a server and waits until it is ready.
    pub(crate) fn start(mut command: Command) -> anyhow::Result<Self> {
        let start = Instant::now();
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let out = child.stdout.take().context("no output")?;
        let mut lines = BufReader::new(out).lines();
        let address = lines.by_ref().find_map(|line| {
            let line = line.ok()?;
            line.split_once(READY)?.1.trim().parse().ok()
        });
        let Some(address) = address else {
            bail!("{command:?} ended with {}", child.wait()?);
        };
        Ok(Self {
            child,
            address,
            seconds: start.elapsed().as_secs_f64(),
        })
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
