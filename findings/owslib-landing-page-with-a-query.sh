#!/usr/bin/env bash
# A landing page with a query loses the last part of its path.
#
# Tool: OWSLib 0.35.0 (PyPI).
# Expected: Features("http://host/api/ogc?lang=pl") asks for /api/ogc/collections?lang=pl, as without a
#   query it asks for /api/ogc/collections; the library keeps a "base URL [that] has a query string" on
#   purpose and sends the query along. OGC 17-069r4 (Features), /req/core/fc-md-op: the collections are
#   at the path /collections, below the landing page.
# Real: the request goes to /api/collections?lang=pl: a slash is put after the path only where there is
#   no query, and without it the joining replaces the last part. "/api/ogc/?lang=pl" works.
# Seen:
#> /api/ogc: /api/ogc/collections
#> /api/ogc?lang=pl: /api/collections?lang=pl
#> /api/ogc/?lang=pl: /api/ogc/collections?lang=pl
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check OWSLib==0.35.0
cat > ask.py <<'PY'
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from owslib.ogcapi.features import Features

asked = []


class AnyPage(BaseHTTPRequestHandler):
    def do_GET(self):
        asked.append(self.path)
        body = b'{"links": [], "collections": []}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), AnyPage)
Thread(target=server.serve_forever, daemon=True).start()
for landing in "/api/ogc", "/api/ogc?lang=pl", "/api/ogc/?lang=pl":
    service = Features(f"http://127.0.0.1:{server.server_port}{landing}")
    service.collections()
    print(f"{landing}: {asked[-1]}")
server.shutdown()
PY
python/bin/python ask.py | tee seen
diff <(sed -n 's/^#> //p' "$self") seen || { echo "not as described"; exit 1; }
echo "as described"
