// A file input one can also drop on; tells what was chosen, and with data-submit sends the form at once and says data-busy.
customElements.get("drop-zone") ||
  customElements.define(
    "drop-zone",
    class extends HTMLElement {
      connectedCallback() {
        this.input = this.querySelector('input[type="file"]');
        if (!this.input || this.name) return;
        this.name = document.createElement("p");
        this.name.className = "drop__name";
        this.name.setAttribute("role", "status");
        this.append(this.name);
        for (const kind of ["dragenter", "dragover"]) this.addEventListener(kind, (event) => this.over(event, true));
        for (const kind of ["dragleave", "drop"]) this.addEventListener(kind, (event) => this.over(event, false));
        this.addEventListener("drop", (event) => this.take(event.dataTransfer.files));
        this.input.addEventListener("change", () => this.chosen());
      }

      over(event, is) {
        event.preventDefault();
        this.classList.toggle("is-over", is);
      }

      take(files) {
        if (!files.length) return;
        const some = new DataTransfer();
        for (const file of this.input.multiple ? files : [files[0]]) some.items.add(file);
        this.input.files = some.files;
        this.input.dispatchEvent(new Event("change", { bubbles: true }));
      }

      chosen() {
        const names = [...this.input.files].map((file) => file.name).join(", ");
        const sends = this.hasAttribute("data-submit") && this.input.files.length;
        this.name.textContent = sends ? this.dataset.busy || names : names;
        // The input itself shows the name to whoever sees it.
        this.name.classList.toggle("visually-hidden", !sends);
        if (sends) this.closest("form")?.requestSubmit();
      }
    },
  );
