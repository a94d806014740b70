// A decision about many: says how many are chosen, and is sent once only.

const form = document.querySelector(".whole");
const boxes = [...form.querySelectorAll('input[name="seen"]')];
const buttons = [...form.querySelectorAll('button[name="action"]')];
const told = form.querySelector("[data-chosen]");

function count() {
  const chosen = boxes.filter((box) => box.checked).length;
  told.textContent = chosen;
  for (const button of buttons) button.disabled = chosen === 0;
}

form.addEventListener("change", count);
// After the form has gone, for a disabled button would not be part of it.
form.addEventListener("submit", () => setTimeout(() => buttons.forEach((one) => { one.disabled = true; })));
// A page that comes back from history may be sent again.
addEventListener("pageshow", count);
count();
