export { Editor, Extension, Mark, Node } from "@tiptap/core";
export { StarterKit } from "@tiptap/starter-kit";
export { ListItem } from "@tiptap/extension-list";
export { Mention } from "@tiptap/extension-mention";
export { Placeholder } from "@tiptap/extensions";
export { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
