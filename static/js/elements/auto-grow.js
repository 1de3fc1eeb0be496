// A textarea as tall as its text, up to two thirds of the window.
customElements.get("auto-grow") ||
  customElements.define(
    "auto-grow",
    class extends HTMLElement {
      connectedCallback() {
        this.addEventListener("input", () => this.grow());
        this.closest("form")?.addEventListener("reset", () => requestAnimationFrame(() => this.grow()));
        requestAnimationFrame(() => this.grow());
      }

      grow() {
        const area = this.querySelector("textarea");
        if (!area) return;
        area.style.blockSize = "auto";
        area.style.blockSize = `${Math.min(area.scrollHeight + 2, innerHeight * 0.66)}px`;
      }
    },
  );
