// The moderators' lists: what each key does. One idea a module; none knows more than it imports.

import { current, step } from "./cards.js";
import { press, pressLastReason, undoLast } from "./decide.js";
import { bind } from "./keys.js";
import "./refill.js";

function unfold() {
  const rest = current()?.querySelector("details");
  if (rest) rest.open = !rest.open;
}

bind("j", () => step(1));
bind("k", () => step(-1));
bind("a", () => press("approve"));
bind("r", () => press("reject"));
bind(".", pressLastReason);
bind("u", undoLast);
bind("o", unfold);
