"""Writes the icon sprite from Lucide's single icons; aliases keep the names people expect."""

import re
import sys
from pathlib import Path

ALIASES = {
    "home": "house",
    "undo": "undo-2",
    "question": "message-circle-question-mark",
}


def symbol(name: str, source: Path) -> str:
    body = re.search(r"<svg[^>]*>(.*)</svg>", source.read_text(), re.S).group(1)
    body = re.sub(r"\s+", " ", body).replace(" />", "/>").strip()
    return (
        f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
        f'stroke-linecap="round" stroke-linejoin="round">{body}</symbol>'
    )


def main(icons: Path, names: Path, target: Path) -> None:
    wanted = {name: name for name in names.read_text().split()} | ALIASES
    symbols = [symbol(name, icons / f"{source}.svg") for name, source in sorted(wanted.items())]
    symbols.append((Path(__file__).parent / "mark.svg").read_text().strip())
    target.write_text('<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
