#!/usr/bin/env bash
# Departures once an hour are read as open all the time from the first to the last.
#
# Tools: opening_hours_py 2.1.4 (PyPI; the Rust crate opening-hours 2.1.4 with Python's face), beside
#   opening_hours 3.15.0 (npm), the reference implementation.
# Expected: `10:00-16:00/01:00` is seven points in time, 10:00, 11:00 ... 16:00 (OSM wiki,
#   Key:opening_hours/specification, <timespan> with `/`, for collection and service times), so that
#   11:30 is none of them; or a refusal where opening hours are asked for, as opening_hours.js does in
#   its default mode.
# Real: the crate parses the step and passes over it: open from 10 to 16 without a break. A single
#   point, `10:00`, it refuses as unsupported.
# Seen:
#> rust 10:00-16:00/01:00 at 11:30: open
#> js   opening hours: Found point in time
#> js   points in time: 10:00 11:00 12:00 13:00 14:00 15:00 16:00
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --prefix . --silent --no-audit --no-fund opening_hours@3.15.0
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check opening_hours_py==2.1.4
cat > ask.py <<'PY'
from datetime import datetime
from opening_hours import OpeningHours

text = "10:00-16:00/01:00"
state, _ = OpeningHours(text).state(datetime(2026, 5, 4, 11, 30))
print(f"rust {text} at 11:30: {str(state).lower()}")
PY
cat > ask.mjs <<'JS'
import OpeningHours from "opening_hours";

const text = "10:00-16:00/01:00";
const two = (n) => String(n).padStart(2, "0");
try {
  new OpeningHours(text, null);
  console.log("js   opening hours: read");
} catch (problem) {
  console.log(`js   opening hours: ${String(problem).match(/Found point in time/)?.[0] ?? problem}`);
}
const points = new OpeningHours(text, null, { mode: 1 });
const day = points.getOpenIntervals(new Date(2026, 4, 4), new Date(2026, 4, 5));
const times = day.map(([at]) => `${two(at.getHours())}:${two(at.getMinutes())}`);
console.log(`js   points in time: ${times.join(" ")}`);
JS
{ python/bin/python ask.py && TZ=Europe/Warsaw node ask.mjs; } | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
