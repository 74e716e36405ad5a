#!/usr/bin/env bash
# The id -3 becomes 18446744073709552000, and the ids 1.5 and 1.7 become the id 1 of another feature.
#
# Tools: geojson-vt 5.0.3, vt-pbf 3.1.3, @mapbox/vector-tile 3.0.0 and pbf 5.1.2 (npm).
# Expected: no id, as for ids that are text, or an error. GeoJSON's ids are any text or number
#   (RFC 7946, 3.2), and editors of OpenStreetMap give new objects negative ones; tiles hold whole
#   numbers from 0 on (Vector Tile Specification 2.1, vector_tile.proto: `optional uint64 id`), which
#   SHOULD be unique in a layer (4.2).
# Real: vt-pbf writes any number: a negative one as its two's complement, which JavaScript reads
#   rounded, so that -3 and -4 are one; a fraction cut off, so that it takes another feature's id.
# Seen:
#> text: none
#> 1: 1
#> 1.5: 1
#> 1.7: 1
#> -3: 18446744073709552000
#> -4: 18446744073709552000
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --prefix . --silent --no-audit --no-fund \
  geojson-vt@5.0.3 vt-pbf@3.1.3 @mapbox/vector-tile@3.0.0 pbf@5.1.2
cat > ask.mjs <<'JS'
import GeoJSONVT from "geojson-vt";
import vtpbf from "vt-pbf";
import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";

const geometry = { type: "Point", coordinates: [0, 0] };
const ids = ["text", 1, 1.5, 1.7, -3, -4];
const features = ids.map((id) => ({ type: "Feature", id, properties: { was: String(id) }, geometry }));
const tile = new GeoJSONVT({ type: "FeatureCollection", features }).getTile(0, 0, 0);
const bytes = vtpbf.fromGeojsonVt({ places: tile }, { version: 2 });
const { places } = new VectorTile(new PbfReader(bytes)).layers;
for (let at = 0; at < places.length; at++) {
  const { id, properties } = places.feature(at);
  console.log(`${properties.was}: ${id ?? "none"}`);
}
JS
node ask.mjs | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
