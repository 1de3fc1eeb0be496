"""What a custom element's script is told when it is loaded: its vendored parts, and its words in the reader's language."""

import functools
import json

from django.utils.translation import get_language
from django.utils.translation import gettext as _

# A classic script cannot import by a hashed name, so the tag tells it where its parts are.
NEEDS = {
    "rich-editor": (
        "vendor/tiptap.js",
        "js/editor-make.js",
        "js/editor-html.js",
        "js/editor-nodes.js",
        "js/editor-figures.js",
        "js/editor-boxes.js",
        "js/editor-recording.js",
        "js/editor-paste.js",
        "js/editor-uploads.js",
        "js/editor-mentions.js",
        "js/editor-tools.js",
        "js/editor.js",
    ),
    "sort-list": ("vendor/sortable.js",),
}


def words(name: str) -> str:
    """The element's words as JSON, or nothing for an element that says nothing."""
    return _words(name, get_language())


@functools.cache
def _words(name: str, _language: str | None) -> str:
    spoken = {"rich-editor": _rich_editor, "auto-save": _auto_save}.get(name)
    return json.dumps(spoken()) if spoken else ""


def _auto_save() -> dict[str, str]:
    return {"saving": _("Saving…"), "saved": _("Saved"), "kept": _("Not sent yet; kept on this device")}


def _rich_editor() -> dict[str, str | dict[str, str]]:
    return _formatting() | _pictures() | _recordings() | _tables() | _states() | {"boxes": _boxes()}


def _formatting() -> dict[str, str]:
    return {
        "toolbar": _("Formatting"),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "heading": _("Heading"),
        "bulletList": _("List"),
        "orderedList": _("Numbered list"),
        "blockquote": _("Quote"),
        "codeBlock": _("Code"),
        "language": _("Language of the code, e.g. python"),
        "link": _("Link"),
        "address": _("Address of the link"),
        "people": _("People"),
    }


def _pictures() -> dict[str, str]:
    return {
        "image": _("Picture"),
        "file": _("File"),
        "alternative": _("What does the picture show?"),
        "caption": _("Caption, if it needs one"),
        "remove": _("Take the picture away"),
    }


def _recordings() -> dict[str, str]:
    return {
        "voice": _("Voice"),
        "film": _("Film"),
        "recording": _("Recording"),
        "left": _("%(time)s left") % {"time": "#"},
        "stop": _("Stop and keep"),
        "drop": _("Discard"),
        "recordingAway": _("Take the recording away"),
        "inWords": _("What is said or shown, in words"),
        "wordless": _("Say in words what is heard or seen in the recording, for whoever cannot."),
        "noMicrophone": _("The browser did not let this page record."),
    }


def _tables() -> dict[str, str]:
    return {
        "table": _("Table"),
        "rowBelow": _("Row below"),
        "columnAfter": _("Column after"),
        "rowAway": _("Remove row"),
        "columnAway": _("Remove column"),
        "tableAway": _("Remove table"),
        "callout": _("Box"),
        "boxAway": _("Without a box"),
    }


def _states() -> dict[str, str]:
    return {
        "source": _("The editor would lose a part of this page (%(part)s), so it is written here as HTML.")
        % {"part": "#"},
        "done": _("Done"),
        "uploading": _("Sending the file…"),
        "failed": _("The file could not be sent. Your text is untouched."),
    }


def _boxes() -> dict[str, str]:
    """The kinds of boxes that one can put in; "solution" opens on a click."""
    return {
        "objectives": _("Objectives"),
        "questions": _("Questions"),
        "challenge": _("Challenge"),
        "solution": _("Solution"),
        "discussion": _("Discussion"),
        "keypoints": _("Key points"),
        "note": _("Note"),
        "prereq": _("Before you start"),
        "instructor": _("For the facilitator"),
        "testimonial": _("In their words"),
    }
