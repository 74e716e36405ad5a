//! `cargo xtask serve`: from a fresh clone to the demo town in the browser.

use crate::steps::Steps;
use crate::tools::{cargo, run, target_folder};
use crate::{root, web};
use anyhow::{Context, Result, bail};
use std::net::{SocketAddr, TcpListener};
use std::os::unix::process::CommandExt;
use std::process::Command;

/// Where the demo is kept; the folder is git-ignored.
const DATABASE: &str = "gpkg:var/okolica.gpkg";

pub(crate) fn serve(listen: SocketAddr) -> Result<()> {
    // Better now than after minutes of building.
    if let Err(error) = TcpListener::bind(listen) {
        bail!("cannot listen on {listen} ({error}); choose another: --listen 127.0.0.1:8081");
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
    steps.next("starting; the service says when it answers, Ctrl-C ends it");
    // It takes this process's place, so that signals reach it and nobody else.
    let failed = Command::new(&okolica)
        .args(["serve", "--database", DATABASE])
        .args(["--listen", &listen.to_string()])
        .current_dir(root())
        .exec();
    Err(failed).with_context(|| format!("starting {}", okolica.display()))
}
