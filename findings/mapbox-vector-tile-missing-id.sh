#!/usr/bin/env bash
# A feature without an id and one with the id 0 look the same after decoding.
#
# Tools: mapbox-vector-tile 2.2.0 (PyPI), beside @mapbox/vector-tile 3.0.0 with pbf 5.1.2 (npm).
# Expected: no id where there is none. Vector Tile Specification 2.1, 4.2: "A feature MAY contain an `id`
#   field"; it is not required, and 0 is an id like others.
# Real: the Python decoder gives "id": 0 for both, protobuf's default for a missing field, so all
#   features without an id become one to whoever joins or removes duplicates by id. The JavaScript
#   decoder leaves it out.
# Seen:
#> python: place with the id 0: 0; place without an id: 0
#> javascript: place with the id 0: 0; place without an id: undefined
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --prefix . --silent --no-audit --no-fund @mapbox/vector-tile@3.0.0 pbf@5.1.2
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check mapbox-vector-tile==2.2.0
cat > ask.py <<'PY'
import mapbox_vector_tile

features = [
    {"id": 0, "geometry": "POINT(1 1)", "properties": {"name": "with the id 0"}},
    {"geometry": "POINT(2 2)", "properties": {"name": "without an id"}},
]
tile = mapbox_vector_tile.encode([{"name": "places", "features": features}])
open("tile.mvt", "wb").write(tile)
decoded = mapbox_vector_tile.decode(tile)["places"]["features"]
print("python:", "; ".join(f"place {one['properties']['name']}: {one.get('id')}" for one in decoded))
PY
cat > ask.mjs <<'JS'
import { readFileSync } from "node:fs";
import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";

const { places } = new VectorTile(new PbfReader(readFileSync("tile.mvt"))).layers;
const features = Array.from({ length: places.length }, (_, at) => places.feature(at));
console.log(`javascript: ${features.map((one) => `place ${one.properties.name}: ${one.id}`).join("; ")}`);
JS
{ python/bin/python ask.py && node ask.mjs; } | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
