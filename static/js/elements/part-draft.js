// <part-draft data-typing-url data-where> around the form of a part: keeps the revision that the next save begins
// from, shows a team mate's text where both wrote, and lets the team's table show that somebody is writing.
customElements.get("part-draft") ||
  customElements.define(
    "part-draft",
    class extends HTMLElement {
      connectedCallback() {
        this.addEventListener("auto-save:answered", (event) => this.answered(event));
        this.addEventListener("input", () => this.typing());
        this.addEventListener("submit", () => this.theirs && (this.revision.value = this.theirs));
      }

      get revision() {
        return this.querySelector("[name=revision]");
      }

      // Only who has read the other's text and presses a button goes on from it: saving by itself never overwrites.
      async answered(event) {
        const answer = event.detail;
        if (answer.ok) this.revision.value = answer.headers.get("X-Revision") ?? this.revision.value;
        if (answer.status !== 409 || this.theirs === answer.headers.get("X-Revision")) return;
        this.theirs = answer.headers.get("X-Revision");
        const slot = this.querySelector("[data-changed]");
        slot.innerHTML = await answer.text();
        slot.scrollIntoView({ block: "nearest" });
      }

      typing() {
        const now = Date.now();
        if (now - (this.said ?? 0) < 3000) return;
        this.said = now;
        const headers = { "X-CSRFToken": window.colloquy?.token() ?? "" };
        const body = new URLSearchParams({ where: this.dataset.where });
        fetch(this.dataset.typingUrl, { method: "POST", body, headers }).catch(() => {});
      }
    },
  );
