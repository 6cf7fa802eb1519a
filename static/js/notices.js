// A notification is read once its record is opened from it. Without scripts it is marked by its button.
for (const row of document.querySelectorAll("[data-unread]")) {
  for (const link of row.querySelectorAll("a[href]")) {
    link.addEventListener("click", () => navigator.sendBeacon(row.dataset.unread, new FormData(row.querySelector("form"))));
  }
}
