// Forms that lose nothing: the summary of errors takes the focus, what is typed is kept in the
// tab until it is saved, and a form is sent once.
const KEY = "draft:";

document.querySelector("[data-focus]")?.focus();

for (const form of document.querySelectorAll("form[data-draft]")) keepDraft(form);
for (const form of document.querySelectorAll("form[data-guard]")) guard(form);
for (const form of document.querySelectorAll("form[data-self-saving]")) saveOnLeaving(form);

function fields(form) {
  return [...form.elements].filter((field) => field.name && !["hidden", "file", "submit", "password"].includes(field.type));
}

function keepDraft(form) {
  const key = KEY + form.dataset.draft;
  const note = form.querySelector("[data-draft-note]");
  const isFresh = !document.querySelector("[data-focus]");
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (kept && isFresh) offer(form, key, kept, note);
  form.addEventListener("input", () => {
    const values = Object.fromEntries(fields(form).map((f) => [f.name, f.type === "checkbox" ? f.checked : f.value]));
    const at = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    sessionStorage.setItem(key, JSON.stringify({ at, values }));
    if (note) note.textContent = note.dataset.kept.replace("%s", at);
  });
  form.addEventListener("submit", () => sessionStorage.setItem("sent", key));
}

// A draft is dropped once a page without that form answers: then it was saved.
const sent = sessionStorage.getItem("sent");
if (sent) {
  sessionStorage.removeItem("sent");
  if (!document.querySelector("form[data-draft]")) sessionStorage.removeItem(sent);
}

function offer(form, key, kept, note) {
  const differs = fields(form).some((f) => f.name in kept.values && kept.values[f.name] !== (f.type === "checkbox" ? f.checked : f.value));
  if (!differs || !note) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm";
  button.textContent = note.dataset.restore.replace("%s", kept.at);
  button.addEventListener("click", () => {
    for (const field of fields(form)) {
      if (!(field.name in kept.values)) continue;
      if (field.type === "checkbox") field.checked = kept.values[field.name];
      else field.value = kept.values[field.name];
    }
    button.remove();
    form.elements[0].form.dispatchEvent(new Event("input"));
  });
  note.replaceChildren(button);
}

function guard(form) {
  let isChanged = false;
  let isSent = false;
  form.addEventListener("input", () => { isChanged = true; });
  form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
  });
  // Coming back by the browser's own button: the form may be sent again.
  addEventListener("pageshow", () => { isSent = false; });
  addEventListener("beforeunload", (event) => {
    if (isChanged && !isSent) event.preventDefault();
  });
}

// A form that saves itself while one writes: its last words go on their way when the page is left,
// and one is asked before leaving what was refused.
function saveOnLeaving(form) {
  let [typed, sent, saved] = [0, 0, 0];
  let isSubmitted = false;
  const isRefused = () => form.querySelector("[role=alert]") !== null;
  form.addEventListener("input", () => { typed += 1; });
  form.addEventListener("htmx:beforeRequest", () => { sent = typed; });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.xhr.status === 200) saved = sent;
  });
  form.addEventListener("submit", () => { isSubmitted = true; });
  addEventListener("beforeunload", (event) => {
    if (isRefused() && !isSubmitted) event.preventDefault();
  });
  addEventListener("pagehide", () => {
    if (saved === typed || isSubmitted) return;
    const body = new URLSearchParams(new FormData(form));
    // What is still on its way may arrive first.
    if (sent !== saved) body.set("both", "1");
    fetch(form.action, { method: "POST", body, keepalive: true, headers: { "HX-Request": "true" } });
    saved = typed;
  });
  // What the browser kept of the page knows nothing of what was saved since.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
