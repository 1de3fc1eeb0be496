// The editor inside <rich-editor>: Tiptap with our nodes and toolbar, what is pasted cleaned, files that upload, mentions.
(() => {
  const { Editor, StarterKit, Mention, Placeholder } = window.Tiptap;
  const { make, enter } = { ...window.colloquy, ...window.colloquy.storedHtml };

  function edit(host, { html, words }) {
    const text = make("div");
    const note = make("p", { className: "editor__note", hidden: true });
    note.setAttribute("role", "status");
    const uploads = window.colloquy.uploads(host, note, words);
    const editor = new Editor({
      element: text,
      content: enter(html),
      injectCSS: false,
      extensions: extensions(host, words),
      editorProps: { attributes: described(host), ...uploads.props(() => editor), handleKeyDown: (_view, event) => sends(host, event) },
      onUpdate: () => host.changed(),
    });
    host.append(window.colloquy.toolbar(host, editor, words, uploads.tools(editor)), text, note);
    return editor;
  }

  function described(host) {
    const label = host.area.labels[0]?.textContent.trim() || host.area.getAttribute("aria-label") || host.area.name;
    const look = host.hasAttribute("data-boxes") ? "prose" : "prose prose--post";
    const attributes = { class: `editor__text ${look}`, role: "textbox", "aria-multiline": "true", "aria-label": label };
    const about = host.area.getAttribute("aria-describedby");
    return about ? { ...attributes, "aria-describedby": about } : attributes;
  }

  function sends(host, event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return false;
    host.form?.requestSubmit();
    return true;
  }

  function extensions(host, words) {
    const link = { openOnClick: false, defaultProtocol: "https", HTMLAttributes: { target: null, rel: null } };
    return [
      StarterKit.configure({ heading: { levels: [2, 3, 4] }, link, listItem: false, trailingNode: true }),
      ...window.colloquy.lessonNodes,
      ...window.colloquy.figures(words),
      window.colloquy.recording(words),
      Placeholder.configure({ placeholder: host.area.placeholder || "" }),
      window.colloquy.mention(Mention, host, words),
    ];
  }

  window.colloquy.edit = edit;
})();
