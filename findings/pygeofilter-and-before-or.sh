#!/usr/bin/env bash
# In a CQL2 filter without brackets OR and AND bind alike, from left to right.
#
# Tools: pygeofilter 0.4.0, beside cql2 0.6.0 (PyPI).
# Expected: `open = 1 OR free = 1 AND near = 1` is `open = 1 OR (free = 1 AND near = 1)`. OGC 21-065r2
#   (CQL2), the BNF: a booleanExpression is booleanTerms joined by OR, a booleanTerm is booleanFactors
#   joined by AND.
# Real: pygeofilter's parser for CQL2 text makes `(open = 1 OR free = 1) AND near = 1`, so a server that
#   uses it drops the items that are open and not near, without an error. Brackets help.
# Seen:
#> pygeofilter: and(or(open, free), near)
#> cql2: or(open, and(free, near))
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check pygeofilter==0.4.0 cql2==0.6.0
cat > ask.py <<'PY'
import cql2
from pygeofilter import ast
from pygeofilter.parsers.cql2_text import parse

TEXT = "open = 1 OR free = 1 AND near = 1"


def of_pygeofilter(node):
    if isinstance(node, (ast.And, ast.Or)):
        name = "and" if isinstance(node, ast.And) else "or"
        return f"{name}({of_pygeofilter(node.lhs)}, {of_pygeofilter(node.rhs)})"
    return node.lhs.name


def of_cql2(node):
    if node["op"] in ("and", "or"):
        return f"{node['op']}({', '.join(map(of_cql2, node['args']))})"
    return node["args"][0]["property"]


print("pygeofilter:", of_pygeofilter(parse(TEXT)))
print("cql2:", of_cql2(cql2.parse_text(TEXT).to_json()))
PY
python/bin/python ask.py | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
