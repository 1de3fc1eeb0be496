export { Editor } from "@tiptap/core";
export { StarterKit } from "@tiptap/starter-kit";
export { Image } from "@tiptap/extension-image";
export { Mention } from "@tiptap/extension-mention";
export { Placeholder } from "@tiptap/extensions";
export { TableKit } from "@tiptap/extension-table";
