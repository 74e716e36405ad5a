// Measures a what-if on the planner's page of a running service, on a desktop: from what a hand
// does to the end of the frame that shows its figures. Prints JSON, in seconds.
//   node whatif.mjs http://127.0.0.1:8080

import { launch } from "puppeteer-core";

const [origin] = process.argv.slice(2);
const DRAGS = 60;
const CHANGES = 12;

const browser = await launch({
  executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(`${origin}/planner?within=1000&when=evening&lang=en`);
  await page.waitForSelector(".plan-map-frame[data-ready=true]", { timeout: 120_000 });
  await page.evaluate(watch);
  const seen = {};
  const step = async (name, act) => {
    const before = await page.evaluate(() => window.seen.length);
    await act();
    await page.waitForFunction((n) => window.seen.length > n, { polling: 5 }, before);
    (seen[name] ??= []).push(await page.evaluate(() => window.seen.at(-1)));
  };

  const middleOfMap = async () => {
    await page.$eval("#planner-map", (map) => map.scrollIntoView({ block: "center" }));
    const box = await (await page.$("#planner-map")).boundingBox();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  await page.click("#add-on-map");
  const first = await middleOfMap();
  await step("added", () => page.mouse.click(first.x, first.y));
  // The words above the map are more now.
  const middle = await middleOfMap();
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  for (let turn = 1; turn <= DRAGS; turn++) {
    const angle = (turn * Math.PI) / 15;
    const [x, y] = [middle.x + Math.cos(angle) * turn * 2, middle.y + Math.sin(angle) * turn * 2];
    await step("dragged", () => page.mouse.move(x, y));
  }
  await step("dropped", () => page.mouse.up());
  const places = await page.$$eval("#close option", (all) => all.map((one) => one.value));
  for (let turn = 0; turn < CHANGES; turn++) {
    const place = places[Math.floor((turn * places.length) / CHANGES)];
    await page.select("#close [name=close]", place);
    await step("closed", () => page.click("#close button"));
    await page.select("#hours [name=hours_of]", places[places.indexOf(place) + 1]);
    await step("other hours", () => page.click("#hours button"));
  }
  console.log(JSON.stringify(seen));
} finally {
  await browser.close();
}

/// Runs in the page: notes the time from the last thing done to the end of the frame in which
/// the planner says that figures and map have followed.
function watch() {
  window.seen = [];
  let since = 0;
  for (const kind of ["click", "pointermove", "pointerup"]) {
    document.addEventListener(kind, (event) => (since = event.timeStamp), { capture: true });
  }
  const frame = document.querySelector(".plan-map-frame");
  new MutationObserver(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => window.seen.push((performance.now() - since) / 1e3);
    port2.postMessage(null);
  }).observe(frame, { attributeFilter: ["data-steps"] });
}
