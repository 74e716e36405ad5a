#!/usr/bin/env bash
# A polygon that its hole cuts into four corners is valid to one library and not to another.
#
# Tools: the crate geo 0.33.1, beside shapely 2.2.0 (PyPI; GEOS).
# Expected: not valid. OGC 06-103r4 (Simple Features), 6.1.11.1: "The interior of every Surface is a
#   connected point set". A square whose hole is a diamond that touches the middles of all four sides
#   has four corners left that touch in points alone. GEOS: "Interior is disconnected".
# Real: Validation::is_valid() is true. (The documentation of the error type InvalidPolygon says that
#   connectivity is not checked; that of is_valid() and of check_validation() does not.) So a polygon
#   that was checked is refused by a PostGIS column with CHECK (ST_IsValid(geom)).
# Seen:
#> geo: valid
#> shapely: Interior is disconnected
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check shapely==2.2.0
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "ask"
version = "0.0.0"
edition = "2021"

[workspace]

[dependencies]
geo = { version = "=0.33.1", default-features = false }
TOML
cat > src/main.rs <<'RS'
use geo::{polygon, Validation};

fn main() {
    let corners = polygon!(
        exterior: [(x: 0.0, y: 0.0), (x: 10.0, y: 0.0), (x: 10.0, y: 10.0), (x: 0.0, y: 10.0)],
        interiors: [[(x: 0.0, y: 5.0), (x: 5.0, y: 10.0), (x: 10.0, y: 5.0), (x: 5.0, y: 0.0)]],
    );
    println!("geo: {}", if corners.is_valid() { "valid" } else { "not valid" });
}
RS
cat > ask.py <<'PY'
from shapely import Polygon, is_valid_reason

corners = Polygon([(0, 0), (10, 0), (10, 10), (0, 10)], [[(0, 5), (5, 10), (10, 5), (5, 0)]])
print("shapely:", is_valid_reason(corners).split("[")[0])
PY
{ CARGO_TARGET_DIR=target cargo run --quiet && python/bin/python ask.py; } | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
