// <live-page data-url data-lang data-spaces="1:341 5:20" data-after="/spaces/0/after/0/">
// Keeps the page up to date with its spaces: frames from the one socket, and from the journal whatever the socket
// missed. Each space's work runs in a queue of its own, so that nothing is shown twice or out of order.
(() => {
const POLL_MS = 8000;

class LivePage extends HTMLElement {
  connectedCallback() {
    this.numbers = new Map();
    for (const pair of (this.dataset.spaces || "").split(" ").filter(Boolean)) {
      const [space, number] = pair.split(":").map(Number);
      this.numbers.set(space, number);
    }
    this.queues = new Map();
    const address = `${this.dataset.url}?spaces=${[...this.numbers.keys()]}&lang=${this.dataset.lang}`;
    this.socket = new window.LiveSocket(address, (message) => this.receive(message), (open) => this.changed(open));
    this.polling = setInterval(() => this.socket.isOpen || this.catchUpAll(), POLL_MS);
    this.woke = () => document.visibilityState === "visible" && (this.socket.wake(), this.catchUpAll());
    document.addEventListener("visibilitychange", this.woke);
    window.addEventListener("online", this.woke);
  }

  disconnectedCallback() {
    clearInterval(this.polling);
    document.removeEventListener("visibilitychange", this.woke);
    window.removeEventListener("online", this.woke);
    this.socket.stop();
  }

  changed(open) {
    document.documentElement.toggleAttribute("data-live", open);
  }

  receive(message) {
    if (message.hello) return this.greet(message.hello);
    if (message.left || message.signedOut) return location.reload();
    if (message.typing) return tell("typing", { space: message.space, ...message.typing });
    if (message.told) return tell(`told-${message.told}`, message);
    if (message.space) this.enqueue(message.space, () => this.take(message));
  }

  greet(numbers) {
    for (const [space, had] of this.numbers) {
      const now = numbers[space];
      if (now === undefined) return location.reload();
      if (now > had) this.enqueue(space, () => this.catchUp(space));
    }
  }

  async take(frame) {
    const had = this.numbers.get(frame.space);
    if (had === undefined || frame.number <= had) return;
    if (frame.first > had + 1 || frame.html === undefined) return this.catchUp(frame.space);
    this.show(frame.space, frame);
    this.numbers.set(frame.space, frame.number);
  }

  async catchUp(space) {
    const address = this.dataset.after.replace("/0/after/0/", `/${space}/after/${this.numbers.get(space)}/`);
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (answer.status === 404 || answer.redirected) return location.reload();
    if (!answer.ok) return;
    const news = await answer.json();
    if (news.reload) return tell("too-much", { space, number: news.upto });
    for (const line of news.lines) this.show(space, line);
    this.numbers.set(space, Math.max(news.upto, this.numbers.get(space)));
  }

  catchUpAll() {
    for (const space of this.numbers.keys()) this.enqueue(space, () => this.catchUp(space));
  }

  enqueue(space, work) {
    const after = (this.queues.get(space) || Promise.resolve()).then(work).catch(() => {});
    this.queues.set(space, after);
  }

  show(space, line) {
    if (line.html) window.applyFragments(line.html);
    const detail = { space, number: line.number, verb: line.verb, by: line.by };
    if (line.verb) tell(line.verb.replaceAll(".", "-"), detail);
    tell(`space-${space}`, detail);
  }
}

function tell(name, detail) {
  document.body.dispatchEvent(new CustomEvent(`live:${name}`, { detail, bubbles: true }));
}

customElements.define("live-page", LivePage);
})();
