// Stands in for @floating-ui/dom, which Tiptap's suggestion asks for and only places lists with that we place ourselves.
export const autoUpdate = () => () => {};
export const computePosition = () => Promise.resolve({ x: 0, y: 0, strategy: "absolute" });
export const flip = () => ({});
export const offset = () => ({});
