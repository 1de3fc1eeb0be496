// Whoever moves by keyboard stays where they were when htmx or the live page replaces what they stood in: on the same
// link or button if it is still there, else on what came in its place. An element with an id htmx finds by itself.
(() => {
  let stood = null;

  document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
    const held = document.activeElement;
    stood = target?.id && held !== target && target.contains(held) ? { root: target.id, held } : null;
  });

  document.addEventListener("htmx:afterSettle", () => {
    const came = stood && document.getElementById(stood.root);
    if (came && (document.activeElement === document.body || !document.activeElement)) land(came, stood.held);
    stood = null;
  });

  function land(came, held) {
    const named = held.id && (came.id === held.id ? came : came.querySelector(`#${CSS.escape(held.id)}`));
    const same = named || [...came.querySelectorAll(held.localName)].find((one) => one.getAttribute("href") === held.getAttribute("href") && one.textContent.trim() === held.textContent.trim());
    const to = same ?? came;
    if (to === came && came.tabIndex < 0) came.setAttribute("tabindex", "-1");
    to.focus({ preventScroll: true });
  }

  window.colloquy = Object.assign(window.colloquy ?? {}, { landIn: land });
})();
