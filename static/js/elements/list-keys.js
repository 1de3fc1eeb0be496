// <list-keys> around the help on keys: j and k go through the posts or threads of the page, r answers, e changes one's
// own words, ? shows the help. Never while somebody writes, and not where they were turned off.
(() => {
const OFF = "keys-off";
const ITEMS = { "thread-posts .post": (post) => post, ".threads .thread": (line) => line.querySelector(".thread__title") };
const WRITING = "input, textarea, select, [contenteditable], dialog[open], .menu[open]";

class ListKeys extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.switch = this.querySelector("[data-switch]");
    this.switch.checked = !stored((box) => box.getItem(OFF));
    this.switch.addEventListener("change", () => stored((box) => (this.switch.checked ? box.removeItem(OFF) : box.setItem(OFF, "1"))));
    this.onKey = (event) => this.pressed(event);
    document.addEventListener("keydown", this.onKey);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onKey);
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (!this.switch.checked || event.target.closest?.(WRITING)) return;
    const act = { j: () => this.go(1), k: () => this.go(-1), r: () => this.reply(), e: () => this.edit(), "?": () => this.help() }[event.key];
    if (act && act() !== false) event.preventDefault();
  }

  get items() {
    for (const [selector, target] of Object.entries(ITEMS)) {
      const found = [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
      if (found.length) return found.map(target);
    }
    return [];
  }

  get current() {
    return this.items.find((one) => one.contains(document.activeElement));
  }

  // Where nothing has the focus yet, the first one in sight is the next.
  go(step) {
    const { items, current } = this;
    if (!items.length) return false;
    const inSight = items.findIndex((one) => one.getBoundingClientRect().bottom > 80);
    const next = current ? items.indexOf(current) + step : Math.max(0, inSight);
    const item = items[Math.max(0, Math.min(next, items.length - 1))];
    item.focus();
    item.scrollIntoView({ block: "nearest" });
  }

  reply() {
    const link = this.current?.querySelector?.("[data-reply]");
    if (link) return link.click();
    const area = document.querySelector("post-composer textarea");
    if (!area) return false;
    area.closest("post-composer").focusOrQuote("");
  }

  edit() {
    const link = this.current?.matches(".post--mine") && this.current.querySelector("a.only-own");
    if (!link) return false;
    link.click();
  }

  help() {
    this.dialog.showModal();
  }
}

// A browser may refuse storage; the keys are then on.
function stored(act) {
  try {
    return act(localStorage);
  } catch {
    return null;
  }
}

customElements.define("list-keys", ListKeys);
})();
