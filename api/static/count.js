// How many wait, altogether and by reason, as cards come and go.

function change(card, by) {
  if (card.dataset.status !== "flagged") return;
  for (const name of ["", card.dataset.reason]) {
    for (const shown of document.querySelectorAll(`[data-count="${name}"]`)) {
      shown.textContent = Math.max(0, Number(shown.textContent) + by);
    }
  }
  const waiting = document.querySelector("h1 [data-count]")?.textContent;
  document.title = document.title.replace(/\(\d+\)/, `(${waiting})`);
}

document.addEventListener("tamis:taken", (event) => change(event.detail.card, -1));
document.addEventListener("tamis:put", (event) => change(event.detail.card, 1));
