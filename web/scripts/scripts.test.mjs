// What of the scripts can be tested without a browser: `node --test web/scripts/scripts.test.mjs`.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const source = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
const device = await import(`data:text/javascript,${encodeURIComponent(source("./device.js"))}`);

test("whatever a device holds, favourites are keys, each once", () => {
  for (const broken of [null, "", "{", "7", "null", '{"a":1}', '"spaces/1"']) {
    assert.deepEqual(device.parsed(broken), []);
  }
  const mixed = ["spaces/1", 3, null, "spaces/0", "places/2", "spaces/1", "initiatives/9", "spaces/1,2", "../x"];
  assert.deepEqual(device.parsed(JSON.stringify(mixed)), ["spaces/1", "initiatives/9"]);
});

test("a star pressed twice leaves the list as it was", () => {
  const list = ["spaces/1", "spaces/2"];
  assert.deepEqual(device.toggled(list, "spaces/3"), ["spaces/1", "spaces/2", "spaces/3"]);
  assert.deepEqual(device.toggled(device.toggled(list, "spaces/3"), "spaces/3"), list);
  assert.deepEqual(device.toggled(list, "spaces/1"), ["spaces/2"]);
});

test("an age is said in the unit that people would use", () => {
  const minute = 60_000;
  const hour = 60 * minute;
  for (const [span, said] of [
    [0, [-1, "minute"]],
    [-5 * minute, [-1, "minute"]],
    [59 * minute, [-59, "minute"]],
    [60 * minute, [-1, "hour"]],
    [3 * hour + 10 * minute, [-3, "hour"]],
    [47 * hour, [-47, "hour"]],
    [48 * hour, [-2, "day"]],
    [400 * 24 * hour, [-400, "day"]],
  ]) {
    assert.deepEqual(device.ago(span), said, `${span} ms`);
  }
  const polish = new Intl.RelativeTimeFormat("pl");
  assert.equal(polish.format(...device.ago(3 * hour)), "3 godziny temu");
  assert.equal(polish.format(...device.ago(5 * hour)), "5 godzin temu");
});

test("a file holds what is known of a favourite, else its key", () => {
  const known = { type: "Feature", id: 7, geometry: { type: "Point", coordinates: [1, 2] }, properties: { name: "A" }, links: [] };
  assert.deepEqual(device.feature("spaces/7", known), {
    type: "Feature",
    id: "spaces/7",
    geometry: { type: "Point", coordinates: [1, 2] },
    properties: { layer: "spaces", name: "A" },
  });
  assert.deepEqual(device.feature("initiatives/8", null), {
    type: "Feature",
    id: "initiatives/8",
    geometry: null,
    properties: { layer: "initiatives" },
  });
});

test("without the data a file holds what the list says", () => {
  const row = device.ofRow({ at: "21.01,52.23", name: "Klub", address: "ul. Długa 21" });
  assert.deepEqual(device.feature("spaces/7", row), {
    type: "Feature",
    id: "spaces/7",
    geometry: { type: "Point", coordinates: [21.01, 52.23] },
    properties: { layer: "spaces", name: "Klub", address: "ul. Długa 21" },
  });
  assert.deepEqual(device.ofRow({ name: "W sieci" }), { geometry: null, properties: { name: "W sieci" } });
});

const live = await import(`data:text/javascript,${encodeURIComponent(source("./live.js"))}`);

test("maps ask within a second, later the more changes come in a row, and not all at once", () => {
  for (const random of [0, 0.5, 0.999]) {
    const first = live.pause(0, random);
    assert.ok(first >= 250 && first < 500, `${first} ms`);
    assert.equal(live.pause(1, random), first);
    assert.equal(live.pause(4, random), 4 * first);
    assert.equal(live.pause(1000, random), 10 * first);
  }
  assert.notEqual(live.pause(0, 0), live.pause(0, 0.5));
  assert.ok(live.EVERY + live.pause(1, 1) < 29_000, "embeds follow within half a minute");
});

test("a map is told the keys of what changed, and that there is more", () => {
  const changes = [
    { seq: 4, layer: "spaces", id: 7, op: "update" },
    { seq: 5, layer: "districts", id: 1, op: "delete" },
  ];
  assert.deepEqual(live.keys({ changes, more: false }), ["spaces/7", "districts/1"]);
  assert.deepEqual(live.keys({ changes: [], more: false }), []);
  assert.deepEqual(live.keys({ changes, more: true }), ["spaces/7", "districts/1", "*"]);
});

const HOME = "https://map.example";

/** A worker in a world of its own: its caches, its network, its listeners. */
function worker(network, build = "b1", stores = new Map()) {
  const listeners = {};
  const urlOf = (request) => new URL(typeof request === "string" ? request : (request.href ?? request.url), HOME).href;
  const open = (name) => {
    if (!stores.has(name)) stores.set(name, new Map());
    const store = stores.get(name);
    return {
      put: async (address, response) => void store.set(urlOf(address), response),
      delete: async (address) => store.delete(urlOf(address)),
      keys: async () => [...store.keys()].map((url) => ({ url })),
      addAll: async (all) => {
        for (const one of all) store.set(urlOf(one), await network(urlOf(one)));
      },
    };
  };
  const caches = {
    open: async (name) => open(name),
    has: async (name) => stores.has(name),
    keys: async () => [...stores.keys()],
    delete: async (name) => stores.delete(name),
    match: async (request, { cacheName, ignoreSearch }) => {
      const bare = (url) => (ignoreSearch ? url.split("?")[0] : url);
      const found = [...(stores.get(cacheName) ?? [])].find(([url]) => bare(url) === bare(urlOf(request)));
      return found?.[1].clone();
    },
  };
  const clients = { claim: async () => {}, get: async (id) => (id === "framed" ? { frameType: "nested" } : undefined) };
  const timers = [];
  const self = {
    location: new URL(HOME),
    clients,
    skipWaiting: () => {},
    addEventListener: (kind, listener) => (listeners[kind] = listener),
  };
  const fetch = (request) => network(urlOf(request));
  const shell = '["/static/a.js","/offline?lang=pl","/offline?lang=en"]';
  const code = `const BUILD = "${build}"; const SHELL = ${shell}; const LANGUAGES = ["pl", "en", "uk"];\n${source("./sw.js")}`;
  const known = { self, caches, fetch, navigator: { languages: ["en-GB", "pl"] }, setTimeout: (ring) => timers.push(ring) };
  new Function(...Object.keys(known), code)(...Object.values(known));
  const run = async (kind, event = {}) => {
    const waits = [];
    let answer;
    listeners[kind]({ ...event, waitUntil: (wait) => waits.push(wait), respondWith: (given) => (answer = given) });
    const given = await answer;
    await Promise.all(waits);
    return given;
  };
  const ask = (path, more = {}) => {
    const { mode = "cors", destination = "", method = "GET", headers = {}, client = "page" } = more;
    const request = { url: HOME + path, mode, destination, method, headers: new Headers(headers) };
    return run("fetch", { request, clientId: client });
  };
  const visit = (path) => ask(path, { mode: "navigate", destination: "document" });
  const say = (data) => run("message", { data, ports: [] });
  const kept = () => [...stores.values()].flatMap((store) => [...store.keys()]).map((url) => url.slice(HOME.length));
  /** As much time passes as anything waits for. */
  const pass = () => timers.splice(0).forEach((ring) => ring());
  return { run, ask, visit, say, kept, stores, pass };
}

/** A network whose answers are pages of their own address; `down` makes it fail, and it answers
    no sooner than `hanging` lets it. */
function network(answers = {}) {
  const state = { down: false, hanging: undefined };
  const ask = async (url) => {
    await state.hanging;
    if (state.down) throw new TypeError("Failed to fetch");
    const path = url.slice(HOME.length);
    const { status = 200, headers = {} } = answers[path.split("?")[0]] ?? {};
    const response = new Response(`<!DOCTYPE html><html lang="pl">${path}`, { status, headers });
    Object.defineProperty(response, "type", { value: "basic" });
    const clone = response.clone.bind(response);
    response.clone = () => Object.defineProperty(clone(), "type", { value: "basic" });
    return response;
  };
  return { state, ask };
}

async function installed(answers) {
  const net = network(answers);
  const one = worker(net.ask);
  await one.run("install");
  await one.run("activate");
  return { ...one, net };
}

test("pages, lists, tiles and items are kept; writes, tokens, data and the embed are not", async () => {
  const one = await installed({ "/spaces/3": { headers: { "cache-control": "private, no-store" } }, "/spaces/4": { status: 404 } });
  const shell = one.kept().length;
  for (const path of ["/api/collections/spaces/items", "/api/changes?since=3", "/feeds/initiatives.ics", "/embed", "/planner", "/sw.js", "/metrics", "/offline?lang=pl", "/?fragment=suggest&typed=a", "/edit", "/spaces/1/edit"]) {
    assert.equal(await one.ask(path), undefined, `${path} is left alone`);
  }
  assert.equal(await one.ask("/", { method: "POST" }), undefined);
  assert.equal(await one.ask("/", { headers: { authorization: "Bearer x" } }), undefined);
  assert.equal(await one.ask("/", { mode: "navigate", destination: "iframe" }), undefined);
  assert.equal((await one.ask("/spaces/3")).status, 200);
  assert.equal((await one.ask("/spaces/4")).status, 404);
  assert.equal((await one.ask("/tiles/items/3/1/2.geojson", { client: "framed" })).status, 200);
  assert.equal(one.kept().length, shell, "nothing of it is kept");
  const wanted = ["/?lang=pl", "/?bbox=1,2,3,4&fragment=list", "/spaces/17?fragment=detail", "/initiatives/3", "/districts/A%20B", "/tiles/items/13/1/2.geojson?past=0", "/ground.geojson", "/mine", "/spaces/17/qr.svg"];
  for (const path of wanted) await one.ask(path);
  assert.deepEqual(one.kept().slice(shell).sort(), wanted.sort());
});

test("without a network the last view answers, and says since when", async () => {
  const one = await installed();
  await one.visit("/?lang=pl");
  await one.visit("/?map=14/52/21");
  await one.visit("/spaces/17?lang=uk");
  await one.ask("/tiles/items/13/1/2.geojson");
  one.net.state.down = true;
  const page = await (await one.visit("/?map=14/52/21")).text();
  assert.match(page, /<html data-kept="20\d\d-\d\d-\d\dT[^"]+" lang="pl">\/\?map=14/);
  const other = await one.visit("/?category=library");
  assert.equal(other.headers.get("location"), `${HOME}/?map=14/52/21`, "there is one last view");
  assert.match(await (await one.visit("/spaces/17")).text(), /spaces\/17\?lang=uk/, "a page in another language is better than none");
  assert.equal((await one.ask("/tiles/items/13/1/2.geojson")).status, 200);
  await assert.rejects(() => one.ask("/tiles/items/13/1/3.geojson"), "what is missing is missing");
  await assert.rejects(() => one.ask("/spaces/17?fragment=detail"));
  assert.match(await (await one.visit("/spaces/99?lang=pl")).text(), /offline\?lang=pl/);
  assert.match(await (await one.visit("/spaces/99?lang=de")).text(), /offline\?lang=en/, "else the reader's first language");
});

test("a view is kept as the reader sees it, under the server's headers", async () => {
  const one = await installed({ "/": { headers: { "content-security-policy": "default-src 'none'", "content-encoding": "zstd" } } });
  await one.say({ keep: [`${HOME}/?map=1/2/3`], view: '<!DOCTYPE html><html lang="pl">seen' });
  one.net.state.down = true;
  const page = await one.visit("/?map=1/2/3");
  assert.match(await page.text(), /^<!DOCTYPE html><html data-kept="[^"]+" lang="pl">seen$/);
  assert.equal(page.headers.get("content-security-policy"), "default-src 'none'");
  assert.equal(page.headers.get("content-encoding"), null);
});

test("a network that hangs is not waited for where something was kept", async () => {
  const one = await installed();
  await one.visit("/spaces/17");
  await one.ask("/tiles/items/13/1/2.geojson");
  const hang = () => {
    let go;
    one.net.state.hanging = new Promise((done) => (go = done));
    return go;
  };
  const asked = async (ask) => {
    const go = hang();
    const answer = ask();
    // The worker first asks who wants to know, and then sets its clock.
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    one.pass();
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    go();
    return answer;
  };
  const page = await asked(() => one.visit("/spaces/17"));
  assert.match(await page.text(), /data-kept/);
  const tile = await asked(() => one.ask("/tiles/items/13/1/2.geojson"));
  assert.ok(tile.headers.get("x-okolica-kept"));
  const unknown = await asked(() => one.visit("/spaces/18"));
  assert.doesNotMatch(await unknown.text(), /data-kept|offline/, "what was not kept is waited for");
  assert.ok(one.kept().includes("/spaces/18"), "what came late is kept");
  const go = hang();
  const failing = one.visit("/spaces/19");
  one.net.state.down = true;
  go();
  assert.match(await (await failing).text(), /offline/);
});

test("a gateway that answers for a service that is down does not hide what was kept", async () => {
  const answers = {};
  const one = await installed(answers);
  await one.visit("/spaces/17");
  answers["/spaces/17"] = { status: 502 };
  answers["/spaces/18"] = { status: 502 };
  assert.match(await (await one.visit("/spaces/17")).text(), /data-kept/);
  assert.equal((await one.visit("/spaces/18")).status, 502, "what was not kept is answered as it is");
});

test("the size is bounded, the oldest goes first", async () => {
  const one = await installed();
  for (let id = 1; id <= 60; id += 1) await one.visit(`/spaces/${id}`);
  for (let id = 1; id <= 400; id += 1) await one.ask(`/tiles/items/13/1/${id}.geojson`);
  const pages = one.kept().filter((path) => path.startsWith("/spaces/"));
  assert.deepEqual([pages.length, pages[0], pages.at(-1)], [40, "/spaces/21", "/spaces/60"]);
  assert.equal(one.kept().filter((path) => path.startsWith("/tiles/")).length, 300);
});

test("a new build takes the place of the old one", async () => {
  const one = await installed();
  await one.visit("/spaces/17");
  const next = worker(one.net.ask, "b2", one.stores);
  next.stores.set("of-somebody-else", new Map());
  await next.run("install");
  await next.run("activate");
  assert.deepEqual([...one.stores.keys()].sort(), ["of-somebody-else", "okolica-shell-b2"]);
});

test("what is forgotten does not come back, until somebody asks for it again", async () => {
  const one = await installed();
  await one.visit("/spaces/17");
  await one.say({ forget: true });
  assert.deepEqual(one.kept(), []);
  assert.equal(await one.visit("/spaces/17"), undefined, "the page is left to the network");
  await one.say({ keep: ["/spaces/17"] });
  assert.deepEqual(one.kept(), []);
  // The browser ends a worker when it likes, and starts it for the next request of an open page.
  const again = worker(one.net.ask, "b1", one.stores);
  await again.visit("/spaces/17");
  assert.deepEqual(one.kept(), []);
  await again.say({ start: true, keep: ["/spaces/17", "/api/x", "https://elsewhere.example/", `${HOME}/#a`] });
  assert.deepEqual(one.kept().filter((path) => !path.startsWith("/static/") && !path.startsWith("/offline")).sort(), ["/", "/spaces/17"]);
});

test("files that can't be had leave nothing behind", async () => {
  const net = network();
  net.state.down = true;
  const one = worker(net.ask);
  await assert.rejects(() => one.run("install"));
  assert.deepEqual(one.kept(), []);
});
