// <part-draft data-typing-url data-where> around the form of a part: keeps the revision and the text that the next save
// begins from, so that what two wrote at once is put together; shows a team mate's text where both changed the same
// paragraph, says who else is writing here, and lets the team's table show that somebody is.
customElements.get("part-draft") ||
  customElements.define(
    "part-draft",
    class extends HTMLElement {
      connectedCallback() {
        // Sent with each save it would double what is sent: only when a save met another does the server need it.
        this.base.disabled = true;
        this.addEventListener("auto-save:answered", (event) => this.answered(event));
        this.addEventListener("input", () => this.typing());
        this.addEventListener("submit", () => this.sends());
        this.onTyping = (event) => this.others(event.detail);
        document.body.addEventListener("live:typing", this.onTyping);
      }

      disconnectedCallback() {
        document.body.removeEventListener("live:typing", this.onTyping);
      }

      get revision() {
        return this.querySelector("[name=revision]");
      }

      get base() {
        return this.querySelector("[name=base]");
      }

      get editor() {
        return this.querySelector("rich-editor");
      }

      sends() {
        if (this.theirs) this.revision.value = this.theirs;
        else this.base.disabled = !this.isKnown();
      }

      // Words kept on this device may have begun from a text that this page does not know.
      isKnown() {
        return this.base.dataset.revision === this.revision.value;
      }

      // Only who has read the other's text and presses a button goes on from it: saving by itself never overwrites.
      async answered(event) {
        const answer = event.detail;
        const sent = this.querySelector("[name=body]").value;
        if (answer.ok) return this.went(answer, sent);
        if (answer.status !== 409 || this.theirs === answer.headers.get("X-Revision")) return;
        if (this.base.disabled && this.isKnown()) return this.together();
        this.theirs = answer.headers.get("X-Revision");
        const slot = this.querySelector("[data-changed]");
        slot.innerHTML = await answer.text();
        slot.scrollIntoView({ block: "nearest" });
      }

      async went(answer, sent) {
        this.revision.value = answer.headers.get("X-Revision") ?? this.revision.value;
        this.base.value = sent;
        this.base.dataset.revision = this.revision.value;
        this.base.disabled = true;
        if (!answer.headers.get("X-Merged")) return;
        const merged = await answer.text();
        this.base.value = merged;
        // What was typed while the answer was on its way goes with the next save, and meets the merged text there.
        if (this.querySelector("[name=body]").value === sent) this.editor.put(merged);
        this.say(this.dataset.together);
      }

      // Once more, with the text from which one began: the server then sees who changed what.
      together() {
        this.base.disabled = false;
        this.querySelector("auto-save").save();
      }

      others({ where, person, name }) {
        if (where !== this.dataset.where || String(person) === this.dataset.me) return;
        this.say(this.dataset.beside.replace("#", name), 6000);
      }

      say(words, milliseconds = 12000) {
        const line = this.querySelector("[data-others]");
        line.replaceChildren(Object.assign(document.createElement("span"), { textContent: words }));
        clearTimeout(this.saying);
        this.saying = setTimeout(() => line.replaceChildren(), milliseconds);
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
