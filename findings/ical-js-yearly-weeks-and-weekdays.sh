#!/usr/bin/env bash
# RFC 5545's own examples of a yearly weekday come every week.
#
# Tool: ical.js 2.2.1 (npm), beside python-dateutil 2.9.0.post0 (PyPI).
# Expected: RFC 5545, 3.8.5.3, examples: "Every 20th Monday of the year" (FREQ=YEARLY;BYDAY=20MO) is
#   19 May 1997, 18 May 1998, 17 May 1999; "Monday of week number 20" (FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO)
#   is 12 May 1997, 11 May 1998, 17 May 1999. dateutil gives both.
# Real: ical.js passes over the number and the week: every Monday, from 19 May 1997 on; for the second
#   rule even the start itself, 12 May, is missing.
# Seen:
#> dateutil FREQ=YEARLY;BYDAY=20MO: 1997-05-19 1998-05-18 1999-05-17
#> dateutil FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO: 1997-05-12 1998-05-11 1999-05-17
#> ical.js  FREQ=YEARLY;BYDAY=20MO: 1997-05-19 1997-05-26 1997-06-02
#> ical.js  FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO: 1997-05-19 1997-05-26 1997-06-02
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

for day, rule in (19, "FREQ=YEARLY;BYDAY=20MO"), (12, "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"):
    dates = islice(rrulestr(rule, dtstart=datetime(1997, 5, day, 9)), 3)
    print(f"dateutil {rule}:", *(date.date() for date in dates))
PY
cat > ask.mjs <<'JS'
import ICAL from "ical.js";

for (const [day, rule] of [["19", "FREQ=YEARLY;BYDAY=20MO"], ["12", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"]]) {
  const start = ICAL.Time.fromDateTimeString(`1997-05-${day}T09:00:00`);
  const dates = ICAL.Recur.fromString(rule).iterator(start);
  const first = Array.from({ length: 3 }, () => dates.next().toString().slice(0, 10));
  console.log(`ical.js  ${rule}: ${first.join(" ")}`);
}
JS
{ python/bin/python ask.py && node ask.mjs; } | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
