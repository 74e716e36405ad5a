#!/usr/bin/env bash
# Every ninety minutes from 9 to 12 begins half an hour later on the second day.
#
# Tools: rrule 2.8.1 (npm) and the crate rrule 0.14.0, beside python-dateutil 2.9.0.post0 (PyPI).
# Expected: RFC 5545, 3.3.10: INTERVAL counts from DTSTART; BYHOUR limits what it gives. Ninety minutes
#   divide a day (16 times), so every day has 9:00, 10:30 and 12:00, as dateutil says.
# Real: the npm package and the crate both have 9:30, 11:00 and 12:30 on the second day. (The clock
#   of all three is UTC, so no clock change plays a part.)
# Seen:
#> dateutil: 01T09:00 01T10:30 01T12:00 02T09:00 02T10:30 02T12:00
#> npm: 01T09:00 01T10:30 01T12:00 02T09:30 02T11:00 02T12:30
#> crate: 01T09:00 01T10:30 01T12:00 02T09:30 02T11:00 02T12:30
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --prefix . --silent --no-audit --no-fund rrule@2.8.1
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check python-dateutil==2.9.0.post0
printf 'DTSTART:20260101T090000Z\nRRULE:FREQ=MINUTELY;INTERVAL=90;BYHOUR=9,10,11,12;COUNT=6' > rule.txt
cat > ask.py <<'PY'
from dateutil.rrule import rrulestr

print("dateutil:", *(f"{date:%dT%H:%M}" for date in rrulestr(open("rule.txt").read())))
PY
cat > ask.mjs <<'JS'
import { readFileSync } from "node:fs";
import rrule from "rrule";

const dates = rrule.rrulestr(readFileSync("rule.txt", "utf8")).all();
console.log(`npm: ${dates.map((date) => date.toISOString().slice(8, 16)).join(" ")}`);
JS
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "ask"
version = "0.0.0"
edition = "2021"

[workspace]

[dependencies]
rrule = { version = "=0.14.0", default-features = false }
TOML
cat > src/main.rs <<'RS'
fn main() {
    let rule: rrule::RRuleSet = include_str!("../rule.txt").parse().expect("a rule");
    let dates = rule.all(6).dates.into_iter().map(|date| date.format("%dT%H:%M").to_string());
    println!("crate: {}", dates.collect::<Vec<_>>().join(" "));
}
RS
{ python/bin/python ask.py && node ask.mjs && CARGO_TARGET_DIR=target cargo run --quiet; } | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
