//! Connections as real clients make them, well and badly.

use crate::support::app::TestApp;
use okolica::http::{Limits, run};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// The longest that any of these tests waits for something to happen.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Server {
    pub(crate) app: TestApp,
    address: SocketAddr,
    pub(crate) stop: oneshot::Sender<()>,
    pub(crate) running: JoinHandle<()>,
}

pub(crate) async fn server(limits: Limits) -> Server {
    let app = TestApp::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel();
    let running = tokio::spawn(run(listener, app.state.clone(), limits, async {
        let _ = stopped.await;
    }));
    Server {
        app,
        address,
        stop,
        running,
    }
}

fn hasty() -> Limits {
    Limits {
        header_timeout: Duration::from_millis(300),
        ..Limits::default()
    }
}

pub(crate) async fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(server.address)
        .await
        .expect("a connection")
}

/// Everything until the server closes.
pub(crate) async fn read_all(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let reading = stream.read_to_end(&mut bytes);
    match tokio::time::timeout(PATIENCE, reading).await {
        // A reset is a close too.
        Ok(_) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(_) => panic!("still open; so far {}", String::from_utf8_lossy(&bytes)),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn half_sent_requests_are_closed() {
    let server = server(hasty()).await;
    let halves: [&[u8]; 6] = [
        b"",
        b"G",
        b"GET / HTTP/1.1\r\nHost: x\r\n",
        b"PRI * HTTP/2.0\r\n",
        b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\nGET /heal",
        b"\r\n",
    ];
    let mut open = Vec::new();
    for half in halves.iter().cycle().take(60) {
        let mut stream = connect(&server).await;
        stream.write_all(half).await.expect("sent");
        open.push(stream);
    }
    let started = Instant::now();
    for mut stream in open {
        read_all(&mut stream).await;
    }
    assert!(started.elapsed() < PATIENCE);
    // The service is as well as before.
    let mut stream = connect(&server).await;
    let whole = b"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    stream.write_all(whole).await.expect("sent");
    assert!(read_all(&mut stream).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_is_kept_and_pipelined_requests_are_answered_in_order() {
    let server = server(Limits::default()).await;
    let mut stream = connect(&server).await;
    let two =
        b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\nGET /nothing HTTP/1.1\r\nHost: x\r\n\r\n";
    stream.write_all(two).await.expect("sent");
    let last = b"GET /robots.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    stream.write_all(last).await.expect("sent");
    let text = read_all(&mut stream).await;
    let statuses: Vec<&str> = text
        .match_indices("HTTP/1.1 ")
        .map(|(at, found)| &text[at + found.len()..at + found.len() + 3])
        .collect();
    assert_eq!(statuses, ["200", "404", "200"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn large_heads_are_refused() {
    let server = server(Limits::default()).await;
    let many = (0..150)
        .map(|n| format!("x-{n}: 1\r\n"))
        .collect::<String>();
    let large = format!("x: {}\r\n", "y".repeat(100_000));
    for headers in [many, large] {
        let mut stream = connect(&server).await;
        let head = format!("GET / HTTP/1.1\r\nHost: x\r\n{headers}\r\n");
        // The server may close before it has taken everything.
        let _ = stream.write_all(head.as_bytes()).await;
        let text = read_all(&mut stream).await;
        assert!(
            text.is_empty() || text.starts_with("HTTP/1.1 431"),
            "{text}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_many_connections_are_closed_and_places_come_free() {
    let limits = Limits {
        in_all: 3,
        ..Limits::default()
    };
    let server = server(limits).await;
    let ask = async |stream: &mut TcpStream| {
        let request = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
        stream.write_all(request).await.ok()?;
        let mut byte = [0];
        stream.read_exact(&mut byte).await.ok()
    };
    let mut kept = Vec::new();
    for _ in 0..3 {
        let mut stream = connect(&server).await;
        assert!(ask(&mut stream).await.is_some());
        kept.push(stream);
    }
    let mut fourth = connect(&server).await;
    assert!(ask(&mut fourth).await.is_none(), "a fourth is closed");
    kept.pop();
    let deadline = Instant::now() + PATIENCE;
    loop {
        let mut stream = connect(&server).await;
        if ask(&mut stream).await.is_some() {
            break;
        }
        assert!(Instant::now() < deadline, "no place came free");
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_lets_the_running_request_end() {
    let server = server(Limits::default()).await;
    let body = r#"{"type":"Feature","geometry":null,"properties":{"name":"x"}}"#;
    let head = format!(
        "POST /api/collections/initiatives/items HTTP/1.1\r\nHost: x\r\n\
         Authorization: Bearer {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        crate::support::app::TOKEN,
        body.len()
    );
    let mut busy = connect(&server).await;
    busy.write_all(head.as_bytes()).await.expect("sent");
    let mut idle = connect(&server).await;
    idle.write_all(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .expect("sent");
    let mut byte = [0];
    idle.read_exact(&mut byte).await.expect("an answer");
    // The first request is inside before the stop.
    wait_for_metric(&server.app, "okolica_connections 2").await;
    server.stop.send(()).expect("running");
    read_all(&mut idle).await;
    busy.write_all(body.as_bytes()).await.expect("still taken");
    let answer = read_all(&mut busy).await;
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    let ended = tokio::time::timeout(PATIENCE, server.running).await;
    ended.expect("ends").expect("well");
    assert!(
        TcpStream::connect(server.address).await.is_err(),
        "no longer listening"
    );
}

async fn wait_for_metric(app: &TestApp, line: &str) {
    let deadline = Instant::now() + PATIENCE;
    while !app.get("/metrics").await.text().contains(line) {
        assert!(Instant::now() < deadline, "{line}");
        tokio::task::yield_now().await;
    }
}

/// Clients that hang up in the middle of writes leave a whole store behind.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_hangs_up_breaks_nothing() {
    let server = server(hasty()).await;
    let body = r#"{"properties":{"summary":"x"}}"#;
    let request = format!(
        "PATCH /api/collections/spaces/items/1 HTTP/1.1\r\nHost: x\r\n\
         Authorization: Bearer {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        crate::support::app::TOKEN,
        body.len()
    );
    for cut in (0..=request.len()).step_by(9).chain([request.len()]) {
        let mut stream = connect(&server).await;
        stream
            .write_all(&request.as_bytes()[..cut])
            .await
            .expect("sent");
        drop(stream);
    }
    wait_for_metric(&server.app, "okolica_connections 0").await;
    let patch = serde_json::json!({"properties": {"summary": "po wszystkim"}});
    let uri = "/api/collections/spaces/items/1";
    let last = server
        .app
        .edit(axum::http::Method::PATCH, uri, &[], &patch)
        .await
        .expect(200);
    assert_eq!(last.json()["properties"]["summary"], "po wszystkim");
}
