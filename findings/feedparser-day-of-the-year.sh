#!/usr/bin/env bash
# A date as year and day of the year is read as another month's first day.
#
# Tool: feedparser 6.0.14 (PyPI).
# Expected: 2026-100 is 10 April 2026, and 2026-088 is 29 March: ISO 8601's ordinal date, which the
#   package's documentation lists as recognized, with the example 2003-335 for 1 December 2003.
# Real: 2026-100 becomes 1 October and 2026-088 becomes 1 August: the first two digits of the day are
#   taken for a month, or its last two after a zero. The documented example is right by chance: both
#   readings of 335 end on 1 December. Without the hyphen, 2026100, the date is right.
# Seen:
#> 2026-100: 2026-10-01
#> 2026-088: 2026-08-01
#> 2003-335: 2003-12-01
#> 2026100: 2026-04-10
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check feedparser==6.0.14
cat > ask.py <<'PY'
import feedparser

for text in "2026-100", "2026-088", "2003-335", "2026100":
    feed = feedparser.parse(
        "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><item>"
        f"<title>Fair</title><dc:date>{text}</dc:date></item></channel></rss>"
    )
    print("{}: {:04}-{:02}-{:02}".format(text, *feed.entries[0].updated_parsed[:3]))
PY
python/bin/python ask.py 2> warnings | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { cat warnings; echo "not as described"; exit 1; }
echo "as described"
