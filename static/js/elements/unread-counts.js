// Numbers beside the spaces of the frame: which of a space's threads hold something new, kept in data-unread.
// What is said elsewhere adds a thread; reading it to its end, here or in another tab, takes it away.
(() => {
const READ_HERE_MS = 3000;
const waiting = new Map();

document.body.addEventListener("live:said", ({ detail }) => said(detail));

function said({ space, verb, by, target, data = {} }) {
  if (["thread.hidden", "thread.merged"].includes(verb)) return tell("told-bell");
  const thread = { "post.added": data.thread, "thread.started": Number(target) }[verb];
  const me = document.querySelector("live-page").dataset.me;
  if (!thread || String(by) === me || !counts(space, thread)) return;
  // Whoever has the thread open is about to read it.
  const here = document.querySelector(`thread-posts[data-thread="${thread}"]`) && document.visibilityState === "visible";
  clearTimeout(waiting.get(thread));
  waiting.set(thread, setTimeout(() => change(space, (threads) => threads.add(String(thread))), here ? READ_HERE_MS : 0));
}

document.body.addEventListener("live:told-read", ({ detail }) => {
  clearTimeout(waiting.get(detail.thread));
  change(detail.within, (threads) => (detail.unread ? threads.add(String(detail.thread)) : threads.delete(String(detail.thread))));
});

// Whether news of a thread is counted: as one follows it, or else its space.
function counts(space, thread) {
  return (follows().get(`t${thread}`) ?? follows().get(`s${space}`)) !== "0";
}

let followed;
function follows() {
  const words = document.querySelector("live-page").dataset.follows ?? "";
  return (followed ??= new Map(words.split(" ").filter(Boolean).map((pair) => pair.split(":"))));
}

document.body.addEventListener("live:told-follow", ({ detail }) => {
  if (detail.counts === null) follows().delete(detail.place);
  else follows().set(detail.place, detail.counts ? "1" : "0");
  tell("stale");
});

// A conversation begun since this page was loaded is none of its spaces: the bell tells of it.
document.body.addEventListener("live:told-bell", () => tell("stale"));

const tell = (name) => document.body.dispatchEvent(new CustomEvent(`live:${name}`, { detail: {} }));

// After a sleep or without a socket: the server's word on all of them.
document.body.addEventListener("live:stale", async () => {
  const answer = await fetch("/unread/", { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  for (const [space, threads] of Object.entries(await answer.json())) show(space, threads.map(String));
});

function change(space, act) {
  const there = document.querySelector(`[data-space~="${space}"][data-unread]`);
  if (!there) return;
  const threads = new Set(there.dataset.unread.split(" ").filter(Boolean));
  act(threads);
  show(space, [...threads]);
}

function show(space, threads) {
  for (const link of document.querySelectorAll(`[data-space~="${space}"][data-unread]`)) {
    link.dataset.unread = threads.join(" ");
    const count = link.querySelector(".count");
    count.hidden = !threads.length;
    count.querySelector("[data-count]").textContent = threads.length;
  }
}
})();
