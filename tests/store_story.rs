//! One story, told on both stores.

use crate::support::postgres;
use okolica::store::{EditContext, Op, Row, Store, StoreError, Write};
use okolica_model::flat::Table;
use okolica_model::time::Stamp;
use okolica_model::{Item, ItemKind, Position};
use serde_json::{Value, json};
use std::process::Command;

pub(crate) fn by(who: &str) -> EditContext {
    EditContext {
        who: who.to_owned(),
        why: Some("a test".to_owned()),
        at: None,
    }
}

fn item(kind: ItemKind, properties: &Value, at: Option<(f64, f64)>) -> Item {
    let position = at.map(|(lon, lat)| Position::new(lon, lat).expect("a position"));
    let properties = properties.as_object().expect("an object");
    Item::parse(kind, properties, position).expect("an item")
}

pub(crate) fn library() -> Item {
    let properties = json!({
        "name": "Biblioteka pod Żółwiem", "category": "library", "tags": ["książki", "cisza"],
        "access": {"step_free": "yes"}, "rooms": [{"name": "Sala", "capacity": 12, "equipment": []}],
        "phone": "22 123 45 67", "ages": {"min": 3}, "cost": {"free": true},
        "translations": {"en": {"name": "Library at the Turtle"}}, "source": "t",
    });
    item(ItemKind::Space, &properties, Some((21.012_345_678_9, 52.1)))
}

async fn story(url: &str) {
    let store = Store::open(url).await.expect("a new store");
    let categories = store.categories().await.expect("categories");
    assert!(categories.iter().any(|c| c.id.as_str() == "library"));
    let start = store.changes(0, 100).await.expect("changes");
    assert_eq!(start, [], "a new store has no changes");

    let create = [Write::Create(library())];
    let written = store.write(&by("ala"), &create).await.expect("created")[0];
    assert_eq!(
        (written.key.to_string(), written.version),
        ("spaces/1".to_owned(), 1)
    );

    let mut renamed = library();
    renamed.common.name = "Biblioteka".to_owned();
    renamed.common.phone = None;
    let replace = |if_version| {
        [Write::Replace {
            key: written.key,
            item: renamed.clone(),
            if_version,
            keep: vec!["phone", "email", "contact_public"],
        }]
    };
    let second = store
        .write(&by("ola"), &replace(Some(1)))
        .await
        .expect("replaced")[0];
    assert_eq!(second.version, 2);
    let stale = store.write(&by("ola"), &replace(Some(1))).await;
    assert!(
        matches!(stale, Err(StoreError::Stale { current: 2, .. })),
        "{stale:?}"
    );

    let mut rows = Vec::new();
    store
        .each_row(Table::Spaces, |row| rows.push(row))
        .await
        .expect("rows");
    assert_eq!(rows[0].row.properties["phone"], "22 123 45 67");
    let mut as_stored = renamed.clone();
    as_stored.common.phone = library().common.phone;
    assert_eq!(
        rows[0].row.digest(Table::Spaces),
        Row::from(&as_stored).digest(Table::Spaces)
    );

    let delete = [Write::Delete {
        key: written.key,
        if_version: Some(2),
    }];
    let gone = store.write(&by("ala"), &delete).await.expect("deleted")[0];
    assert_eq!(gone.version, 3);
    let missing = store.write(&by("ala"), &delete).await;
    assert!(
        matches!(missing, Err(StoreError::Missing(_))),
        "{missing:?}"
    );

    let history = store.history(written.key).await.expect("history");
    let told: Vec<_> = history
        .iter()
        .map(|r| {
            (
                r.change.op,
                r.change.version,
                r.change.who.as_str(),
                &r.properties["name"],
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (Op::Insert, 1, "ala", &json!("Biblioteka pod Żółwiem")),
            (Op::Update, 2, "ola", &json!("Biblioteka")),
            (Op::Delete, 3, "ala", &json!("Biblioteka")),
        ]
    );
    let changes = store.changes(0, 100).await.expect("changes");
    assert_eq!(changes.len(), 3);
    assert!(changes.windows(2).all(|two| two[0].seq < two[1].seq));
    assert_eq!(changes[0].why.as_deref(), Some("a test"));
    moments(&store).await;

    let again = Store::open(url).await.expect("the store again");
    assert_eq!(again.changes(0, 3).await.expect("changes"), changes);
    removals(&again).await;
}

/// Who writes through the service says when, by its clock; without that the database does.
async fn moments(store: &Store) {
    let then = Stamp::parse("at", "2031-02-03T04:05:06.789Z").expect("a stamp");
    let mut by = by("ala");
    by.at = Some(then);
    let mut at = Vec::new();
    let made = store.write(&by, &[Write::Create(library())]).await;
    let key = made.expect("created")[0].key;
    let replace = || Write::Replace {
        key,
        item: item(
            ItemKind::Space,
            &json!({"name": "later"}),
            Some((21.0, 52.0)),
        ),
        if_version: None,
        keep: Vec::new(),
    };
    store.write(&by, &[replace()]).await.expect("replaced");
    store
        .each_row(Table::Spaces, |row| {
            at.extend([row.kept.created_at, row.kept.updated_at]);
        })
        .await
        .expect("rows");
    by.at = None;
    store.write(&by, &[replace()]).await.expect("replaced");
    let delete = Write::Delete {
        key,
        if_version: None,
    };
    by.at = Some(then);
    store.write(&by, &[delete]).await.expect("deleted");
    let history = store.history(key).await.expect("history");
    at.extend(history.iter().map(|revision| revision.change.at));
    let by_the_database = at.remove(4);
    assert_eq!(at, [then; 5]);
    assert!(by_the_database < then);
}

/// Initiatives that are no more are kept with their place, for those who subscribed to them.
async fn removals(store: &Store) {
    let at = |name: &str, at| item(ItemKind::Initiative, &json!({"name": name}), at);
    for (name, place) in [("Szachy", Some((21.25, 52.5))), ("Online", None)] {
        let create = [Write::Create(at(name, place))];
        let made = store.write(&by("ala"), &create).await.expect("created")[0];
        let delete = [Write::Delete {
            key: made.key,
            if_version: None,
        }];
        store.write(&by("ala"), &delete).await.expect("deleted");
    }
    let removed = store.removed(0, 10).await.expect("removals");
    let said: Vec<_> = removed
        .iter()
        .map(|one| (&one.properties["name"], one.position, one.change.version))
        .collect();
    let place = Position::new(21.25, 52.5).ok();
    assert_eq!(
        said,
        [(&json!("Szachy"), place, 2), (&json!("Online"), None, 2)]
    );
    let last = removed[1].change.seq;
    assert_eq!(store.removed(last, 10).await.expect("none"), []);
    let newest = store.removed(0, 1).await.expect("one");
    assert_eq!(newest, removed[1..]);
}

#[tokio::test]
async fn the_story_on_a_geopackage() {
    let folder = tempfile::tempdir().expect("a folder");
    story(&format!("gpkg:{}/okolica.gpkg", folder.path().display())).await;
}

#[tokio::test]
async fn the_story_on_postgis() {
    story(&postgres::database().url()).await;
}

/// The words of an error.
async fn refused(url: &str) -> String {
    let error = Store::open(url).await.expect_err(url);
    error.to_string()
}

#[tokio::test]
async fn an_address_that_is_none_says_what_is_right() {
    for url in [
        "var/okolica.gpkg",
        "mysql://ala:secret@host/db",
        "gpkg:",
        "postgres://ala:secret@[/",
    ] {
        let said = refused(url).await;
        assert!(said.contains("gpkg:var/okolica.gpkg"), "{said}");
        assert!(!said.contains("secret"), "{said}");
    }
}

#[tokio::test]
async fn a_file_of_somebody_else_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("other.gpkg");
    let url = format!("gpkg:{}", path.display());
    let sql = "CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)";
    postgres::run(Command::new("sqlite3").arg(&path).arg(sql));
    let before = std::fs::read(&path).expect("the file");
    assert!(refused(&url).await.contains("other tables"));
    assert_eq!(std::fs::read(&path).expect("the file"), before);

    std::fs::write(&path, "name;lon;lat\nKlub;21;52\n").expect("a text");
    assert!(refused(&url).await.contains("no SQLite file"));
}

#[tokio::test]
async fn a_store_of_a_newer_program_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("okolica.gpkg");
    let url = format!("gpkg:{}", path.display());
    drop(Store::open(&url).await.expect("a store"));
    let newer = "INSERT INTO schema_migrations VALUES (9999, 'later', '')";
    postgres::run(Command::new("sqlite3").arg(&path).arg(newer));
    assert!(refused(&url).await.contains("schema 9999"));
}

/// Two items with one id of their source, as a store could have before that was refused.
/// `drop_newer` takes away the columns that migrations after the one in question added.
async fn doubled(url: &str, drop_newer: &str, run: impl Fn(&str)) {
    let store = Store::open(url).await.expect("a store");
    store.close().await.expect("closed");
    run("DELETE FROM schema_migrations WHERE number >= 2");
    run("DROP TABLE embed_opens");
    run("DROP INDEX spaces_by_source");
    run("CREATE INDEX spaces_by_source ON spaces (source, source_id)");
    for (source, id) in [
        ("'bip'", "'7'"),
        ("'bip'", "'7'"),
        ("'bip'", "NULL"),
        ("'bip'", "NULL"),
    ] {
        run(&format!(
            "INSERT INTO spaces (source, source_id) VALUES ({source}, {id})"
        ));
    }
    run(drop_newer);
    let store = Store::open(url).await.expect("a newer program opens it");
    let key = |id| okolica_model::ItemKey {
        kind: ItemKind::Space,
        id,
    };
    let first = store.history(key(1)).await.expect("history");
    assert_eq!(first.len(), 1, "the first keeps its id");
    let second = store.history(key(2)).await.expect("history");
    let change = &second.last().expect("revisions").change;
    assert_eq!((second.len(), change.who.as_str()), (2, "migration"));
    assert!(change.why.is_some());
    assert_eq!(store.changes(0, 100).await.expect("changes").len(), 5);

    let mut item = library();
    item.common.source = Some("bip".to_owned());
    item.common.source_id = Some("7".to_owned());
    let refused = store.write(&by("ala"), &[Write::Create(item)]).await;
    assert!(
        matches!(&refused, Err(StoreError::Taken { key, .. }) if key.id == 1),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_doubled_source_id_does_not_stop_a_newer_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("okolica.gpkg");
    // Renamed, not dropped: its triggers name it, and must go on recording.
    let drop_newer = "ALTER TABLE spaces RENAME COLUMN access_parking TO not_there_yet;
        ALTER TABLE initiatives RENAME COLUMN access_parking TO not_there_yet;
        ALTER TABLE edit_context RENAME COLUMN at TO not_there_yet";
    doubled(&format!("gpkg:{}", path.display()), drop_newer, |sql| {
        postgres::run(Command::new("sqlite3").arg(&path).arg(sql));
    })
    .await;
    let database = postgres::database();
    let drop_newer = "ALTER TABLE spaces DROP COLUMN access_parking CASCADE;
        ALTER TABLE initiatives DROP COLUMN access_parking CASCADE";
    doubled(&database.url(), drop_newer, |sql| {
        // There a space has a position.
        let sql = sql.replace(
            "(source, source_id) VALUES (",
            "(geom, source, source_id) VALUES (ST_Point(21, 52, 4326), ",
        );
        database.psql(&sql);
    })
    .await;
}

/// Nothing but the atlas lists the columns of the map's tables.
#[tokio::test]
async fn both_stores_have_the_columns_of_the_atlas() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("okolica.gpkg");
    let database = postgres::database();
    Store::open(&format!("gpkg:{}", path.display()))
        .await
        .expect("a store");
    Store::open(&database.url()).await.expect("a store");
    for table in Table::ALL {
        let mut expected = vec!["id", "geom"];
        expected.extend(table.columns().map(|column| column.name));
        expected.extend(["version", "created_at", "updated_at"]);
        // A column that was added later stands last.
        expected.sort_unstable();
        let sorted = |text: &str| {
            let mut names: Vec<String> = text.lines().map(str::to_owned).collect();
            names.sort_unstable();
            names
        };
        let name = table.name();
        let sql = format!("SELECT name FROM pragma_table_info('{name}') ORDER BY cid");
        let lite = postgres::run(Command::new("sqlite3").arg(&path).arg(sql));
        assert_eq!(sorted(&lite), expected, "{name}");
        let sql = format!(
            "SELECT attname FROM pg_attribute WHERE attrelid = '{name}'::regclass AND attnum > 0 ORDER BY attnum"
        );
        assert_eq!(sorted(&database.psql(&sql)), expected, "{name}");
    }
}
