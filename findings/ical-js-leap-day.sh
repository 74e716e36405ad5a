#!/usr/bin/env bash
# A yearly event of 29 February comes on 1 March of common years.
#
# Tool: ical.js 2.2.1 (npm).
# Expected: every fourth year. RFC 5545, 3.3.10: instances with an invalid date (its example is
#   30 February) "MUST be ignored and MUST NOT be counted as part of the recurrence set".
# Real: FREQ=YEARLY from 2024-02-29 gives 1 March in 2025, 2026 and 2027, and COUNT counts them. With
#   BYMONTH=2;BYMONTHDAY=29 written out, and for the 31st of months (FREQ=MONTHLY), the rule is kept.
# Seen:
#> FREQ=YEARLY: 2024-02-29 2025-03-01 2026-03-01 2027-03-01 2028-02-29
#> FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29: 2024-02-29 2028-02-29 2032-02-29 2036-02-29 2040-02-29
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --prefix . --silent --no-audit --no-fund ical.js@2.2.1
cat > ask.mjs <<'JS'
import ICAL from "ical.js";

for (const rule of ["FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"]) {
  const dates = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateTimeString("2024-02-29T18:00:00"));
  const first = Array.from({ length: 5 }, () => dates.next().toString().slice(0, 10));
  console.log(`${rule}: ${first.join(" ")}`);
}
JS
node ask.mjs | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
