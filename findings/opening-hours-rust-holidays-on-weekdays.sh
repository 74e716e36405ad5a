#!/usr/bin/env bash
# `PH Mo-Fr` means holidays that fall on working days to one library, all of both to another.
#
# Tools: opening_hours_py 2.1.4 (PyPI; the Rust crate opening-hours 2.1.4 with Python's face), beside
#   opening_hours 3.15.0 (npm), the reference implementation.
# Expected: with a space between them the two selectors limit each other. opening_hours.js, README,
#   Holidays: "`PH Mo-Fr`: The facility is only open if a PH falls on Mo-Fr"; it calls this an
#   extension. With a comma, `PH,Mo-Fr`, the days of both count.
# Real: the crate reads the space as the comma, and writes it so: an ordinary Monday is open, and so
#   is a holiday on a Sunday. (2026-05-03 is a Polish public holiday on a Sunday.)
# Seen:
#> rust reads PH Mo-Fr 10:00-14:00 as PH,Mo-Fr 10:00-14:00
#> rust Monday 2026-05-04: open
#> rust holiday, Sunday 2026-05-03: open
#> js   Monday 2026-05-04: closed
#> js   holiday, Sunday 2026-05-03: closed
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

text = "PH Mo-Fr 10:00-14:00"
hours = OpeningHours(text, country="PL")
print(f"rust reads {text} as {hours}")
for name, day in ("Monday", 4), ("holiday, Sunday", 3):
    state, _ = hours.state(datetime(2026, 5, day, 12))
    print(f"rust {name} 2026-05-0{day}: {str(state).lower()}")
PY
cat > ask.mjs <<'JS'
import OpeningHours from "opening_hours";

const place = { lat: "52.2", lon: "21.0", address: { country_code: "pl", state: "Mazowieckie" } };
const hours = new OpeningHours("PH Mo-Fr 10:00-14:00", place);
for (const [name, day] of [["Monday", 4], ["holiday, Sunday", 3]]) {
  const state = hours.getStateString(new Date(2026, 4, day, 12), true);
  console.log(`js   ${name} 2026-05-0${day}: ${state}`);
}
JS
{ python/bin/python ask.py && TZ=Europe/Warsaw node ask.mjs; } | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
