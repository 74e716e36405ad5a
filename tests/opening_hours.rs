//! Opening hours of the real world: read or refused with a place, never a panic; and open, closed
//! or unknown at random moments as opening_hours.js has it, the reference implementation, which
//! `tests/oracles/hours/judge.mjs` asks.

use chrono::{Days, NaiveDate};
use okolica_model::Position;
use okolica_model::calendar::Calendar;
use okolica_model::hours::{Hours, Openness, Span};
use okolica_model::profile::Profile;
use okolica_model::time::Stamp;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Moments for each real text.
const MOMENTS: &str = "200";

/// What opening_hours.js says of a text.
#[derive(Deserialize)]
struct Verdict {
    text: String,
    /// It can't read the text.
    error: Option<String>,
    #[serde(default)]
    warnings: Vec<String>,
    #[serde(default)]
    moments: Vec<i64>,
    /// One letter a moment: open, closed, unknown.
    #[serde(default)]
    states: String,
}

/// How ours compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Same,
    /// Ours does not read the text, or says that it does not know where the other does.
    Unknown,
    Different,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/hours")
}

/// The lines of files beside the workspace, each once, without remarks.
fn texts(names: &[&str]) -> Option<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/opening_hours");
    let mut out: Vec<String> = Vec::new();
    for name in names {
        let Ok(text) = std::fs::read_to_string(folder.join(name)) else {
            eprintln!("skipped: ../shared/data is not here");
            return None;
        };
        let lines = text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        out.extend(lines.map(str::to_owned));
    }
    Some(out)
}

/// Asks opening_hours.js.
fn judged(texts: &[String]) -> Vec<Verdict> {
    let script = folder().join("judge.mjs");
    let mut child = Command::new("node")
        .env("TZ", "Europe/Warsaw")
        .arg(script)
        .arg(MOMENTS)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node starts");
    let mut stdin = child.stdin.take().expect("an open input");
    let lines = texts.join("\n");
    stdin.write_all(lines.as_bytes()).expect("the script reads");
    drop(stdin);
    let done = child.wait_with_output().expect("the script ends");
    let hint = "opening_hours.js judges; cargo xtask test installs it";
    assert!(done.status.success(), "{hint}");
    serde_json::from_slice(&done.stdout).expect("verdicts")
}

/// Ours beside theirs, and the first moment at which they differ.
fn compared(verdict: &Verdict, calendar: &Calendar) -> (Outcome, String) {
    let hours = match Hours::parse("opening_hours", &verdict.text) {
        Ok(hours) => hours.at(Position::new(21.0, 52.23).expect("a position")),
        Err(error) => return (Outcome::Unknown, error.expected),
    };
    // Which weeks of winter are free differs by voivodeship, which we do not know.
    let by_school = verdict.text.to_uppercase().contains("SH");
    let mut found = (Outcome::Same, String::new());
    for (moment, theirs) in verdict.moments.iter().zip(verdict.states.chars()) {
        let stamp = |millis| Stamp::from_millis(millis).expect("a moment");
        let (from, until) = (stamp(*moment), stamp(moment + 60_000));
        let ours = match hours.spans(calendar, from, until)[0].state {
            Openness::Open => 'o',
            Openness::Closed => 'c',
            Openness::Unknown => 'u',
        };
        let winter = ["01", "02"].contains(&&*calendar.local(from).format("%m").to_string());
        if ours == theirs || ours == 'u' && by_school && winter {
            continue;
        }
        let outcome = match ours {
            'u' => Outcome::Unknown,
            _ => Outcome::Different,
        };
        if outcome > found.0 {
            let local = calendar.local(from).format("%a %Y-%m-%d %H:%M");
            found = (outcome, format!("{local} {ours}, not {theirs}"));
        }
    }
    found
}

/// How many texts there are of each kind and outcome, and what is not the same.
struct Comparison {
    table: BTreeMap<(&'static str, Outcome), usize>,
    others: Vec<(&'static str, Outcome, String)>,
}

impl Comparison {
    fn of(verdicts: &[Verdict]) -> Self {
        let calendar = Calendar::of(&Profile::default());
        let mut out = Self {
            table: BTreeMap::new(),
            others: Vec::new(),
        };
        for verdict in verdicts.iter().filter(|verdict| verdict.error.is_none()) {
            let kind = match verdict.warnings.is_empty() {
                true => "without a warning",
                false => "with a warning",
            };
            let (outcome, found) = compared(verdict, &calendar);
            *out.table.entry((kind, outcome)).or_default() += 1;
            if outcome != Outcome::Same {
                let line = format!("{}: {found} {:?}", verdict.text, verdict.warnings);
                out.others.push((kind, outcome, line));
            }
        }
        out
    }

    fn count(&self, kind: &'static str, outcome: Outcome) -> usize {
        self.table.get(&(kind, outcome)).copied().unwrap_or(0)
    }
}

#[test]
fn every_kind_of_value_means_what_the_reference_makes_of_it() {
    let verdicts = std::fs::read(folder().join("verdicts.json")).expect("verdicts.json");
    let verdicts: Vec<Verdict> = serde_json::from_slice(&verdicts).expect("verdicts");
    let values = std::fs::read_to_string(folder().join("values.txt")).expect("values.txt");
    let judged: Vec<&str> = verdicts.iter().map(|verdict| &*verdict.text).collect();
    let values: Vec<&str> = values.lines().collect();
    assert_eq!(judged, values, "cargo xtask oracles judges them");
    let comparison = Comparison::of(&verdicts);
    assert!(comparison.others.is_empty(), "{:#?}", comparison.others);
}

#[test]
fn what_people_wrote_means_what_the_reference_makes_of_it() {
    let Some(mut texts) = texts(&["crate_sample_valid.txt", "osm_lenient_ok.txt"]) else {
        return;
    };
    texts.sort_unstable();
    texts.dedup();
    let verdicts = judged(&texts);
    let comparison = Comparison::of(&verdicts);
    eprintln!("{} texts: {:#?}", texts.len(), comparison.table);
    for (kind, outcome, line) in &comparison.others {
        eprintln!("{kind}, {outcome:?}: {line}");
    }
    let clean = "without a warning";
    let same = comparison.count(clean, Outcome::Same);
    assert!(same > 3_000, "{same}");
    assert_eq!(comparison.count(clean, Outcome::Different), 0);
    assert!(comparison.count(clean, Outcome::Unknown) * 50 <= same);
    assert!(comparison.count("with a warning", Outcome::Different) < 10);
}

fn of_day(hours: &Hours, calendar: &Calendar, day: NaiveDate) -> Vec<Span> {
    let next = day + Days::new(1);
    hours.spans(calendar, calendar.midnight(day), calendar.midnight(next))
}

#[test]
fn every_valid_text_is_read() {
    let Some(texts) = texts(&["crate_sample_valid.txt"]) else {
        return;
    };
    let unread: Vec<String> = texts
        .iter()
        .filter_map(|text| Hours::parse("opening_hours", text).err())
        .map(|error| error.to_string())
        .collect();
    assert_eq!(texts.len(), 195);
    assert!(unread.is_empty(), "{unread:#?}");
}

#[test]
fn whatever_people_wrote_is_read_or_refused_with_its_place() {
    let calendar = Calendar::of(&Profile::default());
    let day: NaiveDate = "2026-11-28".parse().expect("a date");
    for (name, least, most) in [
        ("osm_lenient_ok.txt", 0.96, 1.0),
        ("osm_rejected.txt", 0.0, 0.2),
    ] {
        let Some(texts) = texts(&[name]) else {
            return;
        };
        let mut read = 0;
        for text in &texts {
            match Hours::parse("opening_hours", text) {
                Ok(hours) => {
                    read += 1;
                    assert!(!of_day(&hours, &calendar, day).is_empty(), "{text}");
                    // A rule in our spelling is the rule.
                    let spelled: Vec<&str> = hours.rules().collect();
                    for rule in &spelled {
                        let rule = rule.trim_start_matches([',', '|', ' ']);
                        let again = Hours::parse("opening_hours", rule).expect(rule);
                        assert_eq!(again.rules().collect::<Vec<_>>(), [rule], "{text}");
                    }
                }
                Err(error) => {
                    let placed = ["from character", "ends too early", "at most"];
                    let placed = placed.iter().any(|place| error.expected.contains(place));
                    assert!(placed, "{error}");
                }
            }
        }
        eprintln!("{name}: {read} of {} are read", texts.len());
        let share = f64::from(read) / texts.len() as f64;
        assert!((least..=most).contains(&share), "{name}: {read}");
    }
}
