// What every page does beyond its links, where the browser can: share, copy, and go back to the
// view that the reader came from. Pages without a map load this alone.

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-address]");
  if (!button) return;
  // As the reader reaches the service, whatever it calls itself.
  const url = new URL(button.dataset.address, location.href).href;
  if (navigator.share) share(url, button);
  else copy(url, button);
});

async function share(url, button) {
  try {
    await navigator.share({ title: button.dataset.title, url });
  } catch (error) {
    // Someone who thought better of it wants nothing else.
    if (error.name !== "AbortError") copy(url, button);
  }
}

async function copy(url, button) {
  let said = button.dataset.done;
  try {
    await navigator.clipboard.writeText(url);
  } catch {
    // Refused, or there is no clipboard here; the address is there to be copied by hand.
    said = `${button.dataset.failed} ${url}`;
  }
  button.parentElement.querySelector("[role=status]").textContent = said;
}

// The link to the map leads back to the filtered map, when that is where the reader was.
const back = document.querySelector("a[data-back]");
const from = document.referrer && new URL(document.referrer);
if (back && from && from.origin === location.origin && from.pathname === "/") {
  back.textContent = back.dataset.back;
  back.href = from.pathname + from.search;
  back.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || history.length < 2) return;
    event.preventDefault();
    history.back();
  });
}
