// When a part of a page cannot be refreshed, say so in words.
const say = document.getElementById("app-failure");

function show(text) {
  say.textContent = text;
  say.hidden = false;
}

document.addEventListener("htmx:responseError", () => show(say.dataset.refused));
document.addEventListener("htmx:sendError", () => show(say.dataset.offline));
document.addEventListener("htmx:beforeRequest", () => { say.hidden = true; });
