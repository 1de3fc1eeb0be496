// Lists put in order by dragging a handle or by up and down buttons; the order is posted to data-url.
// With data-refresh the answer's own list takes this one's place.
// Several lists inside share their items (data-list names each), so that one can move between them.
(() => {
  const vendor = document.currentScript?.dataset.needs;
  let loading;
  const sortable = () => (loading ??= window.Sortable ? Promise.resolve() : load(vendor));
  const load = (src) =>
    new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject });
      document.head.append(script);
    });

  class SortList extends HTMLElement {
    connectedCallback() {
      this.addEventListener("click", (event) => this.step(event));
      sortable().then(() => this.arm(), () => {});
    }

    get lists() {
      const marked = [...this.querySelectorAll("[data-list]")];
      return marked.length ? marked : [...this.querySelectorAll("ol, ul")].filter((list) => list.querySelector(":scope > [data-id]"));
    }

    arm() {
      for (const list of this.lists) {
        const level = list.dataset.level ?? (list.parentElement.closest("[data-id]") ? "inner" : "outer");
        const options = { group: `${this.dataset.name ?? "order"}-${level}`, draggable: "[data-id]", animation: 150, ghostClass: "is-ghost", dragClass: "is-dragged", forceFallback: false, onEnd: (event) => this.moved(event) };
        if (list.querySelector(".handle") || this.hasAttribute("data-handle")) options.handle = ".handle";
        window.Sortable.create(list, options);
      }
    }

    moved(event) {
      if (event.from !== event.to || event.oldIndex !== event.newIndex) this.send(event.item);
    }

    step(event) {
      const button = event.target.closest("[data-move]");
      const item = button?.closest("[data-id]");
      if (!item || !this.contains(item)) return;
      const up = button.dataset.move === "up";
      const beside = up ? item.previousElementSibling : item.nextElementSibling;
      event.preventDefault();
      if (!beside?.matches("[data-id]")) return;
      beside[up ? "before" : "after"](item);
      button.focus();
      this.send(item);
    }

    async send(item) {
      const list = item.parentElement;
      const order = [...list.children].filter((child) => child.dataset.id).map((child) => child.dataset.id);
      const detail = { item, list, order, parent: list.dataset.list ?? list.closest("[data-id]")?.dataset.id ?? "" };
      if (!this.dispatchEvent(new CustomEvent("sorted", { bubbles: true, cancelable: true, detail })) || !this.dataset.url) return;
      const body = new URLSearchParams(order.map((id) => [this.dataset.name ?? "order", id]));
      body.set("moved", item.dataset.id);
      body.set("parent", detail.parent);
      const headers = { "X-CSRFToken": window.colloquy?.token() ?? "" };
      const answer = await fetch(this.dataset.url, { method: "POST", body, headers }).catch(() => ({ ok: false }));
      this.toggleAttribute("data-failed", !answer.ok);
      if (!answer.ok) location.reload();
      else if (this.hasAttribute("data-refresh")) this.refresh(await answer.text());
    }

    // What else the new order changes, such as counts and menus, comes with the page that answers.
    refresh(html) {
      const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("sort-list");
      if (!fresh) return;
      const held = this.contains(document.activeElement) && document.activeElement.closest("[data-id]")?.dataset.id;
      this.replaceChildren(...fresh.childNodes);
      if (held) this.querySelector(`[data-id="${CSS.escape(held)}"] :is(summary, a, button)`)?.focus({ preventScroll: true });
      this.arm();
    }
  }
  customElements.get("sort-list") || customElements.define("sort-list", SortList);
})();
