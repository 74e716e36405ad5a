#!/usr/bin/env bash
# One feature without a place makes a whole GeoJSON collection unreadable.
#
# Tool: shapely 2.2.0 (PyPI; GEOS 3.14.1).
# Expected: shapely.from_geojson reads the collection. RFC 7946, 3.2: a feature's geometry is "a
#   Geometry object ... or, in the case that the Feature is unlocated, a JSON null value".
# Real: an exception from GEOS's JSON library, and nothing of the collection; with
#   on_invalid="ignore" one None stands for all of it, not for the one feature.
# Seen:
#> both with a place: GEOMETRYCOLLECTION (POINT (21 52), POINT (21 52))
#> one without: GEOSException
#> one without, ignoring errors: None
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check shapely==2.2.0
cat > ask.py <<'PY'
import json
import shapely


def collection(*geometries):
    features = [{"type": "Feature", "properties": {}, "geometry": one} for one in geometries]
    return json.dumps({"type": "FeatureCollection", "features": features})


place = {"type": "Point", "coordinates": [21, 52]}
print("both with a place:", shapely.from_geojson(collection(place, place)))
try:
    print("one without:", shapely.from_geojson(collection(place, None)))
except Exception as problem:
    print("one without:", type(problem).__name__)
print("one without, ignoring errors:", shapely.from_geojson(collection(place, None), on_invalid="ignore"))
PY
python/bin/python ask.py | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
