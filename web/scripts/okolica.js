// For pages that embed the map: makes frames of /embed as high as what is in them, and makes
// <okolica-map> such a frame. It keeps nothing, loads nothing but the frames, and needs of a
// strict policy no more than this service in script-src and frame-src.
//
//   <script async src="https://SERVICE/embed/okolica.js"></script>
//   <okolica-map district="D1" view="both"><a href="https://SERVICE/?district=D1">Our map</a></okolica-map>
//
// A plain <iframe src="https://SERVICE/embed?…"> needs nothing else to get its height.
(() => {
  const script = document.currentScript ?? document.querySelector('script[src*="/embed/okolica.js"]');
  // Where the service is, also below a path.
  const EMBED = new URL(script.src.split("?")[0]).href.replace(/\/okolica\.js$/, "");
  const ORIGIN = new URL(EMBED).origin;

  /** Heights that are believed, in CSS pixels. */
  const LEAST = 40;
  const MOST = 20000;
  /** The height of a frame that has not told its own, by what it shows. */
  const AT_FIRST = { map: 600, both: 700, list: 500 };
  /** The attributes of <okolica-map>: the filters of the map and the embed's own parameters. */
  const NAMES = [
    ..."district set category layer tag q bbox near within from to when open access free age capacity".split(" "),
    ..."language registration include_unknown past lang view map accent theme max filters heading".split(" "),
  ];

  /** Whether a frame is one of this service's embeds. */
  const isOurs = (frame) => frame.src === EMBED || frame.src.startsWith(`${EMBED}?`);

  /** The frame that a message comes from, if it is ours to hear and says a height. */
  function heard({ data, origin, source }) {
    if (origin !== ORIGIN || data?.type !== "okolica:height") return undefined;
    const { height } = data;
    if (typeof height !== "number" || !(height >= LEAST && height <= MOST)) return undefined;
    const frames = [...document.querySelectorAll("iframe")];
    const frame = frames.find((one) => one.contentWindow === source);
    return frame && isOurs(frame) ? frame : undefined;
  }

  addEventListener("message", (event) => {
    const frame = heard(event);
    if (!frame) return;
    const style = getComputedStyle(frame);
    const around = ["paddingTop", "paddingBottom", "borderTopWidth", "borderBottomWidth"];
    const more = style.boxSizing === "border-box" ? around.reduce((sum, name) => sum + (parseFloat(style[name]) || 0), 0) : 0;
    // Set by script, not in the markup: no policy forbids that.
    frame.style.height = `${Math.ceil(event.data.height + more)}px`;
    // The frame is there: what stood in for it may go.
    for (const link of frame.parentElement?.closest("okolica-map")?.children ?? []) {
      if (link !== frame) link.hidden = true;
    }
  });

  class OkolicaMap extends HTMLElement {
    static observedAttributes = NAMES;

    connectedCallback() {
      // The link inside may still be on its way.
      if (document.readyState !== "loading") this.show();
      else document.addEventListener("DOMContentLoaded", () => this.show(), { once: true });
    }

    attributeChangedCallback(_, before, after) {
      if (this.frame && before !== after) this.frame.src = this.address();
    }

    /** The address of the embed that the attributes say. */
    address() {
      const query = new URLSearchParams();
      for (const name of NAMES) {
        // `title` would make a tooltip of it.
        if (this.hasAttribute(name)) query.set(name === "heading" ? "title" : name, this.getAttribute(name));
      }
      return `${EMBED}?${query}`;
    }

    show() {
      if (this.frame || !this.isConnected) return;
      const frame = document.createElement("iframe");
      const link = this.querySelector("a");
      frame.title = this.getAttribute("heading") || link?.textContent.trim() || "Okolica";
      frame.height = AT_FIRST[this.getAttribute("view")] ?? AT_FIRST.both;
      frame.loading = "lazy";
      if (this.getAttribute("filters") === "open") frame.allow = "geolocation";
      this.style.display = "block";
      Object.assign(frame.style, { display: "block", width: "100%", border: "0" });
      frame.src = this.address();
      this.frame = frame;
      this.append(frame);
    }
  }

  if (!customElements.get("okolica-map")) customElements.define("okolica-map", OkolicaMap);

  // Frames that spoke before anybody listened.
  for (const frame of document.querySelectorAll("iframe")) {
    // Whoever hears it learns nothing.
    if (isOurs(frame)) frame.contentWindow?.postMessage({ type: "okolica:ask" }, "*");
  }
})();
