// Keys. Whatever a key does, a button on the page does too: the key only presses it. Letters are
// the same on AZERTY and QWERTY.

const TYPING = "input:not([type=checkbox]), select, textarea, [contenteditable]";
const OFF = "tamis-keys-off";

const help = document.querySelector("#keys");
const toggle = document.querySelector("#keys-on");
const actions = new Map();

// Let `key` (as `event.key` names it, in lower case) do `act`.
export const bind = (key, act) => actions.set(key, act);

const enabled = () => localStorage.getItem(OFF) === null;

function show() {
  document.documentElement.toggleAttribute("data-keys", enabled());
  toggle.checked = enabled();
}

document.addEventListener("keydown", (event) => {
  if (!enabled() || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.target.closest(TYPING) || document.querySelector("dialog[open]")) return;
  const act = actions.get(event.key.toLowerCase());
  if (!act) return;
  event.preventDefault();
  act();
});

toggle.addEventListener("change", () => {
  if (toggle.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
  show();
});

const opener = document.querySelector("#keys-open");
opener.addEventListener("click", () => help.showModal());
opener.hidden = false;
bind("?", () => help.showModal());
show();
