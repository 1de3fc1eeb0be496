// Turns <time> written in UTC by the server into the viewer's zone and language, and keeps clocks and "5 minutes ago" true.
(() => {
  // The page's language as the reader writes it; English of no country is written as most of the world does.
  const spoken = document.documentElement.lang || "en";
  const language = navigator.languages?.find((one) => one.split("-")[0] === spoken.split("-")[0] && one !== "en") ?? (spoken === "en" ? "en-GB" : spoken);
  const format = (options) => new Intl.DateTimeFormat(language, options);
  const exact = format({ dateStyle: "full", timeStyle: "long" });
  const forms = {
    date: format({ day: "numeric", month: "short", year: "numeric" }),
    time: format({ hour: "2-digit", minute: "2-digit" }),
    datetime: format({ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZoneName: "short" }),
    day: format({ day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }),
    recentDay: format({ day: "numeric", month: "short" }),
    olderDay: format({ day: "numeric", month: "short", year: "numeric" }),
  };
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  const steps = [["minute", 60], ["hour", 3600], ["day", 86400]];

  function ago(moment) {
    const seconds = (moment - Date.now()) / 1000;
    const size = Math.abs(seconds);
    if (size < 45) return relative.format(0, "second");
    if (size > 6.5 * 86400) return forms[size > 300 * 86400 ? "olderDay" : "recentDay"].format(moment);
    const [unit, length] = steps.findLast(([, least]) => size >= least) ?? steps[0];
    return relative.format(Math.round(seconds / length) || Math.sign(seconds), unit);
  }

  function clock(node) {
    try {
      const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: node.dataset.zone };
      return format(options).format(new Date());
    } catch {
      return node.textContent;
    }
  }

  function show(node) {
    if (node.dataset.zone) return put(node, clock(node));
    const moment = new Date(node.dateTime);
    if (Number.isNaN(moment.getTime())) return;
    const form = node.dataset.form;
    // A day of the calendar has no hour, so it is the same day in every zone.
    if (form !== "day") node.title ||= exact.format(moment);
    put(node, form === "relative" ? ago(moment) : (forms[form] ?? forms.datetime).format(moment));
  }

  // Writing the same text again would wake the observer and screen readers for nothing.
  function put(node, words) {
    if (node.textContent !== words) node.textContent = words;
  }

  const wanted = "time[data-form], time[data-zone]";
  const showAll = (root) => {
    if (root.matches?.(wanted)) show(root);
    for (const node of root.querySelectorAll?.(wanted) ?? []) show(node);
  };
  showAll(document);
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) showAll(node);
  }).observe(document.body, { childList: true, subtree: true });
  setInterval(() => {
    for (const node of document.querySelectorAll('time[data-form="relative"], time[data-zone]')) show(node);
  }, 30_000);
})();
