// Elements and icons, as the editor's parts make them.
(() => {
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

  window.colloquy = Object.assign(window.colloquy ?? {}, { make, icon });
})();
