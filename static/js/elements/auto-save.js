// Posts the fields around which it stands a second after the last key, says so in the form's .saved, and keeps the
// text on this device while the server cannot be reached. Any 2xx answer counts as saved.
// A field edited_at says which state was read: X-Edited-At renews it, and on 409, when somebody else has written
// meanwhile, data-conflict asks to send the form, whose page shows both. Every answer goes out as auto-save:answered.
const autoSaveWords = JSON.parse(document.currentScript?.dataset.words ?? "{}");
customElements.get("auto-save") ||
  customElements.define(
    "auto-save",
    class extends HTMLElement {
      connectedCallback() {
        this.form = this.closest("form") ?? this.querySelector("form");
        if (!this.form) return;
        this.addEventListener("input", () => this.later());
        this.addEventListener("change", () => this.later());
        this.form.addEventListener("submit", (event) => this.leave(event));
        addEventListener("online", () => this.kept() && this.save());
        addEventListener("pagehide", () => this.waiting && this.save({ keepalive: true }));
        this.restore();
      }

      get url() {
        return this.dataset.url || this.form.action;
      }

      get key() {
        return `kept:${this.url}`;
      }

      get mark() {
        return this.form.querySelector(".saved") ?? this.querySelector(".saved");
      }

      say(words, state) {
        if (!this.mark) return;
        this.mark.textContent = words ?? "";
        this.mark.dataset.state = state;
      }

      later() {
        clearTimeout(this.waiting);
        this.say(autoSaveWords.saving, "saving");
        this.waiting = setTimeout(() => this.save(), Number(this.dataset.wait ?? 1000));
      }

      async save(options = {}) {
        clearTimeout(this.waiting);
        this.waiting = null;
        // One at a time: what is read for the next comes with the answer.
        if (this.sending && !options.keepalive) return this.later();
        const body = new FormData(this.form);
        for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
        const headers = { "X-CSRFToken": window.colloquy?.token() ?? "", "X-Autosave": "1" };
        this.sending = true;
        const answer = await fetch(this.url, { method: "POST", body, headers, ...options }).catch(() => null);
        this.sending = false;
        if (answer) this.dispatchEvent(new CustomEvent("auto-save:answered", { bubbles: true, detail: answer }));
        if (answer?.status === 409) {
          this.keep(body);
          return this.say(this.dataset.conflict ?? autoSaveWords.kept, "kept");
        }
        if (answer?.ok) {
          this.forget();
          const read = this.form.elements.namedItem("edited_at");
          if (read) read.value = answer.headers.get("X-Edited-At") ?? read.value;
          return this.say(autoSaveWords.saved, "saved");
        }
        this.keep(body);
        this.say(autoSaveWords.kept, "kept");
      }

      keep(body) {
        const fields = [...body].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
        try {
          localStorage.setItem(this.key, JSON.stringify(fields));
        } catch {
          // A full or forbidden store leaves the text in the page, where it still is.
        }
      }

      // Sent without a connection, the form would give way to the browser's error page, and the text with it.
      leave(event) {
        if (navigator.onLine) {
          // The form carries the words itself; sent once more behind it, they would meet what it has closed.
          clearTimeout(this.waiting);
          this.waiting = null;
          return this.forget();
        }
        event.preventDefault();
        this.keep(new FormData(this.form));
        this.say(autoSaveWords.kept, "kept");
      }

      kept() {
        return JSON.parse(localStorage.getItem(this.key) ?? "null");
      }

      forget() {
        localStorage.removeItem(this.key);
      }

      restore() {
        for (const [name, value] of this.kept() ?? []) {
          const field = this.form.elements.namedItem(name);
          const written = name.endsWith("_format") && this.form.elements.namedItem(name.slice(0, -7));
          if (written) written.dataset.format = value;
          if (name === "edited_at" || name === "revision") field.value = value;
          else if (field?.type && !["checkbox", "radio", "file", "hidden"].includes(field.type)) field.value = value;
        }
        if (this.kept()) this.save();
      }
    },
  );
