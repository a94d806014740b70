// Blurred words: shown on a click, by Enter on the word, or all of a comment's by a key.

import { current } from "./cards.js";

const VEIL = ".veil";

function lift(veil) {
  veil.dataset.label = veil.getAttribute("aria-label");
  for (const name of ["role", "tabindex", "aria-label"]) veil.removeAttribute(name);
  veil.dataset.open = "";
}

function lower(veil) {
  delete veil.dataset.open;
  veil.setAttribute("role", "button");
  veil.setAttribute("tabindex", "0");
  veil.setAttribute("aria-label", veil.dataset.label);
}

export function toggleVeils() {
  const veils = [...(current()?.querySelectorAll(VEIL) ?? [])];
  const closed = veils.filter((veil) => veil.dataset.open === undefined);
  if (closed.length) closed.forEach(lift);
  else veils.forEach(lower);
}

document.addEventListener("click", (event) => {
  const veil = event.target.closest(VEIL);
  if (veil) lift(veil);
});
document.addEventListener("keydown", (event) => {
  const veil = event.target.closest?.(VEIL);
  if (!veil || ![" ", "Enter"].includes(event.key)) return;
  event.preventDefault();
  const card = veil.closest("[tabindex='-1']");
  lift(veil);
  card?.focus({ preventScroll: true });
});
