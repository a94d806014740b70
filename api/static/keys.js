// Keys. Whatever a key does, a button on the page does too: the key only presses it. Letters are
// the same on AZERTY and QWERTY; digits go by their place, for AZERTY has them under Shift.

import { post } from "./post.js";

const TYPING =
  "input:not([type=checkbox], [type=radio], [type=range]), select, textarea, [contenteditable]";
const page = document.documentElement;
const help = document.querySelector("#keys");
const toggle = document.querySelector("#keys-on");
const actions = new Map();

// Let `key` (as `event.key` names it, in lower case) do `act`.
export const bind = (key, act) => actions.set(key, act);

const enabled = () => page.hasAttribute("data-keys");

function named(event) {
  return /^Digit[1-9]$/.test(event.code) ? event.code.at(-1) : event.key.toLowerCase();
}

function isMeant(event) {
  const chord = event.ctrlKey || event.altKey || event.metaKey;
  const typing = event.target.closest?.(TYPING) || document.querySelector("dialog[open]");
  return enabled() && !chord && !event.repeat && !typing;
}

// What says itself which key presses it: of the current comment, or of a decision about many.
function labelled(key) {
  const found = document.querySelector(`:is([aria-current], .whole) [data-key="${CSS.escape(key)}"]`);
  return found && (() => found.click());
}

document.addEventListener("keydown", (event) => {
  const key = named(event);
  const act = labelled(key) ?? actions.get(key);
  if (!act || !isMeant(event)) return;
  event.preventDefault();
  act();
});

toggle.addEventListener("change", () => {
  page.toggleAttribute("data-keys", toggle.checked);
  const chosen = new FormData();
  chosen.set("value", toggle.checked ? "1" : "0");
  post(toggle.form.getAttribute("action"), chosen);
});

const opener = document.querySelector("#keys-open");
opener.addEventListener("click", () => help.showModal());
opener.hidden = false;
bind("?", () => help.showModal());
