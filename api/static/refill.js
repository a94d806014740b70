// The list never runs dry: the next page's comments are fetched before they are needed.

import { byId, cards, list } from "./cards.js";

const FEW = 12;
// Parts of a page that are true of the whole queue, taken over from the page just fetched.
const FRESH = "[data-fresh]";

// Comments that were on this page: another page may still hold one that was decided here.
const seen = new Set();
let fetching = null;

const further = () => document.querySelector(".further a");

async function fetchPage(address) {
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  if (!response.ok || response.redirected) return null;
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

function takeOver(page) {
  for (const card of page.querySelectorAll("[data-list] > .card-comment")) {
    if (seen.has(card.dataset.id) || byId(card.dataset.id)) continue;
    seen.add(card.dataset.id);
    list().append(document.importNode(card, true));
  }
  for (const part of page.querySelectorAll(FRESH)) {
    const here = document.querySelector(`[data-fresh="${part.dataset.fresh}"]`);
    here?.replaceWith(document.importNode(part, true));
  }
  const next = page.querySelector(".further");
  const here = document.querySelector(".further");
  if (next) here?.replaceWith(document.importNode(next, true));
  else here?.remove();
}

async function refill() {
  const link = further();
  if (!link || cards().length >= FEW || fetching) return;
  fetching = fetchPage(link.href).catch(() => null);
  const page = await fetching;
  fetching = null;
  if (!page) return;
  takeOver(page);
  document.dispatchEvent(new CustomEvent("tamis:put"));
  refill();
}

// Nothing left here: whatever waits at the list's beginning (skipped, new) is worth a look.
function nothingLeft() {
  const empty = cards().length === 0;
  document.querySelector("[data-empty]")?.toggleAttribute("hidden", !empty);
}

for (const card of cards()) seen.add(card.dataset.id);
for (const name of ["tamis:taken", "tamis:put"]) {
  document.addEventListener(name, () => {
    nothingLeft();
    refill();
  });
}
