// How the day goes: the count of what was decided, and a line that suggests a pause.

import { post } from "./post.js";

const line = document.querySelector("[data-today]");
const pause = document.querySelector("[data-pause]");

document.addEventListener("tamis:decided", (event) => {
  if (line && event.detail.today) line.textContent = event.detail.today;
  if (pause && event.detail.pause !== undefined) pause.hidden = !event.detail.pause;
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".later")) return;
  event.preventDefault();
  pause.hidden = true;
  post(event.target.getAttribute("action"));
});
