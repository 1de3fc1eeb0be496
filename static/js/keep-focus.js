// Whoever moves by keyboard stays where they were when htmx replaces what they stood in: on the same link or button
// if it is still there, else on what came in its place. An element with an id htmx finds again by itself.
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
    const same = [...came.querySelectorAll(held.localName)].find((one) => one.getAttribute("href") === held.getAttribute("href") && one.textContent.trim() === held.textContent.trim());
    if (!same) came.setAttribute("tabindex", "-1");
    (same ?? came).focus({ preventScroll: true });
  }
})();
