// Keys for the moderators' lists. Whatever a key does, a button on the page does too: the
// key only presses it. Letters are the same on AZERTY and QWERTY.

const CARDS = ".card-comment";
const TYPING = "input:not([type=checkbox], [type=range]), select, textarea, [contenteditable]";
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

function choose(card) {
  current()?.removeAttribute("aria-current");
  if (!card) return;
  card.setAttribute("aria-current", "true");
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

// A key that no list of ours knows presses what names it: of the current comment, or of the page.
function press(key) {
  const named = `[data-key="${CSS.escape(key)}"]`;
  const found = current()?.querySelector(named) ?? document.querySelector(`.whole ${named}`);
  found?.click();
  return Boolean(found);
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
  const key = event.key.toLowerCase();
  const act = ACTIONS[key];
  if (!press(key)) {
    if (!act) return;
    act();
  }
  event.preventDefault();
});

document.addEventListener("submit", (event) => {
  if (event.target.matches(".choice")) remember(event.target);
});

document.addEventListener("focusin", (event) => {
  const card = event.target.closest(CARDS);
  if (!card || card === current()) return;
  current()?.removeAttribute("aria-current");
  card.setAttribute("aria-current", "true");
});

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
