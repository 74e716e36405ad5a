#!/usr/bin/env bash
# BETWEEN as CQL2 JSON writes it is a TypeError; a form of an old draft is read.
#
# Tools: pygeofilter 0.4.0, beside cql2 0.6.0 (PyPI).
# Expected: {"op": "between", "args": [{"property": "seats"}, 10, 50]} is read. OGC 21-065r2 (CQL2),
#   the JSON schema: isBetweenOperands is an array of exactly three, the value and its bounds.
# Real: pygeofilter takes the second operand for a list of both bounds and fails with "object is not
#   subscriptable", no ParseError; args of two, [property, [10, 50]], it reads. cql2 writes the
#   standard's form, so what one produces the other can't read.
# Seen:
#> cql2 writes: {"op": "between", "args": [{"property": "seats"}, 10.0, 50.0]}
#> pygeofilter, three operands: TypeError
#> pygeofilter, two operands: Between
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check pygeofilter==0.4.0 cql2==0.6.0
cat > ask.py <<'PY'
import json
import cql2
from pygeofilter.parsers.cql2_json import parse


def read(node):
    try:
        return type(parse(node)).__name__
    except Exception as problem:
        return type(problem).__name__


seats = {"property": "seats"}
written = cql2.parse_text("seats BETWEEN 10 AND 50").to_json()
print("cql2 writes:", json.dumps(written))
print("pygeofilter, three operands:", read(written))
print("pygeofilter, two operands:", read({"op": "between", "args": [seats, [10, 50]]}))
PY
python/bin/python ask.py | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
