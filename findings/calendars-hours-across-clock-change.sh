#!/usr/bin/env bash
# 24 hours that begin before the clocks go forward end an hour early in three readers of calendars.
#
# Tools: recurring-ical-events 3.8.2 with icalendar 7.3.2, ics 0.7.3 (PyPI), ical.js 2.2.1 (npm).
# Expected: DURATION:PT24H from Saturday, 28 March 2026, 12:00 in Warsaw ends on Sunday at 13:00, by
#   when 24 hours have passed (the clocks go forward at 2:00); P1D ends at 12:00. RFC 5545, 3.3.6: days
#   and weeks are nominal, hours, minutes and seconds are accurate.
# Real: all three add 24 hours to the face of the clock and end at 12:00, after 23 hours, as for P1D.
#   An end that is written (DTEND) is the way around it.
# Seen:
#> recurring-ical-events: 2026-03-29 12:00
#> ics: 2026-03-29 12:00
#> ical.js: 2026-03-29 12:00
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --prefix . --silent --no-audit --no-fund ical.js@2.2.1
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check \
  recurring-ical-events==3.8.2 icalendar==7.3.2 ics==0.7.3 tzdata
cat > event.ics <<'ICS'
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Example//EN
BEGIN:VTIMEZONE
TZID:Europe/Warsaw
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1@example.org
DTSTAMP:20260101T000000Z
SUMMARY:A day and a night
DTSTART;TZID=Europe/Warsaw:20260328T120000
DURATION:PT24H
END:VEVENT
END:VCALENDAR
ICS
sed -i 's/$/\r/' event.ics
cat > ask.py <<'PY'
from icalendar import Calendar
import ics
import recurring_ical_events

text = open("event.ics", newline="").read()
[event] = recurring_ical_events.of(Calendar.from_ical(text)).between((2026, 3, 1), (2026, 5, 1))
print(f"recurring-ical-events: {event.end:%Y-%m-%d %H:%M}")
[event] = ics.Calendar(text).events
print("ics:", event.end.to("Europe/Warsaw").format("YYYY-MM-DD HH:mm"))
PY
cat > ask.mjs <<'JS'
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync("event.ics", "utf8")));
const { endDate } = new ICAL.Event(calendar.getFirstSubcomponent("vevent"));
console.log(`ical.js: ${endDate.toString().slice(0, 16).replace("T", " ")}`);
JS
{ python/bin/python ask.py && node ask.mjs; } | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
