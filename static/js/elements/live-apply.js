// Puts a fragment where it belongs: what has the same id is replaced; what is new goes into the element named by
// its data-append-to, in the order of its data-order. A form marked data-applies has its htmx answer applied so too,
// which is why a post that comes back by the answer and by the socket stands there once.

(() => {
function apply(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const node of [...template.content.children]) place(node);
}

function place(node) {
  const there = node.id && document.getElementById(node.id);
  if (there) return replace(there, node);
  const list = document.getElementById(node.dataset.appendTo);
  if (!list) return;
  const order = Number(node.dataset.order);
  const later = node.dataset.order && [...list.children].find((other) => Number(other.dataset.order) > order);
  list.insertBefore(node, later || null);
  finish(node, "live:arrived");
}

function replace(there, node) {
  if (there.contains(document.activeElement) && there.querySelector("textarea:focus, [contenteditable]:focus")) return;
  const held = there.contains(document.activeElement) && document.activeElement;
  there.replaceWith(node);
  if (held) window.colloquy?.landIn(node, held);
  finish(node, "live:changed");
}

function finish(node, name) {
  window.htmx?.process(node);
  node.dispatchEvent(new CustomEvent(name, { bubbles: true }));
}

window.applyFragments = apply;

document.addEventListener("htmx:beforeSwap", (event) => {
  const { requestConfig, xhr } = event.detail;
  if (!requestConfig?.elt.closest("[data-applies]") || xhr.status >= 300) return;
  event.detail.shouldSwap = false;
  apply(xhr.responseText);
});

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
})();
