// Deciding and taking back without a reload. A decided card leaves at once and comes back where
// the server says no, or nothing: what the page shows is what is stored.

import { byId, cards, CARDS, choose, current, list, put, read, take } from "./cards.js";
import { phrase, tell } from "./news.js";
import { post } from "./post.js";

const REASON = "tamis-reason";
// The session, or the page's token with it, has ended.
const SIGNED_OUT = [401, 403];
// What was decided on this page, newest last: {id, card, at, settled}. `settled` becomes the
// address that undoes it, or null where it was not stored.
const made = [];

// A field of these forms is called `action` too and hides the property: read the attribute.
function decide(form) {
  const card = form.closest(CARDS);
  const body = new FormData(form);
  if (body.get("reason")) sessionStorage.setItem(REASON, body.get("reason"));
  announce("tamis:deciding", [card.dataset.id]);
  const entry = { id: card.dataset.id, card, at: take(card) };
  entry.settled = post(form.getAttribute("action"), body).then((got) => settle(entry, got));
  made.push(entry);
}

function settle(entry, { status, answer }) {
  if (status === 200) {
    tell(answer.said, { undo: answer.undo });
    announce("tamis:decided", [entry.id], answer);
    return answer.undo;
  }
  forget(entry);
  if (answer.card) put(read(answer.card), entry.at);
  else if (status !== 404) put(entry.card, entry.at);
  tell(answer.said || phrase("unsent"), { stale: SIGNED_OUT.includes(status) });
  return null;
}

function forget(entry) {
  const at = made.indexOf(entry);
  if (at >= 0) made.splice(at, 1);
}

function announce(name, ids, more = {}) {
  document.dispatchEvent(new CustomEvent(name, { detail: { ids, ...more } }));
}

// The last decision of this page, else the one that the page came with.
export async function undoLast() {
  const entry = made.at(-1);
  if (!entry) return document.querySelector(".news .undo")?.requestSubmit();
  forget(entry);
  const address = await entry.settled;
  if (address) await undo(address, entry);
}

async function undo(address, entry) {
  const { status, answer } = await post(address);
  tell(answer.said || phrase("unanswered"), { stale: SIGNED_OUT.includes(status) });
  if (status === 200) comeBack(answer, entry?.at ?? 0);
  else if (entry && ![404, 409].includes(status)) made.push(entry);
}

function comeBack(answer, at) {
  byId(answer.id)?.remove();
  const card = read(answer.card);
  put(card, at);
  choose(card);
  announce("tamis:undone", [answer.id], answer);
}

function undoOf(form) {
  const entry = made.at(-1);
  if (entry) undoLast();
  else undo(form.getAttribute("action"), null);
}

// Press a button of the current card, as a key does.
export function press(action, reason = null) {
  const form = current()?.querySelector(`.choice-${action}`);
  if (!form) return;
  const select = form.querySelector("select");
  if (select && reason !== null) select.value = reason;
  form.requestSubmit();
}

// Reject for the reason with this number in the list; the first entry there is "none".
export function pressReason(number) {
  const option = current()?.querySelector(".choice-reject select")?.options[number];
  if (option) press("reject", option.value);
}

export const pressLastReason = () => press("reject", sessionStorage.getItem(REASON) ?? "");

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!list()) return;
  if (form.matches("[data-list] .choice")) decide(form);
  else if (form.matches(".news .undo:not([data-whole])")) undoOf(form);
  else return;
  event.preventDefault();
});

// The second click of a double click: the next card has moved under the pointer by then.
document.addEventListener("click", (event) => {
  if (event.detail > 1 && event.target.closest("[data-list] .choice button")) event.preventDefault();
});

// Comments that others decided leave the list, and it says so.
document.addEventListener("tamis:gone", (event) => {
  const leaving = event.detail.ids.map(byId).filter((card) => cards().includes(card));
  leaving.forEach(take);
  if (leaving.length) tell(event.detail.words.join(" "));
});
