#!/usr/bin/env bash
# A fallback after `||` is passed over on every day on which an earlier rule is open at some time.
#
# Tools: opening_hours_py 2.1.4 (PyPI; the Rust crate opening-hours 2.1.4 with Python's face), beside
#   opening_hours 3.15.0 (npm), the reference implementation.
# Expected: `Mo-Fr 08:00-12:00 || "by appointment"` is unknown, by appointment, outside of 8 to 12, on
#   Monday too. The text that the OSM wiki's Key:opening_hours/specification enhances (netzwolf, Time
#   domain, Explanation) has the example `Mo-Fr 08:00-16:00, ... || "Outside office hours on appointment
#   by phone"`; the maintainer of opening_hours.js quotes it and says that `||` helps where rules
#   evaluate to closed (its issue 265), and the library does so.
# Real: the crate decides by the day: on a Monday it is closed after 12:00. A rule that is a comment
#   alone counts as open on other days, not as unknown (opening_hours.js, README: "just a comment ...
#   will also result in unknown").
# Seen:
#> rust Mon 2026-05-04 10:00 open
#> rust Mon 2026-05-04 14:00 closed
#> rust Sat 2026-05-09 14:00 open
#> js   Mon 2026-05-04 10:00 open
#> js   Mon 2026-05-04 14:00 unknown
#> js   Sat 2026-05-09 14:00 unknown
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

hours = OpeningHours('Mo-Fr 08:00-12:00 || "by appointment"')
for when in datetime(2026, 5, 4, 10), datetime(2026, 5, 4, 14), datetime(2026, 5, 9, 14):
    state, _ = hours.state(when)
    print("rust", when.strftime("%a %Y-%m-%d %H:%M"), str(state).lower())
PY
cat > ask.mjs <<'JS'
import OpeningHours from "opening_hours";

const hours = new OpeningHours('Mo-Fr 08:00-12:00 || "by appointment"', null);
for (const [name, day, hour] of [["Mon", 4, 10], ["Mon", 4, 14], ["Sat", 9, 14]]) {
  const state = hours.getStateString(new Date(2026, 4, day, hour), true);
  console.log(`js   ${name} 2026-05-0${day} ${hour}:00 ${state}`);
}
JS
{ LC_ALL=C python/bin/python ask.py && TZ=Europe/Warsaw node ask.mjs; } | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
