#!/usr/bin/env bash
# Properties that the first feature lacks are dropped, and its types change the others' values.
#
# Tool: flatgeobuf 4.5.0 (npm).
# Expected: serialize(geojson) writes what it is given, or refuses: GeoJSON's features need not have
#   the same properties (RFC 7946, 3.2: "any JSON object"), and FlatGeobuf can state the columns of
#   each feature (header.fbs and feature.fbs: a Feature has its own `columns`).
# Real: the columns and their types are those of features[0]. A property that comes later is lost;
#   where a later value is of another type, "10 people" becomes null and "no" becomes false. No error.
# Seen:
#> written: {"seats":10,"open":true} {"seats":"10 people","open":"no","phone":"112"}
#> read: {"seats":10,"open":true} {"seats":null,"open":false}
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --prefix . --silent --no-audit --no-fund flatgeobuf@4.5.0
cat > ask.mjs <<'JS'
import { deserialize, serialize } from "flatgeobuf/lib/mjs/geojson.js";

const properties = [
  { seats: 10, open: true },
  { seats: "10 people", open: "no", phone: "112" },
];
const geometry = { type: "Point", coordinates: [21, 52] };
const features = properties.map((one) => ({ type: "Feature", properties: one, geometry }));
const read = [];
for await (const feature of deserialize(serialize({ type: "FeatureCollection", features }))) {
  read.push(feature.properties);
}
console.log(`written: ${properties.map((one) => JSON.stringify(one)).join(" ")}`);
console.log(`read: ${read.map((one) => JSON.stringify(one)).join(" ")}`);
JS
node ask.mjs | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
