// What every page needs: the CSRF token for htmx, opening dialogs, asking first, sending a form once.
(() => {
  document.documentElement.classList.add("has-js");
  const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";
  window.colloquy = Object.assign(window.colloquy ?? {}, { token });

  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token();
  });

  const opened = (button, name) => document.getElementById(button.dataset[name]);

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    const closer = event.target.closest("[data-closes]");
    if (opener) opened(opener, "opens")?.showModal?.();
    if (closer) opened(closer, "closes")?.close?.();
    for (const menu of document.querySelectorAll(".menu[open], .bar__more[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // One key leads to a field from anywhere but another field.
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const fields = [...document.querySelectorAll("[data-key]")].filter((field) => field.dataset.key === event.key);
    const field = fields.find((one) => one.checkVisibility());
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest?.(".menu[open], .bar__more[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // A menu at the edge of a narrow column moves to where it can be read.
  document.addEventListener(
    "toggle",
    ({ target: menu }) => {
      const list = menu.matches?.(".menu[open]") && menu.querySelector(":scope > .menu__list");
      if (!list) return;
      list.style.removeProperty("--shift");
      const [box, room] = [list.getBoundingClientRect(), roomOf(menu)];
      const shift = Math.max(room.left - box.left, 0) || Math.min(room.right - box.right, 0);
      list.style.setProperty("--shift", `${shift}px`);
    },
    true,
  );

  // What cuts off an element: the next column around it that scrolls, or the window.
  function roomOf(node) {
    const page = { left: 4, right: document.documentElement.clientWidth - 4 };
    for (let above = node.parentElement; above && above !== document.body; above = above.parentElement) {
      if (getComputedStyle(above).overflowX === "visible") continue;
      const { left, right } = above.getBoundingClientRect();
      return { left: Math.max(left + 4, page.left), right: Math.min(left + above.clientWidth - 4, page.right) };
    }
    return page;
  }

  // Before htmx hears of it, hence the capture phase on window.
  window.addEventListener(
    "submit",
    (event) => {
      const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
      if (!question || window.confirm(question)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );

  // A second press while the page is on its way would only repeat the request. Last of all listeners: what htmx
  // or an element has taken over leaves no page.
  window.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog") return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  const bar = document.querySelector(".tabs [aria-current]");
  if (bar) bar.parentElement.scrollLeft = Math.max(0, bar.offsetLeft - 24);
})();
