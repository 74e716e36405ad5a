#!/usr/bin/env bash
# Reading and writing a calendar moves a weekly event by an hour from the change of the clocks on.
#
# Tool: ics 0.7.3 (PyPI), judged with recurring-ical-events 3.8.2 and icalendar 7.3.2.
# Expected: what is read and written unchanged means the same. RFC 5545, 3.3.10: a rule runs in the
#   zone of DTSTART, so Mondays at 18:00 in Warsaw stay at 18:00 in winter.
# Real: ics writes DTSTART in UTC and leaves RRULE as it was: from 26 October 2026 on it is 17:00.
# Seen:
#> before: 2026-10-19 18:00, 2026-10-26 18:00
#> after: 2026-10-19 18:00, 2026-10-26 17:00
#> written: DTSTART:20261019T160000Z
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check \
  ics==0.7.3 recurring-ical-events==3.8.2 icalendar==7.3.2 tzdata
cat > ask.py <<'PY'
from zoneinfo import ZoneInfo
from icalendar import Calendar
import ics
import recurring_ical_events

text = "\r\n".join([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Example//Example//EN",
    "CALSCALE:GREGORIAN",
    "BEGIN:VEVENT",
    "UID:1@example.org",
    "DTSTAMP:20260101T000000Z",
    "SUMMARY:Choir",
    "DTSTART;TZID=Europe/Warsaw:20261019T180000",
    "DTEND;TZID=Europe/Warsaw:20261019T193000",
    "RRULE:FREQ=WEEKLY;COUNT=2",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
])
written = ics.Calendar(text).serialize()
for name, calendar in ("before", text), ("after", written):
    events = recurring_ical_events.of(Calendar.from_ical(calendar)).between((2026, 10, 1), (2026, 12, 1))
    starts = sorted(event.start.astimezone(ZoneInfo("Europe/Warsaw")) for event in events)
    print(f"{name}: {', '.join(f'{start:%Y-%m-%d %H:%M}' for start in starts)}")
print("written:", next(line for line in written.splitlines() if line.startswith("DTSTART")))
PY
python/bin/python ask.py | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
