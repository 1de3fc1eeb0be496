// Mentions of the editor: "@" and a few letters ask data-mention-url who is meant; the choice becomes a link to a person
// ({id, name, photo_url}), a team ({team, name, url}) or all of a role ({role, name}).
(() => {
  const KINDS = ["person", "team", "role"];
  const kindOf = (node) => KINDS.find((kind) => kind in node.dataset);
  const addressOf = ({ kind, id, href }) => (kind === "person" ? { href: `/people/${id}/` } : href ? { href } : {});
  const silent = (parseHTML, more = {}) => ({ default: null, parseHTML, renderHTML: () => ({}), ...more });

  // A person, a team or all of one role; the address of what is asked says who can be named here.
  function mention(Mention, host, words) {
    return Mention.extend({
      parseHTML: () => [{ tag: "a[data-person], a[data-team], a[data-role]", priority: 1100 }],
      addAttributes: () => ({
        kind: silent(kindOf, { default: "person" }),
        id: silent((node) => node.dataset[kindOf(node)]),
        href: silent((node) => node.getAttribute("href")),
        label: silent((node) => node.textContent.replace(/^@/, "")),
      }),
      renderHTML: ({ node: { attrs } }) => ["a", { class: "mention", [`data-${attrs.kind}`]: attrs.id, ...addressOf(attrs) }, `@${attrs.label}`],
      renderText: ({ node }) => `@${node.attrs.label}`,
    }).configure({
      deleteTriggerWithBackspace: true,
      suggestion: {
        items: ({ query }) => people(host.dataset.mentionUrl, query),
        command: ({ editor, range, props }) => {
          const kind = KINDS.find((one) => one in props) ?? "person";
          const named = { type: "mention", attrs: { kind, id: String(props[kind] ?? props.id), label: props.name, href: props.url ?? null } };
          editor.chain().focus().insertContentAt(range, [named, { type: "text", text: " " }]).run();
        },
        render: () => list(host, words),
      },
    });
  }

  async function people(url, query) {
    if (!url) return [];
    const asked = new URL(url, location.href);
    asked.searchParams.set("q", query);
    const answer = await fetch(asked, { headers: { Accept: "application/json" } }).catch(() => null);
    return answer?.ok ? (await answer.json()).slice(0, 8) : [];
  }

  // The list under the caret: arrows choose, Enter or Tab takes, Escape leaves.
  function list(host, words) {
    const { make } = window.colloquy;
    const box = make("div", { className: "editor__people", hidden: true });
    box.setAttribute("role", "listbox");
    box.setAttribute("aria-label", words.people);
    let now;
    let at = 0;

    const mark = () => [...box.children].forEach((child, index) => child.setAttribute("aria-selected", String(index === at)));
    const take = (index) => now.items[index] && now.command(now.items[index]);
    const row = (person, index) => {
      const one = make("button", { type: "button" }, person.photo_url ? photo(person) : "id" in person ? "" : window.colloquy.icon("users"), person.name);
      one.setAttribute("role", "option");
      one.addEventListener("mousedown", (event) => event.preventDefault());
      one.addEventListener("click", () => take(index));
      return one;
    };
    const photo = (person) => make("img", { className: "face face--s", src: person.photo_url, alt: "", width: 24, height: 24 });
    const show = (props) => {
      now = props;
      at = 0;
      box.replaceChildren(...props.items.map(row));
      box.hidden = !props.items.length;
      mark();
      place(host, box, props.clientRect?.());
    };

    return {
      onStart: (props) => (host.append(box), show(props)),
      onUpdate: show,
      onExit: () => box.remove(),
      onKeyDown: ({ event }) => {
        if (box.hidden || !now.items.length) return false;
        if (event.key === "Escape") return (box.hidden = true);
        if (event.key === "Enter" || event.key === "Tab") return take(at), true;
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (!step) return false;
        at = (at + step + now.items.length) % now.items.length;
        return mark(), true;
      },
    };
  }

  function place(host, box, caret) {
    if (!caret) return;
    const frame = host.getBoundingClientRect();
    const start = Math.min(caret.left - frame.left, frame.width - box.offsetWidth);
    box.style.left = `${Math.max(0, start)}px`;
    // Above the line where there is no room below it, as on a telephone.
    const isRoom = caret.bottom + box.offsetHeight + 88 < innerHeight;
    box.style.top = `${isRoom ? caret.bottom - frame.top + 4 : caret.top - frame.top - box.offsetHeight - 4}px`;
  }

  window.colloquy = Object.assign(window.colloquy ?? {}, { mention });
})();
