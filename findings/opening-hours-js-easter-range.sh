#!/usr/bin/env bash
# A range that ends at Easter leaves out its last day; a range of dates has it.
#
# Tool: opening_hours 3.15.0 (npm), the reference implementation of OpenStreetMap's opening_hours.
# Expected: `easter -1 day-easter +1 day` is Saturday to Monday. OSM wiki,
#   Key:opening_hours/specification: <monthday_range> is <date_from> - <date_to>, both of which may be
#   <variable_date> with a <date_offset>, and a range contains its last day (`Dec 24-Jan 06`).
# Real: Easter Monday, the last day, is closed, while `Apr 04-Apr 06`, the same days of 2026 (Easter is
#   on 5 April), has it.
# Seen:
#> easter -1 day-easter +1 day: 2026-04-04 2026-04-05
#> easter -2 days-easter: 2026-04-03 2026-04-04
#> Apr 04-Apr 06: 2026-04-04 2026-04-05 2026-04-06
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --prefix . --silent --no-audit --no-fund opening_hours@3.15.0
cat > ask.mjs <<'JS'
import OpeningHours from "opening_hours";

const two = (n) => String(n).padStart(2, "0");
const day = (d) => `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
for (const text of ["easter -1 day-easter +1 day", "easter -2 days-easter", "Apr 04-Apr 06"]) {
  const hours = new OpeningHours(`${text} 10:00-12:00`, null);
  const open = hours.getOpenIntervals(new Date(2026, 2, 1), new Date(2026, 4, 1));
  console.log(`${text}: ${open.map(([start]) => day(start)).join(" ")}`);
}
JS
TZ=Europe/Warsaw node ask.mjs | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
