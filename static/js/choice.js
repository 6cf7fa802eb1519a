// Choosing rows: one box chooses all, how many are chosen is said, Shift+click chooses a range. Without scripts each row
// has its own box. A page has one place where rows are chosen; htmx may draw what is in it anew.
const place = () => document.querySelector("[data-chooses]");
const boxes = () => [...place().querySelectorAll("input[name=chosen]")];
const isBox = (element) => element.matches?.("[data-chooses] input[name=chosen]");
let last = null;

function show() {
  const all = place()?.querySelector("[data-choose-all]");
  if (!all) return;
  const count = boxes().filter((box) => box.checked).length;
  all.closest("[hidden]")?.removeAttribute("hidden");
  all.checked = count > 0 && count === boxes().length;
  all.indeterminate = count > 0 && !all.checked;
  say(count);
  for (const button of place().querySelectorAll("[data-needs]")) button.disabled = count !== Number(button.dataset.needs);
}

function say(count) {
  const says = place().querySelector("[data-chosen]");
  says.dataset.none ??= says.textContent;
  const text = count ? says.dataset.chosen.replace("%s", count) : says.dataset.none;
  if (says.textContent !== text) says.textContent = text;
}

// All between the box that was touched last and this one become as this one is.
function spread(box) {
  const all = boxes();
  const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((one, other) => one - other);
  if (from >= 0) for (const each of all.slice(from, to + 1)) each.checked = box.checked;
}

export function choose(box, { isRange = false } = {}) {
  const hasStart = isRange && boxes().includes(last);
  box.checked = hasStart || !box.checked;
  if (hasStart) spread(box);
  last = box;
  show();
}

document.addEventListener("change", (event) => {
  const isAll = event.target.matches("[data-chooses] [data-choose-all]");
  if (isAll) for (const box of boxes()) box.checked = event.target.checked;
  if (isAll || isBox(event.target)) show();
});
document.addEventListener("click", (event) => {
  if (!isBox(event.target)) return;
  if (event.shiftKey) spread(event.target);
  last = event.target;
});
document.addEventListener("reset", () => setTimeout(show));
document.addEventListener("htmx:afterSwap", () => { last = null; show(); });
// Coming back by the browser's own button: the browser has ticked the boxes again.
addEventListener("pageshow", show);
