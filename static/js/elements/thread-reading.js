// How far somebody reads a thread, and what arrives meanwhile: for <thread-posts data-mark data-read-url>.
// A post counts as read when half of it, or of the window, has stood there for a moment. What arrives below the fold is
// counted in a pill and said once in five seconds at most; nothing that is being read is moved.
(() => {
const READ_AFTER_MS = 1200, SAY_EVERY_MS = 5000;

window.ThreadReading = class {
  constructor(host) {
    this.host = host;
    this.pill = host.querySelector("[data-pill]");
    this.says = host.querySelector("[data-says]");
    this.unseen = [];
    this.elsewhere = 0;
    this.unsaid = { count: 0, name: "" };
    // Without a mark the page begins further on than the reading, and moves it nowhere.
    this.reads = host.dataset.mark !== "";
    this.upTo = Number(host.dataset.mark);
    this.sent = this.upTo;
    this.watcher = new IntersectionObserver((seen) => this.seen(seen), { threshold: [0, 0.25, 0.5, 0.75, 1] });
    for (const post of host.querySelectorAll(".post")) if (Number(post.dataset.order) > this.upTo) this.watcher.observe(post);
    this.pill.addEventListener("click", () => this.showNew());
    this.leave = () => this.send({ keepalive: true });
    addEventListener("pagehide", this.leave);
    document.addEventListener("visibilitychange", this.leave);
  }

  stop() {
    this.send({ keepalive: true });
    this.watcher.disconnect();
    removeEventListener("pagehide", this.leave);
    document.removeEventListener("visibilitychange", this.leave);
  }

  arrived(post) {
    this.say(1, post.querySelector(".post__name").textContent);
    if (!this.unseen.length) this.drawLine(post);
    this.unseen.push(post);
    this.watcher.observe(post);
    this.count();
  }

  // "New" stands above what came while nobody looked, once all above it has been read.
  drawLine(post) {
    const line = this.host.querySelector(".new-line");
    const isRead = !line || Number(line.dataset.order) <= this.upTo;
    const isUnwatched = document.visibilityState !== "visible" || post.getBoundingClientRect().top > innerHeight;
    if (!isRead || !isUnwatched) return;
    line?.remove();
    const drawn = document.createElement("hr");
    drawn.className = "new-line";
    drawn.id = `thread-${this.host.dataset.thread}-new`;
    drawn.role = "presentation";
    drawn.dataset.words = this.host.dataset.newWords;
    drawn.dataset.order = post.dataset.order;
    post.before(drawn);
  }

  seen(entries) {
    if (document.visibilityState !== "visible") return;
    for (const { target, intersectionRatio, intersectionRect } of entries) {
      if (intersectionRatio < 0.5 && intersectionRect.height < innerHeight * 0.4) continue;
      this.watcher.unobserve(target);
      this.unseen = this.unseen.filter((post) => post.isConnected && post !== target);
      this.read(Number(target.dataset.order));
    }
    this.count();
  }

  read(number) {
    this.upTo = Math.max(this.upTo, number);
    if (!this.reads || this.upTo <= this.sent || this.sending) return;
    this.sending = setTimeout(() => this.send(), READ_AFTER_MS);
  }

  send(options = {}) {
    clearTimeout(this.sending);
    this.sending = null;
    if (!this.reads || this.upTo <= this.sent) return;
    this.sent = this.upTo;
    const body = new URLSearchParams({ number: this.upTo });
    const headers = { "X-CSRFToken": window.colloquy.token() };
    fetch(this.host.dataset.readUrl, { method: "POST", body, headers, ...options }).catch(() => (this.sent = 0));
  }

  // The page shows an earlier part of the thread: what is said at its end is only counted.
  saidElsewhere() {
    this.elsewhere += 1;
    this.say(1, "");
    this.count();
  }

  count() {
    requestAnimationFrame(() => {
      const below = this.elsewhere + this.unseen.filter((post) => post.getBoundingClientRect().top > innerHeight).length;
      this.pill.hidden = !below;
      this.pill.querySelector("span").textContent = this.words(this.pill, below);
    });
  }

  words({ dataset }, count) {
    return count === 1 ? dataset.one : dataset.many.replace("#", count);
  }

  showNew() {
    if (this.missed) return location.reload();
    if (this.elsewhere) return location.assign(this.host.dataset.endUrl);
    const first = this.unseen.find((post) => post.isConnected);
    this.pill.hidden = true;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    first?.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
    first?.focus({ preventScroll: true });
  }

  // One sentence in five seconds, however much is said.
  say(count, name) {
    this.unsaid = { count: this.unsaid.count + count, name };
    if (this.speaking) return;
    this.speak();
    this.speaking = setInterval(() => this.speak(), SAY_EVERY_MS);
  }

  speak() {
    const { count, name } = this.unsaid;
    this.unsaid = { count: 0, name: "" };
    if (!count) {
      clearInterval(this.speaking);
      this.speaking = null;
      return;
    }
    const words = count === 1 && name ? this.says.dataset.words.replace("#", name) : this.words(this.pill, count);
    this.says.textContent = words;
  }

  // So much was missed that only the page itself can show it.
  tooMuch(count) {
    this.missed = count;
    this.pill.hidden = false;
    this.pill.querySelector("span").textContent = this.pill.dataset.all.replace("#", count);
  }
};
})();
