// What came before the reader's eyes: a long list is seldom read to its end, and the day's count
// should not say so. Each comment that was in view goes along with the decision as `read`.

const form = document.querySelector(".whole");

function note(item) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "read", value: item.dataset.member });
  form.append(field);
}

const watch = new IntersectionObserver((found) => {
  for (const { isIntersecting, target } of found) {
    if (!isIntersecting) continue;
    watch.unobserve(target);
    note(target);
  }
});
for (const item of form.querySelectorAll("[data-member]")) watch.observe(item);
