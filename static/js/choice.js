// Choosing rows of a list: the box in the head chooses all, the bar says how many, Shift+click chooses a range.
const boxes = () => [...document.querySelectorAll("#list .c-pick input[name=chosen]")];
let last = null;

function show() {
  const all = boxes();
  const head = document.querySelector("[data-choose-page]");
  if (!head) return;
  const chosen = all.filter((box) => box.checked).length;
  head.hidden = false;
  head.checked = chosen > 0 && chosen === all.length;
  head.indeterminate = chosen > 0 && chosen < all.length;
  const says = document.querySelector(".bulk-count");
  const text = says.dataset.chosen.replace("%s", chosen);
  if (says.textContent !== text) says.textContent = text;
  for (const button of document.querySelectorAll(".bulk [data-needs]")) button.disabled = chosen !== Number(button.dataset.needs);
}

export function choose(box, { isRange = false } = {}) {
  const all = boxes();
  const from = all.indexOf(last);
  if (isRange && from >= 0) {
    const to = all.indexOf(box);
    for (const each of all.slice(Math.min(from, to), Math.max(from, to) + 1)) each.checked = true;
  } else {
    box.checked = !box.checked;
  }
  last = box;
  show();
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-choose-page]")) for (const box of boxes()) box.checked = event.target.checked;
  if (event.target.closest(".c-pick")) show();
});
document.addEventListener("click", (event) => {
  if (!event.target.matches?.(".c-pick input[name=chosen]")) return;
  const from = boxes().indexOf(last);
  if (event.shiftKey && from >= 0) {
    const to = boxes().indexOf(event.target);
    for (const each of boxes().slice(Math.min(from, to), Math.max(from, to) + 1)) each.checked = event.target.checked;
  }
  last = event.target;
});
document.addEventListener("reset", () => setTimeout(show));
document.addEventListener("htmx:afterSwap", () => { last = null; show(); });
// Coming back by the browser's own button: the browser has ticked the boxes again.
addEventListener("pageshow", show);
