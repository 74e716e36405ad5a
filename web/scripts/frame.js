// In an embed: tells the page around the frame how high the content is, now and whenever that
// changes; without one it fills the window. It keeps nothing, and nothing that it says is secret, so
// anybody may hear it.

const height = () => Math.ceil(document.body.getBoundingClientRect().height);

function tell() {
  parent.postMessage({ type: "okolica:height", height: height() }, "*");
}

document.body.classList.toggle("in-window", parent === window);
if (parent !== window) {
  new ResizeObserver(tell).observe(document.body);
  // A script that came later than this page asks.
  addEventListener("message", (event) => {
    if (event.data?.type === "okolica:ask") tell();
  });
}
