// Copies data-text and says so on its button; data-done is the word for it.
customElements.get("copy-text") ||
  customElements.define(
    "copy-text",
    class extends HTMLElement {
      connectedCallback() {
        this.addEventListener("click", () => this.copy());
      }

      async copy() {
        const button = this.querySelector("button");
        if (!button || this.busy) return;
        this.busy = true;
        await navigator.clipboard.writeText(this.dataset.text);
        const before = [...button.childNodes];
        button.replaceChildren(this.dataset.done || "✓");
        setTimeout(() => {
          button.replaceChildren(...before);
          this.busy = false;
        }, 1600);
      }
    },
  );
