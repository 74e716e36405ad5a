#!/usr/bin/env bash
# Coordinates given as numbers, as the types ask for, are passed over: the sun always rises at 6.
#
# Tool: opening_hours 3.15.0 (npm), the reference implementation of OpenStreetMap's opening_hours.
# Expected: sunrise and sunset of the place. README: "The location (`lat` and `lon`) is used to
#   calculate the correct values for sunrise and sunset"; the package's own types/index.d.ts declares
#   both as `number`.
# Real: numbers are ignored without a word, and sunrise-sunset is 6:00 to 18:00 on every day of the
#   year. The same numbers written as strings, as Nominatim happens to send them, work.
# Seen:
#> numbers: 06:00 to 18:00
#> strings: 04:14 to 21:01
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --prefix . --silent --no-audit --no-fund opening_hours@3.15.0
grep -q 'lat: number' node_modules/opening_hours/types/index.d.ts
cat > ask.mjs <<'JS'
import OpeningHours from "opening_hours";

const two = (n) => String(n).padStart(2, "0");
const time = (d) => `${two(d.getHours())}:${two(d.getMinutes())}`;
const address = { country_code: "pl", state: "Mazowieckie" };
for (const [kind, lat, lon] of [["numbers", 52.2, 21], ["strings", "52.2", "21"]]) {
  const hours = new OpeningHours("sunrise-sunset", { lat, lon, address });
  const [[from, until]] = hours.getOpenIntervals(new Date(2026, 5, 21), new Date(2026, 5, 22));
  console.log(`${kind}: ${time(from)} to ${time(until)}`);
}
JS
TZ=Europe/Warsaw node ask.mjs | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
