// A decision about many: says how many are chosen, and is sent once only.

const form = document.querySelector(".whole");
const buttons = [...form.querySelectorAll('button[name="action"]')];
const guarantee = form.querySelector("[data-bounds]");

const plural = new Intl.PluralRules(document.documentElement.lang);
const word = form.querySelector("[data-one]");

const number = (selector) => form.querySelectorAll(selector).length;

function count() {
  const wrong = number('[name="wrong"]:checked');
  const chosen = number('[name="seen"]:checked, [name="seen"][type="hidden"]') - wrong;
  form.querySelector("[data-chosen]").textContent = chosen;
  word.textContent = plural.select(chosen) === "one" ? word.dataset.one : word.dataset.other;
  for (const button of buttons) button.disabled = chosen === 0;
  if (guarantee) guarantee.textContent = JSON.parse(guarantee.dataset.bounds)[wrong];
}

form.addEventListener("change", count);
// After the form has gone, for a disabled button would not be part of it.
form.addEventListener("submit", () => setTimeout(() => buttons.forEach((one) => { one.disabled = true; })));
// A page that comes back from history may be sent again.
addEventListener("pageshow", count);
count();
