// The list never runs dry: the next page's comments are fetched before they are needed.

import { byId, cards, choose, current, list } from "./cards.js";
import { fetched } from "./fetched.js";

// So many are left ahead of the current one when more are asked for.
const FEW = 12;
// Parts of a page that are true of the whole queue, taken over from the page just fetched.
const FRESH = "[data-fresh]";

// Comments that were on this page: another page may still hold one that was decided here.
const seen = new Set();
let fetching = false;

const further = () => document.querySelector(".further a")?.href;

// Take the comments of `page` that were not here yet; returns how many.
function takeCards(page) {
  const all = [...page.querySelectorAll("[data-list] > .card-comment")];
  const fresh = all.filter((card) => !seen.has(card.dataset.id) && !byId(card.dataset.id));
  for (const card of fresh) {
    seen.add(card.dataset.id);
    list().append(document.importNode(card, true));
  }
  return fresh.length;
}

function takeRest(page) {
  for (const part of page.querySelectorAll(FRESH)) {
    const here = document.querySelector(`[data-fresh="${part.dataset.fresh}"]`);
    here?.replaceWith(document.importNode(part, true));
  }
}

// A page with nothing new is the end, for now.
function takeLink(page, number) {
  const next = number ? page.querySelector(".further") : null;
  const here = document.querySelector(".further");
  if (next) here?.replaceWith(document.importNode(next, true));
  else here?.remove();
}

async function load(address) {
  fetching = true;
  const page = await fetched(address);
  fetching = false;
  if (!page) return;
  const number = takeCards(page);
  takeRest(page);
  takeLink(page, number);
  if (!number) return;
  // Who cleared the list faster than it was filled goes on where the new ones begin.
  if (!current() && document.activeElement === document.body) choose(cards()[0]);
  changed();
}

function ahead() {
  const all = cards();
  return all.length - Math.max(all.indexOf(current()), 0);
}

function changed() {
  document.querySelector("[data-empty]")?.toggleAttribute("hidden", cards().length > 0);
  if (!list()?.matches("[data-refill]") || fetching) return;
  if (further() && ahead() < FEW) load(further());
}

for (const card of cards()) seen.add(card.dataset.id);
for (const name of ["taken", "put", "current"]) document.addEventListener(`tamis:${name}`, changed);
