// Between stored HTML and the editor's nodes: what HTML says by leaving out (a bare line in a list, a table's head)
// travels as data- attributes, so that what goes in comes out the same.
(() => {
  const BLOCKS = new Set("P H2 H3 H4 UL OL LI BLOCKQUOTE PRE TABLE FIGURE ASIDE DETAILS HR".split(" "));
  const HOLDERS = "li, td, th, aside, blockquote, details";
  const isBlank = (node) => node.nodeType === Node.COMMENT_NODE || (node.nodeType === Node.TEXT_NODE && !/[^ \t\r\n\f]/.test(node.data));
  const parsed = (html) => Object.assign(document.createElement("template"), { innerHTML: html }).content;
  const written = (content) => {
    const holder = document.createElement("template");
    holder.content.append(content);
    return holder.innerHTML;
  };

  // Stored HTML as the editor's parser wants it; a piece that is put in somewhere brings paragraphs.
  function enter(html, { isWhole = true } = {}) {
    const content = parsed(html);
    for (const holder of [content, ...content.querySelectorAll(HOLDERS)]) holdBlocks(holder);
    if (!isWhole) for (const line of content.children) line.removeAttribute("data-bare");
    for (const row of content.querySelectorAll("tr")) row.dataset.part = row.parentNode.localName;
    for (const caption of content.querySelectorAll("table > caption")) (caption.parentNode.dataset.caption = caption.textContent), caption.remove();
    for (const paragraph of content.querySelectorAll("p")) frame(paragraph);
    for (const code of content.querySelectorAll("pre")) if (code.firstChild?.nodeName !== "CODE") code.dataset.plain = "";
    return written(content);
  }

  // Each run of words among blocks becomes a paragraph that remembers it was none.
  function holdBlocks(holder) {
    let run = null;
    for (const node of [...holder.childNodes]) {
      const isBlock = BLOCKS.has(node.nodeName) || node.nodeName === "SUMMARY";
      if (isBlock || (!run && isBlank(node))) {
        run = null;
        if (!isBlock) node.remove();
      } else {
        if (!run) node.before((run = document.createElement("p")));
        run.dataset.bare = "";
        run.append(node);
      }
    }
  }

  // A picture alone in its paragraph is shown as a figure is.
  function frame(paragraph) {
    const nodes = [...paragraph.childNodes].filter((node) => !isBlank(node));
    const figure = document.createElement("figure");
    if (paragraph.id || nodes.length !== 1 || nodes[0].nodeName !== "IMG") return;
    figure.dataset.wrap = "bare" in paragraph.dataset ? "bare" : "p";
    figure.append(nodes[0]);
    paragraph.replaceWith(figure);
  }

  // The editor's HTML as it is stored.
  function leave(html) {
    const content = parsed(html);
    for (const table of content.querySelectorAll("table")) group(table);
    for (const figure of content.querySelectorAll("figure")) unframe(figure);
    for (const code of content.querySelectorAll("pre[data-plain] > code")) (code.parentNode.removeAttribute("data-plain"), code.replaceWith(...code.childNodes));
    const bare = [...content.querySelectorAll("p[data-bare]")];
    // Of two bare lines the second stays a paragraph, or their words would run together.
    const joined = new Set(bare.filter((one) => one.previousElementSibling?.matches("p[data-bare]")));
    for (const one of bare) joined.has(one) ? one.removeAttribute("data-bare") : one.replaceWith(...one.childNodes);
    for (const empty of content.querySelectorAll("p:empty:not([id])")) empty.remove();
    return written(content);
  }

  function group(table) {
    const rows = [...table.rows];
    const isHead = (row) => [...row.cells].every((cell) => cell.nodeName === "TH");
    const parts = rows.map((row, index) => row.dataset.part || (index === 0 && isHead(row) ? "thead" : "tbody"));
    const caption = table.dataset.caption;
    table.replaceChildren();
    table.removeAttribute("data-caption");
    if (caption) table.createCaption().textContent = caption;
    rows.forEach((row, index) => {
      row.removeAttribute("data-part");
      if (table.lastElementChild?.localName !== parts[index]) table.append(document.createElement(parts[index]));
      table.lastElementChild.append(row);
    });
  }

  function unframe(figure) {
    const { wrap } = figure.dataset;
    figure.removeAttribute("data-wrap");
    const caption = figure.querySelector("figcaption");
    if (caption && !caption.hasChildNodes()) caption.remove();
    if (!wrap || figure.children.length !== 1) return;
    const paragraph = document.createElement("p");
    if (wrap === "bare") paragraph.dataset.bare = "";
    paragraph.append(...figure.childNodes);
    figure.replaceWith(paragraph);
  }

  // The element whose loss a reader would notice, or "": spaces between blocks and the order of marks do not count.
  function lost(before, after) {
    const [was, is] = [before, after].map((html) => told(html).split(/[\u0001\u0002]+/));
    const at = was.findIndex((one, index) => one !== is[index]);
    if (at < 0 && was.length === is.length) return "";
    const tag = was.slice(0, at < 0 ? was.length : at + 1).findLast((one) => one.startsWith("<"));
    return tag ? `${tag.split(/[ >]/)[0]}>`.replace("</", "<") : was[at] ? "…" : "<p>";
  }

  function told(html) {
    const said = [];
    tell(parsed(html), [], said, false);
    return said
      .join("")
      .replace(/ +/g, " ")
      .replace(/ (\u0004[^\u0004]*\u0004) /g, " $1")
      .replace(/\s*(\u0004[^\u0004]*\u0004)?\s*\u0001\s*/g, "$1\u0001")
      .replace(/(\u0001\u0004[^\u0004]*\u0004)\s+/g, "$1")
      .replace(/\u0001+/g, "\u0001");
  }

  // Words as (marks, words), blocks between \u0001; within one run of marks the words stand together.
  function tell(parent, marks, said, isPre) {
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) say(said, marks, isPre ? node.data : node.data.replace(/[ \t\r\n\f]+/g, " "));
      else if (node.nodeType === Node.ELEMENT_NODE) tellElement(node, marks, said, isPre);
    }
  }

  function tellElement(node, marks, said, isPre) {
    const name = `${node.localName}${[...node.attributes].filter((one) => one.name !== "rel" && !(one.name.endsWith("span") && one.value === "1")).map((one) => ` ${one.name}=${one.value}`).sort().join("")}`;
    const inside = isPre || node.localName === "pre";
    if (/^(a|span)$/.test(name)) return tell(node, marks, said, inside);
    if (/^(strong|em|u|s|a|sub|sup|code|span)$/.test(node.localName)) {
      if (node.hasChildNodes()) return tell(node, [...marks, name].sort(), said, inside);
    }
    const edge = /^(img|br|a)$/.test(node.localName) ? "\u0002" : "\u0001";
    said.push(node.localName === "br" ? "\u0001br\u0001" : `${edge}<${name}>${edge}`);
    said.marks = null;
    tell(node, marks, said, inside);
    if (edge === "\u0001") said.push(`\u0001</${node.localName}>\u0001`);
    said.marks = null;
  }

  function say(said, marks, words) {
    const name = marks.join("\u0003");
    if (!words || (said.marks !== name && words === " ")) return words && said.push(" ");
    if (said.marks !== name) said.push(`\u0004${name}\u0004`);
    said.marks = name;
    said.push(words);
  }

  window.colloquy = Object.assign(window.colloquy ?? {}, { storedHtml: { enter, leave, lost, told } });
})();
