// <thread-list data-space data-url> around a board's first page: lines change where they stand; where their order
// changes while somebody reads further down, or stands with the keyboard among them, a pill says so instead.
(() => {
const WAIT_MS = 600, SPREAD_MS = 1500, LONGEST_MS = 10000;
const CHANGES = /^(thread|post|answer)\./;

class ThreadList extends HTMLElement {
  connectedCallback() {
    if (!this.dataset.url) return;
    this.pill = this.querySelector("[data-pill]");
    this.pill.addEventListener("click", () => this.showNew());
    this.hear = ({ detail }) => {
      const gone = { "thread.hidden": detail.target, "thread.merged": detail.data?.from }[detail.verb];
      if (gone) this.list.querySelector(`#thread-${gone}`)?.remove();
      if (!detail.verb || CHANGES.test(detail.verb)) this.later();
    };
    this.stale = ({ detail }) => detail.within === Number(this.dataset.space) && this.later();
    document.body.addEventListener(`live:space-${this.dataset.space}`, this.hear);
    document.body.addEventListener("live:told-read", this.stale);
    document.body.addEventListener("live:too-much", this.hear);
  }

  disconnectedCallback() {
    document.body.removeEventListener(`live:space-${this.dataset.space}`, this.hear);
    document.body.removeEventListener("live:told-read", this.stale);
    document.body.removeEventListener("live:too-much", this.hear);
  }

  later() {
    const now = Date.now();
    this.since ||= now;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.fetch(), Math.min(WAIT_MS + Math.random() * SPREAD_MS, Math.max(0, this.since + LONGEST_MS - now)));
  }

  async fetch() {
    this.since = 0;
    const answer = await fetch(this.dataset.url, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const template = document.createElement("template");
    template.innerHTML = await answer.text();
    this.news = [...template.content.querySelectorAll(".threads > .thread")];
    if (this.isRead()) this.inPlace();
    else this.inOrder();
  }

  get list() {
    return this.querySelector(".threads");
  }

  isRead() {
    return this.list.getBoundingClientRect().top < -40 || this.list.contains(document.activeElement);
  }

  inPlace() {
    const before = [...this.list.children].map((line) => line.id);
    for (const line of this.news) this.change(document.getElementById(line.id), line);
    const order = this.news.map((line) => line.id).filter((id) => before.includes(id));
    const moved = this.news.some((line) => !before.includes(line.id)) || order.some((id, at) => id !== before[at]);
    this.pill.hidden = !moved;
  }

  change(there, line) {
    if (!there || there.contains(document.activeElement)) return;
    there.replaceWith(line.cloneNode(true));
  }

  inOrder() {
    this.pill.hidden = true;
    this.list.replaceChildren(...this.news.map((line) => line.cloneNode(true)));
    this.list.parentElement.querySelector(".empty")?.remove();
  }

  showNew() {
    this.inOrder();
    this.scrollIntoView({ block: "start" });
    this.list.querySelector("a")?.focus({ preventScroll: true });
  }
}

customElements.define("thread-list", ThreadList);
})();
