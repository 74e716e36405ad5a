// The page that builds embeds, alive: what is chosen shows at once, and a button copies the code.
// Without it the form's own button does the first, and marking the text the second.

const form = document.getElementById("builder-form");
const result = document.getElementById("builder-result");
const said = document.getElementById("builder-said");

/** Milliseconds of quiet after the last key. */
const QUIET = 400;
let waiting;
let asked;

form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, QUIET);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  show();
});

/** The builder's address with what is chosen. */
function address() {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value !== "") query.append(name, value);
  }
  return `${form.getAttribute("action")}?${query}`;
}

async function show() {
  asked?.abort();
  asked = new AbortController();
  const url = address();
  try {
    const answer = await fetch(url, { signal: asked.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.getElementById("builder-result");
    if (!next) throw new Error(`${answer.status}`);
    result.replaceChildren(...next.childNodes);
    history.replaceState(null, "", url);
    said.textContent = result.dataset.updated;
  } catch (error) {
    if (error.name !== "AbortError") form.submit();
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const code = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(code.value);
    said.textContent = button.dataset.done;
    button.textContent = button.dataset.done;
  } catch {
    // Refused, or there is no clipboard here: what is marked can be copied by hand.
    code.focus();
    code.select();
    said.textContent = button.dataset.failed;
  }
});
