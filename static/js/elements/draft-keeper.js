// <draft-keeper data-url data-read-at> in a form: what is typed there is kept on the server, a second after the last
// key and when the page is left, so that it is there again on another device; while the server cannot be reached, in
// this tab. data-read-at says which state was read: what another device wrote meanwhile is kept beside it.
(() => {
const WAIT_MS = 1000, LONGEST_MS = 8000;
const POLL = ["poll-question", "poll-options", "poll-is_multiple", "poll-is_anonymous", "poll-closes_at"];
const FIELDS = ["title", "body", "body_format", "in_reply_to", ...POLL];

class DraftKeeper extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.area = this.form.elements.namedItem("body");
    this.said = this.querySelector(".draft");
    this.readAt = this.dataset.readAt;
    this.key = `draft:${this.dataset.url}`;
    this.form.addEventListener("input", (event) => FIELDS.includes(event.target.name) && this.later());
    this.form.addEventListener("submit", () => !this.form.hasAttribute("hx-post") && this.leave());
    this.hide = () => this.since && this.save({ keepalive: true });
    addEventListener("pagehide", this.hide);
    this.back = () => this.tab() && this.save();
    addEventListener("online", this.back);
    this.addEventListener("click", (event) => this.pressed(event.target));
    this.bringBack();
  }

  disconnectedCallback() {
    removeEventListener("pagehide", this.hide);
    removeEventListener("online", this.back);
  }

  later() {
    this.since ||= Date.now();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), Math.min(WAIT_MS, Math.max(0, this.since + LONGEST_MS - Date.now())));
  }

  // Sent with the form: nothing is to be saved after it.
  leave() {
    clearTimeout(this.waiting);
    this.since = 0;
    this.stop?.abort();
  }

  get words() {
    const body = new URLSearchParams({ read_at: this.readAt });
    for (const name of FIELDS) body.set(name, typed(this.form.elements.namedItem(name)));
    if (!body.get("body_format")) body.set("body_format", this.area.dataset.format);
    return body;
  }

  // One at a time: the answer says which state the next one has read.
  async save(options = {}) {
    if (this.stop && !options.keepalive) return this.later();
    clearTimeout(this.waiting);
    this.since = 0;
    this.stop = new AbortController();
    const body = this.words;
    const headers = { "X-CSRFToken": window.colloquy.token() };
    const sent = { method: "POST", body, headers, signal: this.stop.signal, ...options };
    const answer = await fetch(this.dataset.url, sent).catch((error) => (error.name === "AbortError" ? undefined : null));
    this.stop = null;
    if (answer === undefined) return;
    if (!answer?.ok || answer.redirected) return this.keepInTab(body);
    tab((box) => box.removeItem(this.key));
    this.kept(await answer.json());
  }

  kept({ saved_at, has_other }) {
    this.readAt = saved_at;
    this.form.elements.namedItem("draft").value = saved_at ? "1" : "";
    this.say(has_other ? this.dataset.other : "");
  }

  keepInTab(body) {
    tab((box) => box.setItem(this.key, body.toString()));
    this.say(this.dataset.kept);
  }

  tab() {
    return tab((box) => box.getItem(this.key));
  }

  bringBack() {
    const kept = new URLSearchParams(this.tab() ?? "");
    if (!kept.get("body") && !kept.get("poll-question") && !kept.get("poll-options")) return;
    this.readAt = kept.get("read_at");
    this.put(kept.get("body"), kept.get("body_format"));
    this.putPoll(kept);
    this.save();
  }

  // Stored HTML is shown by the editor, never as source in the textarea.
  put(body, format) {
    const host = this.area.closest("rich-editor");
    if (host?.editor) return host.put(body, format);
    this.area.value = body;
    this.area.dataset.format = format;
    if (format === "html") host?.wake?.();
  }

  putPoll(kept) {
    for (const field of POLL.map((name) => this.form.elements.namedItem(name)).filter(Boolean)) {
      if (field.type === "checkbox") field.checked = Boolean(kept.get(field.name));
      else field.value = kept.get(field.name) ?? "";
      if (field.value && field.name === "poll-question") field.closest("details").open = true;
    }
  }

  pressed(button) {
    if (button.closest("[data-discard]")) {
      this.put("", "markdown");
      this.area.value = "";
      this.putPoll(new URLSearchParams());
      this.save();
    }
    if (button.closest("[data-take]")) this.put(this.querySelector("[data-words]").innerHTML, "html");
    if (!button.closest("[data-take], [data-let-go]")) return;
    button.closest("details").remove();
    const headers = { "X-CSRFToken": window.colloquy.token() };
    fetch(this.dataset.url, { method: "POST", body: new URLSearchParams({ let_go: 1 }), headers }).catch(() => {});
    this.later();
  }

  say(words) {
    this.said.hidden = !words;
    this.said.textContent = words;
  }
}

function typed(field) {
  return (field?.type === "checkbox" ? field.checked && "on" : field?.value) || "";
}

// A browser may refuse storage; the words are then in the page only.
function tab(act) {
  try {
    return act(sessionStorage);
  } catch {
    return null;
  }
}

customElements.define("draft-keeper", DraftKeeper);
})();
