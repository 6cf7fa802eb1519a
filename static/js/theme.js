// Runs before the first paint: a person without a choice gets what their system prefers.
const root = document.documentElement;
root.classList.add("has-script");
if (root.dataset.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches) {
  root.dataset.bsTheme = "dark";
}
