"""What a custom element's script is told when it is loaded: its vendored parts, and its words in the reader's language."""

import json

from django.utils.translation import gettext as _

# A classic script cannot import by a hashed name, so the tag tells it where its parts are.
NEEDS = {
    "rich-editor": ("vendor/tiptap.js", "js/editor-pictures.js", "js/editor-mentions.js", "js/editor.js"),
    "sort-list": ("vendor/sortable.js",),
}


def words(name: str) -> str:
    """The element's words as JSON, or nothing for an element that says nothing."""
    spoken = {"rich-editor": _rich_editor, "auto-save": _auto_save}.get(name)
    return json.dumps(spoken()) if spoken else ""


def _auto_save() -> dict[str, str]:
    return {"saving": _("Saving…"), "saved": _("Saved"), "kept": _("Not sent yet; kept on this device")}


def _rich_editor() -> dict[str, str]:
    return {
        "toolbar": _("Formatting"),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "heading": _("Heading"),
        "bulletList": _("List"),
        "orderedList": _("Numbered list"),
        "blockquote": _("Quote"),
        "codeBlock": _("Code"),
        "link": _("Link"),
        "image": _("Picture"),
        "table": _("Table"),
        "address": _("Address of the link"),
        "alternative": _("What does the picture show?"),
        "done": _("Done"),
        "uploading": _("Sending the picture…"),
        "failed": _("The picture could not be sent. Your text is untouched."),
        "people": _("People"),
    }
