//! `okolica coverage`: the planner's table on the terminal.

use super::{Answered, Coverage, csv, terminal};
use crate::config::PublicUrl;
use crate::store::Store;
use anyhow::{Context as _, Result};
use chrono::Utc;
use indicatif::{ProgressBar, ProgressStyle};
use okolica_model::item::AccessFact;
use okolica_model::time::Stamp;
use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

/// Where answers say that they can be had again.
const PATH: &str = "/api/coverage";

/// How the figures are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Format {
    #[default]
    Table,
    Csv,
    Json,
}

fn facts_help() -> String {
    let names = AccessFact::ALL.map(AccessFact::name);
    format!("Only with all of these facts: {}", names.join(", "))
}

/// What is asked: the parameters of /api/coverage.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct CoverageArgs {
    /// Kinds of spaces, comma-separated; a parent includes its children [default: all]
    #[arg(long, value_name = "LIST")]
    category: Option<String>,
    /// Only spaces with one of these tags
    #[arg(long, value_name = "LIST")]
    tag: Option<String>,
    /// Only what is known to cost nothing
    #[arg(long)]
    free: bool,
    #[arg(long, value_name = "LIST", help = facts_help())]
    access: Option<String>,
    /// Only what was confirmed within so many months
    #[arg(long, value_name = "MONTHS")]
    verified: Option<String>,
    /// Open at that time: any, evening, saturday, sunday, or a window like mo-fr.1700-2000
    #[arg(long, value_name = "TIME")]
    when: Option<String>,
    /// Of whom: all, 0_14, 15_64, 65plus
    #[arg(long, value_name = "GROUP")]
    who: Option<String>,
    /// The longest way in metres [default: 1000]
    #[arg(long, value_name = "METRES")]
    within: Option<String>,
    /// The longest way in minutes, instead of --within
    #[arg(long, value_name = "MINUTES")]
    minutes: Option<String>,
    /// km/h [default: 4]
    #[arg(long, value_name = "SPEED")]
    speed: Option<String>,
    /// How much longer the way is than the straight line [default: 1.3]
    #[arg(long, value_name = "FACTOR")]
    detour: Option<String>,
    /// The boundary set [default: district]
    #[arg(long, value_name = "SET")]
    set: Option<String>,
    /// A polygon in place of the set: lon,lat;lon,lat;…
    #[arg(long, value_name = "CORNERS", allow_hyphen_values = true)]
    area: Option<String>,
    /// A state of the past: a date, or a number of the change log
    #[arg(long, value_name = "DATE", alias = "as_of")]
    as_of: Option<String>,
    /// Compared with this other date or number (JSON)
    #[arg(long, value_name = "DATE")]
    compare: Option<String>,
    /// The day that figures are reckoned on [default: that of --as-of, or today]
    #[arg(long, value_name = "DATE")]
    day: Option<String>,
    /// Aversion to inequality, per metre [default: -0.001]
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    kappa: Option<String>,
    /// Changes to try: add:lon,lat[,people], close:17, hours:17:mo-fr.0800-2000, joined by ;
    #[arg(long, value_name = "CHANGES")]
    scenario: Option<String>,
    /// How the figures are written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Tell of no population cell with fewer people
    #[arg(
        long,
        env = "OKOLICA_HIDE_CELLS_UNDER",
        value_name = "N",
        default_value_t = 0
    )]
    hide_cells_under: u32,
    /// Where the service answers, for links [default: http://127.0.0.1:8080]
    #[arg(long, env = "OKOLICA_PUBLIC_URL", value_name = "URL")]
    public_url: Option<PublicUrl>,
}

impl CoverageArgs {
    fn pairs(&self) -> Vec<(String, String)> {
        let free = self.free.then(|| "1".to_owned());
        [
            ("category", &self.category),
            ("tag", &self.tag),
            ("free", &free),
            ("access", &self.access),
            ("verified", &self.verified),
            ("when", &self.when),
            ("who", &self.who),
            ("within", &self.within),
            ("minutes", &self.minutes),
            ("speed", &self.speed),
            ("detour", &self.detour),
            ("set", &self.set),
            ("area", &self.area),
            ("as_of", &self.as_of),
            ("compare", &self.compare),
            ("day", &self.day),
            ("kappa", &self.kappa),
            ("scenario", &self.scenario),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)))
        .collect()
    }
}

/// Prints the figures of a store.
///
/// # Errors
/// Names each parameter that can't be; when the store can't be read.
pub async fn run(store: &Store, args: &CoverageArgs) -> Result<()> {
    let bar = progress();
    bar.set_message("reading the store");
    let (atlas, _) = store.load_hiding(args.hide_cells_under).await?;
    let atlas = Arc::new(atlas);
    bar.inc(1);
    bar.set_message("placing people");
    let coverage = Coverage::new(store.clone(), args.hide_cells_under);
    let now = Stamp::from_millis(Utc::now().timestamp_millis()).context("the clock is wrong")?;
    let asked = coverage.ask(&atlas, now, &args.pairs(), None).await?;
    bar.inc(1);
    bar.set_message("measuring");
    let answered = coverage.answer(&atlas, now, asked).await?;
    bar.inc(1);
    bar.finish_and_clear();
    let base = args.public_url.as_ref();
    let base = base.map_or("http://127.0.0.1:8080", PublicUrl::as_str);
    let mut out = std::io::stdout().lock();
    out.write_all(&written(&answered, args.format, base))?;
    out.flush()?;
    Ok(())
}

fn written(answered: &Answered, format: Format, base: &str) -> Vec<u8> {
    match format {
        Format::Table => terminal::table(answered, base, PATH).into_bytes(),
        Format::Csv => csv(answered, base, PATH),
        Format::Json => format!("{:#}\n", answered.json(base, PATH)).into_bytes(),
    }
}

/// Shown only on a terminal.
fn progress() -> ProgressBar {
    let bar = ProgressBar::new(3);
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {msg} {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
