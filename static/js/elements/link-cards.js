// <link-cards data-url> on a thread's page: links in posts that lead to other threads get a card below their paragraph,
// fetched for this viewer, as the posts' own markup is the same for all; of what they may not see there is none.
(() => {
const THREAD = /^\/threads\/(\d+)\/$/;

class LinkCards extends HTMLElement {
  connectedCallback() {
    this.onPost = (event) => this.fill(event.target);
    for (const name of ["live:arrived", "live:changed"]) document.addEventListener(name, this.onPost);
    this.fill(document);
  }

  disconnectedCallback() {
    for (const name of ["live:arrived", "live:changed"]) document.removeEventListener(name, this.onPost);
  }

  async fill(part) {
    const found = [...part.querySelectorAll(".post__body a[href]")].filter((link) => idOf(link) && !link.dataset.carded);
    if (!found.length) return;
    for (const link of found) link.dataset.carded = "true";
    const asked = new URLSearchParams([...new Set(found.map(idOf))].slice(0, 20).map((id) => ["id", id]));
    const answer = await fetch(`${this.dataset.url}?${asked}`).catch(() => null);
    if (!answer?.ok) return;
    const cards = document.createElement("template");
    cards.innerHTML = await answer.text();
    for (const link of found) {
      const card = cards.content.querySelector(`[data-thread="${idOf(link)}"]`);
      const block = link.closest(".post__body > *") ?? link;
      if (card) block.after(card.cloneNode(true));
    }
  }
}

function idOf(link) {
  const there = new URL(link.href);
  return there.origin === location.origin && THREAD.exec(there.pathname)?.[1];
}

customElements.define("link-cards", LinkCards);
})();
