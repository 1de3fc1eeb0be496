// <seat-table> around a team's seats: the seat of a part says for some seconds who is writing in it.
customElements.get("seat-table") ||
  customElements.define(
    "seat-table",
    class extends HTMLElement {
      connectedCallback() {
        this.waiting = new Map();
        this.onTyping = (event) => this.show(event.detail);
        document.body.addEventListener("live:typing", this.onTyping);
      }

      disconnectedCallback() {
        document.body.removeEventListener("live:typing", this.onTyping);
      }

      show({ where, person, name }) {
        const seat = where?.startsWith("seat-") && this.querySelector(`#${CSS.escape(where)}`);
        if (!seat || seat.matches(".seat--ready")) return;
        this.mark(where, true, String(person) === seat.dataset.owner ? "" : name);
        clearTimeout(this.waiting.get(where));
        this.waiting.set(where, setTimeout(() => this.mark(where, false), 6000));
      }

      // The seat may have been replaced since: look it up again.
      mark(where, on, who = "") {
        const seat = document.getElementById(where);
        if (!seat || seat.matches(".seat--ready")) return;
        if (on) seat.classList.replace("seat--empty", "seat--writing");
        const now = seat.querySelector("[data-now]");
        if (now) now.hidden = !on;
        const words = now?.querySelector("[data-words]");
        if (on && words) words.textContent = who ? words.dataset.words.replace("#", who) : words.dataset.own;
        const still = seat.querySelector("[data-still]");
        if (still) still.hidden = on;
      }
    },
  );
