// On narrow screens a row of tabs, or of a meeting's inputs, scrolls sideways: the current one is brought into its middle. The page itself stays
// where it is: what was done and whose page it is stand at its top.
const current = document.querySelector(":is(.views, .dots) [aria-current]");
const row = current?.closest(".views-bar") ?? current?.closest(".views, .touch-foot nav");
if (row) {
  const here = current.getBoundingClientRect();
  const there = row.getBoundingClientRect();
  row.scrollLeft += here.left + here.width / 2 - (there.left + there.width / 2);
}
