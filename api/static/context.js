// The author's past and the thread around a comment: under it on request, or beside the current
// one where the window has room.

import { byId, CARDS, choose, current } from "./cards.js";
import { fetched } from "./fetched.js";
import { phrase, tell } from "./news.js";

// Who goes on at once asks for nothing: only a comment that is looked at is asked about.
const PATIENCE = 200;
const beside = document.querySelector("[data-beside]");
const hint = [...(beside?.childNodes ?? [])];
let waiting = 0;

async function around(card) {
  const page = await fetched(card.querySelector("[data-around]").href, "#around");
  if (!page) return null;
  const part = page.querySelector("#around");
  const taken = document.importNode(part, true);
  taken.removeAttribute("id");
  return taken;
}

async function showBeside(id) {
  const card = id && byId(id);
  const part = card ? await around(card) : null;
  if (current()?.dataset.id === (id ?? undefined)) beside.replaceChildren(...(part ? [part] : hint));
}

async function toggleBelow(card) {
  const link = card.querySelector("[data-around]");
  const open = card.querySelector(".around");
  if (open) open.remove();
  else {
    const part = await around(card);
    // Who asked is told; what comes by itself must not take another message's place.
    if (!part) return tell(phrase("unanswered"));
    if (!card.querySelector(".around")) card.append(part);
  }
  link.setAttribute("aria-expanded", String(!open));
}

// The style sheet says when there is room.
const isBeside = () => Boolean(beside?.offsetParent);

// Beside the comment it is there already: then the eye is led to it, and back.
function lookBeside(card) {
  if (beside.contains(document.activeElement)) return choose(card);
  beside.focus({ preventScroll: true });
  beside.scrollIntoView({ block: "nearest" });
}

export function toggle(card = current()) {
  if (!card) return;
  if (isBeside()) lookBeside(card);
  else toggleBelow(card);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-list] [data-around]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const card = link.closest(CARDS);
  choose(card);
  toggle(card);
});

if (beside) {
  document.addEventListener("tamis:current", (event) => {
    clearTimeout(waiting);
    if (!isBeside()) return;
    waiting = setTimeout(showBeside, PATIENCE, event.detail.id);
  });
}
