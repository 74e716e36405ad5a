#!/usr/bin/env bash
# Extra dates of an event (RDATE) are kept as text and never expanded.
#
# Tool: node-ical 0.26.1 (npm).
# Expected: ical.expandRecurringEvent gives the two dates of the rule and the one of RDATE. RFC 5545,
#   3.8.5.2: the recurrence set considers DTSTART, RRULE, RDATE and EXDATE.
# Real: the date of RDATE is missing, without an error; EXDATE, beside it, is heeded. `event.rdate` is
#   the unparsed value, so the caller has to read zones and lists itself.
# Seen:
#> dates: 2026-01-05 2026-01-12
#> rdate: {"params":{"TZID":"Europe/Warsaw"},"val":"20260110T100000"}
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --prefix . --silent --no-audit --no-fund node-ical@0.26.1
cat > ask.mjs <<'JS'
import ical from "node-ical";

const text = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "PRODID:-//Example//Example//EN",
  "BEGIN:VEVENT",
  "UID:1@example.org",
  "DTSTAMP:20260101T000000Z",
  "SUMMARY:Repair café",
  "DTSTART;TZID=Europe/Warsaw:20260105T180000",
  "DTEND;TZID=Europe/Warsaw:20260105T200000",
  "RRULE:FREQ=WEEKLY;COUNT=3",
  "EXDATE;TZID=Europe/Warsaw:20260119T180000",
  "RDATE;TZID=Europe/Warsaw:20260110T100000",
  "END:VEVENT",
  "END:VCALENDAR",
  "",
].join("\r\n");
const event = ical.sync.parseICS(text)["1@example.org"];
const window = { from: new Date("2026-01-01T00:00:00Z"), to: new Date("2026-02-01T00:00:00Z") };
const dates = ical.expandRecurringEvent(event, window).map((one) => one.start.toISOString().slice(0, 10));
console.log(`dates: ${dates.join(" ")}`);
console.log(`rdate: ${JSON.stringify(event.rdate)}`);
JS
TZ=Europe/Warsaw node ask.mjs | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
