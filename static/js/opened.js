// A record's page that was looked at for a moment is remembered; that it is not, where this fails, loses nothing.
const opened = document.querySelector("[data-opened]");

if (opened) {
  setTimeout(() => {
    const headers = JSON.parse(document.body.getAttribute("hx-headers"));
    fetch(opened.dataset.opened, { method: "POST", headers }).catch(() => {});
  }, 1000);
}
