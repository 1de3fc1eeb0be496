// A textarea that becomes an editor on its first focus; until then, and without script, it is Markdown.
(() => {
  const { needs = "", words = "{}" } = document.currentScript?.dataset ?? {};
  let loading;
  const load = (src) =>
    new Promise((resolve, reject) => {
      document.head.append(Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject }));
    });
  const parts = () => (loading ??= needs.split(" ").reduce((before, src) => before.then(() => load(src)), Promise.resolve()));

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
      if (this.editor || !this.isConnected) return;
      const text = this.area.value;
      const html = this.area.dataset.format === "html" ? text : paragraphs(text);
      this.editor = window.colloquy.edit(this, { html: text ? html : "", words: JSON.parse(words) });
      this.swap();
    }

    swap() {
      const focused = document.activeElement === this.area || (this.asked && document.activeElement === document.body);
      this.area.hidden = true;
      this.area.required = false;
      this.format().value = "html";
      if (this.area.value) this.area.value = this.editor.getHTML();
      for (const label of this.area.labels) label.addEventListener("click", () => this.editor.commands.focus());
      if (focused) this.editor.commands.focus("end");
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
      this.area.value = this.editor.isEmpty ? "" : this.editor.getHTML();
      this.area.dispatchEvent(new Event("input", { bubbles: true }));
    }

    clear() {
      this.editor?.commands.clearContent(true);
    }

    // Puts somebody's words in as a quotation and goes on after them.
    async quote(text) {
      await this.wake();
      const html = `<blockquote>${paragraphs(text)}</blockquote><p></p>`;
      if (this.editor) this.editor.chain().focus("end").insertContent(html).run();
      else this.area.value += `${text.replace(/^/gm, "> ")}\n\n`;
    }
  }
  customElements.get("rich-editor") || customElements.define("rich-editor", RichEditor);
})();
