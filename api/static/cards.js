// The comments on the page, and which of them is the current one.

export const CARDS = ".card-comment";
const LIST = "[data-list]";

export const list = () => document.querySelector(LIST);
export const cards = () => [...document.querySelectorAll(`${LIST} > ${CARDS}`)];
export const current = () => document.querySelector(`${LIST} > ${CARDS}[aria-current]`);
export const byId = (id) => document.getElementById(`comment-${id}`);

// `tamis:current` tells other scripts whose comment is being looked at; null: none.
function mark(card) {
  const before = current();
  if (before === card) return;
  before?.removeAttribute("aria-current");
  card?.setAttribute("aria-current", "true");
  const id = card?.dataset.id ?? null;
  document.dispatchEvent(new CustomEvent("tamis:current", { detail: { id } }));
}

function tell(name, card) {
  document.dispatchEvent(new CustomEvent(name, { detail: { card } }));
}

// Make `card` the current one, with the focus on it.
export function choose(card) {
  mark(card ?? null);
  if (!card) return;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

export function step(by) {
  const all = cards();
  const at = all.indexOf(current());
  choose(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
}

// Take a card out; where it was the current one, the eye goes on to the next. Returns its place.
export function take(card) {
  const all = cards();
  const at = all.indexOf(card);
  const wasCurrent = card === current() || card.contains(document.activeElement);
  if (wasCurrent) mark(null);
  card.remove();
  if (wasCurrent) choose(all[at + 1] ?? all[at - 1]);
  tell("tamis:taken", card);
  return at;
}

// Put a card in at a place; it becomes the current one where nothing else is.
export function put(card, at) {
  list().insertBefore(card, cards()[Math.max(at, 0)] ?? null);
  if (!current()) choose(card);
  tell("tamis:put", card);
}

// A card as the server wrote it. Parsed apart from the page: nothing in it can run.
export function read(markup) {
  const parsed = new DOMParser().parseFromString(markup, "text/html");
  return document.importNode(parsed.querySelector(CARDS), true);
}

document.addEventListener("focusin", (event) => {
  const card = event.target.closest(`${LIST} > ${CARDS}`);
  if (card) mark(card);
});
