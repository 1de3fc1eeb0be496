"""Gives static files the joined stylesheet css/colloquy.css, in development and for collectstatic alike."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseStorageFinder
from django.core.files.storage import FileSystemStorage

from lib.css import join

STYLESHEET = "css/colloquy.css"


class JoinedCss(FileSystemStorage):
    """A folder outside the checkout that holds the stylesheet, joined anew whenever somebody asks."""

    def __init__(self):
        root = Path(settings.BASE_DIR) / "static" / "css"
        name = hashlib.sha256(str(root).encode()).hexdigest()[:12]
        self.sources = root
        super().__init__(location=Path(tempfile.gettempdir()) / f"colloquy-css-{os.getuid()}-{name}")

    def refresh(self) -> None:
        """Write the stylesheet if it changed; by a rename, so that nobody reads half of it."""
        target = Path(self.path(STYLESHEET))
        text = join(self.sources)
        if target.exists() and target.read_text() == text:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(f".{os.getpid()}")
        fresh.write_text(text)
        fresh.replace(target)


class JoinedCssFinder(BaseStorageFinder):
    """Finds css/colloquy.css; add it to STATICFILES_FINDERS."""

    storage = JoinedCss

    def find(self, path, find_all=False, **kwargs):
        if path != STYLESHEET:
            return []
        self.storage.refresh()  # type: ignore[call-arg]  # the finder has made the class an instance
        return super().find(path, find_all, **kwargs)

    def list(self, ignore_patterns):
        self.storage.refresh()  # type: ignore[call-arg]  # the finder has made the class an instance
        yield STYLESHEET, self.storage
