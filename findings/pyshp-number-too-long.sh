#!/usr/bin/env bash
# A number too long for its column loses its last digits and becomes another number.
#
# Tool: pyshp 3.1.6 (PyPI).
# Expected: an error or a warning, as for texts: the writer warns of PossibleDataLoss where a text does
#   not fit, and refuses it with strict=True ("refuse to create fields and text records with data that
#   would be truncated", change log).
# Real: 123456 residents in a column of five digits are written as 12345, with no warning, also with
#   strict=True.
# Seen:
#> text: PossibleDataLoss
#> number: 123456 is read as 12345, warnings 0
#> number, strict: 123456 is read as 12345, warnings 0
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check pyshp==3.1.6
cat > ask.py <<'PY'
import warnings
import shapefile


def written(name, kind, value, **options):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with shapefile.Writer(name, **options) as writer:
            writer.field("value", kind, 5)
            writer.point(21, 52)
            writer.record(value)
    with shapefile.Reader(name) as reader:
        return reader.record(0)[0], caught


_, caught = written("text", "C", "Mokotów")
print("text:", caught[0].category.__name__)
for name, options in ("number", {}), ("number, strict", {"strict": True}):
    value, caught = written(name, "N", 123456, **options)
    print(f"{name}: 123456 is read as {value}, warnings {len(caught)}")
PY
python/bin/python ask.py | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
