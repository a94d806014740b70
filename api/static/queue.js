// The moderators' lists: what each key does. One idea a module; none knows more than it imports.

import { cards, choose, current, step } from "./cards.js";
import { toggle } from "./context.js";
import "./count.js";
import { press, pressLastReason, pressReason, undoLast } from "./decide.js";
import { bind } from "./keys.js";
import "./refill.js";
import "./today.js";
import { toggleVeils } from "./veil.js";

function unfold() {
  const rest = current()?.querySelector(".more");
  if (rest) rest.open = !rest.open;
}

bind("j", () => step(1));
bind("k", () => step(-1));
bind("a", () => press("approve"));
bind("r", () => press("reject"));
for (let number = 1; number <= 9; number += 1) bind(String(number), () => pressReason(number));
bind(".", pressLastReason);
bind("u", undoLast);
bind("o", () => toggle());
bind("e", unfold);
bind("v", toggleVeils);
bind("l", () => document.querySelector(".view")?.requestSubmit());

// One at a time: the first is looked at as soon as the page is there.
const steps = document.querySelector("[data-steps]");
if (steps) {
  steps.hidden = false;
  steps.addEventListener("click", (event) => {
    const by = event.target.closest("[data-step]")?.dataset.step;
    if (by) step(Number(by));
  });
  choose(cards()[0]);
}
