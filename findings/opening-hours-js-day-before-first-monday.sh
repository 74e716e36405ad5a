#!/usr/bin/env bash
# The day before a month's first Monday is lost where the next month's falls into it too.
#
# Tool: opening_hours 3.15.0 (npm), the reference implementation of OpenStreetMap's opening_hours.
# Expected: `Mo[1] -1 day` is open on every day before a first Monday. OSM wiki,
#   Key:opening_hours/specification: <weekday_range> is <wday> [ <nth_entry> ] <day_offset>, the
#   nth weekday of the month, moved by the offset. First Mondays of 2026 are 4 May and 1 June, so
#   both 3 May and 31 May are open.
# Real: a month with two such days opens on the later one alone: 3 May is closed. So a market "on the
#   eve of the first Monday" loses three dates of 24.
# Seen:
#> Mo[1] -1 day, May 2026: 2026-05-31
#> Sa[1] -2 days, April 2026: 2026-04-30
#> Mo[1] -1 day, 2026 and 2027: 21 of 24 dates
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --prefix . --silent --no-audit --no-fund opening_hours@3.15.0
cat > ask.mjs <<'JS'
import OpeningHours from "opening_hours";

const two = (n) => String(n).padStart(2, "0");
const day = (d) => `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
const days = (text, from, until) =>
  new OpeningHours(`${text} 10:00-12:00`, null).getOpenIntervals(from, until).map(([start]) => day(start));
const may = days("Mo[1] -1 day", new Date(2026, 4, 1), new Date(2026, 5, 1));
console.log(`Mo[1] -1 day, May 2026: ${may.join(" ")}`);
const april = days("Sa[1] -2 days", new Date(2026, 3, 1), new Date(2026, 4, 1));
console.log(`Sa[1] -2 days, April 2026: ${april.join(" ")}`);

// The same days by the calendar: a Sunday before the 1st to 7th of a month.
const eves = [];
for (let d = new Date(2026, 0, 1); d < new Date(2028, 0, 1); d.setDate(d.getDate() + 1)) {
  const next = new Date(d.getFullYear(), d.getMonth(), d.getDate() + 1);
  if (next.getDay() === 1 && next.getDate() <= 7) eves.push(day(d));
}
const open = days("Mo[1] -1 day", new Date(2026, 0, 1), new Date(2028, 0, 1));
const found = eves.filter((eve) => open.includes(eve)).length;
console.log(`Mo[1] -1 day, 2026 and 2027: ${found} of ${eves.length} dates`);
JS
TZ=Europe/Warsaw node ask.mjs | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
