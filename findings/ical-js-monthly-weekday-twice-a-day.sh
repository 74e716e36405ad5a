#!/usr/bin/env bash
# First Fridays at 9 and at 18 bring an extra evening on the first of each month.
#
# Tool: ical.js 2.2.1 (npm), beside python-dateutil 2.9.0.post0 (PyPI).
# Expected: FREQ=MONTHLY;BYDAY=1FR;BYHOUR=9,18 is two times on each first Friday. RFC 5545, 3.3.10,
#   the table of BYxxx parts: BYDAY limits the days of the month, BYHOUR expands each of them.
# Real: after the first month ical.js adds 18:00 on the 1st, whatever weekday it is: Sunday,
#   1 February and Sunday, 1 March 2026. (FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=9,18 is right.)
# Seen:
#> dateutil: 01-02T09 01-02T18 02-06T09 02-06T18 03-06T09 03-06T18
#> ical.js: 01-02T09 01-02T18 02-01T18 02-06T09 02-06T18 03-01T18
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --prefix . --silent --no-audit --no-fund ical.js@2.2.1
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check python-dateutil==2.9.0.post0
cat > ask.py <<'PY'
from datetime import datetime
from itertools import islice
from dateutil.rrule import rrulestr

dates = rrulestr("FREQ=MONTHLY;BYDAY=1FR;BYHOUR=9,18", dtstart=datetime(2026, 1, 2, 9))
print("dateutil:", *(f"{date:%m-%dT%H}" for date in islice(dates, 6)))
PY
cat > ask.mjs <<'JS'
import ICAL from "ical.js";

const start = ICAL.Time.fromDateTimeString("2026-01-02T09:00:00");
const dates = ICAL.Recur.fromString("FREQ=MONTHLY;BYDAY=1FR;BYHOUR=9,18").iterator(start);
const first = Array.from({ length: 6 }, () => dates.next().toString().slice(5, 13));
console.log(`ical.js: ${first.join(" ")}`);
JS
{ python/bin/python ask.py && node ask.mjs; } | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
