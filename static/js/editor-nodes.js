// What a lesson is made of beyond plain text: boxes, solutions that open, formulas, raised and lowered letters, tables
// with a head and a caption, and the names that links lead to.
(() => {
  const { Node, Mark, Extension, ListItem, Table, TableRow, TableCell, TableHeader } = window.Tiptap;

  // A node's attribute that is written as `at`, or not at all.
  const attribute = (name, at = name, more = {}) => ({
    default: null,
    parseHTML: (node) => node.getAttribute(at),
    renderHTML: (all) => ((all[name] ?? null) === null ? {} : { [at]: all[name] }),
    ...more,
  });

  // In the editor a box is a <div>: an <aside> there would be a landmark of the page.
  const shownAs = (describe) => ({ node }) => {
    const dom = document.createElement("div");
    const draw = (now) => (dom.className = describe(now));
    draw(node);
    return { dom, contentDOM: dom, update: (now) => now.type === node.type && (draw(now), true), ignoreMutation: (change) => change.type === "attributes" };
  };

  const Callout = Node.create({
    name: "callout",
    group: "block",
    content: "block+",
    defining: true,
    addAttributes: () => ({ kind: attribute("kind", "class", { default: "callout" }) }),
    parseHTML: () => [{ tag: "aside" }],
    renderHTML: ({ HTMLAttributes }) => ["aside", HTMLAttributes, 0],
    addNodeView: () => shownAs((node) => node.attrs.kind || "callout"),
  });

  const Details = Node.create({
    name: "details",
    group: "block",
    content: "summary block*",
    defining: true,
    isolating: true,
    parseHTML: () => [{ tag: "details" }],
    renderHTML: ({ HTMLAttributes }) => ["details", HTMLAttributes, 0],
    addNodeView: () => shownAs(() => "editor__details"),
  });

  // Enter in the line that one clicks on goes on to what it hides.
  const Summary = Node.create({
    name: "summary",
    content: "inline*",
    defining: true,
    isolating: true,
    parseHTML: () => [{ tag: "summary" }],
    renderHTML: ({ HTMLAttributes }) => ["summary", HTMLAttributes, 0],
    addNodeView: () => shownAs(() => "editor__summary"),
    addKeyboardShortcuts: () => ({
      Enter: ({ editor }) => {
        const { $from } = editor.state.selection;
        if ($from.parent.type.name !== "summary") return false;
        const after = $from.after();
        if ($from.node(-1).childCount === 1) return editor.commands.insertContentAt(after, { type: "paragraph" });
        return editor.commands.setTextSelection(after + 1);
      },
    }),
  });

  // Around a link, as a footnote's number is written.
  const mark = (name, tag) =>
    Mark.create({ name, priority: 1001, parseHTML: () => [{ tag }], renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0] });

  const Formula = Mark.create({
    name: "formula",
    excludes: "_",
    inclusive: false,
    addAttributes: () => ({ kind: attribute("kind", "class", { default: "math" }) }),
    parseHTML: () => [{ tag: "span.math" }],
    renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
  });

  // A place that a link leads to and that has no words of its own.
  const Anchor = Node.create({
    name: "anchor",
    group: "inline",
    inline: true,
    atom: true,
    selectable: false,
    parseHTML: () => [{ tag: "a[id]:not([href]):empty", priority: 1100 }],
    renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes],
  });

  const NAMED = "paragraph heading bulletList orderedList listItem blockquote codeBlock callout details summary figure table tableRow tableCell tableHeader horizontalRule anchor link bold italic underline strike sub sup".split(" ");
  const Names = Extension.create({
    name: "names",
    addGlobalAttributes: () => [
      { types: NAMED, attributes: { id: attribute("id", "id", { keepOnSplit: false }) } },
      { types: ["paragraph"], attributes: { bare: attribute("bare", "data-bare") } },
      { types: ["codeBlock"], attributes: { plain: attribute("plain", "data-plain") } },
    ],
  });

  const cell = (Cell) => Cell.extend({ addAttributes() { return { ...this.parent(), scope: attribute("scope") }; } });
  const tables = [
    Table.extend({
      addAttributes: () => ({ caption: attribute("caption", "data-caption") }),
      renderHTML: ({ HTMLAttributes }) => ["table", HTMLAttributes, ["tbody", 0]],
      addNodeView: null,
    }).configure({ resizable: false, cellMinWidth: 0 }),
    TableRow.extend({ addAttributes: () => ({ part: attribute("part", "data-part", { keepOnSplit: false }) }) }),
    cell(TableHeader),
    cell(TableCell),
  ];

  // A line of a list may hold anything, as imported lessons have it.
  const Item = ListItem.extend({ content: "block+" });

  const lessonNodes = [Item, Callout, Details, Summary, mark("sub", "sub"), mark("sup", "sup"), Formula, Anchor, Names, ...tables];
  window.colloquy = Object.assign(window.colloquy ?? {}, { lessonNodes, attribute });
})();
