#!/usr/bin/env bash
# A change of "this and all later dates" moves one date alone.
#
# Tool: node-ical 0.26.1 (npm).
# Expected: with RECURRENCE-ID;RANGE=THISANDFUTURE on the third of four Mondays, moved from 18:00 to
#   20:00, the fourth is at 20:00 as well. RFC 5545, 3.2.13 and 3.8.4.4: with that parameter the
#   recurrence id names the date and all after it, and a new start moves them all by the difference.
# Real: the third is at 20:00, the fourth is back at 18:00; the parameter is passed over silently.
# Seen:
#> 2026-01-05T18:00 2026-01-12T18:00 2026-01-19T20:00 2026-01-26T18:00
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --prefix . --silent --no-audit --no-fund node-ical@0.26.1
cat > ask.mjs <<'JS'
import ical from "node-ical";

const event = (...lines) =>
  ["BEGIN:VEVENT", "UID:1@example.org", "DTSTAMP:20260101T000000Z", "SUMMARY:Choir", ...lines, "END:VEVENT"];
const text = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "PRODID:-//Example//Example//EN",
  ...event("DTSTART:20260105T180000Z", "DTEND:20260105T190000Z", "RRULE:FREQ=WEEKLY;COUNT=4"),
  ...event(
    "RECURRENCE-ID;RANGE=THISANDFUTURE:20260119T180000Z",
    "DTSTART:20260119T200000Z",
    "DTEND:20260119T210000Z",
  ),
  "END:VCALENDAR",
  "",
].join("\r\n");
const choir = ical.sync.parseICS(text)["1@example.org"];
const window = { from: new Date("2026-01-01T00:00:00Z"), to: new Date("2026-03-01T00:00:00Z") };
const starts = ical.expandRecurringEvent(choir, window).map((one) => one.start.toISOString().slice(0, 16));
console.log(starts.join(" "));
JS
TZ=UTC node ask.mjs | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
