"""A lesson in The Carpentries' layout becomes an outline: the small one of this project, and the real one."""

import os
import re
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError

from courses.importing import ImportedCourse, LeftOut, parse, with_addresses
from lib.html import clean

SMALL = Path(__file__).parents[1] / "samples" / "courses" / "small-lesson"
REAL = (
    Path(os.environ.get("COLLOQUY_DATA", Path(__file__).parents[3] / "shared" / "data"))
    / "courses"
    / "carpentries-instructor-training.zip"
)
needs_data = pytest.mark.skipif(not REAL.exists(), reason="the real data folder is absent (COLLOQUY_DATA)")


def pages_of(course: ImportedCourse) -> dict[str, str]:
    return {activity.source: activity.html for module in course.modules for activity in module.activities}


@pytest.fixture(scope="module")
def small() -> ImportedCourse:
    return parse(SMALL)


@pytest.fixture(scope="module")
def real() -> ImportedCourse:
    return parse(REAL)


def folder(tmp_path: Path, pages: dict[str, str], config: str = "title: T\nepisodes:\n") -> Path:
    (tmp_path / "episodes").mkdir()
    (tmp_path / "config.yaml").write_text(config)
    for name, text in pages.items():
        (tmp_path / "episodes" / name).write_text(text)
    return tmp_path


def test_episodes_stand_in_the_order_of_the_configuration(small):
    assert [module.title for module in small.modules] == ["Episodes", "Reference"]
    assert [activity.title for activity in small.modules[0].activities] == ["Close", "Open: say why"]
    assert [activity.minutes for activity in small.modules[0].activities] == [5, 15]
    assert small.title == "Running a short meeting"
    assert small.summary == "Two episodes about meetings that end early."


def test_episodes_stand_by_name_where_the_configuration_gives_no_order(tmp_path):
    course = parse(folder(tmp_path, {"b.md": "B", "a.md": "A"}))
    assert list(pages_of(course)) == ["episodes/a.md", "episodes/b.md"]


def test_fenced_divs_become_callouts_and_solutions_open_on_a_click(small):
    html = pages_of(small)["episodes/01-open.md"]
    for name in ("questions", "objectives", "challenge"):
        assert f'<aside class="callout callout--{name}">' in html
    assert "<details><summary>One answer</summary>" in html
    assert "<details><summary>Hint</summary>" in html
    assert "::: not a div" in html, "code keeps its colons"
    assert html.count("<aside") == html.count("</aside>")


def test_figures_keep_their_words(small):
    html = pages_of(small)["episodes/01-open.md"]
    assert 'alt="A path with &quot;four&quot; stations_and_no_more" width="320"' in html
    assert "<figcaption>Three steps</figcaption>" in html
    assert {image.content_type for image in small.images.values()} == {"image/png", "image/svg+xml"}
    assert set(re.findall(r"image:([0-9a-f]+)", "".join(pages_of(small).values()))) == set(small.images)


def test_links_between_pages_name_the_page_and_its_part(small):
    pages = pages_of(small)
    assert 'href="lesson:episodes/01-open.md#part-say-why"' in pages["episodes/02-close.md"]
    assert 'href="lesson:episodes/01-open.md#part-say-why"' in pages["learners/reference.md"]
    assert '<h2 id="part-say-why">' in pages["episodes/01-open.md"]
    assert '<a href="https://example.org/agenda">' in pages["episodes/01-open.md"], "links.md is read"


def test_pages_take_the_addresses_of_what_was_made(small):
    images = {
        key: f"/files/{number:08d}-0000-0000-0000-000000000000/" for number, key in enumerate(small.images)
    }
    html = pages_of(small)["episodes/02-close.md"]
    made = clean(with_addresses(html, images=images, lessons={"episodes/01-open.md": "/activities/7/"}))
    assert '<a href="/activities/7/#part-say-why">why</a>' in made
    assert re.search(r'<a href="/files/[0-9-]+/">the picture</a>', made)
    lost = clean(with_addresses(html, images={}, lessons={}))
    assert "why</a>" in lost
    assert "href" not in lost


def test_formulas_are_kept_and_prices_are_no_formulas(small):
    html = pages_of(small)["episodes/01-open.md"]
    assert r'<span class="math">n \times t</span>' in html
    assert "never $5 and $10" in html


def test_what_is_left_out_is_counted_by_kind_and_noted_in_its_place(small):
    assert small.report.counts() == {
        "made": {"lesson": 2, "reference page": 1, "figure": 2},
        "left_out": {
            "dangling link": 3,
            "embedded page": 1,
            "instructor page": 1,
            "missing figure": 1,
            "script": 1,
            "source of a drawing": 1,
            "template tag": 2,
            "unclosed block": 1,
            "unknown block": 1,
        },
    }
    html = pages_of(small)["episodes/01-open.md"]
    for words in ("fig/lost.png", "{% include old.html %}", "https://example.org/video", "(nowhere)"):
        assert re.search(rf'<aside class="callout callout--note"><p>[^<]*{re.escape(words)}', html), words
    assert "alert(1)" not in html
    assert "episodes/02-close.md: dangling link: files/paper.pdf" in small.report.as_text()


def test_nothing_is_lost_when_the_page_is_cleaned(small):
    for source, html in pages_of(small).items():
        stored = re.sub(r'"image:[^"]*"', '"/files/00000000-0000-0000-0000-000000000000/"', html)
        cleaned = clean(stored)
        for tag in ("aside", "details", "figure", "figcaption", "img", "table", "h2", "h3", "pre", "li"):
            assert cleaned.count(f"<{tag}") == stored.count(f"<{tag}"), (source, tag)


def test_the_innermost_block_is_closed_whatever_its_length(tmp_path):
    text = "::::::::: challenge\nA\n:::: solution\nB\n:::::::::::\nC\n:::\nD"
    html = pages_of(parse(folder(tmp_path, {"a.md": text})))["episodes/a.md"]
    assert re.sub(r"\s*\n\s*", "", html) == (
        '<aside class="callout callout--challenge"><p><strong>Challenge</strong></p><p>A</p>'
        "<details><summary>Solution</summary><p>B</p></details><p>C</p></aside><p>D</p>"
    )


def test_a_listed_episode_that_is_missing_is_named(tmp_path):
    course = parse(folder(tmp_path, {"a.md": "A"}, "title: T\nepisodes:\n- a.md\n- ../../secret.md\n"))
    assert course.report.left_out == [LeftOut("missing episode", "config.yaml", "episodes/../../secret.md")]


@pytest.mark.parametrize(
    "config",
    ["", "- just\n- a list", "title: [unclosed", "a: &a [*a, *a]\nb: {c: [", "title: T\nepisodes:\n"],
)
def test_a_folder_without_configuration_or_episodes_is_refused(tmp_path, config):
    with pytest.raises(ValidationError):
        parse(folder(tmp_path, {}, config))


def test_a_download_with_one_folder_around_it_is_read(tmp_path):
    with ZipFile(tmp_path / "main.zip", "w") as archive:
        archive.writestr("lesson-main/config.yaml", "title: Wrapped\nepisodes:\n")
        archive.writestr("lesson-main/episodes/a.md", "A")
    course = parse(tmp_path / "main.zip")
    assert (course.title, list(pages_of(course))) == ("Wrapped", ["episodes/a.md"])


@needs_data
@pytest.mark.data
def test_the_real_course_has_its_25_episodes(real):
    assert real.title == "Instructor Training"
    assert [module.title for module in real.modules] == ["Episodes", "Reference"]
    assert [len(module.activities) for module in real.modules] == [25, 8]
    assert real.report.made == {"lesson": 25, "reference page": 8, "figure": 27}
    assert sum(activity.minutes for activity in real.modules[0].activities) == 940


@needs_data
@pytest.mark.data
def test_every_figure_of_the_real_course_is_shown_or_named(real):
    with ZipFile(REAL) as archive:
        sources = {name: archive.read(name).decode() for name in pages_of(real)}
    written = Counter(dict.fromkeys(sources, 0))
    for name, text in sources.items():
        written[name] = len(re.findall(r"!\[", text))
    missing = [item for item in real.report.left_out if item.kind == "missing figure"]
    shown = {name: html.count("<img ") for name, html in pages_of(real).items()}
    named = Counter(item.where for item in missing)
    assert {name: shown[name] + named[name] for name in sources} == dict(written)
    assert (sum(shown.values()), len(missing), sum(written.values())) == (21, 1, 22)
    assert missing[0].detail == "fig/sketchplanations-the-curb-cut-effect.png"
    linked = sum(len(re.findall(r"\]\(fig/", text)) for text in sources.values())
    references = re.findall(r'(?:src|href)="image:([0-9a-f]+)"', "".join(pages_of(real).values()))
    assert len(references) == linked - len(missing) == 28
    assert set(references) == set(real.images)


@needs_data
@pytest.mark.data
def test_dangling_links_of_the_real_course_are_named(real):
    found = Counter(
        (item.where, item.detail) for item in real.report.left_out if item.kind == "dangling link"
    )
    papers = (
        "fincher-warrens-questions-2007",
        "fincher-stories-change-2012",
        "barker-practice-adoption-2015",
    )
    assert found == {
        ("episodes/01-welcome.md", "icebreakers.md"): 2,
        **{("episodes/11-practice-teaching.md", f"files/papers/{paper}.pdf"): 1 for paper in papers},
        ("episodes/15-carpentries.md", "LICENSE.md"): 1,
        ("episodes/17-live.md", "episodes/05-memory.md#why-guided-practice-is-important"): 1,
        ("episodes/23-introductions.md", "instructors/icebreakers.md"): 1,
        ("learners/training_info.md", "index.md"): 1,
    }
    pages = pages_of(real)
    assert all(detail in pages[where] for where, detail in found), "each is named on its page too"


@needs_data
@pytest.mark.data
def test_every_block_of_the_real_course_is_there(real):
    with ZipFile(REAL) as archive:
        text = "\n".join(archive.read(activity.source).decode() for activity in real.modules[0].activities)
    written = Counter(re.findall(r"^ *:{3,} *([a-z]+)", text, re.MULTILINE))
    html = "".join(activity.html for activity in real.modules[0].activities)
    shown = Counter(re.findall(r"callout--([a-z]+)", html))
    for name in (
        "objectives",
        "questions",
        "keypoints",
        "challenge",
        "instructor",
        "discussion",
        "testimonial",
    ):
        assert shown[name] == written[name] > 0, name
    assert shown["callout"] == written["callout"] + written["checklist"]
    assert html.count("<details>") == written["solution"] + written["hint"] + written["spoiler"]
    assert not re.search(r"^:{3,}", html, re.MULTILINE)
