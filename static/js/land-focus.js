// Whoever sent a form goes on from there on the page that answers: at what was refused, else at the same form if it
// still stands, else at what the address names. Without this a keyboard and a screen reader begin at the top again.
(() => {
  const KEY = "colloquy-sent";
  const PASSING = ["csrfmiddlewaretoken", "next", "key"];
  let byPointer = false;

  addEventListener("pointerdown", () => (byPointer = true), true);
  addEventListener("keydown", () => (byPointer = false), true);

  // A form is the same one where it goes to the same address about the same thing.
  const wayOf = (form) => form.getAttribute("action") || location.pathname;

  function nameOf(form) {
    const about = [...form.querySelectorAll("input[type=hidden]")].filter((field) => !PASSING.includes(field.name));
    return [wayOf(form), ...about.map((field) => `${field.name}=${field.value}`)].join(" ");
  }

  const wordsOf = (button) => button?.textContent.replace(/\s+/g, " ").trim() ?? "";

  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    const sent = { form: nameOf(form), way: wayOf(form), words: wordsOf(event.submitter), byPointer, at: Date.now() };
    keep(JSON.stringify(sent));
  });

  function keep(sent) {
    try {
      if (sent) return sessionStorage.setItem(KEY, sent);
      const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
      sessionStorage.removeItem(KEY);
      return kept;
    } catch {
      return null; // a browser that keeps nothing
    }
  }

  function refused(main) {
const wrong = main.querySelectorAll(":is(input, textarea, select)[aria-invalid=true]");
    const said = main.querySelectorAll("[role=alert]");
    return [...wrong].find((one) => one.checkVisibility()) ?? [...said].find((one) => one.checkVisibility() && one.textContent.trim());
  }

  function same(main, sent) {
    const near = [...main.querySelectorAll("form")].filter((one) => wayOf(one) === sent.way);
    const form = near.find((one) => nameOf(one) === sent.form) ?? (near.length === 1 ? near[0] : null);
    if (!form) return null;
    const buttons = [...form.elements].filter((one) => one.matches("button:not([disabled])"));
    return seen(buttons.find((one) => wordsOf(one) === sent.words) ?? buttons[0]);
  }

  // What lies in a closed menu is reached by its summary.
  function seen(control) {
    const shut = control?.closest("details:not([open])");
    const shown = shut ? shut.querySelector("summary") : control;
    return shown?.checkVisibility() ? shown : null;
  }

  function named(main) {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    return target && main.contains(target) ? target : null;
  }

  function land() {
    const sent = keep();
    const main = document.getElementById("main");
    if (!main || !sent || Date.now() - sent.at > 60_000 || document.activeElement !== document.body) return;
    const to = refused(main) ?? same(main, sent) ?? named(main) ?? main;
    if (!to.matches("a[href], button, input, select, textarea, summary, [tabindex]")) to.setAttribute("tabindex", "-1");
    to.focus({ preventScroll: sent.byPointer || to === main, focusVisible: !sent.byPointer });
  }

  // A form that leads back to its own address counts as a reload, with a redirect before it.
  const [way] = performance.getEntriesByType("navigation");
  if (way?.type !== "navigate" && !(way?.type === "reload" && way.redirectCount)) return;
  // Going to what an address names, which ends with the load, Chromium takes the focus from everything else.
  if (location.hash) addEventListener("load", () => setTimeout(land));
  else land();
})();
