// Putting what is selected into a box of some kind, changing the kind, and taking the box away.
(() => {
  const BOX = new Set(["callout", "details"]);

  // The innermost box around the caret: its node and where it begins.
  function around({ $from }) {
    for (let depth = $from.depth; depth > 0; depth -= 1) {
      const node = $from.node(depth);
      if (BOX.has(node.type.name)) return { node, at: $from.before(depth) };
    }
    return null;
  }

  function setBox(editor, kind, title) {
    const { state } = editor;
    const box = around(state.selection);
    const isOpen = kind === "solution";
    if (box?.node.type.name === "callout" && !isOpen) return rename(editor, box, kind, title);
    const { $from, $to } = state.selection;
    const range = $from.blockRange($to);
    if (!range) return;
    const inside = [];
    for (let index = range.startIndex; index < range.endIndex; index += 1) inside.push(range.parent.child(index));
    const { summary, details, callout, paragraph } = state.schema.nodes;
    const words = title ? [state.schema.text(title, isOpen ? [] : [state.schema.marks.bold.create()])] : [];
    const head = isOpen ? summary.create(null, words) : paragraph.create(null, words);
    const type = isOpen ? details : callout;
    const made = type.createChecked(isOpen ? null : { kind: `callout callout--${kind}` }, [head, ...inside]);
    const tr = state.tr.replaceRangeWith(range.start, range.end, made);
    editor.view.dispatch(tr);
    editor.commands.focus(range.start + head.nodeSize + made.nodeSize - head.nodeSize - 2);
  }

  // Of another kind, and if its first line was the old kind's own title, with the new one's.
  function rename(editor, { node, at }, kind, title) {
    const { tr, schema } = editor.state;
    const first = node.firstChild;
    tr.setNodeMarkup(at, undefined, { ...node.attrs, kind: `callout callout--${kind}` });
    const isTitle = first.childCount === 1 && first.firstChild.marks.some((mark) => mark.type.name === "bold");
    if (isTitle) tr.replaceWith(at + 2, at + 2 + first.content.size, schema.text(title, [schema.marks.bold.create()]));
    editor.view.dispatch(tr);
    editor.commands.focus();
  }

  // What is in the box stays; the line one clicked on becomes a paragraph.
  function unsetBox(editor) {
    const { tr, selection, schema } = editor.state;
    const box = around(selection);
    if (!box) return;
    const inside = [];
    box.node.forEach((node) => inside.push(node.type.name === "summary" ? schema.nodes.paragraph.create(null, node.content) : node));
    editor.view.dispatch(tr.replaceWith(box.at, box.at + box.node.nodeSize, inside));
    editor.commands.focus();
  }

  Object.assign(window.colloquy, { setBox, unsetBox });
})();
