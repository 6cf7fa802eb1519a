// The board: keys that act on the current row, and a refresh that keeps what is chosen and where one stands.
const board = () => document.querySelector("#list[data-board][data-keys]");
const isTyping = (at) => at.matches("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
const row = () => document.activeElement.closest("#list tbody tr") ?? document.querySelector("#list tr.is-current");
const here = () => document.querySelector("[data-board-here]")?.dataset.boardHere ?? "";

function take() {
  const form = document.getElementById("board-take");
  const current = row();
  if (!current) return;
  form.elements.ticket.value = current.id.replace("ticket-", "");
  form.elements.version.value = current.dataset.version;
  form.elements.board.value = here().replace(/^\?/, "");
  form.requestSubmit();
}

function open(action) {
  const current = row();
  if (current) location.assign(`${current.dataset.url}do/${action}/?board=${encodeURIComponent(here())}`);
}

const keys = {
  t: take,
  a: () => open("assign"),
  h: () => open("hold"),
  r: () => open("resolve"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || !board()) return;
  if (isTyping(event.target) || document.querySelector("dialog[open], .dropdown-menu.show, .app-nav.is-open")) return;
  if (!(event.key in keys)) return;
  event.preventDefault();
  keys[event.key]();
});

// What is drawn anew is chosen and current as it was.
let kept = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  const list = event.detail.target.closest?.("[data-board]");
  if (!list) return;
  const focused = document.activeElement.closest("#list tbody tr");
  kept = {
    chosen: [...list.querySelectorAll("input[name=chosen]:checked")].map((box) => box.value),
    current: (focused ?? list.querySelector("tr.is-current"))?.id,
    hadFocus: Boolean(focused),
  };
});
document.addEventListener("htmx:afterSettle", () => {
  if (!kept || !document.querySelector("[data-board]")) return;
  for (const box of document.querySelectorAll("[data-board] input[name=chosen]")) box.checked = kept.chosen.includes(box.value);
  document.querySelector("[data-board] input[name=chosen]")?.dispatchEvent(new Event("change", { bubbles: true }));
  stand(kept.current, kept.hadFocus);
  kept = null;
});

function stand(id, takesFocus) {
  const found = id && document.getElementById(id);
  if (!found) return;
  found.classList.add("is-current");
  if (takesFocus) found.querySelector(".c-title a").focus({ preventScroll: true });
}

// Coming back from a ticket one stands at its row.
if (board() && location.hash.startsWith("#ticket-")) stand(location.hash.slice(1), true);
