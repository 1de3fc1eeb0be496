// The editor inside <rich-editor>: Tiptap with our toolbar, pictures that upload, and mentions of people.
(() => {
  const { Editor, StarterKit, Image, Mention, Placeholder, TableKit } = window.Tiptap;
  const SPRITE = document.querySelector("use")?.getAttribute("href")?.split("#")[0] ?? "/static/icons/sprite.svg";

  const make = (tag, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  };
  const icon = (name) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `${SPRITE}#${name}`);
    svg.append(use);
    return svg;
  };

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

  function edit(host, { html, words }) {
    const text = make("div");
    const note = make("p", { className: "editor__note", hidden: true });
    note.setAttribute("role", "status");
    const pictures = window.colloquy.pictures(host, note, words);
    const editor = new Editor({
      element: text,
      content: html,
      injectCSS: false,
      extensions: extensions(host, words),
      editorProps: { attributes: described(host), ...pictures.props(() => editor), handleKeyDown: (_view, event) => sends(host, event) },
      onUpdate: () => host.changed(),
    });
    const bar = toolbar(host, editor, words, pictures);
    host.append(bar, text, note);
    return editor;
  }

  function described(host) {
    const label = host.area.labels[0]?.textContent.trim() || host.area.getAttribute("aria-label") || host.area.name;
    const attributes = { class: "editor__text prose prose--post", role: "textbox", "aria-multiline": "true", "aria-label": label };
    const about = host.area.getAttribute("aria-describedby");
    return about ? { ...attributes, "aria-describedby": about } : attributes;
  }

  function sends(host, event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return false;
    host.form?.requestSubmit();
    return true;
  }

  function extensions(host, words) {
    const some = [
      StarterKit.configure({ heading: { levels: [2, 3, 4] }, link: { openOnClick: false, defaultProtocol: "https" } }),
      Image,
      Placeholder.configure({ placeholder: host.area.placeholder || "" }),
      TableKit.configure({ table: { resizable: false } }),
    ];
    return host.dataset.mentionUrl ? [...some, window.colloquy.mention(Mention, host, words)] : some;
  }

  function toolbar(host, editor, words, pictures) {
    const bar = make("div", { className: "editor__bar" });
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", words.toolbar);
    const button = (name, sign, act) => {
      const one = make("button", { type: "button", className: "icon-button", title: words[name] }, icon(sign));
      one.setAttribute("aria-label", words[name]);
      one.addEventListener("click", act);
      bar.append(one);
      return one;
    };
    const tools = TOOLS.map(([name, sign, act]) => [name, button(name, sign, () => act(editor.chain().focus()).run())]);
    tools.push(["link", button("link", "link", () => ask(host, editor, words, "link"))]);
    if (host.hasAttribute("data-tables")) button("table", "table", () => editor.chain().focus().insertTable({ rows: 3, cols: 3 }).run());
    if (host.dataset.uploadUrl) button("image", "image", () => (editor.isActive("image") ? ask(host, editor, words, "image") : pictures.choose(editor)));
    editor.on("transaction", () => {
      for (const [name, one] of tools) one.setAttribute("aria-pressed", String(editor.isActive(name)));
    });
    return bar;
  }

  // With nothing selected the address itself becomes the words.
  function link(editor, chain, href) {
    const words = { type: "text", text: href, marks: [{ type: "link", attrs: { href } }] };
    if (editor.state.selection.empty && !editor.isActive("link")) chain.insertContent(words).run();
    else chain.extendMarkRange("link").setLink({ href }).run();
  }

  // One line under the toolbar for the address of a link or the words of a picture.
  function ask(host, editor, words, kind) {
    host.querySelector(".editor__ask")?.remove();
    const now = kind === "link" ? editor.getAttributes("link").href : editor.getAttributes("image").alt;
    const input = make("input", { type: "text", value: now ?? "" });
    input.setAttribute("aria-label", kind === "link" ? words.address : words.alternative);
    input.placeholder = input.getAttribute("aria-label");
    const done = make("button", { type: "button", className: "button button--small" }, words.done);
    const row = make("div", { className: "editor__ask" }, input, done);
    const finish = () => {
      row.remove();
      const value = input.value.trim();
      const chain = editor.chain().focus();
      if (kind === "image") chain.updateAttributes("image", { alt: value }).run();
      else if (value) link(editor, chain, /^([a-z]+:|\/)/i.test(value) ? value : `https://${value}`);
      else chain.extendMarkRange("link").unsetLink().run();
    };
    done.addEventListener("click", finish);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") row.remove();
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.preventDefault();
      if (event.key === "Enter") finish();
      else editor.commands.focus();
    });
    host.querySelector(".editor__bar").after(row);
    input.focus();
  }

  window.colloquy = Object.assign(window.colloquy ?? {}, { edit, make });
})();
