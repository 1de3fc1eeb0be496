// What somebody typed into a form survives a server that does not answer: it is kept in this tab while the form is
// sent, let go by the page that answers, and put back, with a sentence, into the form that nobody took.
// In the head, so that it is there before the elements look at their fields.
(() => {
  const words = document.currentScript.dataset.words;
  const here = location.pathname + location.search;
  const isText = (field) => field.matches("textarea, input[type=text], input[type=email], input[type=url], input:not([type])");
  const addressOf = (form) => new URL(form.getAttribute("action") || here, location.href).pathname;
  const alike = (form) => [...document.forms].filter((other) => other.method === "post" && addressOf(other) === addressOf(form));
  const nameOf = (form) => `typed:${addressOf(form)}#${alike(form).indexOf(form)}`;

  function all() {
    try {
      return Object.entries(sessionStorage).filter(([name]) => name.startsWith("typed:")).map(([name, said]) => [name, JSON.parse(said)]);
    } catch {
      return [];
    }
  }

  // Last of all listeners: what htmx or an element sends by itself leaves the text where it is.
  addEventListener("submit", ({ target: form, defaultPrevented }) => {
    if (defaultPrevented || form.method !== "post" || form.querySelector("[type=password]")) return;
    if (![...form.elements].some((field) => isText(field) && field.value !== field.defaultValue)) return;
    const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
    try {
      sessionStorage.setItem(nameOf(form), JSON.stringify({ page: here, fields }));
    } catch {
      // A full or forbidden store: the browser's own memory of the form must do.
    }
  });

  // A page of ours to which the form led has taken the text, unless it says that it could not.
  function letGo() {
    const [way] = performance.getEntriesByType("navigation");
    if (document.querySelector("meta[name=not-taken]") || way?.type === "back_forward" || !document.referrer) return;
    if (way?.type === "reload" && !way.redirectCount) return;
    const from = new URL(document.referrer);
    for (const [name, { page }] of all()) if (page === from.pathname + from.search) sessionStorage.removeItem(name);
  }

  function putBack(form, fields) {
    for (const field of form.elements) {
      const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
      if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
      else if (values.length && !["file", "submit", "button"].includes(field.type) && field.name !== "csrfmiddlewaretoken") field.value = values[0];
    }
    // An editor that has not opened yet is told what its text is written in.
    for (const [name, value] of fields) if (name.endsWith("_format")) form.elements.namedItem(name.slice(0, -7))?.setAttribute("data-format", value);
    for (const field of form.elements) if (isText(field)) field.dispatchEvent(new Event("input", { bubbles: true }));
    form.closest("details")?.setAttribute("open", "");
    const said = Object.assign(document.createElement("p"), { className: "notice notice--warn", textContent: words });
    said.setAttribute("role", "status");
    form.prepend(said);
  }

  letGo();
  const kept = new Map(all());
  for (const form of document.forms) if (form.method === "post" && kept.has(nameOf(form))) putBack(form, kept.get(nameOf(form)).fields);
})();
