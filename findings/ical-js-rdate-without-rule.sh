#!/usr/bin/env bash
# An event with extra dates and no rule loses its own start.
#
# Tool: ical.js 2.2.1 (npm), beside recurring-ical-events 3.8.2 and icalendar 7.3.2 (PyPI).
# Expected: three dates: the start, 5 January 2026, and the two of RDATE. RFC 5545, 3.8.5.2: the
#   recurrence set is generated "by considering the initial DTSTART property along with the RRULE,
#   RDATE, and EXDATE properties".
# Real: ICAL.Event.iterator() gives the two of RDATE alone. With an RRULE beside it the start is there.
#   (A calendar of irregular dates, written by programs as one event with RDATE, lacks its first.)
# Seen:
#> recurring-ical-events: 2026-01-05 2026-01-10 2026-01-24
#> ical.js: 2026-01-10 2026-01-24
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --prefix . --silent --no-audit --no-fund ical.js@2.2.1
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check recurring-ical-events==3.8.2 icalendar==7.3.2
cat > event.ics <<'ICS'
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Example//EN
BEGIN:VEVENT
UID:1@example.org
DTSTAMP:20260101T000000Z
SUMMARY:Repair café
DTSTART:20260105T170000Z
DTEND:20260105T190000Z
RDATE:20260110T100000Z,20260124T100000Z
END:VEVENT
END:VCALENDAR
ICS
sed -i 's/$/\r/' event.ics
cat > ask.py <<'PY'
from icalendar import Calendar
import recurring_ical_events

calendar = Calendar.from_ical(open("event.ics", "rb").read())
events = recurring_ical_events.of(calendar).between((2026, 1, 1), (2026, 3, 1))
print("recurring-ical-events:", *sorted(str(event.start.date()) for event in events))
PY
cat > ask.mjs <<'JS'
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync("event.ics", "utf8")));
const dates = new ICAL.Event(calendar.getFirstSubcomponent("vevent")).iterator();
const days = [];
for (let date = dates.next(); date; date = dates.next()) days.push(date.toString().slice(0, 10));
console.log(`ical.js: ${days.join(" ")}`);
JS
{ python/bin/python ask.py && node ask.mjs; } | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
