// The header: the current tab is in sight where the tabs scroll, and the person's menu closes as
// menus do.

const tabs = document.querySelector(".tabs");
const here = tabs?.querySelector("[aria-current]");
if (here) tabs.scrollLeft = here.offsetLeft - (tabs.clientWidth - here.offsetWidth) / 2;

const person = document.querySelector(".person");

function close() {
  const held = person.contains(document.activeElement);
  person.open = false;
  if (held) person.querySelector("summary").focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && person.open) close();
});
document.addEventListener("click", (event) => {
  if (!person.contains(event.target)) person.open = false;
});
person.addEventListener("focusout", (event) => {
  if (event.relatedTarget && !person.contains(event.relatedTarget)) person.open = false;
});
