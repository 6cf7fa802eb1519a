// Keys that move through a list and a record. The current row is the one whose link has the focus, so that
// what reads the screen follows; a row keeps its mark while the focus is elsewhere.
import { choose } from "./choice.js";

const KEY = "rows:";
const list = () => document.querySelector("#list[data-keys]");
const rows = () => [...document.querySelectorAll("#list tbody tr")];
const linkOf = (row) => row.querySelector(".c-title a") ?? row.querySelector("a[href]");
const isTyping = (at) => at.matches("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");

function current() {
  return document.activeElement.closest("#list tbody tr") ?? document.querySelector("#list tr.is-current");
}

function mark(row) {
  for (const other of document.querySelectorAll("#list tr.is-current")) other.classList.remove("is-current");
  row?.classList.add("is-current");
}

function go(row) {
  if (!row) return;
  linkOf(row)?.focus();
  row.scrollIntoView({ block: "nearest" });
}

function move(step) {
  const all = rows();
  const here = current();
  go(here ? all[all.indexOf(here) + step] : all[0]);
}

const inList = {
  j: () => move(1),
  k: () => move(-1),
  o: () => { const row = current(); if (row) linkOf(row)?.click(); },
  x: () => pick(false),
  X: () => pick(true),
  n: () => document.getElementById("new-record")?.click(),
  f: () => document.querySelector("#list .filters select, #list-q")?.focus(),
  "]": () => turn("page-next"),
  "[": () => turn("page-back"),
  "?": help,
};

function pick(isRange) {
  const box = current()?.querySelector(".c-pick input");
  if (box) choose(box, { isRange });
}

// The row that is current on the next page is its first.
let isTurning = false;
function turn(id) {
  const link = document.getElementById(id);
  if (!link) return;
  isTurning = true;
  link.click();
}

function help() {
  document.getElementById("keys")?.showModal();
}

// On a record: the next and previous of the list one came from, as that list stood.
const record = document.querySelector("[data-record]");
const inRecord = {
  j: () => beside(1),
  k: () => beside(-1),
  e: () => document.getElementById("edit-record")?.click(),
};

function beside(step) {
  const all = JSON.parse(sessionStorage.getItem(KEY + record.dataset.list) ?? "[]");
  const here = all.indexOf(record.dataset.record);
  const there = here < 0 ? undefined : all[here + step];
  if (there) location.assign(there);
}

function remember() {
  const shown = document.querySelector("#list[data-list]");
  if (shown) sessionStorage.setItem(KEY + shown.dataset.list, JSON.stringify(rows().map((row) => linkOf(row)?.getAttribute("href"))));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  if (isTyping(event.target) || document.querySelector("dialog[open], .dropdown-menu.show, .app-nav.is-open")) return;
  const isInTable = event.target.closest("#list tbody");
  const arrows = isInTable ? { ArrowDown: inList.j, ArrowUp: inList.k } : {};
  const act = list() ? (inList[event.key] ?? arrows[event.key]) : record ? inRecord[event.key] : undefined;
  if (!act) return;
  event.preventDefault();
  act();
});
document.addEventListener("focusin", (event) => {
  const row = event.target.closest("#list[data-keys] tbody tr");
  if (row) mark(row);
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys-help]")) help();
});
document.addEventListener("htmx:afterSettle", () => {
  remember();
  if (isTurning) go(rows()[0]);
  isTurning = false;
});
remember();
