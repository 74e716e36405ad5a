#!/usr/bin/env bash
# "Feb 29" is never open, not even in leap years.
#
# Tool: opening_hours 3.15.0 (npm), the reference implementation of OpenStreetMap's opening_hours.
# Expected: `Feb 29 10:00-12:00` is open on 29 February 2028 and 2032, and `Jan 31-Feb 29` ends on
#   the last day of February. OSM wiki, Key:opening_hours/specification: <date_from> is a month and a
#   day with an optional year; without one it holds in every year, and 2028 has that day.
# Real: without a year the day is never open, nor is a range within February that ends on it; a range
#   from January up to it is open on 1 March of common years. With the year written out it works.
# Seen:
#> Feb 29 10:00-12:00: never
#> Feb 28-29 10:00-12:00: never
#> Jan 31-Feb 29 10:00-12:00: last days 2026-03-01 2027-03-01 2028-02-29
#> 2028 Feb 29 10:00-12:00: 2028-02-29
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
  new OpeningHours(text, null).getOpenIntervals(from, until).map(([start]) => day(start));
for (const text of ["Feb 29 10:00-12:00", "Feb 28-29 10:00-12:00"]) {
  const open = days(text, new Date(2026, 0, 1), new Date(2033, 0, 1));
  console.log(`${text}: ${open.join(" ") || "never"}`);
}
const range = "Jan 31-Feb 29 10:00-12:00";
const last = [2026, 2027, 2028].map((y) => days(range, new Date(y, 0, 1), new Date(y, 5, 1)).pop());
console.log(`${range}: last days ${last.join(" ")}`);
const dated = "2028 Feb 29 10:00-12:00";
console.log(`${dated}: ${days(dated, new Date(2026, 0, 1), new Date(2033, 0, 1)).join(" ")}`);
JS
TZ=Europe/Warsaw node ask.mjs | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
