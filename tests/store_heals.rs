//! After a fault of the disk or the database the store takes writes again by itself.

use crate::store_outside::{SOON, name, space, until, until_status};
use crate::store_story::{by, library};
use crate::support::postgres;
use okolica::live::Live;
use okolica::store::{Store, StoreError, Write, Written};
use okolica_model::flat::Table;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;
use tokio::time::{Instant, sleep, timeout};

async fn live(url: &str) -> Live {
    let store = Store::open(url).await.expect("a store");
    Live::start(store).await.expect("it lives")
}

async fn create(live: &Live, name: &str) -> Result<Vec<Written>, StoreError> {
    let mut item = library();
    item.common.name = name.to_owned();
    live.write(by("ala"), vec![Write::Create(item)]).await
}

fn sqlite(file: &Path, sql: &str) {
    let done = Command::new("sqlite3").arg(file).arg(sql).status();
    assert!(done.expect("sqlite3").success(), "{sql}");
}

/// `RAISE(ROLLBACK)` is what SQLite does on a full disk or an I/O error: it ends the transaction.
#[tokio::test]
async fn a_rollback_by_sqlite_itself_stops_no_later_write() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("okolica.gpkg");
    let live = live(&format!("gpkg:{}", file.display())).await;
    let refuse = "CREATE TRIGGER refuse BEFORE INSERT ON spaces WHEN NEW.name = 'no'
                  BEGIN SELECT RAISE(ROLLBACK, 'refused for a test'); END";
    sqlite(&file, refuse);
    for round in 0..3 {
        create(&live, "no").await.expect_err("refused");
        assert!(!live.status().healthy, "round {round}: health knows");
        let kept = create(&live, "yes").await.expect("stored");
        assert!(live.atlas().item(kept[0].key).is_some());
        assert!(live.status().healthy, "round {round}: health knows");
    }
}

/// A folder on a small disk of its own, unmounted with it.
struct SmallDisk(TempDir);

impl SmallDisk {
    /// `None` where this user may mount nothing.
    fn new(mib: u32) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={mib}m"), "tmpfs"]);
        let done = mount.arg(folder.path()).output().ok()?;
        done.status.success().then_some(Self(folder))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Leaves no byte free.
    fn fill(&self) {
        // It ends with "no space left", which is what is wanted.
        let _ = std::io::copy(
            &mut std::io::repeat(7),
            &mut std::fs::File::create(self.path("ballast")).expect("a file"),
        );
    }

    fn free(&self) {
        std::fs::remove_file(self.path("ballast")).expect("removed");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: the store may still hold its file.
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[tokio::test]
async fn a_full_disk_stops_writes_only_while_it_is_full() {
    let Some(disk) = SmallDisk::new(24) else {
        eprintln!("skipped: mounting a small disk needs root");
        return;
    };
    let url = format!("gpkg:{}", disk.path("okolica.gpkg").display());
    // Closed and opened again, the write-ahead log is empty: no page of it is there to be reused.
    let store = Store::open(&url).await.expect("a store");
    store.close().await.expect("closed");
    let live = live(&url).await;
    for round in 0..2 {
        disk.fill();
        let error = create(&live, "full").await.expect_err("no room");
        assert!(error.to_string().contains("full"), "{error}");
        assert!(!live.status().healthy, "round {round}: health knows");
        disk.free();
        if round == 0 {
            // Nobody has to write to find out.
            until_status(&live, "room again", |status| status.healthy).await;
        }
        create(&live, "room").await.expect("stored");
        assert!(live.status().healthy, "round {round}: health knows");
    }
    let changes = live.store().changes(0, 10).await.expect("changes");
    assert_eq!(changes.len(), 2, "what was refused is not there");
}

/// Readers that hang up at random moments leave no connection inside a transaction: every later
/// read sees the newest state.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn reads_that_are_dropped_leave_no_old_state_behind() {
    let database = postgres::database();
    let live = live(&database.url()).await;
    create(&live, "first").await.expect("stored");
    let readers: Vec<_> = (0..400)
        .map(|number| {
            let store = live.store().clone();
            let patience = Duration::from_micros(number * 7);
            // A read that was given up has no answer.
            tokio::spawn(async move { drop(timeout(patience, store.changes(0, 10)).await) })
        })
        .collect();
    for reader in readers {
        reader.await.expect("no panic");
    }
    for number in 2..12 {
        create(&live, &number.to_string()).await.expect("stored");
        let changes = live.store().changes(0, 100).await.expect("changes");
        assert_eq!(changes.len(), number);
    }
    let idle = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'";
    let deadline = Instant::now() + SOON;
    while database.psql(idle) != "0" {
        assert!(Instant::now() < deadline, "a connection is left in one");
        sleep(Duration::from_millis(20)).await;
    }
}

/// As many slow readers as there are connections for them, which nobody lets go on.
async fn slow_readers_do_not_stop_the_publisher(url: &str) {
    let live = live(url).await;
    create(&live, "first").await.expect("stored");
    let (started, mut starts) = tokio::sync::mpsc::unbounded_channel();
    let mut held = Vec::new();
    for _ in 0..6 {
        let (store, started) = (live.store().clone(), started.clone());
        let (let_go, until) = std::sync::mpsc::channel::<()>();
        let until = std::sync::Mutex::new(until);
        let reading = tokio::spawn(async move {
            let read = store.each_row(Table::Spaces, |_| {
                let _ = started.send(());
                tokio::task::block_in_place(|| {
                    let _ = until.lock().expect("a lock").recv();
                });
            });
            // Those that find no connection give up.
            drop(read.await);
        });
        held.push((let_go, reading));
    }
    for _ in 0..4 {
        starts.recv().await.expect("a reader started");
    }
    let mut renamed = library();
    renamed.common.name = "from outside".to_owned();
    let replace = Write::Replace {
        key: space(1),
        item: renamed,
        if_version: None,
        keep: Vec::new(),
    };
    let other = Store::open(url).await.expect("another instance");
    let done = other.write(&by("ola"), &[replace]).await;
    done.expect("stored by another instance");
    until(&live, "the edit", |atlas| {
        name(atlas, 1).as_deref() == Some("from outside")
    })
    .await;
    create(&live, "second").await.expect("stored");
    for (let_go, reading) in held {
        drop(let_go);
        reading.await.expect("no panic");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 12)]
async fn slow_readers_of_a_geopackage_do_not_stop_the_publisher() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("okolica.gpkg");
    slow_readers_do_not_stop_the_publisher(&format!("gpkg:{}", file.display())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 12)]
async fn slow_readers_of_a_database_do_not_stop_the_publisher() {
    let database = postgres::database();
    slow_readers_do_not_stop_the_publisher(&database.url()).await;
}
