#!/usr/bin/env bash
# A box in a CQL2 JSON filter is turned into one that lies somewhere else.
#
# Tool: pygeofilter 0.4.0 (PyPI).
# Expected: {"bbox": [20.9, 52.1, 21.2, 52.3]} is the box from 20.9, 52.1 to 21.2, 52.3. OGC 21-065r2
#   (CQL2), bboxLiteral, in the order of GeoJSON (RFC 7946, 5): all axes of the south-west corner, then
#   all of the north-east one.
# Real: the parser hands the four numbers to an Envelope whose fields are x1, x2, y1, y2: the box
#   runs from longitude 20.9 to 52.1 and from latitude 21.2 to 52.3, from Poland to Oman. A filter
#   for a district answers with two continents.
# Seen:
#> longitude 20.9 to 52.1, latitude 21.2 to 52.3
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check pygeofilter==0.4.0
cat > ask.py <<'PY'
from pygeofilter.parsers.cql2_json import parse

parsed = parse({
    "op": "s_intersects",
    "args": [{"property": "geometry"}, {"bbox": [20.9, 52.1, 21.2, 52.3]}],
})
ring = parsed.rhs.geometry["coordinates"][0]
longitudes, latitudes = [x for x, _ in ring], [y for _, y in ring]
print(f"longitude {min(longitudes)} to {max(longitudes)}, latitude {min(latitudes)} to {max(latitudes)}")
PY
python/bin/python ask.py | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
