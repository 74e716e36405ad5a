// The worker that keeps the last view, there only while "keep on this device" is on. The network
// comes first; what was kept answers where that fails or takes too long. The service puts three lines before
// this: BUILD, the id of the build, SHELL, the addresses of its files, and LANGUAGES, their tags.

/** The header that says since when an answer has been kept. */
const KEPT = "x-okolica-kept";
const PREFIX = "okolica-";
const SHELL_CACHE = `${PREFIX}shell-${BUILD}`;
/** Whole pages; items in the panel and favourites; lists, tiles and codes. */
const PAGES = `${PREFIX}pages-${BUILD}`;
const ITEMS = `${PREFIX}items-${BUILD}`;
const VIEWS = `${PREFIX}views-${BUILD}`;
/** Answers at most in each, and the bytes that one may have. */
const LIMITS = { [PAGES]: 40, [ITEMS]: 120, [VIEWS]: 300 };
const LARGEST = 2_000_000;
/** Milliseconds that the network gets where something was kept; else it is waited for. */
const PATIENCE = 4000;

/** Which cache an address of ours belongs in; none for all that is never kept. */
function cacheOf(url) {
  const path = url.pathname;
  if (url.origin !== self.location.origin) return undefined;
  if (path.startsWith("/static/") || path === "/favicon.ico") return SHELL_CACHE;
  if (path === "/ground.geojson" || /^\/tiles\/\w+\/\d+\/\d+\/\d+\.geojson$/.test(path)) return VIEWS;
  if (/^\/(spaces|initiatives|districts)\/[^/]+\/qr\.svg$/.test(path)) return VIEWS;
  const page =
    ["/", "/mine", "/accessibility"].includes(path) ||
    /^\/(spaces|initiatives)\/\d+$/.test(path) ||
    /^\/districts\/[^/]+$/.test(path);
  if (!page) return undefined;
  switch (url.searchParams.get("fragment")) {
    case null:
      return PAGES;
    case "list":
      return path === "/" ? VIEWS : ITEMS;
    case "detail":
      return ITEMS;
    default:
      return undefined;
  }
}

let turn = Promise.resolve();

/** One change after the other: what is forgotten does not come back by a change under way. */
function inTurn(change) {
  turn = turn.then(change).catch((error) => console.warn(error));
  return turn;
}

/** Whether somebody has asked to forget, and not to keep again. */
let over = false;

function fill() {
  return inTurn(async () => {
    if (await caches.has(SHELL_CACHE)) return;
    const cache = await caches.open(SHELL_CACHE);
    try {
      await cache.addAll(SHELL);
    } catch (error) {
      await caches.delete(SHELL_CACHE);
      throw error;
    }
  });
}

/** Keeps an answer, if it is one for everybody; `html` takes the place of a page's own text. */
async function keep(name, url, response, html) {
  const policy = response.headers.get("cache-control") ?? "";
  if (!response.ok || response.type !== "basic" || /no-store|private/.test(policy)) return;
  const headers = new Headers(response.headers);
  const now = new Date().toISOString();
  headers.set(KEPT, now);
  // The body is at hand as it was before it was compressed.
  headers.delete("content-encoding");
  headers.delete("content-length");
  let body = await response.blob();
  if (body.size > LARGEST) return;
  if (name === PAGES) {
    body = (html ?? (await body.text())).replace("<html ", `<html data-kept="${now}" `);
  }
  await inTurn(async () => {
    // Without its files a page is of no use, and nobody wants it any more.
    if (over || !(await caches.has(SHELL_CACHE))) return;
    const cache = await caches.open(name);
    const keys = await cache.keys();
    const replaced = (key) =>
      key.url === url.href ||
      // Of the map there is one last view.
      (name === PAGES && url.pathname === "/" && new URL(key.url).pathname === "/");
    await Promise.all(keys.filter(replaced).map((key) => cache.delete(key)));
    await cache.put(url.href, new Response(body, { status: response.status, headers }));
    const rest = keys.filter((key) => !replaced(key));
    const surplus = rest.slice(0, Math.max(0, rest.length + 1 - LIMITS[name]));
    await Promise.all(surplus.map((key) => cache.delete(key)));
  });
}

/** Fetches and keeps an address, if it is of the kind that is kept. */
async function get(address, html) {
  const url = new URL(address, self.location.origin);
  url.hash = "";
  const name = cacheOf(url);
  if (!name || name === SHELL_CACHE) return;
  try {
    await keep(name, url, await fetch(url), html);
  } catch {
    // Without a connection there is nothing new to keep.
  }
}

async function getAll(addresses, html) {
  const rest = [...new Set(addresses)];
  const few = async () => {
    while (rest.length > 0) await get(rest.shift(), html);
  };
  await Promise.all([few(), few(), few()]);
}

/** The kept answer to a request. A page of another language is better than none; of the map,
    there is the last view alone. */
async function kept(name, url, isPage) {
  const found = await caches.match(url.href, { cacheName: name, ignoreVary: true });
  if (found || !isPage) return found;
  if (url.pathname !== "/") {
    return caches.match(url.href, { cacheName: name, ignoreVary: true, ignoreSearch: true });
  }
  const cache = await caches.open(name);
  const last = (await cache.keys()).find((key) => new URL(key.url).pathname === "/");
  return last && Response.redirect(last.url);
}

async function offlinePage(url) {
  const wanted = [url.searchParams.get("lang") ?? "", ...navigator.languages];
  const known = wanted.map((tag) => tag.slice(0, 2)).find((tag) => LANGUAGES.includes(tag));
  const address = `/offline?lang=${known ?? LANGUAGES[0]}`;
  return (await caches.match(address, { cacheName: SHELL_CACHE, ignoreVary: true })) ?? Response.error();
}

async function answer(event, url, name) {
  const { request } = event;
  if (name === SHELL_CACHE) {
    const file = await caches.match(request, { cacheName: name, ignoreVary: true });
    return file ?? fetch(request);
  }
  const client = event.clientId ? await self.clients.get(event.clientId) : undefined;
  // Inside another page we are an embed, which keeps nothing.
  if (client?.frameType === "nested") return fetch(request);
  const isPage = request.mode === "navigate";
  const isGood = (response) => response?.status < 500;
  const network = fetch(request);
  // Also what comes late is kept for the next time.
  const keepFresh = (fresh) => isGood(fresh) && keep(name, url, fresh.clone());
  event.waitUntil(network.then(keepFresh, () => {}));
  const late = new Promise((done) => setTimeout(done, PATIENCE));
  let fresh = await Promise.race([network, late]).catch(() => undefined);
  if (!isGood(fresh)) {
    const old = await kept(name, url, isPage);
    if (old) {
      if (!isPage) client?.postMessage({ kept: old.headers.get(KEPT) });
      return old;
    }
    try {
      fresh = await network;
    } catch (failure) {
      if (isPage) return offlinePage(url);
      throw failure;
    }
  }
  if (isGood(fresh) && !isPage) client?.postMessage({ kept: null });
  return fresh;
}

async function heard({ data, ports }) {
  if (data.forget) {
    over = true;
    await inTurn(async () => {
      const own = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
      await Promise.all(own.map((name) => caches.delete(name)));
    });
  }
  if (data.start) {
    over = false;
    await fill();
  }
  // A view comes with its address alone.
  if (data.keep) await getAll(data.keep, data.view);
  ports[0]?.postMessage(true);
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(
    fill().then(async () => {
      if (!(await caches.has(SHELL_CACHE))) throw new Error("the files could not be kept");
    }),
  );
});

self.addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith(PREFIX) && !name.endsWith(BUILD);
  event.waitUntil(
    inTurn(async () => {
      const names = await caches.keys();
      await Promise.all(names.filter(isOld).map((name) => caches.delete(name)));
      await self.clients.claim();
    }),
  );
});

self.addEventListener("message", (event) => event.waitUntil(heard(event)));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const framed = request.mode === "navigate" && request.destination !== "document";
  if (over || framed || request.method !== "GET" || request.headers.has("authorization")) return;
  const url = new URL(request.url);
  url.hash = "";
  const name = cacheOf(url);
  if (name) event.respondWith(answer(event, url, name));
});
