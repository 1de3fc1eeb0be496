// The editor's toolbar: one stop for the Tab key, arrows inside; and the line under it that asks for a little more.
(() => {
  const { make, icon } = window.colloquy;

  // name → icon, what it does, and the mark or node whose presence presses the button
  const TOOLS = [
    ["bold", "bold", (chain) => chain.toggleBold()],
    ["italic", "italic", (chain) => chain.toggleItalic()],
    ["heading", "heading-2", (chain) => chain.toggleHeading({ level: 2 })],
    ["bulletList", "list", (chain) => chain.toggleBulletList()],
    ["orderedList", "list-ordered", (chain) => chain.toggleOrderedList()],
    ["blockquote", "text-quote", (chain) => chain.toggleBlockquote()],
    ["codeBlock", "code", (chain) => chain.toggleCodeBlock()],
  ];
  const TABLE = [
    ["rowBelow", (chain) => chain.addRowAfter()],
    ["columnAfter", (chain) => chain.addColumnAfter()],
    ["rowAway", (chain) => chain.deleteRow()],
    ["columnAway", (chain) => chain.deleteColumn()],
    ["tableAway", (chain) => chain.deleteTable()],
  ];

  function toolbar(host, editor, words, uploads) {
    const bar = make("div", { className: "editor__bar" });
    const line = make("div", { className: "editor__line", hidden: true });
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", words.toolbar);
    const button = (name, sign, act) => {
      const one = make("button", { type: "button", className: "icon-button", title: words[name] }, icon(sign));
      one.setAttribute("aria-label", words[name]);
      one.dataset.tool = name;
      one.addEventListener("click", act);
      bar.append(one);
      return one;
    };
    const tools = TOOLS.map(([name, sign, act]) => [name, button(name, sign, () => act(editor.chain().focus()).run())]);
    tools.push(["link", button("link", "link", () => askLink(line, editor, words))]);
    tools.push(["table", button("table", "table", () => editor.isActive("table") || insertTable(editor))]);
    if (host.hasAttribute("data-boxes")) tools.push(["callout", button("callout", "square", () => askBox(line, editor, words))]);
    for (const [name, sign, act] of uploads) button(name, sign, act);
    editor.on("transaction", () => {
      for (const [name, one] of tools) one.setAttribute("aria-pressed", String(editor.isActive(name)));
      about(line, editor, words);
    });
    rove(bar);
    return make("div", { className: "editor__head" }, bar, line);
  }

  function insertTable(editor) {
    editor.chain().focus().insertTable({ rows: 3, cols: 2, withHeaderRow: true }).run();
  }

  function rove(bar) {
    const all = [...bar.children];
    const stop = (at) => all.forEach((one, index) => (one.tabIndex = index === at ? 0 : -1));
    stop(0);
    bar.addEventListener("focusin", (event) => stop(all.indexOf(event.target.closest("button"))));
    bar.addEventListener("keydown", (event) => {
      const turn = getComputedStyle(bar).direction === "rtl" ? -1 : 1;
      const at = all.indexOf(document.activeElement);
      const to = { ArrowRight: at + turn, ArrowLeft: at - turn, Home: 0, End: all.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      all[(to + all.length) % all.length].focus();
    });
  }

  // What can be done where the caret stands: a table's rows, the language of code.
  function about(line, editor, words) {
    const kind = editor.isActive("table") ? "table" : editor.isActive("codeBlock") ? "code" : "";
    if (line.dataset.asks || line.dataset.about === kind) return;
    line.dataset.about = kind;
    line.hidden = !kind;
    if (kind === "table") line.replaceChildren(...TABLE.map(([name, act]) => small(words[name], () => act(editor.chain().focus()).run())));
    else if (kind === "code") language(line, editor, words);
  }

  function small(words, act) {
    const one = make("button", { type: "button", className: "button button--quiet button--small" }, words);
    one.addEventListener("click", act);
    return one;
  }

  function language(line, editor, words) {
    const input = make("input", { type: "text", value: editor.getAttributes("codeBlock").language ?? "", placeholder: words.language, maxLength: 30 });
    input.setAttribute("aria-label", words.language);
    input.autocapitalize = "off";
    input.addEventListener("change", () => {
      const name = input.value.trim().toLowerCase().replace(/[^a-z0-9+#-]/g, "");
      editor.commands.updateAttributes("codeBlock", { language: name || null });
    });
    line.replaceChildren(input);
  }

  function shut(line, editor) {
    delete line.dataset.asks;
    delete line.dataset.about;
    line.hidden = true;
    line.replaceChildren();
    editor.commands.focus();
  }

  function ask(line, kind, ...parts) {
    line.dataset.asks = kind;
    line.hidden = false;
    line.replaceChildren(...parts);
    line.querySelector("input, button").focus();
  }

  function askLink(line, editor, words) {
    const input = make("input", { type: "text", value: editor.getAttributes("link").href ?? "", placeholder: words.address });
    input.setAttribute("aria-label", words.address);
    const finish = () => {
      const value = input.value.trim();
      shut(line, editor);
      if (value) setLink(editor, /^([a-z]+:|\/|#)/i.test(value) ? value : `https://${value}`);
      else editor.chain().focus().extendMarkRange("link").unsetLink().run();
    };
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" && event.key !== "Enter") return;
      event.preventDefault();
      event.key === "Enter" ? finish() : shut(line, editor);
    });
    ask(line, "link", input, Object.assign(small(words.done, finish), { className: "button button--small" }));
  }

  // With nothing selected the address itself becomes the words.
  function setLink(editor, href) {
    const words = { type: "text", text: href, marks: [{ type: "link", attrs: { href } }] };
    const chain = editor.chain().focus();
    if (editor.state.selection.empty && !editor.isActive("link")) chain.insertContent(words).run();
    else chain.extendMarkRange("link").setLink({ href }).run();
  }

  function askBox(line, editor, words) {
    if (line.dataset.asks === "box") return shut(line, editor);
    const choose = (act) => () => (shut(line, editor), act());
    const kinds = Object.entries(words.boxes).map(([kind, title]) => small(title, choose(() => window.colloquy.setBox(editor, kind, title))));
    const isInside = editor.isActive("callout") || editor.isActive("details");
    const away = isInside ? [small(words.boxAway, choose(() => window.colloquy.unsetBox(editor)))] : [];
    line.onkeydown = (event) => event.key === "Escape" && line.dataset.asks && (event.preventDefault(), shut(line, editor));
    ask(line, "box", ...kinds, ...away);
  }

  window.colloquy.toolbar = toolbar;
})();
