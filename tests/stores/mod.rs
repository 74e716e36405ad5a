//! Stores that earlier builds made: this one opens them and finds everything in its place.

use crate::store_story::{by, library};
use crate::support::app::{send, settings, start};
use crate::support::postgres::{self, Database};
use axum::body::Body;
use axum::http::Request;
use okolica::http::{clock, router};
use okolica::store::{Change, Store, Write};
use okolica_model::flat::Table;
use okolica_model::time::Stamp;
use okolica_model::{ItemKey, ItemKind};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tempfile::TempDir;

/// The number of the last change in the stores.
pub(crate) const LAST_CHANGE: u64 = 1796;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/stores")
        .join(name)
}

/// A Thursday afternoon, two days after the last change.
pub(crate) const MOMENT: &str = "2026-12-03T16:30:00Z";

/// A file of this folder, decompressed.
fn unpacked(name: &str) -> Vec<u8> {
    let file = std::fs::read(path(name)).expect(name);
    zstd::decode_all(&file[..]).expect("zstd")
}

/// Puts the old GeoPackage into the folder; answers its address.
pub(crate) fn geopackage(folder: &TempDir) -> String {
    let path = folder.path().join("town.gpkg");
    std::fs::write(&path, unpacked("town.gpkg.zst")).expect("a copy");
    format!("gpkg:{}", path.display())
}

/// Restores the old dump; answers the database.
fn postgis() -> Database {
    let database = postgres::database();
    let mut psql = database.psql_command();
    let mut psql = psql
        .args(["-o", "/dev/null"])
        .stdin(Stdio::piped())
        .spawn()
        .expect("psql starts");
    let mut input = psql.stdin.take().expect("an open input");
    input
        .write_all(&unpacked("town.sql.zst"))
        .expect("psql reads");
    drop(input);
    assert!(psql.wait().expect("psql ends").success());
    database
}

/// What stood in a store when it was made.
fn facts(name: &str) -> Value {
    serde_json::from_slice(&unpacked(name)).expect("JSON")
}

fn list<'a>(facts: &'a Value, name: &str) -> &'a Vec<Value> {
    facts[name].as_array().expect(name)
}

fn number(value: &Value) -> u64 {
    value.as_u64().expect("a number")
}

/// Every row of the map's tables, and every contact of an item.
async fn rows_are_there(store: &Store, facts: &Value) {
    for table in Table::ALL {
        let mut rows = Vec::new();
        let rejections = store.each_row(table, |row| rows.push(row)).await;
        assert_eq!(rejections.expect("rows"), []);
        let is: Vec<Value> = rows
            .iter()
            .map(|row| json!({"id": row.kept.id, "version": row.kept.version}))
            .collect();
        assert_eq!(&is, list(&facts["rows"], table.name()), "{table:?}");
        let Some(items) = facts["items"].get(table.name()).and_then(Value::as_array) else {
            continue;
        };
        let mut contacts = 0;
        for (row, was) in rows.iter().zip(items) {
            for field in ["name", "category", "phone", "email", "contact_public"] {
                let is = row.row.properties.get(field).unwrap_or(&Value::Null);
                // SQLite has no type of its own for yes and no.
                let is = match (is.as_bool(), was[field].is_number()) {
                    (Some(yes), true) => &json!(u8::from(yes)),
                    _ => is,
                };
                assert_eq!(is, &was[field], "{field} of {table:?} {}", row.kept.id);
                contacts += usize::from(matches!(field, "phone" | "email") && is.is_string());
            }
        }
        assert!(contacts > 100, "{contacts} contacts in {table:?}");
    }
    let categories = store.categories().await.expect("categories").len();
    assert!(categories >= list(&facts["rows"], "categories").len());
    assert_eq!(store.profile().await.expect("a profile").name, "Zmyślanów");
}

/// A change as the files of facts write it; `name` is of the row after it.
fn said(change: &Change, name: Option<&Value>) -> Value {
    json!({
        "seq": change.seq,
        "table_name": change.table,
        "row_id": change.id,
        "version": change.version,
        "op": format!("{:?}", change.op).to_lowercase(),
        "at": change.at.to_string(),
        "who": change.who,
        "why": change.why,
        "name": name,
    })
}

/// The change log, and every revision of every item that ever was.
async fn history_is_there(store: &Store, facts: &Value) {
    let revisions = list(facts, "revisions");
    let log = store.changes(0, 10_000).await.expect("changes");
    // What the store was born with is in no log; what came after is new.
    let logged = revisions
        .iter()
        .filter(|was| number(&was["seq"]) >= log[0].seq);
    let log: Vec<Value> = log
        .iter()
        .filter(|change| change.seq <= LAST_CHANGE)
        .map(|change| said(change, None))
        .collect();
    let was: Vec<Value> = logged
        .map(|was| {
            let mut was = was.clone();
            was["name"] = Value::Null;
            was
        })
        .collect();
    assert_eq!(log.len(), was.len());
    for (is, was) in log.iter().zip(&was) {
        assert_eq!(is, was);
    }
    let mut found = 0;
    for kind in [ItemKind::Space, ItemKind::Initiative] {
        let of_kind = revisions
            .iter()
            .filter(|was| was["table_name"] == kind.layer());
        let mut by_id: BTreeMap<u64, Vec<&Value>> = BTreeMap::new();
        for was in of_kind {
            by_id.entry(number(&was["row_id"])).or_default().push(was);
        }
        for (id, was) in by_id {
            let history = store
                .history(ItemKey { kind, id })
                .await
                .expect("a history");
            let is: Vec<Value> = history
                .iter()
                .map(|revision| {
                    said(
                        &revision.change,
                        Some(revision.properties.get("name").unwrap_or(&Value::Null)),
                    )
                })
                .collect();
            let is: Vec<&Value> = is
                .iter()
                .filter(|is| number(&is["seq"]) <= LAST_CHANGE)
                .collect();
            assert_eq!(is, was, "{kind:?} {id}");
            found += was.len();
        }
    }
    assert!(found > 713 + 150, "{found} revisions of items");
}

/// Whether all of `was` is in `is`; objects may have got more members since.
fn holds(is: &Value, was: &Value) -> bool {
    match (is, was) {
        (Value::Object(is), Value::Object(was)) => was
            .iter()
            .all(|(name, was)| is.get(name).is_some_and(|is| holds(is, was))),
        (Value::Array(is), Value::Array(was)) => {
            is.len() == was.len() && is.iter().zip(was).all(|(is, was)| holds(is, was))
        }
        (is, was) => is == was,
    }
}

async fn figures_are_the_same(url: &str, facts: &Value) {
    let (state, live) = start(url, settings()).await;
    assert_eq!(live.status().rejections, []);
    let router = router(state);
    let moment = Stamp::parse("moment", MOMENT).expect("a moment");
    let links = list(facts, "links");
    assert_eq!(links.len(), 20);
    for link in links {
        let path = link["path"].as_str().expect("a path");
        let request = Request::get(path).body(Body::empty()).expect("a request");
        let is = clock::standing(moment, send(&router, request))
            .await
            .expect(200)
            .json();
        assert!(holds(&is, &link["answer"]), "{path} gives {is}");
    }
    let before = list(&facts["rows"], "spaces").len();
    let made = live.write(by("ala"), vec![Write::Create(library())]).await;
    let made = made.expect("an old store can be written to")[0];
    assert_eq!(
        live.store()
            .history(made.key)
            .await
            .expect("a history")
            .len(),
        1
    );
    let spaces = live
        .atlas()
        .items()
        .filter(|one| one.key().kind == ItemKind::Space)
        .count();
    assert_eq!(spaces, before + 1);
}

async fn opens(url: &str, facts: &Value) {
    let store = Store::open(url).await.expect("it opens");
    rows_are_there(&store, facts).await;
    history_is_there(&store, facts).await;
    store.close().await.expect("closed");
    figures_are_the_same(url, facts).await;
}

#[tokio::test]
async fn an_old_geopackage_opens_with_all_that_was_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    opens(&geopackage(&folder), &facts("geopackage.json.zst")).await;
}

#[tokio::test]
async fn an_old_database_opens_with_all_that_was_in_it() {
    opens(&postgis().url(), &facts("postgis.json.zst")).await;
}
