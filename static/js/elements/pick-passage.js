// <pick-passage> with a button: stands beside a passage selected in a part of a finished work, and puts it into the
// part's form as the words that a comment is about.
customElements.get("pick-passage") ||
  customElements.define(
    "pick-passage",
    class extends HTMLElement {
      connectedCallback() {
        this.button = this.querySelector("button");
        this.onSelect = () => (cancelAnimationFrame(this.waiting), (this.waiting = requestAnimationFrame(() => this.show())));
        document.addEventListener("selectionchange", this.onSelect);
        addEventListener("scroll", this.onSelect, { passive: true });
        // Pressing a button would take away the selection.
        this.button.addEventListener("pointerdown", (event) => event.preventDefault());
        this.button.addEventListener("mousedown", (event) => event.preventDefault());
        this.button.addEventListener("click", () => this.pick());
      }

      disconnectedCallback() {
        document.removeEventListener("selectionchange", this.onSelect);
        removeEventListener("scroll", this.onSelect);
      }

      // The part in which all that is selected stands.
      part() {
        const { anchorNode, focusNode, isCollapsed } = getSelection();
        if (isCollapsed || !anchorNode) return null;
        const words = (anchorNode.parentElement ?? anchorNode).closest?.("[data-passages]");
        return words?.contains(focusNode) ? words.closest("[data-part]") : null;
      }

      show() {
        this.hidden = !this.part() || !this.words();
        if (this.hidden) return;
        const passage = getSelection().getRangeAt(0).getBoundingClientRect();
        const { offsetWidth, offsetHeight } = this;
        const below = passage.bottom + 8;
        const isRoom = below + offsetHeight < innerHeight;
        this.style.left = `${Math.max(8, Math.min(passage.left, innerWidth - offsetWidth - 8))}px`;
        this.style.top = `${Math.max(8, isRoom ? below : passage.top - offsetHeight - 8)}px`;
      }

      words() {
        return getSelection().toString().replace(/\s+/g, " ").trim().slice(0, 500);
      }

      pick() {
        const form = this.part()?.querySelector("details[data-comments-on]");
        if (!form) return;
        form.open = true;
        form.querySelector("[name=quote]").value = this.words();
        getSelection().removeAllRanges();
        this.hidden = true;
        form.querySelector("[name=body]").focus();
      }
    },
  );
