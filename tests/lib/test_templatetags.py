"""The template tags of docs/look.md, rendered as pages render them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory, override_settings
from django.utils import translation

PLAIN_STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(autouse=True)
def plain_static():
    with override_settings(STORAGES=PLAIN_STATIC):
        yield


@dataclass
class Somebody:
    id: int = 7
    name: str = 'Mara "M" <Lindqvist>'
    initials: str = "ML"
    hue: int = 4
    photo_url: str = ""


class Form(forms.Form):
    title = forms.CharField(help_text="What people will call it.")
    about = forms.CharField(widget=forms.Textarea, required=False)
    way = forms.ChoiceField(choices=[("a", "By invitation"), ("b", "Open")], widget=forms.RadioSelect)
    share = forms.BooleanField(required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def render(text: str, **context) -> str:
    return Template("{% load colloquy %}" + text).render(Context(context))


def test_icon_is_hidden_unless_it_speaks():
    assert 'aria-hidden="true"' in render('{% icon "bell" %}')
    spoken = render('{% icon "bell" label=words %}', words='3 "new"')
    assert 'role="img" aria-label="3 &quot;new&quot;"' in spoken
    assert "icons/sprite.svg#bell" in spoken


def test_every_icon_that_a_template_names_stands_in_the_sprite():
    root = Path(__file__).resolve().parents[2]
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (root / "static/icons/sprite.svg").read_text()))
    pages = "".join(page.read_text() for page in (root / "templates").rglob("*.html"))
    named = set(re.findall(r"""\{% icon ["']([\w-]+)|\bicon=["']([\w-]+)""", pages))
    assert {one or other for one, other in named} <= drawn


def test_face_shows_the_photo_without_repeating_the_name():
    html = render("{% face p size='l' %}", p=Somebody(photo_url="/files/1/"))
    assert '<img class="face face--l" src="/files/1/" alt="" width="64"' in html


def test_face_without_photo_shows_initials_on_the_persons_hue():
    html = render("{% face p %}", p=Somebody())
    assert "hue-4" in html
    assert ">ML<" in html
    assert 'aria-hidden="true"' in html


def test_named_face_escapes_the_name():
    html = render("{% face p named=True %}", p=Somebody())
    assert 'aria-label="Mara &quot;M&quot; &lt;Lindqvist&gt;"' in html


def test_face_of_nobody_is_an_empty_seat():
    assert "face--nobody" in render("{% face p %}", p=None)


def test_face_with_presence_says_whose_it_is():
    assert 'data-presence="7"' in render("{% face p presence=True %}", p=Somebody())


def test_when_writes_utc_that_reads_without_script():
    at = datetime(2026, 3, 4, 21, 10, tzinfo=UTC)
    html = render("{% when at %}", at=at)
    assert 'datetime="2026-03-04T21:10:00Z" data-form="relative"' in html
    assert "UTC</time>" in html


def test_when_takes_a_day_and_nothing():
    assert 'datetime="2026-03-04"' in render("{% when at %}", at=date(2026, 3, 4))
    assert render("{% when at %}", at=None) == ""


def test_local_time_names_its_zone_and_survives_an_unknown_one():
    assert 'data-zone="Asia/Tokyo"' in render("{% local_time 'Asia/Tokyo' %}")
    assert render("{% local_time zone %}", zone="Mars/Olympus") == ""
    assert render("{% local_time zone %}", zone="../../etc/passwd") == ""


def test_safe_html_trusts_and_takes_nothing_for_nothing():
    assert render("{{ html|safe_html }}", html="<p>Hi</p>") == "<p>Hi</p>"
    assert render("{{ html|safe_html }}", html=None) == ""


def test_audience_says_who_and_how_many():
    html = render("{% audience 'users' words 5 %}", words="Team <only>")
    assert "Team &lt;only&gt;" in html
    assert ">5<" in html


def test_progress_never_exceeds_its_end():
    assert 'value="4" max="4"' in render("{% progress 9 4 'All' %}")
    assert 'value="0" max="1"' in render("{% progress 0 0 'None' %}")


def test_field_ties_label_help_and_error_together():
    form = Form({"way": "a"})
    html = render("{% field form.title %}", form=form)
    assert 'for="id_title"' in html
    assert 'aria-describedby="id_title_help id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_title_error"' in html


def test_fresh_field_is_described_by_its_help_alone():
    html = render("{% field form.title %}", form=Form())
    assert 'aria-describedby="id_title_help"' in html
    assert "aria-invalid" not in html


def test_choices_stand_in_a_fieldset_and_hidden_fields_stay_bare():
    html = render("{% field form.way %}", form=Form())
    assert "<legend>Way</legend>" in html
    assert html.count('class="choice"') == 2
    assert render("{% field form.key %}", form=Form()).strip().startswith('<input type="hidden"')


def test_form_errors_show_what_no_field_says():
    form = Form({"title": "x", "way": "a"})
    assert form.is_valid()
    form.add_error(None, "Two people changed this.")
    assert "Two people changed this." in render("{% form_errors form %}", form=form)
    assert render("{% form_errors form %}", form=Form()).strip() == ""
    assert render("{% form_errors form %}", form=None).strip() == ""


def test_element_loads_once_a_page():
    request = RequestFactory().get("/")
    twice = render('{% element "side-sheet" %}{% element "side-sheet" %}', request=request)
    assert twice.count("<script") == 1
    assert render('{% element "side-sheet" %}{% element "side-sheet" %}').count("<script") == 1


def test_element_is_told_its_parts_and_words():
    html = render('{% element "rich-editor" %}')
    assert "vendor/tiptap.js" in html
    assert "&quot;bold&quot;" in html


@pytest.mark.parametrize("name", ["404", "403", "500", "400", "429", "503", "403_csrf"])
def test_error_pages_render_without_a_request(name):
    from django.template.loader import get_template

    html = get_template(f"{name}.html").render()
    assert "<h1>" in html
    assert 'lang="en' in html


def test_pages_turn_for_languages_written_from_the_right():
    from django.template.loader import get_template

    with translation.override("ar"):
        assert 'dir="rtl"' in get_template("404.html").render()


def test_a_blank_field_is_the_same_each_time_and_no_other_is_taken_for_it():
    first = render("{% field form.title %}", form=Form())
    assert render("{% field form.title %}", form=Form()) == first
    assert "Words" in render("{% field form.title %}", form=Form(initial={"title": "Words"}))
    assert "Words" in render("{% field form.title %}", form=Form({"title": "Words"}))
    assert "field__error" in render("{% field form.title %}", form=Form({}))
    other = Form()
    other.fields["title"].widget.attrs["maxlength"] = "7"
    assert 'maxlength="7"' in render("{% field form.title %}", form=other)
    assert 'id="other-id_title"' in render("{% field form.title %}", form=Form(auto_id="other-id_%s"))
    assert "Another" in render('{% field form.title label="Another" %}', form=Form())
    assert render("{% field form.title %}", form=Form()) == first
