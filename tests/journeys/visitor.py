"""Somebody at a browser: what they see, click and write."""

from __future__ import annotations

import contextlib
import re
from urllib.parse import urlsplit

from playwright.sync_api import TimeoutError


class Visitor:
    """Somebody at a browser, whose clicks are counted and whose page's complaints are kept."""

    def __init__(
        self, browser, address: str, key: str | None = None, *, width: int = 1280, scripts: bool = True
    ):
        self.context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            locale="en-GB",
            timezone_id="Europe/Stockholm",
            reduced_motion="reduce",
        )
        site = urlsplit(address)
        self.site = address if key is None else f"{site.scheme}://{key}.{site.netloc}"
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.clicks = 0
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if key:
            self.go(f"/demo/enter/{key}/")

    def _hear(self, message) -> None:
        if message.type == "error" and "ERR_INTERNET_DISCONNECTED" not in message.text:
            self.complaints.append(message.text)

    def go(self, path: str):
        return self.page.goto(path if path.startswith("http") else self.site + path)

    def click(self, what) -> None:
        """Click a locator, or the link or button with this name, and count it."""
        target = self._named(what) if isinstance(what, str) else what
        target.click()
        self.clicks += 1

    def _named(self, name: str):
        words = re.compile(re.escape(name), re.IGNORECASE)
        buttons = self.page.get_by_role("button", name=words)
        return buttons.or_(self.page.get_by_role("link", name=words)).first

    def write(self, label: str, words: str) -> None:
        self.page.get_by_label(label).first.fill(words)

    def say(self, words: str, button: str = "Reply", *, within=None) -> None:
        """Write into the composer, which becomes an editor when it is touched, and send it."""
        form = (within or self.page).locator("form.composer, part-draft form").first
        editor = form.locator("[contenteditable=true]")
        form.locator("textarea:visible").or_(editor).first.click()
        editor.wait_for()
        editor.fill(words)
        self.click(form.get_by_role("button", name=button))

    def opens(self, words: str) -> None:
        """The sheet that stands beside the page where there is room."""
        self.click(self.page.locator(".aside__open", has_text=words))

    def shuts(self) -> None:
        self.click(self.page.locator(".aside__shut"))

    def loaded(self, images) -> bool:
        """Whether every one of these pictures has been drawn, however far down it stands."""
        for image in images.all():
            image.scroll_into_view_if_needed()
            self.page.wait_for_function("image => image.complete", arg=image.element_handle())
        return all(images.evaluate_all("all => all.map(image => image.naturalWidth > 0)"))

    def awaits(self, path: str, what: str, *, tries: int = 30):
        """Load a page again until it shows what a worker is about to do."""
        for _attempt in range(tries):
            self.go(path)
            found = self.page.locator(what)
            with contextlib.suppress(TimeoutError):
                found.first.wait_for(timeout=1_000)
                return found
        raise AssertionError(f"{path} never showed {what}")

    def sees(self, words: str, *, limit: int = 15_000):
        self.page.get_by_text(words).first.wait_for(state="visible", timeout=limit)

    def close(self) -> None:
        self.context.close()
