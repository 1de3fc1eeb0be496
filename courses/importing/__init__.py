"""Courses from elsewhere (a Word file, a Carpentries lesson) read into an outline; nothing here writes."""

from courses.importing.outline import (
    ImportedActivity,
    ImportedCourse,
    ImportedImage,
    ImportedModule,
    ImportReport,
    LeftOut,
    with_addresses,
)
from courses.importing.sniff import parse, parse_carpentries, parse_word

__all__ = [
    "ImportReport",
    "ImportedActivity",
    "ImportedCourse",
    "ImportedImage",
    "ImportedModule",
    "LeftOut",
    "parse",
    "parse_carpentries",
    "parse_word",
    "with_addresses",
]
