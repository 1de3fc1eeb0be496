// <quote-passage> with a button, inside a <post-composer>: the button stands beside a passage selected in one of the
// composer's posts, and puts it into the composer as a quotation.
(() => {
class QuotePassage extends HTMLElement {
  connectedCallback() {
    this.composer = this.closest("post-composer");
    this.button = this.querySelector("button");
    this.hidden = true;
    this.onSelect = () => (cancelAnimationFrame(this.waiting), (this.waiting = requestAnimationFrame(() => this.show())));
    document.addEventListener("selectionchange", this.onSelect);
    addEventListener("scroll", this.onSelect, { passive: true });
    // Pressing a button would take away the selection.
    this.button.addEventListener("pointerdown", (event) => event.preventDefault());
    this.button.addEventListener("mousedown", (event) => event.preventDefault());
    this.button.addEventListener("click", () => this.quote());
  }

  disconnectedCallback() {
    document.removeEventListener("selectionchange", this.onSelect);
    removeEventListener("scroll", this.onSelect);
  }

  // The post of this thread in which all that is selected stands.
  post() {
    const { anchorNode, focusNode, isCollapsed } = getSelection();
    const body = isCollapsed ? null : elementOf(anchorNode)?.closest(".post__body");
    const post = body?.contains(focusNode) ? body.closest(".post") : null;
    return post?.dataset.appendTo === `thread-${this.composer.dataset.thread}-posts` ? post : null;
  }

  show() {
    const post = this.post();
    this.hidden = !post || !getSelection().toString().trim();
    if (this.hidden) return;
    const passage = getSelection().getRangeAt(0).getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this;
    const left = Math.min(passage.left, innerWidth - offsetWidth - 8);
    const below = passage.bottom + 8;
    const isRoom = below + offsetHeight < innerHeight;
    this.style.left = `${Math.max(8, left)}px`;
    this.style.top = `${Math.max(8, isRoom ? below : passage.top - offsetHeight - 8)}px`;
  }

  quote() {
    const post = this.post();
    const passage = post && window.colloquy.quoted(post);
    if (!passage) return;
    this.composer.quotes(post, passage);
    getSelection().removeAllRanges();
    this.hidden = true;
  }
}

const elementOf = (node) => (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement);

customElements.get("quote-passage") || customElements.define("quote-passage", QuotePassage);
})();
