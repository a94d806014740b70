// The list never runs dry: the next page's comments are fetched before they are needed.

import { byId, cards, choose, current, list } from "./cards.js";
import { fetched } from "./fetched.js";
import { onTheWay } from "./post.js";

// So many are left ahead of the current one when more are asked for.
const FEW = 12;
const LATER = 3000;
// Parts of a page that are true of the whole queue, taken over from the page just fetched.
const FRESH = "[data-fresh]";

// Comments that were on this page: another page may still hold one that was decided here.
const seen = new Set();
let fetching = false;
// Whether the beginning was asked for, and nothing had come
let looked = false;

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
  const isSettled = onTheWay() === 0;
  const page = await fetched(address, "[data-list]");
  fetching = false;
  if (!page) return again();
  const number = takeCards(page);
  if (number && isSettled && onTheWay() === 0) takeRest(page);
  takeLink(page, number);
  if (number) looked = false;
  // Who cleared the list faster than it was filled goes on where the new ones begin.
  if (number && !current() && isIdle()) choose(cards()[0]);
  changed();
}

// Nobody answered: that nothing waits must not be said. Not again at once.
function again() {
  looked = false;
  setTimeout(changed, LATER);
}

const empty = document.querySelector("[data-empty]");
const isIdle = () => [document.body, empty].includes(document.activeElement);

function ahead() {
  const all = cards();
  return all.length - Math.max(all.indexOf(current()), 0);
}

// Once at the end the list's beginning is asked for again: more may have come meanwhile.
function beginning() {
  const address = new URL(location);
  address.searchParams.delete("after");
  return address;
}

function next() {
  if (further()) return ahead() < FEW ? further() : null;
  return cards().length || looked ? null : beginning();
}

function changed() {
  const isDry = cards().length === 0 && !fetching && !further() && (looked || !refills());
  empty?.toggleAttribute("hidden", !isDry);
  // The last card took the focus with it: it goes on to what stands in its place.
  if (empty && isDry && isIdle()) empty.focus({ preventScroll: true });
  if (refills() && !fetching) refill();
}

function refill() {
  const address = next();
  if (!address) return;
  looked ||= !further();
  load(address);
}

const refills = () => list()?.matches("[data-refill]");

// More came than there were: to who has cleared the list they are shown.
let known = Infinity;
document.addEventListener("tamis:waiting", (event) => {
  const { waiting } = event.detail;
  if (waiting > known && cards().length === 0) {
    looked = false;
    changed();
  }
  known = waiting;
});

for (const card of cards()) seen.add(card.dataset.id);
for (const name of ["taken", "put", "current"]) document.addEventListener(`tamis:${name}`, changed);
