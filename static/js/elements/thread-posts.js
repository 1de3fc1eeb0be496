// <thread-posts data-thread data-me data-read-url data-at-end> around a thread's posts.
// Every viewer gets the same markup of a post; here it learns which are one's own and which reactions one pressed.
// What arrives below the fold is announced and counted in a pill; it never moves what somebody reads.
(() => {
const READ_AFTER_MS = 1500, TYPING_MS = 6000;

class ThreadPosts extends HTMLElement {
  connectedCallback() {
    this.me = this.dataset.me;
    this.pill = this.querySelector("[data-pill]");
    this.says = this.querySelector("[data-says]");
    this.unseen = [];
    this.writing = new Map();
    for (const post of this.querySelectorAll(".post")) this.mark(post);
    this.addEventListener("live:arrived", (event) => this.arrived(event.target));
    this.addEventListener("live:changed", (event) => this.changed(event.target));
    this.pill.addEventListener("click", () => this.showNew());
    this.watcher = new IntersectionObserver((seen) => this.seen(seen));
    this.onTyping = (event) => this.typing(event.detail);
    this.onMissed = (event) => this.missed(event.detail);
    document.body.addEventListener("live:typing", this.onTyping);
    document.body.addEventListener("live:too-much", this.onMissed);
    this.atLastPost();
  }

  disconnectedCallback() {
    this.watcher.disconnect();
    document.body.removeEventListener("live:typing", this.onTyping);
    document.body.removeEventListener("live:too-much", this.onMissed);
  }

  // A conversation that flows like chat opens at its end; an address with a post in it leads there.
  atLastPost() {
    const feed = this.querySelector(".posts--stream");
    if (!feed || location.hash || !this.closest("[data-stream-page]")) return;
    (this.querySelector(".new-line") || feed.lastElementChild)?.scrollIntoView({ block: "center" });
  }

  mark(post) {
    post.classList.toggle("post--mine", post.dataset.by === this.me);
    for (const one of post.querySelectorAll("[data-people]")) {
      const mine = one.dataset.people.split(" ").includes(this.me);
      one.setAttribute("aria-pressed", String(mine));
      one.setAttribute("formaction", one.getAttribute("formaction").replace(/react\/(back\/)?$/, mine ? "react/back/" : "react/"));
    }
  }

  changed(post) {
    if (!post.matches(".post")) return;
    this.mark(post);
    if (!post.matches(".post--answer")) return;
    for (const other of this.querySelectorAll(".post--answer")) {
      if (other === post) continue;
      other.classList.remove("post--answer");
      other.querySelector(".post__head .tag--good")?.remove();
    }
  }

  arrived(post) {
    if (!post.matches(".post")) return;
    this.mark(post);
    this.querySelector("[data-empty]")?.remove();
    post.classList.add("post--new");
    this.stopsWriting(post.dataset.by);
    const name = post.querySelector(".post__name").textContent;
    if (post.dataset.by === this.me) return post.scrollIntoView({ block: "nearest" });
    this.says.textContent = this.says.dataset.words.replace("#", name);
    this.unseen.push(post);
    this.watcher.observe(post);
    this.count();
  }

  seen(entries) {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting || document.visibilityState !== "visible") continue;
      this.watcher.unobserve(target);
      this.unseen = this.unseen.filter((post) => post.isConnected && post !== target);
      this.read(Number(target.dataset.order));
    }
    this.count();
  }

  count() {
    requestAnimationFrame(() => {
      const below = this.unseen.filter((post) => post.getBoundingClientRect().top > innerHeight).length;
      const words = below === 1 ? this.pill.dataset.one : this.pill.dataset.many.replace("#", below);
      this.pill.hidden = !below;
      this.pill.querySelector("span").textContent = words;
    });
  }

  showNew() {
    const first = this.unseen.find((post) => post.isConnected);
    this.pill.hidden = true;
    first?.scrollIntoView({ block: "start", behavior: calm() ? "auto" : "smooth" });
    first?.focus({ preventScroll: true });
  }

  read(number) {
    this.upTo = Math.max(this.upTo || 0, number);
    clearTimeout(this.reading);
    this.reading = setTimeout(() => {
      const body = new URLSearchParams({ number: this.upTo });
      fetch(this.dataset.readUrl, { method: "POST", body, headers: { "X-CSRFToken": window.colloquy.token() } }).catch(() => {});
    }, READ_AFTER_MS);
  }

  // So much was missed that only the page itself can show it.
  missed({ space }) {
    if (String(space) !== this.dataset.space) return;
    this.pill.hidden = false;
    this.pill.querySelector("span").textContent = this.pill.dataset.all;
    this.pill.addEventListener("click", () => location.reload(), { once: true });
  }

  typing({ where, name, person }) {
    if (where !== `thread-${this.dataset.thread}` || String(person) === this.me) return;
    clearTimeout(this.writing.get(String(person))?.timer);
    const timer = setTimeout(() => this.stopsWriting(String(person)), TYPING_MS);
    this.writing.set(String(person), { name, timer });
    this.showWriting();
  }

  stopsWriting(person) {
    clearTimeout(this.writing.get(person)?.timer);
    if (this.writing.delete(person)) this.showWriting();
  }

  showWriting() {
    const line = this.querySelector("[data-typing]");
    const names = [...this.writing.values()].map((one) => one.name);
    line.replaceChildren();
    if (!names.length) return;
    const words = document.createElement("span");
    const dots = document.createElement("span");
    words.textContent = (names.length === 1 ? line.dataset.one : line.dataset.many).replace("#", names.join(", "));
    dots.className = "typing__dots";
    dots.ariaHidden = "true";
    dots.append(...["", "", ""].map(() => document.createElement("i")));
    line.append(words, dots);
  }
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

// Buttons of posts stand outside their form; with script their answer replaces the post and the page stays.
document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (form.id !== "post-acts" || !submitter || !window.htmx) return;
  event.preventDefault();
  delete form.dataset.sent;
  submitter.closest("details")?.removeAttribute("open");
  const values = submitter.name ? { [submitter.name]: submitter.value } : {};
  window.htmx.ajax("POST", submitter.getAttribute("formaction"), { source: form, values, swap: "none" });
});

customElements.define("thread-posts", ThreadPosts);
})();
