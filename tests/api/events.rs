//! `/api/changes` as server-sent events

use crate::api::connections::{PATIENCE, connect, read_all, server};
use crate::support::app::{Answer, TestApp, settings, start};
use crate::support::postgres;
use axum::Router;
use axum::body::{Body, BodyDataStream};
use axum::http::{Method, Request};
use futures_util::StreamExt as _;
use okolica::http::{Limits, router};
use okolica::live::Live;
use okolica::store::{EditContext, Row, Store, Write};
use okolica_model::flat::Table;
use okolica_model::{Item, ItemKind, Position};
use serde_json::{Value, json};
use std::io::Write as _;
use std::process::Stdio;
use tokio::io::AsyncWriteExt as _;
use tower::ServiceExt as _;

/// A stream as a client reads it.
struct Stream {
    body: BodyDataStream,
    text: String,
}

/// A block of a stream: what moves the cursor, and what is told.
#[derive(Debug)]
struct Block {
    text: String,
    id: Option<u64>,
    data: Option<Value>,
}

async fn ask(router: &Router, uri: &str, headers: &[(&str, &str)]) -> axum::response::Response {
    let mut request = Request::get(uri).header("accept", "text/event-stream");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).expect("a request");
    router.clone().oneshot(request).await.expect("an answer")
}

impl Stream {
    async fn open(router: &Router, since: u64) -> Self {
        let uri = format!("/api/changes?since={since}");
        let response = ask(router, &uri, &[]).await;
        assert_eq!(response.status(), 200);
        Self::of(response)
    }

    fn of(response: axum::response::Response) -> Self {
        Self {
            body: response.into_body().into_data_stream(),
            text: String::new(),
        }
    }

    /// The next block; `None` when the stream is over.
    async fn next(&mut self) -> Option<Block> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let (text, rest) = (block.to_owned(), rest.to_owned());
                self.text = rest;
                let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name));
                let id = field("id: ").map(|id| id.parse().expect("a number"));
                let data = field("data: ").map(|data| serde_json::from_str(data).expect("JSON"));
                return Some(Block { id, data, text });
            }
            let piece = tokio::time::timeout(PATIENCE, self.body.next()).await;
            let piece = piece.expect("something comes")?.expect("no error");
            self.text += std::str::from_utf8(&piece).expect("UTF-8");
        }
    }

    /// What is told up to and with a number.
    async fn until(&mut self, last: u64) -> Vec<Value> {
        let mut told = Vec::new();
        loop {
            let block = self.next().await.expect("the stream goes on");
            if let (Some(id), Some(data)) = (block.id, &block.data) {
                assert_eq!(data["seq"], id);
            }
            told.extend(block.data);
            if block.id.is_some_and(|id| id >= last) {
                return told;
            }
        }
    }
}

/// The same as the documents say it.
async fn documents(app: &TestApp, since: u64) -> (Vec<Value>, u64) {
    let uri = format!("/api/changes?since={since}&limit=10000");
    let page = app.get(&uri).await.expect(200).json();
    assert_eq!(page["more"], false);
    let changes = page["changes"].as_array().expect("changes").clone();
    (changes, page["version"].as_u64().expect("a number"))
}

async fn rename(app: &TestApp, id: u64, name: &str) -> Answer {
    let space = format!("/api/collections/spaces/items/{id}");
    let body = json!({"properties": {"name": name}});
    app.edit(Method::PATCH, &space, &[], &body)
        .await
        .expect(200)
}

#[tokio::test]
async fn events_tell_what_documents_tell_and_go_on() {
    let app = TestApp::new().await;
    let (before, version) = documents(&app, 0).await;
    let response = ask(
        &app.router,
        "/api/changes",
        &[
            ("accept-encoding", "zstd, gzip"),
            ("origin", "https://elsewhere.example"),
        ],
    )
    .await;
    let header = |name: &str| response.headers().get(name).and_then(|v| v.to_str().ok());
    assert_eq!(header("content-type"), Some("text/event-stream"));
    assert_eq!(header("content-encoding"), None);
    assert_eq!(header("cache-control"), Some("no-store"));
    assert_eq!(header("access-control-allow-origin"), Some("*"));
    assert!(header("vary").is_some_and(|vary| vary.contains("accept")));
    let mut stream = Stream::of(response);
    let first = stream.next().await.expect("a block");
    assert_eq!(first.text, "retry: 3000");
    assert_eq!(stream.until(version).await, before);

    rename(&app, 4, "Nowa nazwa").await;
    let told = stream.until(version + 1).await;
    assert_eq!(
        json!([told[0]["layer"], told[0]["id"], told[0]["op"]]),
        json!(["spaces", 4, "update"])
    );
    let space = "/api/collections/spaces/items/4";
    app.edit(Method::DELETE, space, &[], &Value::Null)
        .await
        .expect(204);
    let told = stream.until(version + 2).await;
    assert_eq!(told[0]["op"], "delete");
    assert!(told[0].get("who").is_none(), "who edits stays inside");
    assert_eq!(told, documents(&app, version + 1).await.0);
}

#[tokio::test]
async fn json_stays_what_it_is_unless_events_are_wanted_more() {
    let app = TestApp::new().await;
    for accept in [
        "*/*",
        "application/json",
        "application/json, text/event-stream",
        "text/event-stream;q=0.5, application/json",
    ] {
        let answer = app.get_with("/api/changes", &[("accept", accept)]).await;
        assert_eq!(
            answer.header("content-type"),
            "application/json",
            "{accept}"
        );
        let mut varies = answer.headers.get_all("vary").iter();
        assert!(varies.any(|value| value == "accept"), "{accept}");
    }
}

#[tokio::test]
async fn a_client_that_comes_back_goes_on_where_it_was() {
    let app = TestApp::new().await;
    let (all, version) = documents(&app, 0).await;
    let seen = version - 3;
    let id = seen.to_string();
    // What the browser saw last wins over the address, which is that of the first visit.
    let again = ask(
        &app.router,
        "/api/changes?since=0",
        &[("last-event-id", &id)],
    )
    .await;
    let told = Stream::of(again).until(version).await;
    assert_eq!(told, all[all.len() - 3..]);

    for (uri, header, field) in [
        ("/api/changes?since=x", "", "since"),
        ("/api/changes?limit=5", "", "limit"),
        ("/api/changes", "x", "Last-Event-ID"),
        ("/api/changes", "-1", "Last-Event-ID"),
        ("/api/changes?since=1", "9007199254740993", "Last-Event-ID"),
    ] {
        let headers = [("accept", "text/event-stream"), ("last-event-id", header)];
        app.get_with(uri, &headers).await.expect_problem(400, field);
    }
}

#[tokio::test]
async fn what_is_no_published_layer_moves_the_cursor_alone() {
    let app = TestApp::new().await;
    let version = app.live.atlas().version();
    let mut stream = Stream::open(&app.router, version).await;
    assert_eq!(stream.next().await.expect("a block").id, None);
    add_places(app.live.store(), 3).await;
    let block = stream.next().await.expect("a block");
    assert_eq!((block.id, block.data), (Some(version + 3), None));
}

/// Rows of a table that is not published as a layer.
async fn add_places(store: &Store, count: usize) {
    let mut bulk = store.bulk(&by()).await.expect("a transaction");
    for number in 0..count {
        let properties = json!({"name": format!("ulica {number}"), "kind": "street"});
        let row = Row {
            properties: properties.as_object().expect("an object").clone(),
            geometry: Some(geo::Point::new(21.0, 52.0).into()),
        };
        let added = bulk.insert(Table::PlaceNames, &row, None).await;
        added.expect("a place");
    }
    bulk.commit().await.expect("stored");
}

fn by() -> EditContext {
    EditContext {
        who: "test".to_owned(),
        why: None,
        at: None,
    }
}

#[tokio::test]
async fn a_slow_reader_is_waited_for_and_misses_nothing() {
    let app = TestApp::new().await;
    let version = app.live.atlas().version();
    let mut slow = Stream::open(&app.router, 0).await;
    add_places(app.live.store(), 1200).await;
    rename(&app, 7, "Po wszystkim").await;
    // Nothing was read for it meanwhile; it comes in pieces, each when the one before is taken.
    let (all, last) = documents(&app, 0).await;
    assert_eq!(last, version + 1201);
    assert_eq!(slow.until(last).await, all);
}

#[tokio::test]
async fn a_quiet_stream_shows_that_it_lives() {
    let app = TestApp::new().await;
    let mut stream = Stream::open(&app.router, app.live.atlas().version()).await;
    assert_eq!(stream.next().await.expect("a block").text, "retry: 3000");
    tokio::time::pause();
    for _ in 0..3 {
        assert_eq!(stream.next().await.expect("a block").text, ":");
    }
    tokio::time::resume();
}

#[tokio::test]
async fn so_many_may_follow_and_no_more() {
    const MOST: usize = 1000;
    let app = TestApp::new().await;
    let mut open = Vec::new();
    for _ in 0..MOST {
        open.push(Stream::open(&app.router, 0).await);
    }
    let accept = [("accept", "text/event-stream")];
    let refused = app.get_with("/api/changes", &accept).await.expect(503);
    assert_eq!(refused.header("retry-after"), "30");
    // Documents go on.
    app.get("/api/changes").await.expect(200);
    let open_now = async || {
        let text = app.get("/metrics").await.expect(200);
        let line = text
            .text()
            .lines()
            .find_map(|line| line.strip_prefix("okolica_event_streams "));
        line.expect("a figure").to_owned()
    };
    assert_eq!(open_now().await, MOST.to_string());
    open.truncate(1);
    assert_eq!(open_now().await, "1");
    Stream::open(&app.router, 0).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_end_when_the_service_stops() {
    let server = server(Limits::default()).await;
    let version = server.app.live.atlas().version();
    let mut stream = connect(&server).await;
    let request = format!(
        "GET /api/changes?since={version} HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.expect("sent");
    // Told over the wire: the stream is open, and has nothing that holds it back.
    rename(&server.app, 3, "Na żywo").await;
    let wanted = format!("id: {}\n", version + 1);
    let mut text = String::new();
    while !text.contains(&wanted) {
        let mut bytes = [0; 4096];
        let read = tokio::io::AsyncReadExt::read(&mut stream, &mut bytes);
        let read = tokio::time::timeout(PATIENCE, read).await;
        let length = read.expect("it comes").expect("no error");
        assert!(length > 0, "still open: {text}");
        text += std::str::from_utf8(&bytes[..length]).expect("UTF-8");
    }
    assert!(server.stop.send(()).is_ok(), "it runs");
    let rest = read_all(&mut stream).await;
    assert!(rest.ends_with("0\r\n\r\n"), "ended, not cut off: {rest:?}");
    server.running.await.expect("it stops");
}

fn named(name: &str) -> Write {
    let properties = json!({"name": name});
    let position = Position::new(21.0, 52.0).expect("a position");
    let properties = properties.as_object().expect("an object");
    Write::Create(Item::parse(ItemKind::Space, properties, Some(position)).expect("an item"))
}

/// The number of the first write: a new store's log may start anywhere.
async fn first_version(live: &Live) -> u64 {
    let write = vec![named("first")];
    live.write(by(), write).await.expect("written");
    live.atlas().version()
}

/// Writers on two instances and beside them, with transactions that overlap; followers on both,
/// one of which hangs up again and again.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_change_is_missed_or_out_of_order_while_many_write() {
    const WRITES: usize = 25;
    let database = postgres::database();
    let (one, first) = start(&database.url(), settings()).await;
    let (two, second) = start(&database.url(), settings()).await;
    let before = first_version(&first).await;
    let last = before + 6 * WRITES as u64;
    let (one, two) = (router(one), router(two));
    let mut whole = [
        Stream::open(&one, before).await,
        Stream::open(&two, before).await,
    ];
    let writer = |live: &Live, who: &'static str| {
        let live = live.clone();
        tokio::spawn(async move {
            for number in 0..WRITES {
                let write = vec![named(&format!("{who} {number}"))];
                live.write(by(), write).await.expect("written");
            }
        })
    };
    let writers = [
        writer(&first, "a"),
        writer(&second, "b"),
        writer(&first, "c"),
        writer(&second, "d"),
    ];
    let mut psql = database
        .psql_command()
        .stdin(Stdio::piped())
        .spawn()
        .expect("psql");
    let mut input = psql.stdin.take().expect("its input");
    for _ in 0..WRITES {
        let insert = "INSERT INTO spaces (name, geom) VALUES ('direct', ST_Point(21, 52, 4326))";
        writeln!(
            input,
            "BEGIN; {insert}; SELECT pg_sleep(0.002); {insert}; COMMIT;"
        )
        .expect("sent");
    }
    drop(input);
    let restless = async {
        let (mut seen, mut told) = (before, Vec::new());
        while seen < last {
            let header = seen.to_string();
            let response = ask(&one, "/api/changes", &[("last-event-id", &header)]).await;
            let mut stream = Stream::of(response);
            for _ in 0..8 {
                let block = stream.next().await.expect("the stream goes on");
                seen = block.id.unwrap_or(seen);
                told.extend(block.data);
                if seen >= last {
                    break;
                }
            }
        }
        told
    };
    let [here, there] = &mut whole;
    let (here, there, restless) = tokio::join!(here.until(last), there.until(last), restless);
    for writer in writers {
        writer.await.expect("no panic");
    }
    tokio::task::spawn_blocking(move || psql.wait())
        .await
        .expect("no panic")
        .expect("psql ends");
    let log = first.store().changes(before, 1000).await.expect("changes");
    let log: Vec<u64> = log.iter().map(|change| change.seq).collect();
    assert_eq!(log.len(), 6 * WRITES);
    for told in [here, there, restless] {
        let told: Vec<u64> = told
            .iter()
            .filter_map(|entry| entry["seq"].as_u64())
            .collect();
        assert_eq!(told, log);
    }
}

/// Whoever is told of a change finds it, on the instance that told.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_event_comes_before_its_atlas() {
    let database = postgres::database();
    let (one, live) = start(&database.url(), settings()).await;
    let (other, _) = start(&database.url(), settings()).await;
    let (one, other) = (router(one), router(other));
    let before = first_version(&live).await;
    let mut stream = Stream::open(&other, before).await;
    for number in 1..=20 {
        let written = live.write(by(), vec![named(&number.to_string())]).await;
        let key = written.expect("written")[0].key;
        let told = stream.until(before + number).await;
        assert_eq!(told[0]["id"], key.id);
        let uri = format!("/api/collections/spaces/items/{}", key.id);
        for instance in [&one, &other] {
            let request = Request::get(&uri).body(Body::empty()).expect("a request");
            let answer = crate::support::app::send(instance, request).await;
            answer.expect(200);
        }
    }
}
