// A socket that comes back: back-off with jitter, a heartbeat that notices a half-dead connection within 30 seconds.

(() => {
const PING_MS = 12000, ANSWER_MS = 10000, SLEPT_MS = 26000, SHORTEST_WAIT_MS = 250, LONGEST_WAIT_MS = 8000, SIGNED_OUT = 4401;

window.LiveSocket = class {
  constructor(address, receive, changed) {
    Object.assign(this, { address, receive, changed, tries: 0, isOpen: false, stopped: false });
    this.heartbeat = setInterval(() => this.beat(), PING_MS);
    this.connect();
  }

  connect() {
    clearTimeout(this.retry);
    const socket = (this.socket = new WebSocket(this.address));
    this.heard = Date.now();
    this.asked = 0;
    socket.onmessage = (event) => {
      this.heard = Date.now();
      this.asked = 0;
      const message = JSON.parse(event.data);
      // After a deploy many come back together: until its turn, this socket is not silent but patient.
      if (message.wait) this.heard += 1000 * message.wait;
      if (message.hello) this.opened();
      if (!message.pong) this.receive(message);
    };
    socket.onclose = (event) => socket === this.socket && this.closed(event.code);
  }

  get isWaiting() {
    return !this.isOpen && this.heard > Date.now();
  }

  opened() {
    this.tries = 0;
    this.isOpen = true;
    this.changed(true);
  }

  closed(code) {
    this.isOpen = false;
    this.heard = Date.now();
    this.changed(false);
    if (code === SIGNED_OUT) return this.receive({ signedOut: true });
    if (this.stopped) return;
    // Anywhere between at once and the longest wait, so that those who were cut off together do not return together.
    const longest = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** this.tries++);
    this.retry = setTimeout(() => this.connect(), SHORTEST_WAIT_MS + Math.random() * longest);
  }

  // A hidden tab's clock ticks once a minute, so silence alone says nothing: only an unanswered ping does.
  beat() {
    if (!this.isOpen) return this.socket?.readyState < WebSocket.CLOSING && Date.now() - this.heard > ANSWER_MS && this.drop();
    if (this.asked && Date.now() - this.asked > ANSWER_MS) return this.drop();
    this.asked ||= Date.now();
    this.ping();
  }

  // Whose tab is hidden is not here.
  ping() {
    if (this.isOpen) this.socket.send(document.visibilityState === "visible" ? '{"ping":1}' : '{"ping":1,"away":1}');
  }

  // A half-dead socket may take minutes to close: leave it behind and go on.
  drop() {
    const old = this.socket;
    this.socket = null;
    old.close();
    this.closed(0);
  }

  wake() {
    if (this.socket && Date.now() - this.heard > SLEPT_MS) this.drop();
    if (!this.isOpen && !this.stopped && !(this.socket?.readyState <= WebSocket.OPEN)) this.connect();
  }

  stop() {
    this.stopped = true;
    clearInterval(this.heartbeat);
    clearTimeout(this.retry);
    this.socket?.close();
  }
};
})();
