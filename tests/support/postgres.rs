//! A private PostgreSQL with PostGIS: started once for the whole test binary, a fresh database
//! for each test, gone with the process.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A database of one test.
pub(crate) struct Database {
    pub(crate) name: String,
    socket: PathBuf,
}

/// A fresh database in the cluster that all tests share.
pub(crate) fn database() -> Database {
    static SHARED: OnceLock<Cluster> = OnceLock::new();
    SHARED.get_or_init(|| Cluster::start(true)).database()
}

impl Database {
    pub(crate) fn url(&self) -> String {
        let (name, socket) = (&self.name, self.socket.display());
        format!("postgres://postgres@localhost/{name}?host={socket}")
    }

    /// The same for GDAL.
    pub(crate) fn ogr(&self) -> String {
        let (name, socket) = (&self.name, self.socket.display());
        format!("PG:host={socket} user=postgres dbname={name}")
    }

    /// Runs statements as a person would; answers the bare output.
    pub(crate) fn psql(&self, sql: &str) -> String {
        let mut command = self.psql_command();
        run(command.args(["-c", sql]))
    }

    /// `psql` of this database, to be given statements.
    pub(crate) fn psql_command(&self) -> Command {
        let mut command = Command::new(binaries().join("psql"));
        command
            .args(["-XqAt", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-h"])
            .arg(&self.socket)
            .args(["-d", &self.name]);
        command
    }
}

/// A server of its own, for tests that stop it.
pub(crate) struct Cluster {
    folder: TempDir,
    server: Child,
    /// Nobody drops what a static holds, so the server's keeper tidies up.
    shared: bool,
}

impl Cluster {
    pub(crate) fn start(shared: bool) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("okolica-postgres-")
            .tempdir()
            .expect("a temporary folder");
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(folder.path()));
        }
        let data = folder.path().join("data");
        run(as_postgres("initdb").arg("-D").arg(&data).args([
            "-A",
            "trust",
            "-U",
            "postgres",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C",
        ]));
        let server = serve(folder.path(), shared);
        let cluster = Self {
            folder,
            server,
            shared,
        };
        cluster.wait();
        let template = cluster.named("template1");
        template.psql("CREATE DATABASE template_okolica");
        cluster
            .named("template_okolica")
            .psql("CREATE EXTENSION postgis");
        cluster
    }

    pub(crate) fn database(&self) -> Database {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let name = format!("okolica_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        self.named("template1")
            .psql(&format!("CREATE DATABASE {name} TEMPLATE template_okolica"));
        self.named(&name)
    }

    /// Ends the server and every connection at once.
    pub(crate) fn stop(&mut self) {
        drop(self.server.stdin.take());
        self.server.wait().expect("the server ends");
    }

    pub(crate) fn restart(&mut self) {
        self.server = serve(self.folder.path(), self.shared);
        self.wait();
    }

    fn named(&self, name: &str) -> Database {
        Database {
            name: name.to_owned(),
            socket: self.folder.path().to_owned(),
        }
    }

    fn wait(&self) {
        let deadline = Instant::now() + Duration::from_secs(60);
        let ready = || {
            Command::new(binaries().join("pg_isready"))
                .args(["-q", "-U", "postgres", "-h"])
                .arg(self.folder.path())
                .status()
                .is_ok_and(|status| status.success())
        };
        while !ready() {
            assert!(Instant::now() < deadline, "PostgreSQL does not start");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Starts the server under a keeper that ends it when its own input closes, so also when this
/// process is killed.
fn serve(folder: &Path, remove: bool) -> Child {
    let keeper = r#"
        "$@" </dev/null >"$FOLDER/log" 2>&1 &
        server=$!
        read _
        kill -QUIT "$server"
        wait "$server"
        [ "$REMOVE" = true ] && rm -rf "$FOLDER"
        exit 0"#;
    let server = as_postgres("postgres");
    Command::new("sh")
        .args(["-c", keeper, "keeper"])
        .arg(server.get_program())
        .args(server.get_args())
        .arg("-D")
        .arg(folder.join("data"))
        .arg("-k")
        .arg(folder)
        .args(["-c", "listen_addresses="])
        .args(["-c", "fsync=off", "-c", "full_page_writes=off"])
        .args(["-c", "max_connections=300"])
        .env("FOLDER", folder)
        .env("REMOVE", remove.to_string())
        .stdin(Stdio::piped())
        .spawn()
        .expect("sh starts")
}

/// A program of PostgreSQL; its server refuses to run as root.
fn as_postgres(program: &str) -> Command {
    let program = binaries().join(program);
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=postgres", "--regid=postgres", "--init-groups"])
        .arg(program);
    command
}

fn is_root() -> bool {
    static ROOT: OnceLock<bool> = OnceLock::new();
    *ROOT.get_or_init(|| run(Command::new("id").arg("-u")).trim() == "0")
}

/// The folder of the newest PostgreSQL that has PostGIS.
fn binaries() -> PathBuf {
    installed().expect("PostGIS is missing: apt-get install -y postgresql-15-postgis-3")
}

/// Where PostgreSQL with PostGIS is, if it is.
pub(crate) fn installed() -> Option<PathBuf> {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    let find = || {
        let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
        let mut versions: Vec<u32> = versions
            .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
            .filter(|version| {
                let control = "extension/postgis.control";
                Path::new(&format!("/usr/share/postgresql/{version}/{control}")).exists()
            })
            .collect();
        versions.sort_unstable();
        Some(format!("/usr/lib/postgresql/{}/bin", versions.last()?).into())
    };
    FOUND.get_or_init(find).clone()
}

/// Runs a command to its end; answers what it printed.
pub(crate) fn run(command: &mut Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(
        output.status.success(),
        "{command:?}: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
