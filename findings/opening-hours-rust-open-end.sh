#!/usr/bin/env bash
# An open end is certain to be open until midnight, or is dropped where a closing time stands before it.
#
# Tools: opening_hours_py 2.1.4 (PyPI; the Rust crate opening-hours 2.1.4 with Python's face), beside
#   opening_hours 3.15.0 (npm), the reference implementation.
# Expected: `10:00+` opens at 10 and nobody knows until when; `10:00-12:00+` is open until 12 at least
#   and unknown from then on. OSM wiki, Key:opening_hours/specification, <timespan> with `+`;
#   opening_hours.js, README: "Supports open end (10:00+). It is interpreted as state unknown".
# Real: the crate says open at 22:00 for the first and closed at 13:00 for the second, each as sure as
#   written hours. Whoever plans a visit sees a promise where the mapper wrote doubt.
# Seen:
#> rust Mo 10:00+ at 22:00: open
#> rust Mo 10:00-12:00+ at 13:00: closed
#> js   Mo 10:00+ at 22:00: unknown
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

for text, hour in ("Mo 10:00+", 22), ("Mo 10:00-12:00+", 13):
    state, _ = OpeningHours(text).state(datetime(2026, 5, 4, hour))
    print(f"rust {text} at {hour}:00: {str(state).lower()}")
PY
cat > ask.mjs <<'JS'
import OpeningHours from "opening_hours";

const state = new OpeningHours("Mo 10:00+", null).getStateString(new Date(2026, 4, 4, 22), true);
console.log(`js   Mo 10:00+ at 22:00: ${state}`);
JS
{ python/bin/python ask.py && TZ=Europe/Warsaw node ask.mjs; } | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
