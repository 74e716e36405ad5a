#!/usr/bin/env python3
"""Makes the old stores of this folder with a given build of Okolica.

    make.py BINARY DEMO_FOLDER OUTPUT_FOLDER

loads the demo town into a GeoPackage and into a database of a PostgreSQL of its own, makes the
same 200 edits in each (over HTTP and with SQL), asks 20 questions of coverage between them, and
writes a store, the answers to the questions and what SQL reads from the store. Needs Debian's
python3, zstd, sqlite3 and postgresql-15-postgis-3; as root, PostgreSQL runs as `postgres`.
"""

import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

TOKEN = "make-stores"
# Stands for the service's address in what is written; that of the services of tests.
PUBLIC_URL = "https://mapa.example.org"
TABLES = ["spaces", "initiatives", "districts", "population_cells", "place_names", "categories", "city_profile"]
POSTGRESQL = pathlib.Path("/usr/lib/postgresql/15/bin")

# Two are asked after every 20 edits.
QUESTIONS = [
    "",
    "category=library&within=800",
    "category=library,club&minutes=10&speed=3.5&who=65plus",
    "set=estate&within=1000",
    "tag=seniorzy&within=1500&detour=1.1",
    "access=step_free&within=900",
    "free=1&within=700&who=0_14",
    "category=culture&within=2000&kappa=-0.002",
    "when=evening&within=1000",
    "verified=6&within=1200",
    "category=community&set=estate&within=600",
    "area=19.27,52.04;19.33,52.04;19.33,52.08;19.27,52.08&within=800",
    "access=step_free,toilet&category=library&within=1000",
    "within=500&compare={first}",
    "category=library&within=900&compare={first}",
    "scenario=add:19.3,52.06;close:7&category=library&within=800",
    "minutes=15&speed=4&when=sunday",
    "who=15_64&within=400",
    "as_of={first}&category=club&within=1000",
    "as_of={middle}&set=estate&access=toilet&within=800",
]


class GeoPackage:
    """The store in a file."""

    name = "geopackage"

    def __init__(self, folder):
        self.path = folder / "town.gpkg"
        self.url = f"gpkg:{self.path}"

    def sql(self, statement):
        done = subprocess.run(["sqlite3", "-json", self.path, statement], check=True, capture_output=True, text=True)
        return json.loads(done.stdout) if done.stdout.strip() else []

    def save(self, output):
        self.sql("VACUUM")
        self.sql("PRAGMA wal_checkpoint(TRUNCATE)")
        compress(self.path, output / "town.gpkg.zst")

    def close(self):
        pass


class PostGis:
    """The store in a database of a PostgreSQL of its own."""

    name = "postgis"

    def __init__(self, folder):
        self.folder = folder / "postgres"
        self.folder.mkdir()
        if os.getuid() == 0:
            os.chmod(folder, 0o755)
            subprocess.run(["chown", "postgres", self.folder], check=True)
        data = self.folder / "data"
        self.run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C")
        options = f"-k {self.folder} -c listen_addresses= -c fsync=off"
        self.run("pg_ctl", "-D", data, "-w", "-l", self.folder / "log", "-o", options, "start")
        self.url = f"postgres://postgres@localhost/town?host={self.folder}"
        self.run("createdb", "-h", self.folder, "-U", "postgres", "town")

    def run(self, program, *arguments):
        command = [POSTGRESQL / program, *arguments]
        if os.getuid() == 0:
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command]
        out = subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE
        return subprocess.run(command, check=True, stdout=out, text=True, cwd="/").stdout

    def sql(self, statement):
        if statement.startswith("SELECT"):
            statement = f"SELECT coalesce(json_agg(t), '[]') FROM ({statement}) AS t"
        said = self.run("psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "postgres", "-d", "town",
                        "-c", statement)
        return json.loads(said) if said.strip() else []

    def save(self, output):
        dump = self.folder / "town.sql"
        self.run("pg_dump", "-h", self.folder, "-U", "postgres", "-d", "town", "--no-owner", "--file", dump)
        # Minor releases before these two commands do not know them.
        lines = dump.read_text().splitlines(keepends=True)
        plain = dump.with_name("plain.sql")
        plain.write_text("".join(line for line in lines if not line.startswith(("\\restrict", "\\unrestrict"))))
        compress(plain, output / "town.sql.zst")

    def close(self):
        self.run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")


class Service:
    """The given build, running over a store."""

    def __init__(self, binary, store):
        command = [binary, "serve", "--database", store.url, "--listen", "127.0.0.1:0"]
        environment = {**os.environ, "OKOLICA_ADMIN_TOKEN": TOKEN}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                        env=environment)
        for line in self.process.stdout:
            if "Okolica answers at " in line:
                self.address = line.split("Okolica answers at ")[1].strip()
                return
        sys.exit("the service did not start")

    def ask(self, method, path, body=None, content_type="application/geo+json"):
        request = urllib.request.Request(self.address + path, method=method)
        if method != "GET":
            request.add_header("Authorization", f"Bearer {TOKEN}")
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", content_type)
        try:
            with urllib.request.urlopen(request) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            sys.exit(f"{method} {path}: {error.code} {error.read().decode()}")
        return json.loads(text.replace(self.address.encode(), PUBLIC_URL.encode())) if text else None

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def compress(source, target):
    subprocess.run(["zstd", "-q", "-f", "-19", source, "-o", target], check=True)


def random_feature(dice, layer, number):
    properties = {
        "name": f"Nowe miejsce {number}" if layer == "spaces" else f"Nowa inicjatywa {number}",
        "category": dice.choice(["library", "club", "culture", "garden", "other"]
                                if layer == "spaces" else ["other", "meeting", "seniors", "art"]),
        "tags": dice.sample(["seniorzy", "książki", "ogród", "warsztaty"], dice.randint(0, 2)),
        "summary": dice.choice(["Przyjdź z sąsiadką.", "Drzwi są otwarte.", ""]),
        "phone": f"+48 000 {number:03} {dice.randint(100, 999)}",
        "email": f"kontakt-{number}@example.org",
        "access": {"step_free": dice.choice(["yes", "limited", "no", "unknown"])},
        "cost": {"free": dice.random() < 0.5},
        "source": "make.py",
        "source_id": f"{layer}-{number}",
    }
    public = dice.choice([True, False, None])
    if public is not None:
        properties["contact_public"] = public
    if layer == "spaces":
        properties["opening_hours"] = dice.choice(["Mo-Fr 09:00-17:00", "Sa,Su 10:00-14:00", "24/7"])
        properties["capacity"] = dice.randint(5, 200)
    else:
        start = f"2026-{dice.randint(3, 12):02}-{dice.randint(1, 28):02}T{dice.randint(8, 19):02}:00"
        properties["schedule"] = {"start": start}
        properties["organiser"] = {"name": "Sąsiedzi", "kind": "ngo"}
    point = {"type": "Point", "coordinates": [round(dice.uniform(19.26, 19.34), 6), round(dice.uniform(52.03, 52.09), 6)]}
    if layer == "initiatives" and dice.random() < 0.1:
        point = None
    return {"type": "Feature", "geometry": point, "properties": properties}


class Editor:
    """Makes the edits; the same ones in every store."""

    def __init__(self, service):
        self.dice = random.Random(11)
        self.service = service
        self.ids = {}
        for layer in ["spaces", "initiatives"]:
            found = service.ask("GET", f"/api/collections/{layer}/items?limit=10000")
            self.ids[layer] = [feature["id"] for feature in found["features"]]

    def over_http(self, number):
        dice = self.dice
        layer = dice.choice(["spaces", "initiatives"])
        items = f"/api/collections/{layer}/items"
        kind = dice.choices(["create", "put", "patch", "delete"], [5, 6, 6, 3])[0]
        if kind == "create":
            made = self.service.ask("POST", items, random_feature(dice, layer, number))
            self.ids[layer].append(made["id"])
            return
        at = dice.choice(self.ids[layer])
        if kind == "put":
            feature = random_feature(dice, layer, number)
            # A PUT without them keeps those that are there.
            for field in dice.sample(["phone", "email", "contact_public"], 2):
                feature["properties"].pop(field, None)
            self.service.ask("PUT", f"{items}/{at}", feature)
        elif kind == "patch":
            properties = dice.choice([
                {"summary": f"Zmiana {number}"},
                {"access": {"step_free": "yes", "toilet": "no"}},
                {"phone": None, "email": f"nowy-{number}@example.org"},
                {"contact_public": dice.random() < 0.5},
                {"tags": ["zmienione"], "cost": {"free": True}},
            ])
            self.service.ask("PATCH", f"{items}/{at}", {"properties": properties}, "application/merge-patch+json")
        else:
            self.ids[layer].remove(at)
            self.service.ask("DELETE", f"{items}/{at}")

    def statement(self, number):
        """An edit as somebody with another program makes it."""
        dice = self.dice
        layer = dice.choice(["spaces", "initiatives"])
        at = dice.choice(self.ids[layer])
        kind = number % 4
        if kind == 0:
            return f"UPDATE {layer} SET summary = 'z SQL {number}', phone = '+48 000 000 {number:03}' WHERE id = {at}"
        if kind == 1:
            return f"UPDATE population_cells SET population = population + {dice.randint(1, 40)} WHERE id = {dice.randint(1, 400)}"
        if kind == 2:
            self.ids[layer].remove(at)
            return f"DELETE FROM {layer} WHERE id = {at}"
        return (f"INSERT INTO initiatives (name, category, email, contact_public) "
                f"VALUES ('Z SQL {number}', 'other', 'sql-{number}@example.org', {dice.choice(['true', 'false', 'NULL'])})")


def make(store, binary, demo, output):
    subprocess.run([binary, "demo", demo, "--database", store.url], check=True, stdout=subprocess.DEVNULL)
    service = Service(binary, store)
    editor = Editor(service)
    newest = lambda: service.ask("GET", "/api/coverage")["change_log"]
    first, middle, links, questions = newest(), None, [], iter(QUESTIONS)
    for part in range(10):
        for edit in range(18):
            editor.over_http(part * 20 + edit)
        # Nobody waits for the publisher to see what another program does: the next service reads all.
        service.stop()
        for edit in (18, 19):
            store.sql(editor.statement(part * 20 + edit))
        service = editor.service = Service(binary, store)
        middle = middle or newest()
        for _ in range(2):
            question = next(questions).format(first=first, middle=middle)
            permalink = service.ask("GET", f"/api/coverage?{question}")["permalink"]
            path = permalink.removeprefix(PUBLIC_URL)
            links.append({"asked": question, "path": path, "answer": service.ask("GET", path)})
    service.stop()
    contacts = "id, version, name, category, phone, email, contact_public"
    facts = {
        "made_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "links": links,
        "rows": {table: store.sql(f"SELECT {'fid AS id' if table == 'categories' else 'id'}, version FROM {table} ORDER BY 1")
                 for table in TABLES},
        "items": {layer: store.sql(f"SELECT {contacts} FROM {layer} ORDER BY id") for layer in ["spaces", "initiatives"]},
        "revisions": store.sql(revisions(store)),
    }
    target = output / f"{store.name}.json"
    with open(target, "w", encoding="utf-8") as file:
        json.dump(facts, file, ensure_ascii=False, separators=(",", ":"))
    compress(target, f"{target}.zst")
    target.unlink()
    store.save(output)


def revisions(store):
    at = "at" if store.name == "geopackage" else "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') AS at"
    return (f"SELECT seq, table_name, row_id, version, op, {at}, who, why, row ->> 'name' AS name "
            f"FROM revisions ORDER BY seq")


def main():
    binary, demo, output = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        for kind in (GeoPackage, PostGis):
            store = kind(pathlib.Path(folder))
            try:
                make(store, binary, demo, output)
            finally:
                store.close()


main()
