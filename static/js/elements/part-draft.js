// <part-draft data-typing-url data-where> around the form of a part: keeps the revision that the next save begins
// from, shows a team mate's text where both wrote, and lets the team's table show that somebody is writing.
customElements.get("part-draft") ||
  customElements.define(
    "part-draft",
    class extends HTMLElement {
      connectedCallback() {
        this.addEventListener("auto-save:answered", (event) => this.answered(event));
        this.addEventListener("input", () => this.typing());
      }

      async answered(event) {
        const answer = event.detail;
        const revision = answer.headers.get("X-Revision");
        if (revision) this.querySelector("[name=revision]").value = revision;
        const slot = this.querySelector("[data-changed]");
        if (answer.status !== 409) return;
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
