#!/usr/bin/env bash
# A bow tie, and a hole far outside of its polygon, are valid.
#
# Tools: @turf/turf 7.4.0 (npm), beside shapely 2.2.0 (PyPI; GEOS).
# Expected: false for both. README of @turf/boolean-valid: "checks if the geometry is a valid according
#   to the OGC Simple Feature Specification", by which (OGC 06-103r4, 6.1.11.1) rings do not cross
#   themselves and holes lie within the shell.
# Real: true for both. So a form that checks what a person has drawn with it accepts what PostGIS,
#   GEOS and others refuse or mend.
# Seen:
#> turf: bow tie true, hole outside true
#> shapely: Self-intersection, Hole lies outside shell
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --prefix . --silent --no-audit --no-fund @turf/turf@7.4.0
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check shapely==2.2.0
cat > polygons.json <<'JSON'
{"bow tie": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]],
 "hole outside": [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]],
                  [[20, 20], [20, 21], [21, 21], [21, 20], [20, 20]]]}
JSON
cat > ask.mjs <<'JS'
import { readFileSync } from "node:fs";
import { booleanValid, polygon } from "@turf/turf";

const polygons = Object.entries(JSON.parse(readFileSync("polygons.json", "utf8")));
console.log(`turf: ${polygons.map(([name, rings]) => `${name} ${booleanValid(polygon(rings))}`).join(", ")}`);
JS
cat > ask.py <<'PY'
import json
from shapely import Polygon, is_valid_reason

polygons = json.load(open("polygons.json")).values()
reasons = (is_valid_reason(Polygon(shell, holes)) for shell, *holes in polygons)
print("shapely:", ", ".join(reason.split("[")[0] for reason in reasons))
PY
{ node ask.mjs && python/bin/python ask.py; } | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
