// The one place that says what happened: a live region, with the way to take it back.

const region = document.querySelector(".news");
const template = document.querySelector("#told");

// Sentences stand in the page, in its language: `phrase("unsent")` reads data-unsent.
export const phrase = (name) => region?.dataset[name] ?? "";

// Say `text`; `undo` is the address that takes it back. `stale`: only a new page helps.
export function tell(text, { undo = null, stale = false } = {}) {
  if (!region || !text) return;
  const told = template.content.cloneNode(true);
  told.querySelector("p").textContent = text;
  const form = told.querySelector(".undo");
  if (undo) form.setAttribute("action", undo);
  else form.remove();
  if (!stale) told.querySelector(".again").remove();
  region.replaceChildren(told);
}
