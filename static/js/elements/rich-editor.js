// A textarea that becomes an editor on its first focus; until then, and without script, it is Markdown.
(() => {
  const { needs = "", words = "{}" } = document.currentScript?.dataset ?? {};
  let loading;
  // Asked for at once, run in their order.
  const load = (src) =>
    new Promise((resolve, reject) => {
      document.head.append(Object.assign(document.createElement("script"), { src, async: false, onload: resolve, onerror: reject }));
    });
  const parts = () => (loading ??= Promise.all(needs.split(" ").map(load)));

  const escaped = (text) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const paragraphs = (text) =>
    text
      .split(/\n{2,}/)
      .map((part) => `<p>${escaped(part).replaceAll("\n", "<br>")}</p>`)
      .join("");

  class RichEditor extends HTMLElement {
    connectedCallback() {
      this.area = this.querySelector("textarea");
      if (!this.area || this.editor) return;
      this.area.addEventListener("focus", () => this.wake({ focused: true }), { once: true });
      // Stored HTML would stand there as tags.
      if (this.area.dataset.format === "html" && this.area.value) this.wake();
      this.form?.addEventListener("reset", () => this.clear());
    }

    disconnectedCallback() {
      this.editor?.destroy();
      this.editor = null;
    }

    get form() {
      return this.closest("form");
    }

    async wake({ focused = false } = {}) {
      this.asked ||= focused;
      try {
        await parts();
      } catch {
        return; // The textarea stays, and stays Markdown.
      }
      if (this.editor || this.isSource || !this.isConnected) return;
      const text = this.area.value;
      const isHtml = this.area.dataset.format === "html";
      this.words = JSON.parse(words);
      this.editor = window.colloquy.edit(this, { html: isHtml ? text : text && paragraphs(text), words: this.words });
      this.opened = { html: this.html(), stored: text };
      const lost = isHtml && text && window.colloquy.storedHtml.lost(text, this.opened.html);
      if (lost) this.showSource(lost);
      else this.swap();
    }

    html() {
      const html = window.colloquy.storedHtml.leave(this.editor.getHTML());
      return this.editor.isEmpty && !/<(img|audio|video|hr)/.test(html) ? "" : html;
    }

    // What the editor would lose is written as HTML, as it is stored.
    showSource(lost) {
      const why = window.colloquy.make("p", { className: "field__help", id: `${this.area.id}-why` }, this.words.source.replace("#", lost));
      this.isSource = true;
      this.editor.destroy();
      this.editor = null;
      this.replaceChildren(why, this.area);
      this.area.classList.add("mono");
      this.area.rows = 24;
      this.area.setAttribute("aria-describedby", why.id);
      this.format().value = "html";
    }

    swap() {
      const focused = document.activeElement === this.area || (this.asked && document.activeElement === document.body);
      this.area.hidden = true;
      this.area.required = false;
      this.format().value = "html";
      if (this.area.value && this.area.dataset.format !== "html") this.area.value = this.opened.html;
      this.form?.addEventListener("submit", (event) => this.holdBack(event), { capture: true });
      for (const label of this.area.labels) label.addEventListener("click", () => this.editor.commands.focus());
      if (focused) this.editor.commands.focus("end");
    }

    // A recording without words is not sent: the caret goes where they belong.
    holdBack(event) {
      if (!this.editor || !window.colloquy.describe(this, this.editor)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const note = this.querySelector(".editor__note");
      note.hidden = false;
      note.textContent = this.words.wordless;
    }

    format() {
      const name = `${this.area.name}_format`;
      const there = this.form?.elements.namedItem(name);
      if (there) return there;
      const input = Object.assign(document.createElement("input"), { type: "hidden", name });
      this.append(input);
      return input;
    }

    // Called by the editor: others listen to the textarea, as if one had typed there.
    changed() {
      const html = this.html();
      const { opened } = this;
      // What is as it was is sent back to the letter.
      const value = this.area.dataset.format === "html" && html === opened?.html ? opened.stored : html;
      if (value === this.area.value) return;
      this.area.value = value;
      this.area.dispatchEvent(new Event("input", { bubbles: true }));
    }

    // Other words in place of what stands there, as one's own draft from another device.
    put(text, format = "html") {
      const html = format === "html" ? text : text && paragraphs(text);
      this.editor.commands.setContent(window.colloquy.storedHtml.enter(html));
    }

    clear() {
      this.opened = null;
      this.editor?.commands.clearContent(true);
    }

    // Puts somebody's words in as a quotation, with who said them and where, and goes on after them.
    async quote(text, { html = "", by = "", href = "" } = {}) {
      await this.wake();
      const link = document.createElement("a");
      Object.assign(link, { href, textContent: by });
      link.setAttribute("href", href);
      const source = by && href ? `<p>— ${link.outerHTML}</p>` : "";
      if (!this.editor) return (this.area.value += `${text.replace(/^/gm, "> ")}${source && `\n>\n> — [${by}](${href})`}\n\n`);
      const said = html ? window.colloquy.pasted(html).html : paragraphs(text);
      this.editor.chain().focus("end").insertContent(`<blockquote>${said}${source}</blockquote><p></p>`).run();
    }
  }
  customElements.get("rich-editor") || customElements.define("rich-editor", RichEditor);
})();
