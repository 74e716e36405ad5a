// In a copy of a map: answers what the map asks a service for, from the files beside this page and
// from the list in it. Everything else goes to the network as before.

/// Rows of the list beside a part of the map.
const SHOWN = 100;

const json = (features) =>
  new Response(JSON.stringify({ type: "FeatureCollection", features }));

/// The tiles that have files, from a text with a digit for each in the order of their zooms: which
/// of the four below it there are.
export function tilesOf(text) {
  const there = new Set();
  let level = [[0, 0]];
  for (let zoom = 0, at = 0; level.length && at < text.length; zoom++) {
    const below = [];
    for (const [x, y] of level) {
      there.add(`${zoom}/${x}/${y}`);
      const digit = parseInt(text[at++], 16);
      for (let child = 0; child < 4; child++) {
        if ((digit >> child) & 1) below.push([2 * x + (child & 1), 2 * y + (child >> 1)]);
      }
    }
    level = below;
  }
  return there;
}

/// Whether a feature's point lies in a tile.
export function isIn([lon, lat], zoom, x, y) {
  const side = 2 ** zoom;
  const sine = Math.sin((lat * Math.PI) / 180);
  const column = Math.floor((lon / 360 + 0.5) * side);
  const row = Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * side);
  return column === x && row === y;
}

/// A number as the pages write it.
export function number(count) {
  const digits = String(count);
  return count < 10_000 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/// Whether a row's place, `lon,lat`, lies in a box.
function isInBox(at, [west, south, east, north]) {
  const [lon, lat] = at.split(",").map(Number);
  return lon >= west && lon <= east && lat >= south && lat <= north;
}

function answer(map) {
  const words = JSON.parse(map.dataset.copy);
  const plurals = new Intl.PluralRules(map.dataset.language);
  const whole = document.querySelector("#results").cloneNode(true);
  const network = globalThis.fetch.bind(globalThis);
  const trees = {};
  let all;

  async function text(path) {
    // A copy that took another's place must not be mixed with what was kept of that.
    const response = await network(path, { cache: "no-cache" });
    if (!response.ok) throw new TypeError(`${path}: ${response.status}`);
    return response.text();
  }

  async function tile(layer, [zoom, x, y], options) {
    trees[layer] ??= text(`tiles/${layer}/index.txt`).then(tilesOf);
    trees[layer].catch(() => delete trees[layer]);
    const there = await trees[layer];
    const up = Math.max(zoom - words.deepest[layer], 0);
    const place = `${zoom - up}/${x >> up}/${y >> up}`;
    if (!there.has(place)) return json([]);
    const response = await network(`tiles/${layer}/${place}.geojson`, options);
    if (!up || !response.ok || layer !== "items") return response;
    // Its points stand alone: a part of the tile has a part of them.
    const { features } = await response.json();
    return json(features.filter(({ geometry }) => isIn(geometry.coordinates, zoom, x, y)));
  }

  /// The rows of the whole list that have a place: those of the page, and of the parts after it.
  async function rows() {
    const found = [];
    const seen = new Set();
    let part = whole;
    for (;;) {
      found.push(...part.querySelectorAll(".items:not(.placeless) > .item"));
      const next = part.querySelector(".paging [rel=next]")?.getAttribute("href");
      // Some servers answer with the first page for one that is missing.
      if (!next || seen.has(next)) return found;
      seen.add(next);
      part = new DOMParser().parseFromString(await text(next), "text/html");
    }
  }

  /// The page's list with the rows alone that lie in a box, some at a time.
  async function list(query) {
    if (!query.has("bbox")) return new Response(whole.innerHTML);
    all ??= rows();
    all.catch(() => (all = undefined));
    const box = query.get("bbox").split(",").map(Number);
    const inside = (await all).filter((row) => isInBox(row.dataset.at, box));
    const skip = Number(query.get("skip") ?? 0);
    const part = whole.cloneNode(true);
    const form = words.results[plurals.select(inside.length)] ?? words.results.other;
    const total = part.querySelector("#results-total");
    total.textContent = `${form.replace("{n}", number(inside.length))} ${words.here}`;
    const body = part.querySelector(".results-body");
    for (const { dataset } of [total, body]) dataset.total = inside.length;
    body.dataset.placed = inside.length;
    const element = (name, className, ...children) => {
      const made = Object.assign(document.createElement(name), { className });
      made.append(...children);
      return made;
    };
    const shown = inside.slice(skip, skip + SHOWN).map((row) => row.cloneNode(true));
    part.querySelector(".items:not(.placeless)")?.remove();
    const items = shown.length ? element("ol", "items", ...shown) : element("p", "empty", words.empty);
    if (shown.length) items.setAttribute("role", "list");
    part.querySelector(".results-head").after(items);
    part.querySelector(".paging")?.remove();
    const apart = part.querySelector("[data-beside]");
    if (apart) apart.textContent = apart.dataset.beside;
    if (skip) part.querySelector(".placeless")?.remove();
    if (inside.length > skip + SHOWN) {
      const more = element("a", "button page-link", words.more);
      query.set("skip", skip + SHOWN);
      more.rel = "next";
      more.setAttribute("href", `/embed?${query}`);
      body.append(element("p", "paging", more));
    }
    return new Response(part.innerHTML);
  }

  /// What the map shows of an item: the body of its page.
  async function item(key) {
    const page = await text(`${key}.html`);
    const body = new DOMParser().parseFromString(page, "text/html").querySelector(".detail-body");
    for (const link of body.querySelectorAll("[href^='../']")) {
      link.setAttribute("href", link.getAttribute("href").slice(3));
    }
    return new Response(body.outerHTML);
  }

  globalThis.fetch = async (asked, options) => {
    const url = String(asked);
    const place = /^\/tiles\/(items|districts)\/(\d+)\/(\d+)\/(\d+)\.geojson/.exec(url);
    if (place) return tile(place[1], place.slice(2).map(Number), options);
    if (!url.startsWith("/embed?")) return network(asked, options);
    const query = new URLSearchParams(url.slice("/embed?".length));
    if (query.get("fragment") === "item") return item(query.get("selected"));
    return list(query);
  };
}

const map = globalThis.document?.querySelector("[data-copy]");
if (map) answer(map);
