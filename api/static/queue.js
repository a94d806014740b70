// Keys for the moderators' lists. Whatever a key does, a button on the page does too: the
// key only presses it. Letters are the same on AZERTY and QWERTY.

const CARDS = ".card-comment";
const TYPING = "input, select, textarea, [contenteditable]";
const OFF = "tamis-keys-off";
const NEXT = "tamis-next";
const REASON = "tamis-reason";

const cards = () => [...document.querySelectorAll(CARDS)];
const current = () => document.querySelector(`${CARDS}[aria-current]`);
const help = document.querySelector("#keys");
const toggle = document.querySelector("#keys-on");

const ACTIONS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => decide("approve"),
  r: () => decide("reject"),
  ".": () => decide("reject", sessionStorage.getItem(REASON)),
  o: () => unfold(),
  u: () => document.querySelector(".news .undo")?.requestSubmit(),
  "?": () => help.showModal(),
};

function mark(card) {
  current()?.removeAttribute("aria-current");
  card?.setAttribute("aria-current", "true");
  const detail = { id: card?.dataset.id ?? null };
  document.dispatchEvent(new CustomEvent("tamis:current", { detail }));
}

function choose(card) {
  mark(card);
  if (!card) return;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = cards();
  const at = all.indexOf(current());
  choose(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
}

// The page comes back without the decided comment; the next one is where the eye goes on.
function decide(action, reason) {
  const card = current();
  const form = card?.querySelector(`.choice-${action}`);
  if (!form) return;
  const select = form.querySelector("select");
  if (select && reason !== null && reason !== undefined) select.value = reason;
  form.requestSubmit();
}

function remember(form) {
  const all = cards();
  const at = all.indexOf(form.closest(CARDS));
  if (at < 0) return;
  const next = all[at + 1] ?? all[at - 1];
  sessionStorage.setItem(NEXT, next?.id ?? "");
  const select = form.querySelector("select");
  if (select) sessionStorage.setItem(REASON, select.value);
  // A second press while the page is on its way must not decide the same comment twice.
  form.querySelector("button").disabled = true;
}

function unfold() {
  const rest = current()?.querySelector("details");
  if (rest) rest.open = !rest.open;
}

function enabled() {
  return localStorage.getItem(OFF) === null;
}

function show() {
  document.documentElement.toggleAttribute("data-keys", enabled());
  toggle.checked = enabled();
}

document.addEventListener("keydown", (event) => {
  if (!enabled() || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.target.closest(TYPING) || help.open) return;
  const act = ACTIONS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("submit", (event) => {
  if (event.target.matches(".choice")) remember(event.target);
});

document.addEventListener("focusin", (event) => {
  const card = event.target.closest(CARDS);
  if (!card || card === current()) return;
  mark(card);
});

// Others decided these: they leave, and whoever was at one of them goes on to the next.
document.addEventListener("tamis:gone", (event) => {
  const all = cards();
  const leaving = all.filter((card) => event.detail.ids.includes(card.dataset.id));
  const at = all.indexOf(current());
  const moves = leaving.includes(current());
  for (const card of leaving) card.remove();
  if (moves) choose(all.slice(at).find((card) => card.isConnected) ?? cards().at(-1));
  const news = document.querySelector(".news");
  news.append(...event.detail.words.map(told));
});

function told(words) {
  const line = document.createElement("p");
  line.className = "told";
  line.textContent = words;
  return line;
}

toggle.addEventListener("change", () => {
  if (toggle.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
  show();
});
document.querySelector("#keys-open").addEventListener("click", () => help.showModal());

show();
document.querySelector("#keys-open").hidden = false;
const wanted = sessionStorage.getItem(NEXT);
sessionStorage.removeItem(NEXT);
if (wanted !== null) choose(document.getElementById(wanted) ?? cards()[0]);
