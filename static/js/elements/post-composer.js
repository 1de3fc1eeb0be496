// <post-composer data-thread data-typing-url> around a reply's form: says that one
// is writing (at most every three seconds), remembers which post one answers, and empties itself when it was sent.
(() => {
const TYPING_EVERY_MS = 3000;

class PostComposer extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.area = this.form.elements.namedItem("body");
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
    const now = Date.now();
    if (!this.area.value || now - (this.said || 0) < TYPING_EVERY_MS) return;
    this.said = now;
    const body = new URLSearchParams({ where: `thread-${this.dataset.thread}` });
    fetch(this.dataset.typingUrl, { method: "POST", body, headers: { "X-CSRFToken": window.colloquy.token() } }).catch(() => {});
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
    this.form.reset();
    this.area.value = "";
    this.querySelector("draft-keeper").putPoll?.(new URLSearchParams());
    this.querySelector(".composer__poll").removeAttribute("open");
    this.answer("");
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  failed() {
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

function newKey() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-a$4-$5");
}

customElements.define("post-composer", PostComposer);
})();
