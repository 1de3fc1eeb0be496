// Light, dark, or as the device has it; remembered in a cookie, so that the server draws the first frame right.
customElements.get("theme-switch") ||
  customElements.define(
    "theme-switch",
    class extends HTMLElement {
      connectedCallback() {
        this.button = this.querySelector("button");
        this.choices = ["auto", "light", "dark"];
        this.button.addEventListener("click", () => this.next());
        this.button.hidden = false;
        this.show();
      }

      get theme() {
        return document.documentElement.dataset.theme ?? "auto";
      }

      show() {
        for (const other of document.querySelectorAll("theme-switch span")) {
          other.textContent = `${this.dataset.label}: ${this.dataset[this.theme]}`;
        }
      }

      next() {
        const choice = this.choices[(this.choices.indexOf(this.theme) + 1) % this.choices.length];
        if (choice === "auto") delete document.documentElement.dataset.theme;
        else document.documentElement.dataset.theme = choice;
        const age = choice === "auto" ? 0 : 31_536_000;
        const secure = location.protocol === "https:" ? "; secure" : "";
        document.cookie = `theme=${choice}; path=/; max-age=${age}; samesite=lax${secure}`;
        this.show();
      }
    },
  );
