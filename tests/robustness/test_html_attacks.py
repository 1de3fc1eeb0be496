"""Known ways to smuggle something active into a page, through every field that people write in."""

# ruff: noqa: E501 - attacks are written as they come
from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from lib import html
from tests.access.canaries import active_in
from tests.access.world import picture
from tests.robustness.forms import PAGES, PROGRAMS, Form

pytestmark = pytest.mark.django_db

# One of each class; the word beside it shows where it stands.
RICH_ATTACKS = (
    "<script>p()</script>", "<img src=x onerror=p()>", "<svg/onload=p()>", "<svg><script>p()</script></svg>",
    "<a href='javascript:p()'>x</a>", "<a href='java&#x0A;script:p()'>x</a>", "<a href=' &#14; javascript:p()'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>", "<a href='vbscript:p()'>x</a>", "<iframe srcdoc='<script>p()'>",
    "<form action=javascript:p()><button formaction=javascript:p()>x</button></form>", "<style>*{background:url(//x)}</style>",
    "<p style='position:fixed;inset:0'>x</p>", "<math><mtext><table><mglyph><style><img src=x onerror=p()>",
    "<noscript><p title='</noscript><img src=x onerror=p()>'>", "<template><script>p()</script></template>",
    "<p id=main name=cookie>x</p><form id=body></form>", "<base href=//evil.example>", "<meta http-equiv=refresh content='0;//x'>",
    "<link rel=stylesheet href=//x>", "<object data=javascript:p()></object><embed src=javascript:p()>",
    "<p hx-get='/accounts/logout/' hx-trigger=load hx-on:click=p()>x</p>", "<div data-hx-post=/x onclick=p()>x</div>",
    "<x-pwned><live-page data-spaces='1:0'></live-page>", "<scr\x00ipt>p()</scr\x00ipt>", "<scr<script>ipt>p()</script>",
    "<img src=\"x\" alt=\"`><script>p()</script>\">", "<!--><img src=x onerror=p()>-->", "<![CDATA[<img src=x onerror=p()>]]>",
    "<svg><a xlink:href=javascript:p()><text>x</text></a></svg>", "<video><source onerror=p()></video>", "<details open ontoggle=p()>",
    "[x](javascript:p()) ![x](javascript:p())", "<javascript:p()> <https://x\"onmouseover=p()>", "&lt;script&gt;p()&lt;/script&gt;",
    "\ufeff<script>p()</script>", "<a href=https://x.example/\" onmouseover=p() x=\">x</a>", "<p title=\"&quot;><script>p()</script>\">x</p>",
)  # fmt: skip
# Short enough for the shortest field; each opens several contexts at once.
PLAIN_ATTACKS = (
    "'\"></title></textarea><x-pwned onclick=p()>--><script>p()",
    "\" autofocus onfocus=p() x='y' <svg/onload=p()>",
    "&lt;script&gt;p() {{ 7|add:7 }} \\u003cscript\\u003ep()",
)
TOKEN = "zqattackqz"
# A form's words are met on the page that it leads to, on the thing's own page, and wherever it is listed.
LISTS = {
    "TM": ("home", "commitments"), "LD": ("studio",), "AU": ("studio",), "MF": (), "MM": (), "MG": ("my_people",),
    "LX": ("communities",), "CM": ("home",),
}  # fmt: skip
# What a program gets of these is plain text, as it was written; pages escape it.
PLAIN = {"api_responses", "api_additions"}
WRITTEN = [form for form in PAGES if form.words and form.persona != "AN"]


@pytest.mark.parametrize("form", WRITTEN, ids=str)
def test_nothing_active_comes_out_of_a_form(sender, form):
    valid = sender.fields(form)
    for as_format in ("html", "markdown"):
        if "body" in form.words:
            body = f"{TOKEN} {' '.join(RICH_ATTACKS)}"
            _send_and_look(sender, form, valid | {"body_format": as_format, "body": body})
    for attack in PLAIN_ATTACKS:
        _send_and_look(sender, form, valid | dict.fromkeys(form.words, attack))


@pytest.mark.parametrize("form", [form for form in PROGRAMS if form.words], ids=str)
def test_nothing_active_comes_out_of_the_api(sender, form):
    for as_format in ("html", "markdown"):
        fields = sender.fields(form) | {"body": f"{TOKEN} {' '.join(RICH_ATTACKS)}".replace("\x00", "")}
        with transaction.atomic():
            cache.clear()
            client = sender.clients[form.persona]
            fields["body_format"] = as_format
            answer = getattr(client, form.method)(
                sender.address(form), fields, content_type="application/json"
            )
            assert answer.status_code in (200, 201)
            body = answer.json().get("body", "")
            assert form.route in PLAIN or active_in(body) == []
            for page in ("thread", "cohort", "part") if form.persona != "LX" else ():
                _look(client, _page_of(sender.world, page))
            for name in LISTS[form.persona]:
                _look(client, reverse(name))
            transaction.set_rollback(True)


@pytest.mark.parametrize("attack", [*RICH_ATTACKS, *PLAIN_ATTACKS])
def test_cleaning_is_idempotent(attack):
    for text in (attack, f"<p>{attack}</p>", f"<ul><li>{attack}<table><tr><td>{attack}"):
        for once in (html.clean(text), html.from_markdown(text)):
            assert html.clean(once) == once
            assert active_in(once) == []
            assert active_in(unescape(html.clean(unescape(once)))) == [] or "&lt;" in once


def test_a_file_is_called_what_it_likes_and_does_nothing(sender, world):
    client = sender.clients["TM"]
    for attack in PLAIN_ATTACKS:
        upload = SimpleUploadedFile(f"{attack.replace('/', '')}.png", picture("x.png").read())
        with transaction.atomic():
            cache.clear()
            answer = client.post(reverse("upload_file"), {"file": upload, "alt": attack})
            assert answer.status_code == 200
            stored = answer.json()
            body = f'<p><img src="{stored["url"]}" alt="{attack}"></p>'
            thread = sender.value("@cohort thread")
            shown = client.post(
                reverse("post_reply", args=[thread]), {"body": body, "body_format": "html"}, follow=True
            )
            assert active_in(shown.content.decode()) == []
            transaction.set_rollback(True)


def _send_and_look(sender, form: Form, fields: dict) -> None:
    """The form is sent; then every page that may show its words is looked at by who sent it."""
    client, persona = sender.clients[form.persona], form.persona
    cache.clear()
    fields.pop("next", None)  # it would lead away from the page with the words
    with transaction.atomic():
        answer = client.post(sender.address(form), fields)
        assert answer.status_code < 500
        assert active_in(_without_nul(answer.content.decode())) == []
        if answer.status_code == 302:
            assert not re.match(r"(?i)\s*(javascript|data):", answer["Location"])
            _look(client, answer["Location"].split("#")[0])
            for name in LISTS[persona]:
                _look(client, reverse(name))
            if form.route == "edit_activity":
                _look(client, reverse("preview_activity", args=[sender.value(form.where["activity_id"])]))
        transaction.set_rollback(True)
    client.cookies.pop("messages", None)


def _page_of(world, name: str) -> str:
    label = {"thread": "cohort thread", "cohort": "cohort", "part": "draft part 0"}[name]
    return reverse(name, args=[world[label].pk])


def _look(client, address: str) -> None:
    page = client.get(address, follow=True)
    assert page.status_code == 200, address
    assert active_in(_without_nul(page.content.decode())) == [], address


def _without_nul(page: str) -> str:
    """A browser reads NUL in a page as nothing, or as a replacement; both are tried here as nothing."""
    return page.replace("\x00", "")
