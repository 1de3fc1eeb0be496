// Who looks at this page's spaces too: the dot and the words at faces that carry data-presence. Nothing is kept.
(() => {
const here = new Map();
const me = () => document.querySelector("live-page")?.dataset.me;

document.body.addEventListener("live:here", ({ detail: { space, people, person, is_here } }) => {
  const there = people ? new Set(people) : here.get(space) ?? new Set();
  if (person) there[is_here ? "add" : "delete"](person);
  here.set(space, there);
  show();
});

// Without the socket nobody knows.
document.body.addEventListener("live:disconnected", () => (here.clear(), show()));
for (const name of ["live:arrived", "live:changed", "htmx:afterSwap"]) document.body.addEventListener(name, () => show());

function show() {
  const all = new Set([...here.values()].flatMap((people) => [...people].map(String)));
  for (const face of document.querySelectorAll("[data-presence]")) {
    face.toggleAttribute("data-here", face.dataset.presence !== me() && all.has(face.dataset.presence));
  }
}
})();
