"""Joins static/css into one stylesheet, in layer order; there is no build and no preprocessor."""

from pathlib import Path

# The order of folders is the order of layers; layers.css declares it for the browser.
FIRST = ("layers.css", "fonts.css", "reset.css", "tokens.css", "base.css")
FOLDERS = ("components", "pages", "utilities")


def parts(root: Path) -> list[Path]:
    """The files of one stylesheet, in order: the named ones, then each folder by name."""
    named = [root / name for name in FIRST if (root / name).exists()]
    return named + [path for folder in FOLDERS for path in sorted((root / folder).glob("*.css"))]


def join(root: Path) -> str:
    """The text of the stylesheet. url() works in files directly under css/ only, as the result lies there."""
    return "\n".join(f"/* {path.relative_to(root)} */\n{path.read_text()}" for path in parts(root))
