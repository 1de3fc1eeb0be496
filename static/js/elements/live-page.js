// <live-page data-url data-lang data-me data-spaces="1:341 5:20" data-aside="7:12" data-after="/spaces/0/after/0/">
// Keeps the page up to date with its spaces: frames from the one socket, and from the journal whatever the socket
// missed. Each space's work runs in a queue of its own, so that nothing is shown twice or out of order. Of the spaces
// aside, which stand in the frame only, the page hears that something was said and catches up with nothing.
(() => {
const POLL_MS = 6000, POLL_SPREAD_MS = 4000, ASK_AGAIN_MS = 2000, ANSWER_MS = 10000;

class LivePage extends HTMLElement {
  connectedCallback() {
    this.numbers = numbersIn(this.dataset.spaces);
    this.aside = numbersIn(this.dataset.aside);
    this.queues = new Map();
    this.missed = new Map();
    this.asking = new Set();
    const spaces = [...this.numbers.keys(), ...this.aside.keys()].slice(0, 50);
    const address = `${this.dataset.url}?spaces=${spaces}&here=${[...this.numbers.keys()]}&lang=${this.dataset.lang}`;
    this.socket = new window.LiveSocket(address, (message) => this.receive(message), (open) => this.changed(open));
    this.poll();
    this.woke = () => (this.socket.ping(), document.visibilityState === "visible" && (this.socket.wake(), this.catchUpAll()));
    document.addEventListener("visibilitychange", this.woke);
    window.addEventListener("online", this.woke);
  }

  disconnectedCallback() {
    clearTimeout(this.polling);
    document.removeEventListener("visibilitychange", this.woke);
    window.removeEventListener("online", this.woke);
    this.socket.stop();
  }

  // Not all at the same moment, when a thousand pages have lost their socket together; and not one whose socket was
  // there a round ago, for after a deploy it is back before that; nor one that was told when it will be its turn.
  poll() {
    this.polling = setTimeout(() => {
      if (!this.socket.isOpen && !this.wasOpen && !this.socket.isWaiting) this.catchUpAll();
      this.wasOpen = this.socket.isOpen;
      this.poll();
    }, POLL_MS + Math.random() * POLL_SPREAD_MS);
  }

  changed(open) {
    document.documentElement.toggleAttribute("data-live", open);
    tell(open ? "connected" : "disconnected", {});
  }

  receive(message) {
    if (message.hello) return this.greet(message.hello);
    if (message.signedOut) return location.reload();
    if (message.typing) return tell("typing", { space: message.space, ...message.typing });
    if (message.here) return tell("here", { space: message.space, ...message.here });
    if (message.told) return tell(`told-${message.told}`, message);
    if (message.left) return this.left(message.left);
    if (this.aside.has(message.space)) return this.elsewhere(message);
    if (message.space) this.enqueue(message.space, () => this.take(message));
  }

  greet(numbers) {
    for (const [space, had] of this.numbers) {
      const now = numbers[space];
      if (now === undefined) return location.reload();
      if (now > had) this.enqueue(space, () => this.catchUp(space));
    }
    const behind = [...this.aside].some(([space, had]) => numbers[space] > had);
    for (const space of this.aside.keys()) this.aside.set(space, numbers[space]);
    if (behind) tell("stale", {});
  }

  left(space) {
    if (!this.aside.delete(space)) return location.reload();
    for (const link of document.querySelectorAll(`[data-space="${space}"][data-unread]`)) link.closest("li").remove();
  }

  elsewhere(frame) {
    this.aside.set(frame.space, frame.number);
    tell("said", frame);
  }

  async take(frame) {
    const had = this.numbers.get(frame.space);
    if (had === undefined || frame.number <= had) return;
    if (this.missed.has(frame.space)) return this.tooMuch(frame.space, frame.number, Number(frame.verb === "post.added"));
    if (frame.first > had + 1 || frame.html === undefined) return this.catchUp(frame.space);
    this.show(frame.space, frame);
    this.numbers.set(frame.space, frame.number);
  }

  async catchUp(space) {
    const address = this.dataset.after.replace("/0/after/0/", `/${space}/after/${this.numbers.get(space)}/`);
    // A question that a line swallowed must not hold up all that comes after it in this space's queue.
    const asked = { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(ANSWER_MS) };
    const answer = await fetch(address, asked).catch(() => ({ ok: false }));
    if (answer.status === 404 || answer.redirected) return location.reload();
    if (!answer.ok) return this.askAgain(space);
    const news = await answer.json();
    if (news.reload || this.missed.has(space)) return this.tooMuch(space, news.upto, posts(news));
    for (const line of news.lines) this.show(space, line);
    this.numbers.set(space, Math.max(news.upto, this.numbers.get(space)));
  }

  // What is away comes back, and perhaps no frame follows that would say how far this page is behind.
  askAgain(space) {
    if (this.asking.has(space) || !this.isConnected) return;
    this.asking.add(space);
    setTimeout(() => {
      this.asking.delete(space);
      this.enqueue(space, () => this.catchUp(space));
    }, ASK_AGAIN_MS * (1 + Math.random()));
  }

  // After a long sleep a page is not filled with hundreds of fragments: it says how much there is, and can be loaded.
  tooMuch(space, number, count) {
    this.missed.set(space, (this.missed.get(space) || 0) + count);
    this.numbers.set(space, Math.max(number, this.numbers.get(space)));
    tell("too-much", { space, number, count: this.missed.get(space) });
  }

  catchUpAll() {
    for (const space of this.numbers.keys()) this.enqueue(space, () => this.catchUp(space));
    if (!this.socket.isOpen && this.aside.size) tell("stale", {});
  }

  enqueue(space, work) {
    const after = (this.queues.get(space) || Promise.resolve()).then(work).catch(() => {});
    this.queues.set(space, after);
  }

  show(space, line) {
    // Nobody writes there any more: the page shows it, and what was typed is kept as a draft.
    if (line.verb === "space.closed") return location.reload();
    if (line.html) window.applyFragments(line.html);
    const { number, verb, by, target, data } = line;
    const detail = { space, number, verb, by, target, data };
    if (verb) tell(verb.replaceAll(".", "-"), detail);
    tell(`space-${space}`, detail);
    tell("said", detail);
  }
}

function numbersIn(words = "") {
  return new Map(words.split(" ").filter(Boolean).map((pair) => pair.split(":").map(Number)));
}

function posts(news) {
  return news.counts?.["post.added"] ?? news.lines.filter((line) => line.verb === "post.added").length;
}

function tell(name, detail) {
  document.body.dispatchEvent(new CustomEvent(`live:${name}`, { detail, bubbles: true }));
}

customElements.define("live-page", LivePage);
})();
