// Search from anywhere: Ctrl+K, or / where nobody types. The arrows move through what was found, the focus stays in the box.
const palette = document.getElementById("palette");
const box = document.getElementById("palette-q");
const hits = document.getElementById("palette-hits");
const said = document.getElementById("palette-said");
let chosen = null;

function open() {
  if (palette.open) return box.select();
  palette.showModal();
  box.value = "";
  box.focus();
  box.dispatchEvent(new Event("opened"));
}

function choose(option) {
  chosen?.setAttribute("aria-selected", "false");
  chosen = option ?? null;
  chosen?.setAttribute("aria-selected", "true");
  chosen?.scrollIntoView({ block: "nearest" });
  if (chosen) box.setAttribute("aria-activedescendant", chosen.id);
  else box.removeAttribute("aria-activedescendant");
}

function move(step) {
  const options = [...hits.querySelectorAll("[role=option]")];
  const place = options.indexOf(chosen);
  choose(options[place < 0 && step < 0 ? options.length - 1 : (place + step + options.length) % options.length]);
}

function isTyping(element) {
  return element?.closest("input, textarea, select, [contenteditable]");
}

function isShortcut(event) {
  if (event.shiftKey && event.key !== "/") return false;
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === "k" && !event.altKey;
  return event.key === "/" && "slash" in palette.dataset && !event.altKey && !isTyping(event.target) && !document.querySelector("dialog[open]");
}

if (palette) {
  document.addEventListener("keydown", (event) => {
    if (!isShortcut(event)) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("click", (event) => {
    if (event.target === palette || event.target.closest("[data-close]")) return palette.close();
    if (!event.target.closest("[data-palette]") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open();
  });
  box.addEventListener("input", () => choose(null));
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (hits.querySelector("[role=option]")) move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      chosen.click();
    } else if (event.key === "Escape") {
      // A search box empties itself first; here one key closes.
      event.preventDefault();
      palette.close();
    }
  });
  hits.addEventListener("htmx:afterSwap", () => {
    choose(null);
    const list = hits.querySelector("[role=listbox]");
    box.setAttribute("aria-expanded", String(Boolean(list)));
    box.setAttribute("aria-controls", list ? list.id : "palette-hits");
    said.textContent = list ? palette.dataset.found.replace("%s", list.querySelectorAll("[role=option]").length) : hits.textContent.trim();
  });
}
