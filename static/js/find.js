// Finding words in a text that is read: hits are marked, counted and walked through; ?find= begins with words marked.
// Case and accents make no difference. Without scripts the browser finds.
const bar = document.querySelector("[data-find]");
const text = document.querySelector("[data-found-in]");
const MOST = 1000;
const BLOCKS = "p, li, h2, h3, h4, h5, h6, td, th, pre, blockquote, dt, dd";

if (bar && text) {
  const box = bar.querySelector("input");
  const said = bar.querySelector("[data-found]");
  let hits = [];
  let here = -1;

  const plain = (letter) => letter.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s/gu, " ");

  // The text in its plain form, and for each sign of it the node and place it comes from.
  function read() {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const places = [];
    let signs = "";
    let block = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const own = node.parentElement.closest(BLOCKS);
      if (own !== block) { signs += "\n"; places.push(null); }
      block = own;
      let at = 0;
      for (const letter of node.data) {
        for (const sign of plain(letter)) {
          if (sign === " " && signs.endsWith(" ")) continue;
          for (let unit = 0; unit < sign.length; unit += 1) places.push([node, at, letter.length]);
          signs += sign;
        }
        at += letter.length;
      }
    }
    return { signs, places };
  }

  function mark(places) {
    const pieces = new Map();
    for (const place of places) {
      if (!place) continue;
      const [node, at, length] = place;
      const piece = pieces.get(node) ?? [at, at];
      pieces.set(node, [Math.min(piece[0], at), Math.max(piece[1], at + length)]);
    }
    return [...pieces].map(([node, [from, to]]) => {
      node.splitText(to);
      const words = node.splitText(from);
      const made = document.createElement("mark");
      words.replaceWith(made);
      made.append(words);
      return made;
    });
  }

  function clear() {
    for (const made of hits.flat()) {
      const around = made.parentNode;
      made.replaceWith(...made.childNodes);
      around.normalize();
    }
    [hits, here] = [[], -1];
  }

  function find() {
    clear();
    const wanted = [...box.value].map(plain).join("").replace(/ +/g, " ").trim();
    if (wanted) {
      const { signs, places } = read();
      const found = [];
      for (let at = signs.indexOf(wanted); at >= 0 && found.length < MOST; at = signs.indexOf(wanted, at + wanted.length)) found.push(at);
      // From the end: marking a hit leaves the places before it as they are.
      hits = found.reverse().map((at) => mark(places.slice(at, at + wanted.length))).reverse();
    }
    for (const button of bar.querySelectorAll("button")) button.disabled = hits.length === 0;
    if (hits.length) go(1);
    else say();
  }

  function go(step) {
    if (!hits.length) return;
    for (const made of hits[here] ?? []) made.removeAttribute("aria-current");
    here = (here + step + hits.length) % hits.length;
    for (const made of hits[here]) made.setAttribute("aria-current", "true");
    hits[here][0].closest("details")?.setAttribute("open", "");
    hits[here][0].scrollIntoView({ block: "center" });
    say();
  }

  function say() {
    const { none, some } = said.dataset;
    said.textContent = !box.value.trim() ? "" : hits.length ? some.replace("%1", here + 1).replace("%2", hits.length) : none;
  }

  let waiting = null;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { waiting = null; find(); }, 200);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    if (event.key === "Escape") box.value = "";
    if (waiting || event.key === "Escape") { clearTimeout(waiting); waiting = null; find(); }
    else go(event.shiftKey ? -1 : 1);
  });
  bar.addEventListener("submit", (event) => event.preventDefault());
  for (const button of bar.querySelectorAll("[data-step]")) button.addEventListener("click", () => go(Number(button.dataset.step)));
  if (box.value) find();
}
