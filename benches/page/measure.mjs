// Measures pages of a running service: Lighthouse on its phone profile, and what a finger feels on
// a phone four times slower than this machine. Prints JSON; the bench makes a table of it.
//   node measure.mjs http://127.0.0.1:8080 '["/", "/spaces/1"]' token [rounds]

import lighthouse from "lighthouse";
import { launch } from "puppeteer-core";

const [origin, list, token, rounds = "3"] = process.argv.slice(2);
const EDITS = 20;
const SLOWER = 4;
const PHONE = { width: 360, height: 740, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

const browser = await launch({
  executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  const pages = [];
  for (const path of JSON.parse(list)) {
    for (const throttling of ["simulate", "devtools"]) {
      console.error(`  ${path}, ${throttling}`);
      pages.push({ path, throttling, ...(await audited(path, throttling)) });
    }
  }
  console.log(JSON.stringify({ pages, felt: await felt(), desktop: await desktop() }));
} finally {
  await browser.close();
}

/// The round in the middle by its score.
async function audited(path, throttlingMethod) {
  const all = [];
  for (let round = 0; round < Number(rounds); round++) {
    const { lhr } = await lighthouse(origin + path, {
      port: new URL(browser.wsEndpoint()).port,
      logLevel: "error",
      onlyCategories: ["performance", "accessibility"],
      throttlingMethod,
    });
    if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
    const value = (audit) => lhr.audits[audit].numericValue;
    all.push({
      performance: lhr.categories.performance.score * 100,
      accessibility: lhr.categories.accessibility.score * 100,
      failed: Object.values(lhr.audits)
        .filter((audit) => audit.scoreDisplayMode === "binary" && audit.score === 0)
        .map((audit) => audit.id),
      paint: value("largest-contentful-paint"),
      blocking: value("total-blocking-time"),
      shift: value("cumulative-layout-shift"),
      bytes: byKind(lhr.audits["network-requests"].details.items),
    });
  }
  all.sort((a, b) => a.performance - b.performance);
  return all[Math.floor(all.length / 2)];
}

/// Bytes over the wire of each kind of file.
function byKind(requests) {
  const bytes = { html: 0, style: 0, script: 0, wasm: 0, rest: 0 };
  for (const { resourceType, url, transferSize } of requests) {
    const kind = url.endsWith(".wasm")
      ? "wasm"
      : { Document: "html", Stylesheet: "style", Script: "script" }[resourceType] ?? "rest";
    bytes[kind] += transferSize;
  }
  return bytes;
}

/// Milliseconds from what a finger does to the frame that shows it.
async function felt() {
  // Nothing is known yet of the service.
  const fresh = await browser.createBrowserContext();
  const page = await fresh.newPage();
  await page.setViewport(PHONE);
  const client = await page.createCDPSession();
  await client.send("Network.enable");
  let bytes = 0;
  client.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
  await client.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await page.evaluateOnNewDocument(watch);
  await page.goto(`${origin}/`);
  const ready = () => document.querySelector("#map")?.dataset.mapReady === "true";
  await page.waitForFunction(ready);
  const firstView = bytes;

  const box = await (await page.$("#map")).boundingBox();
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const pan = await watched(page, async () => {
    for (let turn = 0; turn < 6; turn++) {
      const angle = (turn * Math.PI) / 3;
      await page.touchscreen.touchStart(middle.x, middle.y);
      for (let step = 1; step <= 30; step++) {
        const far = step * 3;
        await page.touchscreen.touchMove(
          middle.x + Math.cos(angle) * far, middle.y + Math.sin(angle) * far);
        await pause(16);
      }
      await page.touchscreen.touchEnd();
      await pause(500);
    }
  });
  const zoom = await watched(page, async () => {
    for (const tool of ["in", "in", "out", "in", "out", "out"]) {
      await page.tap(`#tool-zoom-${tool}`);
      await pause(700);
      await page.waitForFunction(ready);
    }
  });
  await page.tap("#q");
  const type = await typing(page);
  // The detail may list items too.
  const link = "#results .item-link";
  const open = await watched(page, async () => {
    for (let turn = 0; turn < 5; turn++) {
      await page.tap(link);
      await page.waitForSelector("#detail-back", { visible: true });
      await pause(300);
      await page.tap("#detail-back");
      await page.waitForSelector(link, { visible: true });
      await pause(300);
    }
  });
  await fresh.close();
  return {
    bytes: firstView,
    moves: pan.moves,
    zooms: zoom.interactions,
    keys: type.interactions,
    suggestions: type.suggestions,
    details: open.interactions,
  };
}

/// Words into the box that has the focus.
function typing(page) {
  return watched(page, async () => {
    for (const word of ["biblioteka", "warsztaty", "ogrod dla"]) {
      await page.$eval("#q", (box) => (box.value = ""));
      // So slowly that the answer to one key comes before the next.
      await page.type("#q", word, { delay: 250 });
      await pause(600);
    }
    await page.$eval("#q", (box) => box.blur());
  });
}

/// On a desktop as fast as this machine: milliseconds from a key to suggestions, and from the
/// request of an edit until a map that is open elsewhere has it, and its list.
async function desktop() {
  const fresh = await browser.createBrowserContext();
  const page = await fresh.newPage();
  await page.setViewport({ width: 1440, height: 900 });
  await page.evaluateOnNewDocument(watch);
  await page.goto(`${origin}/?lang=en`);
  await page.waitForFunction(() => document.querySelector("#map")?.dataset.mapReady === "true");
  await page.click("#q");
  const { suggestions } = await typing(page);
  const key = await page.$eval("#results .item-link", (link) => link.dataset.key);
  const [layer, id] = key.split("/");
  const edits = [];
  for (let turn = 0; turn < EDITS; turn++) {
    // Edits that follow each other closely are shown together.
    await pause(2500);
    const name = `Edit ${turn}`;
    const shown = page.waitForFunction(
      (key, name) => document.querySelector(`.item-link[data-key="${key}"]`)?.textContent === name,
      { polling: "mutation" }, key, name);
    const start = performance.now();
    const answer = await fetch(`${origin}/api/collections/${layer}/items/${id}`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/merge-patch+json" },
      body: JSON.stringify({ properties: { name } }),
    });
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
    await shown;
    edits.push(performance.now() - start);
  }
  await fresh.close();
  return { suggestions, edits };
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/// What the page's watch saw while something was done.
async function watched(page, act) {
  await page.evaluate(() => window.seen.start());
  await act();
  return page.evaluate(() => window.seen.all());
}

/// Runs in the page, before its scripts.
function watch() {
  const seen = (window.seen = {
    start: () => Object.assign(seen, { moves: [], durations: new Map(), suggestions: [] }),
    all: () => ({
      moves: seen.moves,
      interactions: [...seen.durations.values()],
      suggestions: seen.suggestions,
    }),
  });
  seen.start();
  // As INP counts: the longest event of each interaction, to the frame after it.
  new PerformanceObserver((list) => {
    for (const event of list.getEntries()) {
      if (!event.interactionId) continue;
      const known = seen.durations.get(event.interactionId) ?? 0;
      seen.durations.set(event.interactionId, Math.max(known, event.duration));
    }
  }).observe({ type: "event", durationThreshold: 16 });
  // Moves are no interactions there: from the touch to the end of the frame that follows it.
  document.addEventListener("touchmove", (event) => {
    const { timeStamp } = event;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => seen.moves.push(performance.now() - timeStamp);
      port2.postMessage(null);
    });
  }, { capture: true, passive: true });
  let typed = 0;
  document.addEventListener("input", (event) => (typed = event.timeStamp), { capture: true });
  document.addEventListener("DOMContentLoaded", () => {
    const list = document.querySelector("#suggestions");
    if (!list) return;
    new MutationObserver(() => typed && seen.suggestions.push(performance.now() - typed))
      .observe(list, { childList: true });
  });
}
