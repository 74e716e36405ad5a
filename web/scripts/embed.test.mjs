// What of the embed's scripts can be tested without a browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const source = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
const SERVICE = "https://map.example/okolica";
const ORIGIN = "https://map.example";

/** A frame of a page, as far as the script looks at it. */
function frame(src, host) {
  const asked = [];
  const contentWindow = { postMessage: (data) => asked.push(data) };
  return { src, style: {}, contentWindow, asked, parentElement: { closest: () => host ?? null } };
}

/** A page of somebody else that runs the script. */
function page(frames) {
  let hear;
  const elements = new Map();
  const document = {
    currentScript: { src: `${SERVICE}/embed/okolica.js?v=2` },
    readyState: "complete",
    querySelectorAll: () => frames,
    createElement: () => frame(""),
  };
  const customElements = { get: (name) => elements.get(name), define: (name, kind) => elements.set(name, kind) };
  class HTMLElement {
    style = {};
    children = [];
    isConnected = true;
    attributes = {};
    getAttribute(name) { return this.attributes[name] ?? null; }
    hasAttribute(name) { return name in this.attributes; }
    append(child) { this.children.push(child); }
    querySelector() { return this.children.find((child) => child.link); }
  }
  const border = { boxSizing: "border-box", borderTopWidth: "1px", borderBottomWidth: "1.5px", paddingTop: "0px", paddingBottom: "" };
  const names = ["document", "addEventListener", "customElements", "HTMLElement", "getComputedStyle"];
  const run = new Function(...names, source("./okolica.js"));
  run(document, (_, listener) => (hear = listener), customElements, HTMLElement, (one) => one.box ?? border);
  return { hear: (message) => hear(message), Map: elements.get("okolica-map") };
}

const height = (value) => ({ type: "okolica:height", height: value });

test("the script is smaller than ten kilobytes", () => {
  assert.ok(source("./okolica.js").length < 10_000);
});

test("a frame of ours gets the height that it tells, with its border", () => {
  const one = frame(`${SERVICE}/embed?district=A`);
  const other = frame(`${SERVICE}/embed`);
  const { hear } = page([one, other]);
  hear({ origin: ORIGIN, source: other.contentWindow, data: height(812) });
  assert.deepEqual([one.style.height, other.style.height], [undefined, "815px"]);
  other.box = { boxSizing: "content-box" };
  hear({ origin: ORIGIN, source: other.contentWindow, data: height(300) });
  assert.equal(other.style.height, "300px");
});

test("nobody else is heard, and nothing but a height that can be", () => {
  const ours = frame(`${SERVICE}/embed?view=list`);
  const near = frame(`${SERVICE}/embedded`);
  const page_of_ours = frame(`${SERVICE}/planner`);
  const foreign = frame("https://elsewhere.example/embed");
  const { hear } = page([ours, near, page_of_ours, foreign]);
  for (const origin of ["https://elsewhere.example", "http://map.example", "https://map.example:8080", "null", ""]) {
    hear({ origin, source: ours.contentWindow, data: height(500) });
  }
  for (const source of [near.contentWindow, page_of_ours.contentWindow, foreign.contentWindow, {}, null]) {
    hear({ origin: ORIGIN, source, data: height(500) });
  }
  for (const data of [null, undefined, "okolica:height", 500, [], {}, { type: "okolica:height" }, { type: "height", height: 500 }]) {
    hear({ origin: ORIGIN, source: ours.contentWindow, data });
  }
  for (const wrong of ["500", "500px", NaN, Infinity, -1, 0, 39, 20001, null, { valueOf: () => 500 }]) {
    hear({ origin: ORIGIN, source: ours.contentWindow, data: height(wrong) });
  }
  for (const one of [ours, near, page_of_ours, foreign]) assert.equal(one.style.height, undefined, one.src);
});

test("frames that spoke too early are asked, others are not", () => {
  const ours = frame(`${SERVICE}/embed`);
  const foreign = frame("https://elsewhere.example/embed");
  page([ours, foreign]);
  assert.deepEqual(ours.asked, [{ type: "okolica:ask" }]);
  assert.deepEqual(foreign.asked, []);
});

test("an element becomes a frame that its attributes describe, named by its link", () => {
  const frames = [];
  const { Map, hear } = page(frames);
  const element = new Map();
  const link = { link: true, textContent: " Mapa Topolowa\n", hidden: false };
  element.children.push(link);
  element.attributes = { district: "A&B", view: "list", heading: "Urząd", max: "5", onload: "x", src: "https://elsewhere.example" };
  element.connectedCallback();
  const [, made] = element.children;
  assert.equal(made.src, `${SERVICE}/embed?district=A%26B&view=list&max=5&title=Urz%C4%85d`);
  assert.deepEqual([made.title, made.height, made.loading, made.allow], ["Urząd", 500, "lazy", undefined]);
  assert.equal(link.hidden, false, "the link stays until the frame is there");
  made.parentElement = { closest: () => element };
  frames.push(made);
  hear({ origin: ORIGIN, source: made.contentWindow, data: height(400) });
  assert.equal(link.hidden, true);
  assert.equal(made.style.height, "403px");
  // Only once, however often it is moved about; other attributes make another address.
  element.connectedCallback();
  assert.equal(element.children.length, 2);
  element.attributes.view = "map";
  element.attributeChangedCallback("view", "list", "map");
  assert.match(made.src, /view=map/);
});

test("without a name of its own a frame has that of the link", () => {
  const { Map } = page([]);
  const element = new Map();
  element.children.push({ link: true, textContent: " Mapa Topolowa\n" });
  element.attributes = { filters: "open" };
  element.connectedCallback();
  const made = element.children[1];
  assert.deepEqual([made.title, made.height, made.allow], ["Mapa Topolowa", 700, "geolocation"]);
});

test("a frame says its height when that changes and when it is asked, but not to itself", () => {
  const said = [];
  const run = (parent, window) => {
    const listeners = {};
    let change;
    const classList = { toggle: () => {} };
    const document = { body: { classList, getBoundingClientRect: () => ({ height: 411.2 }) } };
    class ResizeObserver {
      constructor(callback) { change = callback; }
      observe() { change(); }
    }
    const names = ["window", "parent", "document", "ResizeObserver", "addEventListener"];
    const listen = (kind, listener) => (listeners[kind] = listener);
    new Function(...names, source("./frame.js"))(window, parent, document, ResizeObserver, listen);
    return listeners;
  };
  const outside = { postMessage: (data, to) => said.push([data, to]) };
  const { message } = run(outside, {});
  assert.deepEqual(said, [[height(412), "*"]]);
  message({ data: { type: "okolica:ask" } });
  message({ data: "something else" });
  message({ data: null });
  assert.equal(said.length, 2);
  const alone = { postMessage: () => assert.fail("it speaks to itself") };
  assert.deepEqual(run(alone, alone), {});
});
