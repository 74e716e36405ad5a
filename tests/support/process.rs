//! Child processes that end with the tests, however the tests end.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{LazyLock, Mutex, mpsc};
use std::time::{Duration, SystemTime};

/// Runs the command given as arguments until its own input closes. The input is a pipe held by
/// the test process, so it closes on return, panic, Ctrl-C and kill alike.
const GUARD: &str = r#"
trap : INT
"$@" & child=$!
read -r _
kill "$child" 2>/dev/null
wait "$child"
"#;

/// Where tests put what they write. What an earlier run left is removed.
pub(crate) fn scratch() -> &'static Path {
    static SWEPT: LazyLock<&Path> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        // Younger ones may be another run's.
        let old = SystemTime::now() - Duration::from_secs(3600);
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        for entry in entries {
            let changed = entry.metadata().and_then(|about| about.modified());
            if changed.is_ok_and(|changed| changed < old) {
                let _ = std::fs::remove_dir_all(entry.path());
            }
        }
        folder
    });
    *SWEPT
}

/// A running program that is stopped on drop, or at the latest with this process.
pub(crate) struct Guarded {
    shell: Child,
    lines: Mutex<mpsc::Receiver<String>>,
}

impl Guarded {
    /// Starts `command`; its standard output is read for [`Guarded::line`], its errors are
    /// dropped unless the command says where they go.
    pub(crate) fn start(program: &str, arguments: &[&str], settings: &[(&str, &str)]) -> Self {
        let mut shell = Command::new("sh")
            .args(["-c", GUARD, "guard", program])
            .args(arguments)
            .envs(settings.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        let out = BufReader::new(shell.stdout.take().expect("its output is piped"));
        let (send, lines) = mpsc::channel();
        // Reads to the end, so that the program never waits for a full pipe.
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                let _ = send.send(line);
            }
        });
        let lines = Mutex::new(lines);
        Self { shell, lines }
    }

    /// The rest of the first line of output that contains `marker`, after it.
    pub(crate) fn line(&self, marker: &str, within: Duration) -> Option<String> {
        let lines = self.lines.lock().expect("no reader panics");
        let deadline = std::time::Instant::now() + within;
        loop {
            let left = deadline.saturating_duration_since(std::time::Instant::now());
            let line = lines.recv_timeout(left).ok()?;
            if let Some((_, rest)) = line.split_once(marker) {
                return Some(rest.trim().to_owned());
            }
        }
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        let _ = self.shell.wait();
    }
}
