// <thread-posts data-thread data-me data-mark data-read-url> around a thread's posts.
// Every viewer gets the same markup of a post; here it learns which are one's own and which reactions one pressed.
(() => {
const TYPING_MS = 6000;
const HEARD = { "live:typing": "typing", "live:too-much": "missed", "live:post-added": "said", "live:thread-hidden": "hidden", "live:thread-merged": "merged" };

class ThreadPosts extends HTMLElement {
  connectedCallback() {
    this.me = this.dataset.me;
    this.reading = new window.ThreadReading(this);
    this.writing = new Map();
    for (const post of this.querySelectorAll(".post")) this.mark(post);
    this.addEventListener("live:arrived", (event) => this.arrived(event.target));
    this.addEventListener("live:changed", (event) => this.changed(event.target));
    this.hears = Object.entries(HEARD).map(([name, method]) => [name, (event) => this[method](event.detail)]);
    for (const [name, hear] of this.hears) document.body.addEventListener(name, hear);
    this.atLastPost();
  }

  disconnectedCallback() {
    this.reading.stop();
    for (const [name, hear] of this.hears) document.body.removeEventListener(name, hear);
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
      one.setAttribute("aria-pressed", String(one.dataset.people.split(" ").includes(this.me)));
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
    if (post.dataset.by === this.me) post.scrollIntoView({ block: "nearest" });
    else this.reading.arrived(post);
  }

  said({ data, by }) {
    const isHere = document.getElementById(`thread-${this.dataset.thread}-posts`);
    if (!isHere && String(data?.thread) === this.dataset.thread && String(by) !== this.me) this.reading.saidElsewhere();
  }

  // What stands at its address now is another page.
  hidden({ target }) {
    if (String(target) === this.dataset.thread) location.reload();
  }

  merged({ data }) {
    if ([data.from, data.into].includes(Number(this.dataset.thread))) location.reload();
  }

  missed({ space, count }) {
    if (String(space) === this.dataset.space) this.reading.tooMuch(count);
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

customElements.define("thread-posts", ThreadPosts);
})();
