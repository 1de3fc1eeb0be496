"""Writing a post: what is pasted comes in clean, pictures ask what they show, passages are quoted, recordings have words."""

import io
import re

import pytest
from PIL import Image

from lib.html import clean
from tests.journeys.running import ROOT

PASTED = ROOT / "tests/samples/pasted"
LINK = ' rel="noopener nofollow"'
WORD = (
    "<h2>A first week that works</h2><h2>Before the first day</h2>"
    "<p>Write to them <strong>one week</strong> before, and <em>ask</em> what they need.</p>"
    f'<ul><li>A desk<ul><li>with a screen</li></ul></li><li>A <a href="https://example.org/map"{LINK}>map</a></li></ul>'
    "<p>In this order:</p><ol><li>Greet</li><li>Show</li></ol>"
    "<table><tbody><tr><td><p>Who</p></td><td><p>When</p></td></tr></tbody></table>"
    "<p>See the next part.</p>"
)
DOCS = (
    "<h2>Questions that open</h2>"
    "<p>Ask <strong>what</strong><em> happened</em><sup>1</sup><s> why</s></p>"
    "<ul><li><p>One</p><ul><li><p>Under one</p></li></ul></li></ul>"
    f'<p><a href="https://example.org/guide"{LINK}>the guide</a></p>'
)
WEB = (
    "<h2>Listening well</h2><p><strong>Short</strong> answer: wait.</p>"
    f'<p>Then click, <a href="https://example.org/a?b=1#c"{LINK}>read</a>.</p>'
    "<p>Subscribe</p><p>A chart of pauses</p><p>Pauses</p><p>kept</p>"
    '<pre><code class="language-python">def wait():\n    return 7</code></pre>'
    "<table><thead><tr><th>Pause</th></tr></thead><tbody><tr><td>7 s</td></tr></tbody></table>"
)
PASTE = """([html, files]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  for (const [name, type, bytes] of files) data.items.add(new File([new Uint8Array(bytes)], name, { type }));
  const text = document.querySelector("post-composer .editor__text");
  text.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def mara(visit):
    """Mara in a conversation of her cohort's board, the caret in the composer."""
    mara = visit("mara")
    to_thread(mara)
    begin(mara)
    return mara


@pytest.mark.parametrize(("name", "wanted"), [("word", WORD), ("google-docs", DOCS), ("web", WEB)])
def test_what_is_pasted_comes_in_clean(mara, name, wanted):
    paste(mara, (PASTED / f"{name}.html").read_text())
    assert clean(body(mara)) == wanted


def test_pictures_ask_what_they_show_and_stand_as_a_gallery(mara, axe):
    paste(mara, files=[("a.png", "image/png", picture("teal")), ("b.png", "image/png", picture("orange"))])
    fields = mara.page.get_by_label("What does the picture show?")
    fields.nth(1).wait_for()
    assert axe(mara.page) == []
    fields.nth(0).fill("A table for four")
    fields.nth(1).fill("The same table, laid")
    send(mara)
    mara.page.reload()
    gallery = mara.page.locator(".post .gallery").last
    assert gallery.locator("img").evaluate_all("all => all.map(one => one.alt)") == [
        "A table for four",
        "The same table, laid",
    ]
    assert mara.loaded(gallery.locator("img"))


def test_word_puts_a_picture_of_its_words_beside_them_and_the_words_are_taken(mara):
    paste(mara, "<p>Only words</p>", files=[("w.png", "image/png", picture("teal"))])
    assert body(mara) == "<p>Only words</p>"
    assert mara.page.locator(".editor__figure").count() == 0


def test_a_file_is_shown_as_a_card(mara):
    paste(mara, files=[("Plan.pdf", "application/pdf", b"%PDF-1.7 plan")])
    card = mara.page.locator(".editor__text a.file")
    card.wait_for()
    assert card.inner_text().startswith("Plan.pdf (")
    send(mara)
    assert re.fullmatch(
        r"/files/[0-9a-f-]{36}/", mara.page.locator(".post a.file").last.get_attribute("href")
    )


def test_a_passage_is_quoted_with_its_writer(mara):
    post = mara.page.locator(".posts .post:has(.post__acts)").first
    writer = post.locator(".post__name").inner_text()
    post.locator(".post__body p").first.select_text()
    mara.click(mara.page.locator("quote-passage button"))
    quote = mara.page.locator(".editor__text blockquote")
    quote.wait_for()
    assert (
        quote.locator("p").first.inner_text().strip()
        == post.locator(".post__body p").first.inner_text().strip()
    )
    assert quote.locator("a").last.inner_text() == writer
    assert post.get_attribute("id") in quote.locator("a").last.get_attribute("href")


def test_a_team_is_named_from_the_list(mara, axe):
    mara.page.keyboard.type("Ask @Harb")
    option = mara.page.get_by_role("option", name="Team Harbor")
    option.wait_for()
    assert axe(mara.page) == []
    mara.page.keyboard.press("Enter")
    assert re.search(r'<a class="mention" data-team="\d+">@Team Harbor</a>', clean(body(mara)))


def test_a_voice_is_sent_only_with_its_words(voice, axe):
    to_thread(voice)
    begin(voice)
    voice.click(voice.page.locator("[data-tool=voice]"))
    voice.sees("left")
    voice.page.wait_for_timeout(1200)
    voice.click("Stop and keep")
    voice.page.locator(".editor__recording audio").wait_for()
    assert axe(voice.page) == []
    before = voice.page.locator(".post .recording").count()
    voice.click(voice.page.locator("form.composer .composer__foot button"))
    voice.sees("Say in words")
    assert voice.page.locator(".post .recording").count() == before
    voice.page.keyboard.type("I suggest Thursday.")
    send(voice)
    player = voice.page.locator(".post .recording").last
    assert player.locator("figcaption").inner_text() == "I suggest Thursday."
    assert player.locator("audio").evaluate("one => one.controls")


@pytest.fixture
def voice(visit):
    """Mara at a browser whose microphone hums."""
    mara = visit("mara")
    mara.page.add_init_script(
        """navigator.mediaDevices.getUserMedia = async () => {
          const sound = new AudioContext(), end = sound.createMediaStreamDestination(), tone = sound.createOscillator();
          tone.connect(end);
          tone.start();
          return end.stream;
        };"""
    )
    return mara


def to_thread(visitor) -> None:
    """The first conversation on the cohort's board."""
    visitor.go("/")
    visitor.click(visitor.page.locator("a[href*='/cohorts/']").first)
    visitor.click(visitor.page.get_by_role("link", name=re.compile("^Board")).first)
    visitor.click(visitor.page.locator(".thread__title").first)
    visitor.page.locator("post-composer").wait_for()


def begin(visitor) -> None:
    """The caret in an empty composer, whatever draft stood there."""
    editor = visitor.page.locator("post-composer .editor__text")
    # A draft wakes it by itself, at any moment; nothing to click is there for certain.
    wake = "async (host) => (await customElements.whenDefined('rich-editor'), host.wake({ focused: true }))"
    visitor.page.locator("post-composer rich-editor").evaluate(wake)
    editor.wait_for()
    editor.fill("")


def paste(visitor, html: str = "", files=()) -> None:
    visitor.page.evaluate(PASTE, [html, [[name, kind, list(data)] for name, kind, data in files]])


def body(visitor) -> str:
    return visitor.page.locator("post-composer textarea[name=body]").input_value()


def send(visitor) -> None:
    posts = visitor.page.locator(".posts > .post")
    before = posts.count()
    visitor.click(visitor.page.locator("form.composer .composer__foot button"))
    visitor.page.wait_for_function(
        "before => document.querySelectorAll('.posts > .post').length > before", arg=before
    )


def picture(color: str) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (320, 240), color).save(drawn, "PNG")
    return drawn.getvalue()
