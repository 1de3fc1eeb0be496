// <post-composer data-thread data-typing-url> around a reply's form: keeps the draft on this machine, says that one
// is writing (at most every three seconds), remembers which post one answers, and empties itself when it was sent.
(() => {
const TYPING_EVERY_MS = 3000, KEEP_AFTER_MS = 400;

class PostComposer extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.area = this.form.elements.namedItem("body");
    this.draft = `draft:thread-${this.dataset.thread}`;
    this.bringBack();
    this.addEventListener("input", () => this.changed());
    this.addEventListener("keydown", (event) => this.sendsByKey(event));
    this.form.addEventListener("htmx:beforeRequest", () => (this.sending = this.area.value));
    this.form.addEventListener("htmx:afterRequest", (event) => this.answered(event.detail.xhr));
    this.querySelector("[data-forget]").addEventListener("click", (event) => (event.preventDefault(), this.answer("")));
    this.onReply = (event) => this.replies(event);
    document.addEventListener("click", this.onReply);
    document.addEventListener("mousedown", keepSelection);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.onReply);
    document.removeEventListener("mousedown", keepSelection);
  }

  changed() {
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keep(), KEEP_AFTER_MS);
    const now = Date.now();
    if (!this.area.value || now - (this.said || 0) < TYPING_EVERY_MS) return;
    this.said = now;
    const body = new URLSearchParams({ where: `thread-${this.dataset.thread}` });
    fetch(this.dataset.typingUrl, { method: "POST", body, headers: { "X-CSRFToken": window.colloquy.token() } }).catch(() => {});
  }

  keep() {
    const { value } = this.area;
    const format = this.form.elements.namedItem("body_format")?.value || this.area.dataset.format;
    const to = this.form.elements.namedItem("in_reply_to").value;
    const kept = JSON.stringify({ value, format, to, name: this.name });
    store((box) => (value ? box.setItem(this.draft, kept) : box.removeItem(this.draft)));
  }

  bringBack() {
    const kept = store((box) => JSON.parse(box.getItem(this.draft)));
    if (!kept?.value || this.area.value) return;
    this.area.value = kept.value;
    this.area.dataset.format = kept.format;
    if (kept.to) this.answer(kept.to, kept.name);
    // Kept HTML is shown by the editor, never as source in the textarea.
    if (kept.format === "html") this.querySelector("rich-editor").wake?.();
  }

  // Ctrl+Enter sends; the editor does the same by itself.
  sendsByKey(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.target !== this.area) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  replies(event) {
    const link = event.target.closest("[data-reply]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const post = link.closest(".post");
    if (post.dataset.appendTo !== `thread-${this.dataset.thread}-posts`) return;
    event.preventDefault();
    this.answer(link.dataset.reply, link.dataset.name);
    this.focusOrQuote(quoted(post));
  }

  // Called by <quote-passage> too: what is selected in a post, said to be its writer's.
  quotes(post, passage) {
    const link = post.querySelector("[data-reply]");
    const field = this.form.elements.namedItem("in_reply_to");
    if (link && !field.value) this.answer(link.dataset.reply, link.dataset.name);
    this.focusOrQuote(passage);
  }

  answer(post, name = "") {
    const line = this.querySelector("[data-to]");
    this.name = name;
    this.form.elements.namedItem("in_reply_to").value = post;
    line.hidden = !post;
    line.querySelector("span").textContent = line.dataset.words.replace("#", name);
  }

  focusOrQuote(passage) {
    const editor = this.querySelector("rich-editor");
    if (passage) return editor.quote(passage.text, passage);
    if (editor.editor) editor.editor.commands.focus("end");
    else this.area.focus();
  }

  // A refusal of the words shows by itself; anything else that is no post of this thread was not sent.
  answered(xhr) {
    if (xhr.status === 422) return;
    if (xhr.status === 200 && xhr.responseText.includes(`thread-${this.dataset.thread}-posts`)) this.sent();
    else this.failed();
  }

  sent() {
    // What was written on while the words were on their way stays.
    if (this.area.value === this.sending) this.empty();
    this.form.elements.namedItem("key").value = newKey();
    this.querySelector(".composer__errors").replaceChildren();
  }

  empty() {
    clearTimeout(this.keeping);
    store((box) => box.removeItem(this.draft));
    this.form.reset();
    this.area.value = "";
    this.answer("");
  }

  failed() {
    this.keep();
    const line = document.createElement("p");
    line.className = "field__error";
    line.textContent = this.dataset.failed;
    this.querySelector(".composer__errors").replaceChildren(line);
  }
}

// Pressing a button would take away the selection that is to be quoted.
function keepSelection(event) {
  if (event.target.closest("[data-reply]")) event.preventDefault();
}

// The passage selected inside a post, its writer and its address.
function quoted(post) {
  const selection = getSelection();
  const inside = selection.rangeCount && post.querySelector(".post__body")?.contains(selection.anchorNode);
  const text = inside ? selection.toString().trim() : "";
  if (!text) return null;
  const html = document.createElement("div");
  html.append(selection.getRangeAt(0).cloneContents());
  const by = post.querySelector(".post__name")?.textContent.trim() ?? "";
  return { text, html: html.innerHTML, by, href: post.querySelector(".post__at")?.getAttribute("href") ?? "" };
}
window.colloquy = Object.assign(window.colloquy ?? {}, { quoted });

// A browser may refuse storage; a draft is then kept by the page only.
function store(act) {
  try {
    return act(localStorage);
  } catch {
    return null;
  }
}

function newKey() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-a$4-$5");
}

customElements.define("post-composer", PostComposer);
})();
