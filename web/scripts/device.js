// What this device keeps, and only when asked: favourites, and with the switch on the last view.
// Nothing is written before somebody presses a star or the switch.

/** Where the favourites are: a JSON list of keys such as "spaces/17", oldest first. */
const PLACE = "okolica.favourites";
/** They go into one address when they are shown. */
const MOST = 300;
const KEY = /^(spaces|initiatives)\/[1-9][0-9]{0,15}$/;
/** Milliseconds that a view rests before it is kept, and that a message stays. */
const REST = 1000;
const TELLING = 8000;
/** Milliseconds that a worker gets to forget before the page does it. */
const PATIENCE = 3000;

/** The keys in a stored text; whatever else is in there is passed over. */
export function parsed(text) {
  try {
    const list = JSON.parse(text ?? "[]");
    const keys = Array.isArray(list) ? list : [];
    return [...new Set(keys.filter((key) => typeof key === "string" && KEY.test(key)))];
  } catch {
    return [];
  }
}

/** The list with a key put on or taken off. */
export function toggled(list, key) {
  return list.includes(key) ? list.filter((other) => other !== key) : [...list, key];
}

/** A span of milliseconds as `Intl.RelativeTimeFormat` takes it. */
export function ago(span) {
  const minutes = Math.max(1, Math.round(span / 60_000));
  if (minutes < 60) return [-minutes, "minute"];
  const hours = Math.round(minutes / 60);
  return hours < 48 ? [-hours, "hour"] : [-Math.round(hours / 24), "day"];
}

/** What a row of a list says of its item, as a feature. */
export function ofRow({ at, name, address }) {
  const coordinates = at?.split(",").map(Number);
  const geometry = coordinates ? { type: "Point", coordinates } : null;
  return { geometry, properties: { name, ...(address && { address }) } };
}

/** A favourite as a feature of a file; without what is known of it, its key alone. */
export function feature(key, known) {
  const [layer] = key.split("/");
  return {
    type: "Feature",
    id: key,
    geometry: known?.geometry ?? null,
    properties: { layer, ...known?.properties },
  };
}

const find = (selector) => document.querySelector(selector);

function favourites() {
  try {
    return parsed(localStorage.getItem(PLACE));
  } catch {
    // The browser lets no site keep anything.
    return [];
  }
}

/** Keeps the list; whether that worked. */
function keepFavourites(list) {
  try {
    if (list.length === 0) localStorage.removeItem(PLACE);
    else localStorage.setItem(PLACE, JSON.stringify(list));
    return true;
  } catch {
    return false;
  }
}

/** The address of a page in the language that was asked for. */
function inLanguage(path) {
  const language = new URLSearchParams(location.search).get("lang");
  if (!language) return path;
  return `${path}${path.includes("?") ? "&" : "?"}lang=${encodeURIComponent(language)}`;
}

let telling;

/** Says one of the page's messages to everybody for a while. */
function tell(message) {
  const line = find("#device-said");
  const words = JSON.parse(find("#device").dataset.words);
  clearTimeout(telling);
  line.textContent = words[message];
  telling = setTimeout(() => (line.textContent = ""), TELLING);
}

/** Makes every star say whether its item is a favourite. */
function paint() {
  const kept = new Set(favourites());
  for (const star of document.querySelectorAll(".star")) {
    const pressed = String(kept.has(star.dataset.star));
    if (star.getAttribute("aria-pressed") !== pressed) star.setAttribute("aria-pressed", pressed);
  }
}

function press(star) {
  const key = star.dataset.star;
  const list = toggled(favourites(), key);
  if (list.length > MOST) return tell("full");
  if (!keepFavourites(list)) return tell("refused");
  paint();
  const added = list.includes(key);
  if (added && list.length === 1) tell("first");
  if (!find("#keep").checked) return;
  const keep = [...mine(list), ...(added ? addresses(key) : [])];
  ask(navigator.serviceWorker.controller, { keep });
}

/** The addresses that show an item: in the panel, and as a page. */
function addresses(key) {
  return [inLanguage(`/${key}?fragment=detail`), inLanguage(`/${key}`)];
}

/** The address of the list of favourites as the server draws it, newest first. */
function drawn(list) {
  return inLanguage(`/mine?fragment=list&items=${[...list].reverse().join(",")}`);
}

/** The addresses that show the favourites. */
function mine(list) {
  return list.length > 0 ? [inLanguage("/mine"), drawn(list)] : [];
}

async function showFavourites() {
  const place = find("#mine");
  if (!place) return;
  const list = favourites();
  find("#mine-none").hidden = list.length > 0;
  find("#mine-trouble").hidden = true;
  if (list.length === 0) return place.replaceChildren();
  try {
    const answer = await fetch(drawn(list));
    if (!answer.ok) throw new Error(answer.statusText);
    // The server rendered and escaped it, as it did the page.
    place.innerHTML = await answer.text();
  } catch {
    find("#mine-trouble").hidden = false;
  }
}

/** Sends a message to the worker; done when it has done what it says. */
function ask(worker, message) {
  if (!worker) return Promise.resolve();
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    worker.postMessage(message, [port2]);
  });
}

/** What this page shows and what it was made of, for the worker to keep. */
function seen() {
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const list = favourites();
  const starred = list.slice(-50).flatMap(addresses);
  return { start: true, keep: [location.href, ...loaded.slice(-250), ...mine(list), ...starred] };
}

/** Keeps the map's page as the reader sees it: the server's, with the list of this very view. */
async function keepView(worker) {
  const place = find("#results");
  if (!place) return;
  const address = location.href;
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok || address !== location.href) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of ["#results", "#quick"]) {
    page.querySelector(part).innerHTML = find(part).innerHTML;
  }
  const view = `<!DOCTYPE html>${page.documentElement.outerHTML}`;
  await ask(worker, { keep: [address], view });
}

let resting;

/** Keeps the view that the page shows, once it rests. */
function viewChanged() {
  if (!find("#keep").checked || document.documentElement.dataset.kept) return;
  clearTimeout(resting);
  resting = setTimeout(() => keepView(navigator.serviceWorker.controller), REST);
}

async function turnOn() {
  const worker = navigator.serviceWorker;
  const registration = await worker.register("/sw.js", { scope: "/", updateViaCache: "none" });
  const failed = new Promise((_, refuse) => {
    registration.installing?.addEventListener("statechange", ({ target }) => {
      if (target.state === "redundant") refuse(new Error("the worker could not be installed"));
    });
  });
  const { active } = await Promise.race([worker.ready, failed]);
  await ask(active, seen());
  await keepView(active);
}

/** Takes back all that the switch has brought. */
async function turnOff() {
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  for (const registration of registrations) {
    const slow = new Promise((done) => setTimeout(done, PATIENCE));
    await Promise.race([ask(registration.active, { forget: true }), slow]);
    await registration.unregister();
  }
  if (!("caches" in window)) return;
  const names = (await caches.keys()).filter((name) => name.startsWith("okolica-"));
  await Promise.all(names.map((name) => caches.delete(name)));
}

let turning = false;

async function turn(keep) {
  turning = true;
  keep.disabled = true;
  try {
    await (keep.checked ? turnOn() : turnOff());
    tell(keep.checked ? "on" : "off");
  } catch (error) {
    console.warn(error);
    keep.checked = false;
    await turnOff();
    tell("failed");
  }
  turning = false;
  keep.disabled = false;
  keep.focus();
}

async function forget() {
  const { sure } = JSON.parse(find("#device").dataset.words);
  if (favourites().length > 0 && !confirm(sure)) return;
  await turnOff();
  keepFavourites([]);
  find("#keep").checked = false;
  paint();
  await showFavourites();
  tell("forgotten");
}

/** What the list of favourites says of them, by key: it is kept, where their data is not. */
async function rowsOf(list) {
  const answer = await fetch(drawn(list)).catch(() => null);
  const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html");
  const rows = [...page.querySelectorAll(".item")].map((row) => {
    const link = row.querySelector(".item-link");
    return [link.dataset.key, ofRow({ ...row.dataset, name: link.textContent })];
  });
  return new Map(rows);
}

async function save() {
  const list = favourites();
  if (list.length === 0) return tell("none");
  const rows = await rowsOf(list);
  const features = await Promise.all(
    list.map(async (key) => {
      const answer = await fetch(`/api/collections/${key.replace("/", "/items/")}`).catch(() => null);
      return feature(key, answer?.ok ? await answer.json() : rows.get(key));
    }),
  );
  const file = { type: "FeatureCollection", timeStamp: new Date().toISOString(), features };
  const blob = new Blob([JSON.stringify(file, null, 1)], { type: "application/geo+json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = "okolica.geojson";
  link.click();
  URL.revokeObjectURL(link.href);
  tell("saved");
}

/** The oldest thing that the page shows from what was kept, as milliseconds. */
let oldest = Infinity;

/** Says how old a page is that came without a connection. */
function showAge() {
  const banner = find("#offline");
  banner.hidden = oldest === Infinity;
  if (banner.hidden) return;
  const { lang } = document.documentElement;
  // Day before month and 24 hours, as on all our pages.
  const language = lang === "en" ? "en-GB" : lang;
  const when = new Intl.DateTimeFormat(language, {
    weekday: "short",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  }).format(oldest);
  const span = new Intl.RelativeTimeFormat(language).format(...ago(Date.now() - oldest));
  const text = banner.dataset.text.replace("{when}", when).replace("{ago}", span);
  const line = find("#offline-text");
  if (line.textContent !== text) line.textContent = text;
}

/** Takes in what the worker says: that it answered with a kept part, or that it need not. */
function heard({ data }) {
  const page = Date.parse(document.documentElement.dataset.kept);
  if (data.kept) oldest = Math.min(oldest, Date.parse(data.kept));
  else if (Number.isNaN(page)) oldest = Infinity;
  showAge();
}

function clicked(event) {
  const star = event.target.closest(".star");
  if (star) return press(star);
  const gone = event.target.closest("#mine-gone");
  if (!gone) return;
  const keys = gone.dataset.gone.split(",");
  if (!keepFavourites(favourites().filter((key) => !keys.includes(key)))) return tell("refused");
  showFavourites().then(() => find("#detail-title").focus());
}

async function start() {
  document.addEventListener("click", clicked);
  // Another tab has changed the favourites.
  addEventListener("storage", paint);
  // The map swaps lists and details in.
  const parts = ["#results", "#detail-content", "#mine"].map(find).filter(Boolean);
  const observer = new MutationObserver(() => {
    paint();
    viewChanged();
  });
  for (const part of parts) observer.observe(part, { childList: true });
  paint();
  document.documentElement.classList.add("can-keep");

  const kept = Date.parse(document.documentElement.dataset.kept);
  if (!Number.isNaN(kept)) oldest = kept;
  showAge();
  setInterval(showAge, 30_000);
  find("#offline-again").addEventListener("click", () => location.reload());

  const keep = find("#keep");
  keep.addEventListener("change", () => turn(keep));
  find("#forget").addEventListener("click", forget);
  find("#export").addEventListener("click", save);
  find("#mine-again")?.addEventListener("click", showFavourites);
  showFavourites();

  const worker = navigator.serviceWorker;
  if (!worker) {
    // Browsers have none without TLS, and some none in private windows.
    keep.disabled = true;
    find("#keep-impossible").hidden = false;
    return;
  }
  // What this page asks for may be worth keeping later in a long visit.
  performance.setResourceTimingBufferSize(2000);
  worker.addEventListener("message", heard);
  // Messages that came before somebody listened.
  worker.startMessages();
  // A worker of a new build has nothing yet.
  worker.addEventListener("controllerchange", async () => {
    if (turning) return;
    await ask(worker.controller, seen());
    await keepView(worker.controller);
  });
  keep.checked = (await worker.getRegistration()) !== undefined;
}

if (typeof document !== "undefined") start();
