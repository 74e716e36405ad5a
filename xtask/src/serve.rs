//! `cargo xtask serve`: from a fresh clone to the demo town in the browser.

use crate::steps::Steps;
use crate::tools::{cargo, run, target_folder};
use crate::{root, web};
use anyhow::{Context, Result, bail};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::{Duration, Instant};

/// Where the demo is kept; the folder is git-ignored.
const DATABASE: &str = "gpkg:var/okolica.gpkg";
/// A start that takes longer than this has failed.
const START_LIMIT: Duration = Duration::from_secs(120);

pub(crate) fn serve(listen: SocketAddr) -> Result<()> {
    if let Err(error) = TcpListener::bind(listen) {
        bail!("cannot listen on {listen} ({error}); choose another with --listen 127.0.0.1:8081");
    }
    let mut steps = Steps::new(4);
    steps.next("the pages' browser part");
    web::build()?;
    steps.next("the service");
    run(cargo().args(["build", "--bin", "okolica"]))?;
    let okolica = target_folder()?.join("debug/okolica");
    std::fs::create_dir_all(root().join("var"))?;
    steps.next("the demo town, if the store is empty");
    run(Command::new(&okolica)
        .args(["demo", "data/demo", "--database", DATABASE])
        .current_dir(root()))?;
    steps.next("starting");
    Command::new(std::env::current_exe()?)
        .args(["announce", &listen.to_string()])
        .spawn()
        .context("starting the chore that waits for the service")?;
    // The service takes this process's place, so that signals reach it and nobody else.
    let failed = Command::new(&okolica)
        .args([
            "serve",
            "--database",
            DATABASE,
            "--listen",
            &listen.to_string(),
        ])
        .current_dir(root())
        .exec();
    Err(failed).with_context(|| format!("starting {}", okolica.display()))
}

/// Waits until the service says that it is ready, then tells the address.
pub(crate) fn announce(listen: SocketAddr) -> Result<()> {
    let deadline = Instant::now() + START_LIMIT;
    let parent = std::os::unix::process::parent_id();
    while !ready(listen).unwrap_or(false) {
        if std::os::unix::process::parent_id() != parent {
            bail!("the service ended before it answered");
        }
        if Instant::now() > deadline {
            bail!(
                "no answer from http://{listen} after {} s",
                START_LIMIT.as_secs()
            );
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    eprintln!("\n  Okolica is at http://{listen}    (Ctrl-C ends it)\n");
    Ok(())
}

fn ready(listen: SocketAddr) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect_timeout(&listen, Duration::from_secs(1))?;
    stream.set_read_timeout(Some(Duration::from_secs(2)))?;
    write!(
        stream,
        "GET /health/ready HTTP/1.1\r\nHost: {listen}\r\nConnection: close\r\n\r\n"
    )?;
    let mut status = [0; 12];
    stream.read_exact(&mut status)?;
    Ok(&status == b"HTTP/1.1 200")
}
