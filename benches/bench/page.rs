//! Pages on a phone: Lighthouse's figures, and what a finger feels.

use crate::process::{Server, TOKEN};
use crate::table::{Budget, Table, digits};
use anyhow::{Context as _, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::path::Path;
use std::process::{Command, Stdio};

const PERFORMANCE: Budget = Budget::AtLeast(0, 95.0, "≥ 95");
const ACCESSIBILITY: Budget = Budget::AtLeast(0, 100.0, "100");
const PAINT: Budget = Budget::AtMost(&[(usize::MAX, 1500.0)], "≤ 1.5 s");
const BLOCKING: Budget = Budget::AtMost(&[(usize::MAX, 100.0)], "≤ 100 ms");
const SHIFT: Budget = Budget::AtMost(&[(usize::MAX, 0.0)], "0");
const BYTES: Budget = Budget::AtMost(&[(usize::MAX, 250_000.0)], "≤ 250 kB");
const SUGGESTED: Budget = Budget::AtMost(&[(100_000, 50.0)], "≤ 50 ms at 100 k, 95 of 100");
const FOLLOWED: Budget = Budget::AtMost(&[(usize::MAX, 1000.0)], "≤ 1 s, the slowest too");
const FELT: Budget = Budget::AtMost(&[(usize::MAX, 100.0)], "≤ 100 ms, 95 of 100");

/// What `measure.mjs` prints. Times in milliseconds.
#[derive(Deserialize)]
struct Measured {
    pages: Vec<Audited>,
    felt: Felt,
    desktop: Desktop,
}

/// On a desktop, unthrottled.
#[derive(Deserialize)]
struct Desktop {
    suggestions: Vec<f64>,
    /// Until an open map shows them.
    edits: Vec<f64>,
}

#[derive(Deserialize)]
struct Audited {
    path: String,
    /// `simulate` or `devtools`.
    throttling: String,
    performance: f64,
    accessibility: f64,
    /// Audits of these two that failed.
    failed: Vec<String>,
    paint: f64,
    blocking: f64,
    shift: f64,
    bytes: Bytes,
}

/// Over the wire, headers included.
#[derive(Deserialize)]
struct Bytes {
    html: f64,
    style: f64,
    script: f64,
    wasm: f64,
    rest: f64,
}

impl Bytes {
    fn total(&self) -> f64 {
        self.html + self.style + self.script + self.wasm + self.rest
    }

    fn text(&self) -> String {
        let parts = [self.html, self.style, self.script, self.wasm, self.rest];
        let parts = parts.map(|bytes| format!("{:.0}", bytes / 1e3)).join(" + ");
        format!("{parts} = {:.0} kB", self.total() / 1e3)
    }
}

#[derive(Deserialize)]
struct Felt {
    /// Of the first view, over the wire.
    bytes: f64,
    moves: Vec<f64>,
    zooms: Vec<f64>,
    keys: Vec<f64>,
    suggestions: Vec<f64>,
    details: Vec<f64>,
}

pub(crate) async fn measure(table: &mut Table, url: &str, items: usize) -> anyhow::Result<()> {
    let server = Server::okolica(url, 128)?;
    let first = async |layer: &str| -> anyhow::Result<String> {
        let list = server.url(&format!("/api/collections/{layer}/items?limit=1"));
        let list: serde_json::Value = reqwest::get(list).await?.json().await?;
        let feature = &list["features"][0];
        let name = feature["properties"]["code"]
            .as_str()
            .map_or_else(|| feature["id"].to_string(), str::to_owned);
        Ok(format!("/{layer}/{name}"))
    };
    let mut paths = vec!["/".to_owned()];
    for layer in ["spaces", "initiatives", "districts"] {
        paths.push(first(layer).await?);
    }
    if items <= 10_000 {
        // A larger city's page takes longer on a slow phone than Lighthouse waits.
        paths.push("/planner".to_owned());
    }
    let arguments = [
        server.url(""),
        serde_json::to_string(&paths)?,
        TOKEN.to_owned(),
    ];
    let measured: Measured = tokio::task::block_in_place(|| run("measure.mjs", &arguments))?;
    enter(table, items, &measured);
    Ok(())
}

/// What a script of `benches/page` prints.
pub(crate) fn run<T: DeserializeOwned>(script: &str, arguments: &[String]) -> anyhow::Result<T> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/page");
    ensure!(
        folder.join("node_modules").is_dir(),
        "benches/page/node_modules is missing; cargo xtask bench --parts page installs it"
    );
    let done = Command::new("node")
        .current_dir(folder)
        .arg(script)
        .args(arguments)
        .stderr(Stdio::inherit())
        .output()
        .context("node does not run")?;
    ensure!(done.status.success(), "{script}: {}", done.status);
    serde_json::from_slice(&done.stdout).with_context(|| format!("what {script} printed"))
}

fn enter(table: &mut Table, items: usize, measured: &Measured) {
    for page in &measured.pages {
        let kind = page.path.split('/').nth(1).unwrap_or_default();
        let of = |what: &str| format!("/{kind} ({}): {what}", page.throttling);
        // Its wasm reckons with a whole city: the budgets are those of residents' pages.
        let planner = kind == "planner";
        let mut add = |what: &str, text: String, value: f64, budget: Budget| {
            let budget = if planner { Budget::None } else { budget };
            table.add(items, &of(what), &text, value, budget);
        };
        let failed = page.failed.join(", ");
        let whole = |value: f64| format!("{value:.0}");
        add(
            "performance",
            whole(page.performance),
            page.performance,
            PERFORMANCE,
        );
        let accessible = if page.accessibility < 100.0 {
            format!("{} ({failed})", whole(page.accessibility))
        } else {
            whole(page.accessibility)
        };
        add(
            "accessibility",
            accessible,
            page.accessibility,
            ACCESSIBILITY,
        );
        add(
            "largest paint",
            format!("{:.2} s", page.paint / 1e3),
            page.paint,
            PAINT,
        );
        add(
            "blocking",
            format!("{:.0} ms", page.blocking),
            page.blocking,
            BLOCKING,
        );
        add("layout shift", digits(page.shift), page.shift, SHIFT);
        add(
            "html + style + script + wasm + rest",
            page.bytes.text(),
            page.bytes.total(),
            BYTES,
        );
    }
    let felt = &measured.felt;
    let bytes = format!("{:.0} kB", felt.bytes / 1e3);
    table.add(
        items,
        "first view on a phone, over the wire",
        &bytes,
        felt.bytes,
        BYTES,
    );
    for (name, times, budget) in [
        ("a finger pans: move → frame", &felt.moves, FELT),
        ("a press zooms → frame", &felt.zooms, FELT),
        ("keys in the box → frame", &felt.keys, FELT),
        ("key → suggestions", &felt.suggestions, Budget::None),
        (
            "a press opens or closes an item → frame",
            &felt.details,
            FELT,
        ),
    ] {
        let name = format!("4 × slower, {name}");
        let [_, late, _] = shares(times);
        enter_times(table, items, &name, times, late, budget);
    }
    let Desktop { suggestions, edits } = &measured.desktop;
    let [_, late, _] = shares(suggestions);
    let name = "desktop, key → suggestions";
    enter_times(table, items, name, suggestions, late, SUGGESTED);
    let [_, _, slowest] = shares(edits);
    let name = "edit over HTTP → an open map and its list show it";
    enter_times(table, items, name, edits, slowest, FOLLOWED);
}

fn enter_times(
    table: &mut Table,
    items: usize,
    name: &str,
    times: &[f64],
    value: f64,
    budget: Budget,
) {
    let [median, late, worst] = shares(times);
    let name = format!("{name}: median · 95 % · worst of {}", times.len());
    let text = format!("{median:.0} · {late:.0} · {worst:.0} ms");
    table.add(items, &name, &text, value, budget);
}

/// The middle one, that of 95 in 100, and the slowest.
fn shares(times: &[f64]) -> [f64; 3] {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    let last = times.len().saturating_sub(1);
    let at = |share: f64| times.get((share * last as f64).round() as usize).copied();
    [0.5, 0.95, 1.0].map(|share| at(share).unwrap_or(f64::NAN))
}
