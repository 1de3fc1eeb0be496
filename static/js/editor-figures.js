// Figures: one picture with a caption, or several as a gallery; under each picture a field for what it shows.
(() => {
  const { Node } = window.Tiptap;
  const SIZES = ["src", "alt", "width", "height"];

  const read = (image) => {
    const picture = Object.fromEntries(SIZES.filter((name) => image.hasAttribute(name)).map((name) => [name, image.getAttribute(name)]));
    const link = image.closest("a[href]");
    return link ? { ...picture, href: link.getAttribute("href") } : picture;
  };
  const drawn = ({ href, ...picture }) => (href ? ["a", { href }, ["img", picture]] : ["img", picture]);

  const figure = (words) =>
    Node.create({
      name: "figure",
      group: "block",
      content: "inline*",
      isolating: true,
      draggable: true,
      addAttributes: () => ({
        pictures: { default: [], parseHTML: (node) => [...node.querySelectorAll("img")].map(read), rendered: false },
        wrap: window.colloquy.attribute("wrap", "data-wrap"),
      }),
      parseHTML: () => [
        { tag: "figure", getAttrs: (node) => (node.querySelector("img, figcaption") && !node.querySelector("audio, video") ? null : false), contentElement: (node) => node.querySelector("figcaption") ?? document.createElement("p") },
      ],
      renderHTML: ({ node, HTMLAttributes }) => {
        const { pictures } = node.attrs;
        const look = pictures.length > 1 ? { class: "gallery" } : {};
        return ["figure", { ...HTMLAttributes, ...look }, ...pictures.map(drawn), ["figcaption", 0]];
      },
      addNodeView: () => (props) => view(props, words),
      addKeyboardShortcuts: () => ({ Enter: ({ editor }) => leaveCaption(editor, "figure") }),
    });

  // Enter in a caption goes on below the figure.
  function leaveCaption(editor, name) {
    const { $from } = editor.state.selection;
    if ($from.parent.type.name !== name) return false;
    const after = $from.after();
    return editor.chain().insertContentAt(after, { type: "paragraph" }).setTextSelection(after + 1).run();
  }

  // A picture among words.
  const Picture = Node.create({
    name: "image",
    group: "inline",
    inline: true,
    draggable: true,
    addAttributes: () => Object.fromEntries(SIZES.map((name) => [name, window.colloquy.attribute(name)])),
    parseHTML: () => [{ tag: "img[src]" }],
    renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
  });

  function view({ node, getPos, editor }, words) {
    const { make } = window.colloquy;
    const row = make("div", { className: "editor__pictures", contentEditable: "false" });
    const caption = make("div", { className: "editor__caption" });
    caption.dataset.placeholder = words.caption;
    const dom = make("div", { className: "editor__figure" }, row, caption);
    let now = node;

    const set = (pictures) => {
      const { state, view: shown } = editor;
      const at = getPos();
      if (!pictures.length) return shown.dispatch(state.tr.delete(at, at + now.nodeSize));
      shown.dispatch(state.tr.setNodeMarkup(at, undefined, { ...now.attrs, pictures }));
    };
    const changed = (index, more) => set(now.attrs.pictures.map((one, place) => (place === index ? { ...one, ...more } : one)));
    const card = (picture, index) => {
      const image = make("img", { src: picture.src, alt: picture.alt ?? "" });
      const field = make("input", { type: "text", className: "editor__alt", maxLength: 300, value: picture.alt ?? "", placeholder: words.alternative });
      field.setAttribute("aria-label", words.alternative);
      field.addEventListener("input", () => changed(index, { alt: field.value }));
      const away = make("button", { type: "button", className: "icon-button editor__away", title: words.remove }, window.colloquy.icon("x"));
      away.setAttribute("aria-label", words.remove);
      away.addEventListener("click", () => set(now.attrs.pictures.filter((_one, place) => place !== index)));
      return make("div", { className: "editor__picture" }, image, away, field);
    };
    const draw = () => {
      const { pictures } = now.attrs;
      dom.classList.toggle("editor__figure--gallery", pictures.length > 1);
      caption.classList.toggle("is-empty", !now.childCount);
      const shown = [...row.querySelectorAll("img")].map((image) => image.getAttribute("src"));
      if (shown.join(" ") !== pictures.map((one) => one.src).join(" ")) return row.replaceChildren(...pictures.map(card));
      row.querySelectorAll("input").forEach((field, index) => {
        if (field.value !== (pictures[index].alt ?? "")) field.value = pictures[index].alt ?? "";
      });
    };
    draw();
    return {
      dom,
      contentDOM: caption,
      update: (next) => next.type === node.type && ((now = next), draw(), true),
      stopEvent: (event) => row.contains(event.target) && !/^(drag|drop)/.test(event.type),
      ignoreMutation: (change) => !caption.contains(change.target) || change.type === "attributes",
    };
  }

  // New pictures stand where one writes; beside a figure they join it.
  function show(editor, pictures) {
    const { $from } = editor.state.selection;
    const before = $from.parent.childCount === 0 && $from.depth ? $from.doc.resolve($from.before()).nodeBefore : null;
    if (before?.type.name === "figure") {
      const at = $from.before() - before.nodeSize;
      const joined = [...before.attrs.pictures, ...pictures];
      return editor.view.dispatch(editor.state.tr.setNodeMarkup(at, undefined, { ...before.attrs, wrap: null, pictures: joined }));
    }
    editor.chain().focus().insertContent([{ type: "figure", attrs: { pictures } }, { type: "paragraph" }]).run();
  }

  window.colloquy = Object.assign(window.colloquy ?? {}, { figures: (words) => [figure(words), Picture], leaveCaption, showPictures: show });
})();
