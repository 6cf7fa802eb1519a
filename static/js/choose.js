// Rows to choose: a box that chooses all, and how many are chosen. Without scripts each row has its own box.
for (const form of document.querySelectorAll("form[data-chooses]")) {
  const all = form.querySelector("[data-choose-all]");
  const label = form.querySelector("[data-chosen]");
  const none = label.textContent;
  const boxes = () => [...form.querySelectorAll("input[name=chosen]")];
  const say = () => {
    const count = boxes().filter((box) => box.checked).length;
    all.checked = count === boxes().length;
    all.indeterminate = count > 0 && !all.checked;
    label.textContent = count ? label.dataset.chosen.replace("%s", count) : none;
  };
  all.closest("[hidden]").hidden = false;
  all.addEventListener("change", () => { for (const box of boxes()) box.checked = all.checked; say(); });
  form.addEventListener("change", say);
  addEventListener("pageshow", say);
}
