// The two handles: they never cross, and the dots between them are lit as they move. What is
// shown below belongs to the handles as they were: once moved, it cannot be decided on.

const form = document.querySelector(".range-form");
const low = form.querySelector('[name="low"]');
const high = form.querySelector('[name="high"]');
const columns = [...form.querySelectorAll("[data-percent]")];
const below = document.querySelector(".whole");

function show() {
  form.querySelector('[for="low"] output').textContent = low.value;
  form.querySelector('[for="high"] output').textContent = high.value;
  for (const column of columns) {
    const percent = Number(column.dataset.percent);
    column.classList.toggle("in", percent >= Number(low.value) && percent < Math.max(Number(high.value), 1));
  }
}

form.addEventListener("input", (event) => {
  if (event.target === low && Number(low.value) > Number(high.value)) low.value = high.value;
  if (event.target === high && Number(high.value) < Number(low.value)) high.value = low.value;
  below?.toggleAttribute("inert", true);
  below?.classList.add("stale");
  show();
});
show();
