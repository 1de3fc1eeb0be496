// What is pasted from Word, Google Docs and the web, with its meaning and without its looks.
(() => {
  const GONE = "style, script, meta, link, title, head, xml, noscript, iframe, object, embed, svg, canvas, form > *:not(p), button, input, select, textarea, nav, audio, video, template";
  // Boxes of other pages are not ours; what is in them stays.
  const OPENED = "aside, figure, details, section, article, main, header, footer, center, font, form, picture, label";
  const OURS = /^\/files\/[0-9a-f-]{36}\/$/;
  const replace = (node, tag) => {
    const made = document.createElement(tag);
    made.append(...node.childNodes);
    node.replaceWith(made);
    return made;
  };
  const open = (node) => node.replaceWith(...node.childNodes);

  // The page's policy would complain of every style and script that is parsed, though nothing here is ever shown.
  function inert(html) {
    const unstyled = html
      .replace(/<!--\[if [^\]]*\]>[\s\S]*?<!\[endif\]-->|<(style|script)\b[\s\S]*?<\/\1>/gi, "")
      .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on[a-z]+)(?=\s*=)/gi, " data-$1"));
    return new DOMParser().parseFromString(unstyled, "text/html").body;
  }
  const styleOf = (node) => node.dataset.style ?? "";

  // The HTML to put in, and the pictures that came inside it as data.
  function pasted(html) {
    if (html.includes("data-pm-slice")) return { html, pictures: [] };
    const body = inert(html);
    for (const node of body.querySelectorAll(GONE)) node.remove();
    comments(body);
    ignored(body);
    code(body);
    wordLists(body);
    looks(body);
    blocks(body);
    const pictures = images(body);
    links(body);
    spaces(body);
    bare(body);
    return { html: window.colloquy.storedHtml.enter(body.innerHTML, { isWhole: false }), pictures };
  }

  function comments(body) {
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    for (const one of found) one.remove();
  }

  // Word's own elements (o:p, w:sdt …), its comments, and what it or the web only shows to machines.
  function ignored(body) {
    for (const node of [...body.querySelectorAll("*")]) {
      const style = styleOf(node);
      const isHidden = /display:\s*none|mso-hide:\s*all|mso-element:\s*comment/i.test(style) || node.matches(".MsoCommentReference, [aria-hidden=true]:not(img)");
      if (isHidden) node.remove();
      else if (node.localName.includes(":")) open(node);
    }
  }

  // Code keeps its lines and nothing else: whole blocks of a web page, or what an editor for code hands over.
  function code(body) {
    for (const node of [...body.querySelectorAll("pre"), ...body.querySelectorAll("div")]) {
      const style = styleOf(node);
      const isCode = node.localName === "pre" || (/white-space:\s*pre/i.test(style) && /mono|courier|consolas|menlo/i.test(style));
      if (!isCode || !node.isConnected) continue;
      for (const line of node.querySelectorAll("br")) line.replaceWith("\n");
      for (const line of node.querySelectorAll("div, p")) line.nextSibling && line.append("\n");
      const language = [node, ...node.querySelectorAll("code")].map((one) => /\b(?:lang|language)-([a-z0-9+#-]{1,30})/i.exec(one.className)?.[1]).find(Boolean);
      const inside = document.createElement("code");
      if (language) inside.className = `language-${language.toLowerCase()}`;
      inside.textContent = node.textContent.replace(/\n$/, "");
      const block = document.createElement("pre");
      block.append(inside);
      node.replaceWith(block);
    }
  }

  // Word writes a list as paragraphs that say their level, with the bullet as words to be ignored.
  function wordLists(body) {
    let stack = [];
    for (const node of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6, table, div, ul, ol")]) {
      const level = Number(/mso-list:[^;]*?level(\d)/i.exec(styleOf(node))?.[1] ?? 0);
      if (!level || node.localName !== "p") {
        if (!stack.some(({ list }) => list.contains(node)) && !node.querySelector("p[data-style*=mso-list]")) stack = [];
        continue;
      }
      const marker = [...node.querySelectorAll("span")].find((one) => /mso-list:\s*Ignore/i.test(styleOf(one)));
      const tag = /^\s*(\d+|[a-z]{1,4})[.)]/i.test(marker?.textContent ?? "") ? "ol" : "ul";
      marker?.remove();
      while (stack.length > level || (stack.length === level && stack.at(-1).list.localName !== tag)) stack.pop();
      while (stack.length < level) {
        const list = document.createElement(tag);
        const under = stack.at(-1)?.list.lastElementChild;
        under ? under.append(list) : node.before(list);
        stack.push({ list });
      }
      const item = document.createElement("li");
      item.append(...node.childNodes);
      stack.at(-1).list.append(item);
      node.remove();
    }
  }

  // Bold, italic and the like are said by elements; every other look goes.
  function looks(body) {
    for (const node of [...body.querySelectorAll("b, strong, i, em, u, s, span, sub, sup")]) {
      const style = styleOf(node);
      const says = (pattern) => pattern.test(style);
      const isPlain = (/^(b|strong)$/.test(node.localName) && says(/(?<![-\w])font-weight:\s*(normal|[1-4]00)/i)) || (/^(i|em)$/.test(node.localName) && says(/(?<![-\w])font-style:\s*normal/i));
      const isOwnLink = node.closest("a") || node.querySelector("a");
      const wanted = [];
      if (says(/(?<![-\w])font-weight:\s*(bold|[6-9]00)/i) && !node.closest("h1, h2, h3, h4, h5, h6, th")) wanted.push("strong");
      if (says(/(?<![-\w])font-style:\s*italic/i)) wanted.push("em");
      if (says(/(?<![-\w])text-decoration[^;]*underline/i) && !isOwnLink) wanted.push("u");
      if (says(/(?<![-\w])text-decoration[^;]*line-through/i)) wanted.push("s");
      if (says(/(?<![-\w])vertical-align:\s*super/i)) wanted.push("sup");
      if (says(/(?<![-\w])vertical-align:\s*sub/i)) wanted.push("sub");
      let inside = node;
      for (const tag of wanted.filter((one) => node.localName !== one)) {
        const made = document.createElement(tag);
        made.append(...inside.childNodes);
        inside.append(made);
        inside = made;
      }
      if (isPlain || node.localName === "span") open(node);
    }
    for (const bold of body.querySelectorAll(":is(h1, h2, h3, h4, h5, h6, th) :is(b, strong)")) open(bold);
  }

  function blocks(body) {
    for (const node of body.querySelectorAll(OPENED)) open(node);
    for (const node of body.querySelectorAll("h1, p.MsoTitle")) replace(node, "h2");
    for (const node of body.querySelectorAll("h5, h6")) replace(node, "h4");
    for (const node of body.querySelectorAll("p.MsoQuote, p.MsoIntenseQuote")) replace(node, "blockquote");
    for (const node of body.querySelectorAll("dt, dd, summary, figcaption, address")) replace(node, "p");
    for (const node of body.querySelectorAll("dl")) open(node);
  }

  // Ours stay; those that came as data are sent; of others, which nobody here could load, the words stay.
  function images(body) {
    const found = [];
    for (const image of body.querySelectorAll("img")) {
      const src = image.getAttribute("src") ?? "";
      if (OURS.test(new URL(src, location.href).pathname) && new URL(src, location.href).origin === location.origin) continue;
      const file = /^data:image\/(png|jpeg|gif|webp);base64,/.test(src) ? fromData(src, found.length) : null;
      if (file) found.push(file);
      image.replaceWith(file ? "" : image.alt);
    }
    return found;
  }

  function fromData(src, index) {
    try {
      const [head, data] = src.split(",");
      const type = /image\/\w+/.exec(head)[0];
      return new File([Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0))], `picture-${index + 1}.${type.slice(6)}`, { type });
    } catch {
      return null;
    }
  }

  function links(body) {
    for (const link of body.querySelectorAll("a")) {
      const href = link.getAttribute("href") ?? "";
      const wrapped = /^https?:\/\/(?:www\.)?google\.[a-z.]+\/url\?/.test(href) && new URL(href).searchParams.get("q");
      if (/^(https?:|mailto:|\/(?!\/))/i.test(href)) link.setAttribute("href", wrapped || href);
      else open(link);
    }
  }

  // Word holds its lines apart with spaces that do not break, Google Docs with breaks between paragraphs.
  function spaces(body) {
    for (const line of body.querySelectorAll("br")) if (line.parentNode === body && line.previousElementSibling?.matches("p, ul, ol, h2, h3, h4, table")) line.remove();
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (!text.parentNode.closest("pre")) text.data = text.data.replace(/[ \t\r\n]*\u00a0[ \t\r\n\u00a0]+|\u00a0{2,}|[ \t\r\n]+\u00a0/g, " ");
    }
    for (const node of body.querySelectorAll("p, li, h2, h3, h4, blockquote")) {
      if (!node.textContent.replace(/[\s\u00a0]/g, "") && !node.querySelector("img, br, table, pre")) node.remove();
    }
    for (const node of body.querySelectorAll("p")) if (/^[\s\u00a0]*$/.test(node.textContent) && !node.querySelector("img")) node.remove();
  }

  const KEPT = { a: ["href", "class", "data-person", "data-team", "data-role"], img: ["src", "alt"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan"], ol: ["start"], code: ["class"] };

  function bare(body) {
    for (const node of body.querySelectorAll("*")) {
      const kept = KEPT[node.localName] ?? [];
      for (const { name } of [...node.attributes]) if (!kept.includes(name)) node.removeAttribute(name);
      if (node.localName === "a" && !/^(mention|file)$/.test(node.className)) node.removeAttribute("class");
    }
  }

  Object.assign(window.colloquy, { pasted, inert });
})();
