// A map that follows the store: tells it when something has changed, while somebody looks. The
// map's `data-live` says how: "events" waits for changes, "poll" asks now and then.

const ADDRESS = "/api/changes";
/** Milliseconds between two questions, and until another try after a refusal, at most: with what
    comes then, what is new shows within half a minute. */
export const EVERY = 28_000;
/** Milliseconds from a change until the map asks for what is new: by then every instance has it,
    and not all maps ask at once. */
const LEAST = 250;
const SPREAD = 150;
/** Changes in a row, each this many milliseconds after the other at most, make the map wait
    longer, up to so many times. */
const ROW = 2000;
const LONGEST = 10;
/** An import tells more than a map wants to hear one by one. */
const MANY = 200;

/** How long to wait after a change when so many came in a row; `random` is from 0 to 1. */
export function pause(row, random) {
  return (LEAST + SPREAD * random) * Math.min(Math.max(row, 1), LONGEST);
}

/** What `/api/changes` tells, as the map takes it: the keys, or "*" where there are more. */
export function keys({ changes, more }) {
  const named = changes.map(({ layer, id }) => `${layer}/${id}`);
  return more ? [...named, "*"] : named;
}

function follow(map) {
  const live = map.dataset.live;
  let since = Number(map.dataset.since);
  let changed = new Set();
  let telling;
  let row = 0;
  let told = -Infinity;
  let asking = false;
  let source;
  let heard = 0;
  let later;

  function tell(which) {
    for (const key of which) changed.add(key);
    if (changed.size === 0 || telling) return;
    row = performance.now() - told < ROW ? row + 1 : 0;
    telling = setTimeout(() => {
      telling = undefined;
      told = performance.now();
      const detail = [...changed].join(" ");
      changed = new Set();
      map.dispatchEvent(new CustomEvent("changed", { detail }));
    }, pause(row, Math.random()));
  }

  /** Asks once for what was missed. */
  async function ask() {
    const answer = await fetch(`${ADDRESS}?since=${since}`, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${answer.status} from ${ADDRESS}`);
    const news = await answer.json();
    since = news.version;
    tell(keys(news));
  }

  function listen() {
    heard = 0;
    source = new EventSource(`${ADDRESS}?since=${since}`);
    let broken = false;
    source.onopen = () => {
      // What the map asked for meanwhile may have failed.
      if (broken) tell(["*"]);
      broken = false;
    };
    source.onmessage = ({ data, lastEventId }) => {
      since = Number(lastEventId);
      tell(keys({ changes: [JSON.parse(data)] }));
      heard += 1;
      if (heard === MANY) start();
    };
    source.onerror = () => {
      broken = true;
      if (source.readyState === EventSource.CLOSED) again();
    };
  }

  function again() {
    stop();
    later = setTimeout(start, EVERY * (1 - Math.random() / 4));
  }

  function stop() {
    clearTimeout(later);
    source?.close();
    source = undefined;
  }

  async function start() {
    stop();
    if (document.hidden || asking) return;
    asking = true;
    let failed = false;
    try {
      await ask();
    } catch {
      // There may be no connection: later there may be one.
      failed = true;
    }
    asking = false;
    if (document.hidden) return;
    if (failed || live === "poll") again();
    else listen();
  }

  document.addEventListener("visibilitychange", start);
  // An open stream would keep the page from coming back as it was.
  addEventListener("pagehide", stop);
  addEventListener("pageshow", ({ persisted }) => persisted && start());
  start();
}

const map = globalThis.document?.querySelector("[data-live]");
if (map) follow(map);
