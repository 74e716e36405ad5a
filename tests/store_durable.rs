//! What must hold when things go wrong: two at once, a kill, a hang-up, a database that is down.

use crate::store_outside::{SOON, name, space, until, until_status};
use crate::store_story::{by, library};
use crate::support::postgres::{self, Cluster};
use okolica::live::Live;
use okolica::store::{Row, Store, Write};
use okolica_atlas::{Atlas, FeatureOptions, TileFormat, TileId};
use okolica_model::flat::Table;
use okolica_model::time::Stamp;
use okolica_model::{Filter, Layer};
use rand::{RngExt, SeedableRng};
use std::io::Write as _;
use std::process::Stdio;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};

fn named(name: &str) -> Write {
    let mut item = library();
    item.common.name = name.to_owned();
    Write::Create(item)
}

async fn start_twice(url: &str) {
    let (one, two) = tokio::join!(Store::open(url), Store::open(url));
    let (one, two) = (one.expect("one"), two.expect("the other"));
    let (a, b) = (one.categories().await, two.categories().await);
    assert_eq!(a.expect("a tree"), b.expect("a tree"));
    one.write(&by("one"), &[named("1")]).await.expect("written");
    two.write(&by("two"), &[named("2")]).await.expect("written");
    assert_eq!(one.changes(0, 10).await.expect("changes").len(), 2);
}

#[tokio::test]
async fn two_instances_start_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    start_twice(&format!("gpkg:{}/a/b.gpkg", folder.path().display())).await;
    start_twice(&postgres::database().url()).await;
}

#[tokio::test]
async fn a_closed_file_can_be_copied_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("okolica.gpkg");
    let url = format!("gpkg:{}", file.display());
    let live = Live::start(Store::open(&url).await.expect("a store"));
    let live = live.await.expect("live");
    let written = live.write(by("ala"), vec![named("1")]).await;
    written.expect("written");
    live.store().close().await.expect("closed");
    let copy = folder.path().join("copy.gpkg");
    std::fs::copy(&file, &copy).expect("copied");
    let copied = Store::open(&format!("gpkg:{}", copy.display())).await;
    let changes = copied.expect("the copy").changes(0, 10).await;
    assert_eq!(changes.expect("changes").len(), 1);
}

#[tokio::test]
async fn what_is_not_committed_is_not_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = format!("gpkg:{}/okolica.gpkg", folder.path().display());
    for url in [file, postgres::database().url()] {
        let store = Store::open(&url).await.expect("a store");
        let mut bulk = store.bulk(&by("import")).await.expect("a bulk edit");
        for _ in 0..10 {
            let row = Row::from(&library());
            bulk.insert(Table::Spaces, &row, None).await.expect("in");
        }
        drop(bulk);
        let counts = store.counts().await.expect("counts");
        assert!(counts.iter().all(|(_, count)| *count == 0), "{counts:?}");
        store
            .write(&by("ala"), &[named("1")])
            .await
            .expect("written");
    }
}

#[tokio::test]
async fn a_kill_leaves_what_was_acknowledged() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("okolica.gpkg");
    let store = Store::open(&format!("gpkg:{}", path.display()))
        .await
        .expect("a store");
    store
        .write(&by("ala"), &[named("kept")])
        .await
        .expect("written");
    let mut bulk = store.bulk(&by("import")).await.expect("a bulk edit");
    for _ in 0..5000 {
        let row = Row::from(&library());
        bulk.insert(Table::Spaces, &row, None).await.expect("in");
    }
    // The files as a kill would leave them: nothing is flushed or tidied.
    let killed = folder.path().join("killed.gpkg");
    for ending in ["", "-wal"] {
        let (from, to) = (
            format!("{}{ending}", path.display()),
            format!("{}{ending}", killed.display()),
        );
        std::fs::copy(from, to).expect("a copy");
    }
    let after = Store::open(&format!("gpkg:{}", killed.display()))
        .await
        .expect("it opens");
    let counts = after.counts().await.expect("counts");
    assert_eq!(counts[0], (Table::Spaces, 1));
    drop(bulk);
}

#[tokio::test]
async fn the_log_shows_no_number_before_a_smaller_one() {
    let database = postgres::database();
    let store = Store::open(&database.url()).await.expect("a store");
    let insert = "INSERT INTO spaces (name, geom) VALUES ('x', ST_Point(21, 52, 4326));";
    let mut slow = database
        .psql_command()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("psql");
    let mut input = slow.stdin.take().expect("its input");
    writeln!(input, "BEGIN; {insert}").expect("a line");
    let locks = |granted: &str| {
        database.psql(&format!(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND {granted}
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        ))
    };
    let deadline = Instant::now() + SOON;
    while locks("granted") != "1" {
        assert!(Instant::now() < deadline, "the slow writer has its number");
    }
    // The quick one starts later and would commit first.
    let quick = store.clone();
    let quick = tokio::spawn(async move { quick.write(&by("quick"), &[named("q")]).await });
    while locks("NOT granted") != "1" {
        assert!(Instant::now() < deadline, "the quick writer waits");
        sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(store.changes(0, 10).await.expect("changes"), []);
    writeln!(input, "COMMIT;").expect("a line");
    drop(input);
    quick.await.expect("no panic").expect("written");
    assert!(slow.wait().expect("psql ends").success());
    let changes = store.changes(0, 10).await.expect("changes");
    let told: Vec<_> = changes.iter().map(|c| (c.seq, c.who.as_str())).collect();
    let first = told[0].0;
    assert_eq!(told, [(first, "direct"), (first + 1, "quick")]);
}

/// Many clients hang up at random moments; what was acknowledged is there, and no connection is
/// left inside a transaction.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn hang_ups_leave_nothing_half_done() {
    let database = postgres::database();
    let store = Store::open(&database.url()).await.expect("a store");
    let live = Live::start(store).await.expect("it lives");
    let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(7);
    let clients: Vec<_> = (0..200)
        .map(|number| {
            let live = live.clone();
            let patience = Duration::from_micros(random.random_range(0..60_000));
            tokio::spawn(async move {
                let write = live.write(by("client"), vec![named(&number.to_string())]);
                timeout(patience, write)
                    .await
                    .ok()
                    .map(|done| done.expect("written")[0].key)
            })
        })
        .collect();
    let mut acknowledged = Vec::new();
    for client in clients {
        acknowledged.extend(client.await.expect("no panic"));
    }
    live.write(by("last"), vec![named("last")])
        .await
        .expect("written");
    for key in acknowledged {
        assert!(live.atlas().item(key).is_some(), "{key}");
    }
    let idle = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'";
    let deadline = Instant::now() + SOON;
    while database.psql(idle) != "0" {
        assert!(
            Instant::now() < deadline,
            "a connection is left in a transaction"
        );
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn reads_go_on_while_the_database_is_down() {
    let mut cluster = Cluster::start(false);
    let database = cluster.database();
    let store = Store::open(&database.url()).await.expect("a store");
    let live = Live::start(store).await.expect("it lives");
    live.write(by("ala"), vec![named("1")])
        .await
        .expect("written");
    cluster.stop();
    until_status(&live, "down", |status| !status.healthy).await;
    assert_eq!(name(&live.atlas(), 1).as_deref(), Some("1"));
    let refused = live.write(by("ala"), vec![named("2")]).await;
    assert!(refused.is_err(), "{refused:?}");
    cluster.restart();
    until_status(&live, "up again", |status| status.healthy).await;
    database.psql("UPDATE spaces SET name = 'one'");
    until(&live, "followed again", |atlas| {
        name(atlas, 1).as_deref() == Some("one")
    })
    .await;
}

#[tokio::test]
async fn instances_follow_each_other() {
    let database = postgres::database();
    let open = || async {
        let store = Store::open(&database.url()).await.expect("a store");
        Live::start(store).await.expect("it lives")
    };
    let (one, two) = (open().await, open().await);
    for number in 0..50_u64 {
        let written = one.write(by("one"), vec![named(&number.to_string())]).await;
        let key = written.expect("written")[0].key;
        let version = one.atlas().version();
        until(&two, "followed", |atlas| atlas.version() >= version).await;
        assert!(two.atlas().item(key).is_some());
    }
    let layer = Layer::Items;
    assert_eq!(
        one.atlas().items_version(layer),
        two.atlas().items_version(layer)
    );
}

/// The same rows in the other kind of store give the same bytes.
#[tokio::test]
async fn a_copy_in_the_other_store_gives_the_same_tiles() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = format!("gpkg:{}/okolica.gpkg", folder.path().display());
    let from = Store::open(&postgres::database().url())
        .await
        .expect("a store");
    for number in 0..30 {
        from.write(&by("ala"), &[named(&format!("Żółw {number}"))])
            .await
            .expect("written");
    }
    let to = Store::open(&file).await.expect("a store");
    let mut bulk = to.bulk(&by("copy")).await.expect("a bulk edit");
    let mut rows = Vec::new();
    from.each_row(Table::Spaces, |row| rows.push(row))
        .await
        .expect("rows");
    for stored in rows {
        let id = bulk
            .insert(Table::Spaces, &stored.row, Some(stored.kept))
            .await;
        assert_eq!(id.expect("in"), stored.kept.id);
    }
    bulk.commit().await.expect("copied");
    let (one, _) = from.load().await.expect("an atlas");
    let (two, _) = to.load().await.expect("an atlas");
    let now = Stamp::from_millis(0).expect("1970");
    let ask = |atlas: &Atlas, tile, format| {
        atlas
            .ask(Layer::Items, &Filter::default(), now)
            .tile(tile, format)
    };
    for (z, x, y) in [(0, 0, 0), (10, 571, 337), (17, 73186, 43256)] {
        let tile = TileId::new(z, x, y).expect("a tile");
        for format in [TileFormat::GeoJson, TileFormat::Mvt] {
            assert_eq!(ask(&one, tile, format), ask(&two, tile, format));
        }
        assert_eq!(
            one.tile_version(Layer::Items, tile),
            two.tile_version(Layer::Items, tile)
        );
    }
    let feature = |atlas: &Atlas| {
        let mut out = Vec::new();
        let record = atlas.item(space(7)).expect("it is there");
        atlas.write_feature(&mut out, record, FeatureOptions::default());
        out
    };
    assert_eq!(feature(&one), feature(&two));
}
