// Putting a picture into a text that is written: chosen, pasted or dropped, it is uploaded, and stands where the cursor
// is, with words for who does not see it. Without scripts pictures are attached on the page of files.
const dialog = document.getElementById("picture");
const text = document.getElementById("id_text");

if (dialog && text) {
  const form = dialog.querySelector("form");
  const [file, alt, send] = [form.elements.file, form.elements.description, form.querySelector("[type=submit]")];

  function open(files) {
    form.reset();
    wrong({});
    if (files) file.files = files;
    dialog.showModal();
    (files ? alt : file).focus();
  }

  // What is wrong, at its field; what concerns neither stands at the file.
  function wrong(errors) {
    for (const say of form.querySelectorAll("[data-wrong]")) {
      const said = errors[say.dataset.wrong];
      say.textContent = said ?? "";
      say.hidden = !said;
      form.elements[say.dataset.wrong].setAttribute("aria-invalid", String(Boolean(said)));
    }
    form.querySelector("[aria-invalid=true]")?.focus();
  }

  // The browser's own way to type keeps what can be undone.
  function insert(words) {
    dialog.close();
    text.focus();
    if (document.execCommand("insertText", false, words)) return;
    text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async function upload() {
    const body = new FormData(form);
    body.set("token", crypto.getRandomValues(new Uint32Array(4)).join("-"));
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    const isOurs = answer.headers.get("Content-Type")?.includes("json");
    return isOurs ? answer.json() : { errors: { file: form.dataset.failed } };
  }

  const ofPictures = (data) => [...(data?.files ?? [])].some((each) => each.type.startsWith("image/"));

  document.querySelector("[data-picture]").addEventListener("click", () => open());
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    send.disabled = true;
    const { markdown, errors } = await upload().catch(() => ({ errors: { file: form.dataset.failed } }));
    send.disabled = false;
    if (errors) wrong("file" in errors || "description" in errors ? errors : { file: Object.values(errors)[0] });
    else if (dialog.open) insert(markdown);
  });
  text.addEventListener("paste", (event) => {
    // Text that was copied with its picture, as from a word processor, is pasted as text.
    if (!ofPictures(event.clipboardData) || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    open(event.clipboardData.files);
  });
  text.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
  text.addEventListener("drop", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    if (ofPictures(event.dataTransfer)) open(event.dataTransfer.files);
  });
}
