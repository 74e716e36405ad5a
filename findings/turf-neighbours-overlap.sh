#!/usr/bin/env bash
# Two squares that share an edge overlap, and a square overlaps one that contains it.
#
# Tools: @turf/turf 7.4.0 (npm), beside shapely 2.2.0 (PyPI; GEOS).
# Expected: false for both. README of @turf/boolean-overlap: true if the "intersection set results in a
#   geometry different from both but of the same dimension ... provided that neither completely
#   contains the other". Neighbours meet in a line; of a square in a square the intersection is the
#   smaller one. GEOS says false.
# Real: true for both: Turf asks whether any segments of the outlines meet. Whoever looks for districts
#   that overlap by mistake finds every pair of neighbours.
# Seen:
#> turf: share an edge true, one in the other true, apart false, overlap true
#> shapely: share an edge false, one in the other false, apart false, overlap true
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --prefix . --silent --no-audit --no-fund @turf/turf@7.4.0
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check shapely==2.2.0
cat > pairs.json <<'JSON'
{"share an edge": [[0, 0, 2, 2], [2, 0, 4, 2]], "one in the other": [[0, 0, 2, 2], [0, 0, 1, 1]],
 "apart": [[0, 0, 2, 2], [5, 5, 6, 6]], "overlap": [[0, 0, 2, 2], [1, 1, 3, 3]]}
JSON
cat > ask.mjs <<'JS'
import { readFileSync } from "node:fs";
import { bboxPolygon, booleanOverlap } from "@turf/turf";

const pairs = Object.entries(JSON.parse(readFileSync("pairs.json", "utf8")));
const say = ([name, [a, b]]) => `${name} ${booleanOverlap(bboxPolygon(a), bboxPolygon(b))}`;
console.log(`turf: ${pairs.map(say).join(", ")}`);
JS
cat > ask.py <<'PY'
import json
from shapely import box

pairs = json.load(open("pairs.json")).items()
said = (f"{name} {str(box(*a).overlaps(box(*b))).lower()}" for name, (a, b) in pairs)
print("shapely:", ", ".join(said))
PY
{ node ask.mjs && python/bin/python ask.py; } | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
