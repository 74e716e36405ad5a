#!/usr/bin/env bash
# Whether a moment is closed or unknown depends on the moment from which one began to ask.
#
# Tool: opening_hours 3.15.0 (npm), the reference implementation of OpenStreetMap's opening_hours.
# Expected: one state for one moment, however it is asked. `10:00-12:00+` is open until 12 at least
#   and unknown after it (README: "Supports open end (10:00+). It is interpreted as state unknown";
#   OSM wiki, Key:opening_hours/specification, <timespan> with a closing time and `+`).
# Real: the intervals of the whole day say unknown from 12 to midnight. Asked for 13:00 by itself,
#   the library says closed, and so do the intervals of a window that begins at 13:00. So a page that
#   asks "now" and a timetable of the day contradict each other.
# Seen:
#> whole day: open 10:00-12:00, unknown 12:00-00:00
#> from 13:00 on: nothing
#> at 12:00: unknown
#> at 13:00: closed
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --prefix . --silent --no-audit --no-fund opening_hours@3.15.0
cat > ask.mjs <<'JS'
import OpeningHours from "opening_hours";

const hours = new OpeningHours("10:00-12:00+", null);
const at = (hour) => new Date(2026, 4, 4, hour);
const two = (n) => String(n).padStart(2, "0");
const time = (d) => `${two(d.getHours())}:${two(d.getMinutes())}`;
const intervals = (from, until) =>
  hours
    .getOpenIntervals(from, until)
    .map(([start, end, unknown]) => `${unknown ? "unknown" : "open"} ${time(start)}-${time(end)}`)
    .join(", ") || "nothing";
console.log(`whole day: ${intervals(at(0), at(24))}`);
console.log(`from 13:00 on: ${intervals(at(13), at(24))}`);
for (const hour of [12, 13]) console.log(`at ${hour}:00: ${hours.getStateString(at(hour), true)}`);
JS
TZ=Europe/Warsaw node ask.mjs | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
