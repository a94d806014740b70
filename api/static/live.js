// What colleagues do while a list is open: cards that others decided are told of, who looks
// at which is shown, and trouble is said in plain words. Speaks to the list by events alone.

import { follow, forget } from "./lease.js";

const EVERY = 3000;
const EVERY_HIDDEN = 30000;
const PATIENCE = 4000;
const MOST = 100;
// The number of all that wait, wherever it stands
const WAITING = '[data-count=""]';

const root = document.querySelector("#live");
const banner = document.querySelector("#unwell p");

let etag = "";
let failures = 0;
let timer = 0;
// Counts what was done on this page: an answer to an older question knows nothing of it.
let acts = 0;

// A card that says what a colleague decided stays until it was read.
const cards = () => [...document.querySelectorAll("[data-id]:not([data-overtaken])")];

function address() {
  const ids = cards().map((card) => card.dataset.id).slice(0, MOST);
  const rest = new URLSearchParams({ site: root.dataset.site, status: root.dataset.status });
  // Commas stay as they are: encoded, a hundred ids would not fit into a request line.
  return `${root.dataset.state}?ids=${ids.join(",")}&${rest}`;
}

async function ask() {
  const before = acts;
  const answer = await fetch(address(), {
    headers: { Accept: "application/json", "If-None-Match": etag },
    cache: "no-store",
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (answer.status === 401) return say(root.dataset.signedOut);
  if (answer.status === 304) return well();
  if (!answer.ok) return fail(answer.status >= 500);
  const state = await answer.json();
  well();
  if (acts !== before) return;
  etag = answer.headers.get("ETag") ?? "";
  show(state);
}

// One lost request is a blip; the server's own word for trouble, or a second one, is not.
function fail(surely) {
  failures += 1;
  etag = "";
  if (surely || failures > 1) say(root.dataset.away);
}

function well() {
  if (failures) say(null);
  failures = 0;
}

function say(words) {
  if (banner.textContent !== (words ?? "")) banner.textContent = words ?? "";
  banner.hidden = !words;
}

function show(state) {
  say(state.trouble);
  for (const card of cards()) present(card, state.looking.find((one) => one.id === card.dataset.id));
  for (const count of document.querySelectorAll(WAITING)) count.textContent = state.waiting;
  const detail = { waiting: state.waiting };
  document.dispatchEvent(new CustomEvent("tamis:waiting", { detail }));
  if (state.gone.length) leave(state.gone);
}

function present(card, looking) {
  const place = card.querySelector("[data-presence]");
  if (!place) return;
  place.textContent = looking?.words ?? "";
  place.hidden = !looking;
}

function leave(gone) {
  const ids = gone.map((one) => one.id);
  forget(ids);
  const detail = { ids, words: gone.map((one) => one.words) };
  document.dispatchEvent(new CustomEvent("tamis:gone", { detail }));
}

async function round() {
  clearTimeout(timer);
  try {
    await ask();
  } catch {
    fail(false);
  }
  clearTimeout(timer);
  timer = setTimeout(round, document.hidden ? EVERY_HIDDEN : EVERY);
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) round();
});
document.addEventListener("tamis:current", (event) => follow(event.detail.id));
// A decision ends the lease by itself: it is not put down while that is on its way.
for (const name of ["tamis:deciding", "tamis:decided"]) {
  document.addEventListener(name, (event) => forget(event.detail.ids));
}
for (const name of ["tamis:decided", "tamis:undone"]) {
  document.addEventListener(name, () => {
    acts += 1;
  });
}

follow(document.querySelector("[data-id][aria-current]")?.dataset.id ?? null);
round();
