//! Says which step of how many runs, and since when.

use std::time::{Duration, Instant};

/// A chore's steps, told as they begin.
pub(crate) struct Steps {
    at: usize,
    of: usize,
    started: Instant,
}

impl Steps {
    pub(crate) fn new(of: usize) -> Self {
        Self {
            at: 0,
            of,
            started: Instant::now(),
        }
    }

    /// Begins the next step.
    pub(crate) fn next(&mut self, what: &str) {
        self.at += 1;
        eprintln!(
            "[{}/{}  {}] {what}",
            self.at,
            self.of,
            clock(self.started.elapsed())
        );
    }

    /// Says that all is done and how long it took.
    pub(crate) fn done(&self, what: &str) {
        eprintln!("[done {}] {what}", clock(self.started.elapsed()));
    }
}

/// Minutes and seconds.
pub(crate) fn clock(time: Duration) -> String {
    format!("{}:{:02}", time.as_secs() / 60, time.as_secs() % 60)
}
