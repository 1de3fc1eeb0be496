"""Courses from elsewhere: what stands in the draft afterwards, what is reported, and what a refusal leaves."""

import os
import re
import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from courses import actions
from courses.importing import parse
from courses.models import Activity, Course
from files.models import StoredFile
from lib import html

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "samples" / "courses"
DATA = Path(os.environ.get("COLLOQUY_DATA") or ROOT.parent / "shared" / "data")
CARPENTRIES = DATA / "courses" / "carpentries-instructor-training.zip"


def lessons(course):
    return list(Activity.objects.filter(module__version=course.draft).in_outline_order())


def assert_all_pictures_are_there(course) -> int:
    """Every picture of a page is a stored file of the course; how many are shown."""
    shown = [pk for lesson in lessons(course) for pk in html.file_ids(lesson.body)]
    mine = StoredFile.objects.filter(parent_type="courses.course", parent_id=course.pk)
    assert set(shown) <= {file.pk for file in mine if file.content.size}
    return len(set(shown))


def assert_all_links_lead_somewhere(course) -> int:
    """Links between lessons lead to lessons, and to parts that are on their pages; how many there are."""
    bodies = {str(lesson.stable_id): lesson.body for lesson in lessons(course)}
    links = [
        (target or own, anchor)
        for own, body in bodies.items()
        for target, anchor in re.findall(r'href="(?:/learn/([0-9a-f-]+)/)?(?:#([^"]+))?"', body)
    ]
    for target, anchor in links:
        assert not anchor or f'id="{anchor}"' in bodies[target]
    return len(links)


def test_a_word_file_becomes_lessons_with_pictures(ines):
    course, report = actions.import_course(parse(SAMPLES / "welcoming-a-new-colleague.docx"), by=ines)
    assert report.made["lesson"] == len(lessons(course)) >= 4
    assert assert_all_pictures_are_there(course) == report.made["figure"] > 0
    assert not any("image:" in lesson.body or "lesson:" in lesson.body for lesson in lessons(course))


def test_a_folder_becomes_lessons_whose_links_arrive(ines):
    course, _report = actions.import_course(parse(SAMPLES / "small-lesson"), by=ines)
    assert assert_all_links_lead_somewhere(course) > 0
    assert assert_all_pictures_are_there(course) > 0


def test_modules_are_put_behind_those_of_a_draft(ines):
    course = actions.create_course(by=ines, title="Mine")
    actions.add_module(course, by=ines, title="First")
    same, _report = actions.import_course(parse(SAMPLES / "small-lesson"), by=ines, course=course)
    assert same == course
    assert course.draft.modules.order_by("position")[0].title == "First"
    assert course.draft.modules.count() > 1


def test_a_picture_that_cannot_be_read_is_named_in_its_place(ines):
    parsed = parse(SAMPLES / "small-lesson")
    key = parsed.add_image("broken.png", b"\x89PNG\r\n\x1a\nnothing")
    parsed.modules[0].activities[0].html += f'<p>A <img src="image:{key}" alt="x"> b</p>'
    course, report = actions.import_course(parsed, by=ines)
    assert [item.detail or item.where for item in report.left_out if item.kind == "unreadable figure"] == [
        "broken.png"
    ]
    assert "Not imported: unreadable figure" in lessons(course)[0].body


def test_a_failure_half_way_leaves_nothing(ines, media):
    parsed = parse(SAMPLES / "small-lesson")
    parsed.modules[-1].activities[-1].html = "<span>" * 400 + "deep"
    with pytest.raises(Exception, match="deeply"):
        actions.import_course(parsed, by=ines)
    assert not Course.objects.exists()
    assert not StoredFile.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_learners_import_nothing(mara, media):
    with pytest.raises(PermissionDenied):
        actions.import_course(parse(SAMPLES / "small-lesson"), by=mara)
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_the_command_prints_the_report(ines):
    out = StringIO()
    call_command("import_course", SAMPLES / "small-lesson", by=ines.email, stdout=out)
    assert "Made:" in out.getvalue()
    assert Course.objects.get().space.memberships.get().person == ines


@pytest.mark.parametrize(
    "content", [{"../../etc/x": b"x"}, {"a.txt": b"\0" * 5_000_000}, {"readme.md": b"hi"}]
)
def test_bad_zips_are_refused_and_leave_nothing(tmp_path, media, db, content):
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    with pytest.raises(CommandError, match=r"\w{3,}"):
        call_command("import_course", path, stdout=StringIO())
    assert not Course.objects.exists()
    assert [item for item in media.rglob("*") if item.is_file()] == [path]


def test_overlapping_entries_are_refused(tmp_path, db):
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("config.yaml", b"title: x")
        archive.writestr("episodes/a.md", b"# x")
        archive.filelist[1].header_offset = archive.filelist[0].header_offset
        archive._didModify = True
    path = tmp_path / "overlap.zip"
    path.write_bytes(data.getvalue())
    with pytest.raises(CommandError):
        call_command("import_course", path, stdout=StringIO())
    assert not Course.objects.exists()


@pytest.mark.data
@pytest.mark.skipif(not CARPENTRIES.exists(), reason="COLLOQUY_DATA has no Carpentries course")
def test_the_carpentries_instructor_training_imports_whole(ines):
    parsed = parse(CARPENTRIES)
    course, report = actions.import_course(parsed, by=ines)
    assert report.made["lesson"] == 25
    assert course.draft.modules.order_by("position")[0].activities.count() == 25
    assert report.made["figure"] == len(parsed.images)
    assert assert_all_pictures_are_there(course) == len(parsed.images)
    assert assert_all_links_lead_somewhere(course) > 0
    dangling = [item for item in report.left_out if item.kind == "dangling link"]
    assert dangling
    assert all(item.where and item.detail for item in dangling)
