// The side column: beside the page where there is room, a sheet that a button opens where there is not.
customElements.get("side-sheet") ||
  customElements.define(
    "side-sheet",
    class extends HTMLElement {
      connectedCallback() {
        this.panel = this.querySelector(".aside__panel");
        const title = this.querySelector(".aside__title");
        if (!this.panel || !title || this.opener) return;
        this.opener = this.button("button aside__open", title.textContent.trim());
        this.opener.setAttribute("aria-expanded", "false");
        this.opener.addEventListener("click", () => this.show());
        this.prepend(this.opener);
        this.shut = this.button("button button--quiet button--small aside__shut", this.dataset.close);
        this.shut.addEventListener("click", () => this.hide());
        title.parentElement.append(this.shut);
        this.addEventListener("keydown", (event) => event.key === "Escape" && this.hide());
        this.addEventListener("click", (event) => event.target === this && this.hide());
        const wide = matchMedia("(width >= 75rem)");
        wide.addEventListener("change", () => this.settle(wide.matches));
        this.settle(wide.matches);
        this.led = () => this.opensFor(wide.matches);
        addEventListener("hashchange", this.led);
        this.led();
      }

      disconnectedCallback() {
        removeEventListener("hashchange", this.led);
      }

      // What was just sent from the sheet, or a link into it, leads back to the open sheet.
      opensFor(wide) {
        const there = !wide && location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
        if (!there || !this.panel.contains(there)) return;
        this.show();
        there.scrollIntoView({ block: "nearest" });
      }

      // A column that scrolls by itself must be reachable by keyboard.
      settle(wide) {
        this.hide();
        if (wide) this.tabIndex = 0;
        else this.removeAttribute("tabindex");
      }

      button(classes, words) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = classes;
        button.textContent = words;
        return button;
      }

      // Everything but the sheet rests while it is open.
      rest(is) {
        for (const node of document.querySelectorAll("main, .rail, .bar, .banner")) node.inert = is;
        this.opener.setAttribute("aria-expanded", String(is));
        this.toggleAttribute("open", is);
      }

      show() {
        this.rest(true);
        this.panel.setAttribute("role", "dialog");
        this.panel.setAttribute("aria-label", this.opener.textContent);
        this.shut.focus();
      }

      hide() {
        if (!this.hasAttribute("open")) return;
        this.rest(false);
        this.panel.removeAttribute("role");
        this.panel.removeAttribute("aria-label");
        this.opener.focus();
      }
    },
  );
