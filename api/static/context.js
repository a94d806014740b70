// The thread around a comment and its author's past: under the comment on request, or beside it
// where one comment is shown at a time.

import { byId, CARDS, current } from "./cards.js";
import { fetched } from "./fetched.js";

// Who goes on at once asks for nothing: only a comment that is looked at is asked about.
const PATIENCE = 200;
const beside = document.querySelector("[data-beside]");
let waiting = 0;

async function around(card) {
  const page = await fetched(card.querySelector("[data-around]").href);
  const part = page?.querySelector("#around");
  if (!part) return null;
  const taken = document.importNode(part, true);
  taken.removeAttribute("id");
  return taken;
}

async function showBeside(id) {
  const card = id && byId(id);
  const part = card ? await around(card) : null;
  if (current()?.dataset.id === (id ?? undefined)) beside.replaceChildren(...(part ? [part] : []));
}

async function toggleBelow(card) {
  const link = card.querySelector("[data-around]");
  const open = card.querySelector(".around");
  if (open) open.remove();
  else {
    const part = await around(card);
    if (!part || card.querySelector(".around")) return;
    card.append(part);
  }
  link.setAttribute("aria-expanded", String(!open));
}

// Beside the comment it is there already: then the eye is led to it.
export function toggle(card = current()) {
  if (!card) return;
  if (!beside) toggleBelow(card);
  else beside.querySelector("h3")?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-list] [data-around]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  toggle(link.closest(CARDS));
});

if (beside) {
  document.addEventListener("tamis:current", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(showBeside, PATIENCE, event.detail.id);
  });
}
