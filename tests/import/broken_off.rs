//! Nothing is half-loaded, whatever ends an import.

use super::City;
use okolica::import::What;
use okolica_model::flat::Table;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const ROWS: usize = 60_000;

fn big_file(city: &City) -> PathBuf {
    let mut text = String::from("id,name,category,lon,lat\n");
    for n in 0..ROWS {
        // Writing to a string can't fail.
        let _ = writeln!(
            text,
            "{n},Miejsce numer {n} z dość długą nazwą,nowa kategoria {},21.{n:05},52.{n:05}",
            n % 7
        );
    }
    city.file("big.csv", text)
}

fn start(city: &City, command: &mut Command) -> Child {
    command
        .env_clear()
        .current_dir(city.folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("okolica starts")
}

fn import_command(city: &City, file: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_okolica"));
    command.args(["import", "spaces", file, "--database", &city.url()]);
    command
}

/// Waits until the import has written pages of its open transaction.
fn wait_until_writing(city: &City, child: &mut Child) {
    let log = city.path("city.gpkg-wal");
    let before = std::fs::metadata(&log).map_or(0, |meta| meta.len());
    let deadline = Instant::now() + Duration::from_secs(60);
    while std::fs::metadata(&log).map_or(0, |meta| meta.len()) < before + 1_000_000 {
        assert!(
            child.try_wait().expect("a state").is_none(),
            "the import ended too soon"
        );
        assert!(Instant::now() < deadline, "the import does not write");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Opens the store anew: it holds nothing of the file, and takes another.
async fn assert_nothing_stored(city: City) {
    let City { folder, store } = city;
    let url = format!("gpkg:{}", folder.path().join("city.gpkg").display());
    drop(store);
    let store = okolica::store::Store::open(&url)
        .await
        .expect("the store opens");
    let city = City { folder, store };
    assert_eq!(city.rows(Table::Spaces).await.len(), 0);
    assert_eq!(city.store.changes(0, 10).await.expect("a log").len(), 0);
    let tree = city.store.categories().await.expect("a tree");
    assert!(
        tree.iter()
            .all(|category| !category.id.as_str().starts_with("nowa"))
    );
    let report = city
        .take(What::Spaces, "small.csv", "id,name,lon,lat\n1,A,21,52\n")
        .await;
    assert_eq!(report.added, 1);
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill")
        .args([name, &child.id().to_string()])
        .status();
    assert!(sent.expect("kill runs").success());
}

#[tokio::test]
async fn a_killed_import_leaves_nothing() {
    let city = City::new().await;
    big_file(&city);
    let mut child = start(&city, &mut import_command(&city, "big.csv"));
    wait_until_writing(&city, &mut child);
    child.kill().expect("killed");
    child.wait().expect("ended");
    assert_nothing_stored(city).await;
}

#[tokio::test]
async fn an_interrupted_import_says_so_and_leaves_nothing() {
    let city = City::new().await;
    big_file(&city);
    let mut child = start(&city, &mut import_command(&city, "big.csv"));
    wait_until_writing(&city, &mut child);
    signal(&child, "-INT");
    let Output { status, stderr, .. } = child.wait_with_output().expect("ended");
    assert_eq!(status.code(), Some(130));
    let said = String::from_utf8_lossy(&stderr);
    assert!(said.contains("nothing was stored"), "{said}");
    assert_nothing_stored(city).await;
}

#[tokio::test]
async fn a_full_disk_leaves_nothing() {
    let city = City::new().await;
    big_file(&city);
    let mut command = Command::new("sh");
    // A limit of 2 MB a file: writing on fails as on a full disk, instead of ending the program.
    command
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 4000; exec \"$0\" import spaces big.csv --database \"$1\"",
        ])
        .args([env!("CARGO_BIN_EXE_okolica"), &city.url()]);
    let Output { status, stderr, .. } = start(&city, &mut command)
        .wait_with_output()
        .expect("ended");
    assert_eq!(
        status.code(),
        Some(2),
        "{}",
        String::from_utf8_lossy(&stderr)
    );
    assert_nothing_stored(city).await;
}

#[tokio::test]
async fn exit_codes_say_whether_any_row_is_stored() {
    let city = City::new().await;
    city.file("good.csv", "id,name,lon,lat\n1,A,21,52\n2,B,,\n");
    city.file("bad.csv", "id,name,lon,lat\n1,A,,\n");
    for (file, code) in [
        ("good.csv", 0),
        ("good.csv", 0),
        ("bad.csv", 2),
        ("none.csv", 2),
    ] {
        let output = start(&city, &mut import_command(&city, file))
            .wait_with_output()
            .expect("ended");
        assert_eq!(output.status.code(), Some(code), "{file}: {output:?}");
    }
    assert!(city.path("good.csv.rejected.csv").exists());
}
