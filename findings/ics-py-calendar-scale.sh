#!/usr/bin/env bash
# A calendar that names no calendar scale is written with the scale GEORGIAN.
#
# Tools: ics 0.7.3, read by recurring-ical-events 3.8.2 with icalendar 7.3.2 (PyPI).
# Expected: no CALSCALE, as in what was read, or CALSCALE:GREGORIAN. RFC 5545, 3.7.1: the property is
#   optional, its default and only value of that document is GREGORIAN.
# Real: every calendar that was read without the property leaves with CALSCALE:GEORGIAN, a word that no
#   standard knows, and a reader that checks the scale refuses the whole calendar.
# Seen:
#> CALSCALE:GEORGIAN
#> recurring-ical-events: InvalidCalendar: Only Gregorian calendars are supported.
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check \
  ics==0.7.3 recurring-ical-events==3.8.2 icalendar==7.3.2
cat > ask.py <<'PY'
from icalendar import Calendar
import ics
import recurring_ical_events

text = "\r\n".join([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Example//Example//EN",
    "BEGIN:VEVENT",
    "UID:1@example.org",
    "DTSTAMP:20260101T000000Z",
    "SUMMARY:Choir",
    "DTSTART:20261019T160000Z",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
])
written = ics.Calendar(text).serialize()
print(*(line for line in written.splitlines() if line.startswith("CALSCALE")), sep="\n")
try:
    recurring_ical_events.of(Calendar.from_ical(written))
    print("recurring-ical-events: read")
except ValueError as problem:
    print(f"recurring-ical-events: {type(problem).__name__}: {problem}")
PY
python/bin/python ask.py | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
