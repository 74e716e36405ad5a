#!/usr/bin/env bash
# "The last day of each weekend" comes on both its days: BYSETPOS counts in no week.
#
# Tool: ical.js 2.2.1 (npm), beside python-dateutil 2.9.0.post0 (PyPI).
# Expected: FREQ=WEEKLY;BYDAY=SA,SU;BYSETPOS=-1 is one date a week, the Sunday. RFC 5545, 3.3.10:
#   BYSETPOS picks the nth occurrence "within the set of recurrence instances" of one interval of FREQ,
#   here of a week; its own examples are months, but no FREQ is left out.
# Real: ical.js keeps BYSETPOS for months and passes over it without an error for weeks (days and years
#   of BYDAY alone too): Saturdays and Sundays.
# Seen:
#> dateutil: Sun 2026-01-04, Sun 2026-01-11, Sun 2026-01-18, Sun 2026-01-25
#> ical.js: Sun 2026-01-04, Sat 2026-01-10, Sun 2026-01-11, Sat 2026-01-17
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

dates = rrulestr("FREQ=WEEKLY;BYDAY=SA,SU;BYSETPOS=-1", dtstart=datetime(2026, 1, 4, 9))
print("dateutil:", ", ".join(f"{date:%a %Y-%m-%d}" for date in islice(dates, 4)))
PY
cat > ask.mjs <<'JS'
import ICAL from "ical.js";

const start = ICAL.Time.fromDateTimeString("2026-01-04T09:00:00");
const dates = ICAL.Recur.fromString("FREQ=WEEKLY;BYDAY=SA,SU;BYSETPOS=-1").iterator(start);
const names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const first = Array.from({ length: 4 }, () => {
  const date = dates.next();
  return `${names[date.dayOfWeek() - 1]} ${date.toString().slice(0, 10)}`;
});
console.log(`ical.js: ${first.join(", ")}`);
JS
{ LC_ALL=C python/bin/python ask.py && node ask.mjs; } | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
