// The navigation as a drawer on narrow screens: Escape closes it, and the focus returns.
const nav = document.getElementById("app-nav");
let opener = null;

function open(button) {
  opener = button;
  nav.classList.add("is-open");
  button.setAttribute("aria-expanded", "true");
  nav.querySelector("a").focus();
}

function close() {
  if (!opener) return;
  nav.classList.remove("is-open");
  opener.setAttribute("aria-expanded", "false");
  opener.focus();
  opener = null;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-drawer]");
  if (button) return opener ? close() : open(button);
  if (opener && !nav.contains(event.target)) close();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
