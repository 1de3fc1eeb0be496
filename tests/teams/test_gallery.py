"""The gallery of finished work, and what is said to a passage of it."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cohorts.actions import end_cohort, set_due_date
from files.models import StoredFile
from notifications.models import Notification
from spaces import readers
from teams.actions import (
    close_gallery,
    comment_passage,
    delete_comment,
    give_feedback,
    open_due_galleries,
    open_gallery,
    release_round,
)
from teams.models import Gallery, HandIn, PassageComment, Submission
from tests.teams.conftest import entries


@pytest.fixture
def frozen(handed_in) -> HandIn:
    return handed_in.hand_ins.get()


@pytest.fixture
def address(cohort, task) -> str:
    return f"/cohorts/{cohort.pk}/tasks/{task.stable_id}/gallery/"


@pytest.fixture
def gallery(cohort, task, frozen, priya) -> Gallery:
    return open_gallery(cohort, task, by=priya)


def say(frozen: HandIn, by, **words) -> PassageComment:
    part = frozen.parts[0]["id"]
    return comment_passage(frozen, **{"by": by, "part_id": part, "body": "This helps.", **words})


def test_the_cohort_sees_it_once_it_is_open(signed_in, frozen, address, lena, lantern, priya, cohort):
    assert signed_in(lena).get(address).status_code == 404
    assert signed_in(priya).get(address).status_code == 200
    for _twice in range(2):
        assert signed_in(priya).post(f"{address}open/").status_code == 302
    page = signed_in(lena).get(address).text
    assert "Harbor" in page
    assert "One thing a week." in page
    assert "One thing a week." in signed_in(lena).get(frozen.get_absolute_url()).text
    assert len(entries(cohort.space, "gallery.opened")) == 1


def test_more_time_is_given_while_the_cohort_runs(signed_in, frozen, address, lantern, priya, cohort):
    assert "Give more time" in signed_in(priya).get(address).text
    end_cohort(cohort, by=priya)
    page = signed_in(priya).get(address).text
    assert lantern.name in page
    assert "Give more time" not in page


def test_it_shows_no_answer_of_a_mentor(signed_in, frozen, gallery, lena, lantern, grace):
    give_feedback(frozen.submission, by=grace, body="<p>Between us.</p>")
    page = signed_in(lena).get(frozen.get_absolute_url()).text
    assert "Between us" not in page
    assert "Ask for another go" not in page


def test_only_what_was_handed_in_last_is_shown(frozen, gallery, lena, lantern, mara):
    later = HandIn.objects.create(submission=frozen.submission, number=2, parts=frozen.parts)
    Submission.objects.update(last_hand_in=later)
    assert list(HandIn.objects.visible_to(lena)) == [later]
    assert HandIn.objects.visible_to(mara).count() == 2


def test_closing_it_hides_the_work_again(signed_in, frozen, gallery, address, lena, lantern, priya, cohort):
    say(frozen, lena)
    for _twice in range(2):
        signed_in(priya).post(f"{address}close/")
    assert signed_in(lena).get(address).status_code == 404
    assert not HandIn.objects.visible_to(lena).exists()
    assert len(entries(cohort.space, "gallery.closed")) == 1
    assert PassageComment.objects.count() == 1


@pytest.mark.parametrize("who", ["mara", "grace", "lena", "tom", "stranger"])
def test_nobody_else_opens_it(signed_in, request, frozen, address, lantern, cohort, task, who):
    somebody = request.getfixturevalue(who)
    for verb in ("open", "close"):
        assert signed_in(somebody).post(f"{address}{verb}/").status_code == 404
    with pytest.raises(PermissionDenied):
        open_gallery(cohort, task, by=somebody)
    with pytest.raises(PermissionDenied):
        close_gallery(cohort, task.stable_id, by=somebody)


@pytest.mark.parametrize("who", ["tom", "stranger"])
def test_outside_the_cohort_nobody_sees_it(signed_in, request, frozen, gallery, address, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(address).status_code == 404
    assert client.get(frozen.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("days", "opens"), [(-1, True), (1, False)])
def test_a_task_opens_its_own_once_it_is_due(frozen, cohort, task, priya, days, opens):
    task.opens_gallery = True
    task.save()
    now = timezone.now()
    set_due_date(cohort, task.stable_id, due_at=now + timedelta(days=days), by=priya)
    assert open_due_galleries(now) == opens
    assert open_due_galleries(now) == 0
    assert Gallery.objects.exists() == opens


def test_one_that_was_closed_does_not_open_by_itself(frozen, cohort, task, priya):
    task.opens_gallery = True
    task.save()
    now = timezone.now()
    set_due_date(cohort, task.stable_id, due_at=now - timedelta(days=1), by=priya)
    assert open_due_galleries(now) == 1
    close_gallery(cohort, task.stable_id, by=priya)
    assert open_due_galleries(now) == 0
    open_gallery(cohort, task, by=priya)
    assert len(entries(cohort.space, "gallery.opened")) == 2


def test_it_waits_for_the_end_of_a_review_without_names(signed_in, round, cohort, task, address, priya, lena):
    task.opens_gallery = True
    task.save()
    set_due_date(cohort, task.stable_id, due_at=timezone.now() - timedelta(days=1), by=priya)
    with pytest.raises(ValidationError, match="without names"):
        open_gallery(cohort, task, by=priya)
    assert open_due_galleries(timezone.now()) == 0
    assert signed_in(lena).get(address).status_code == 404
    release_round(round, by=priya)
    assert open_due_galleries(timezone.now()) == 1
    assert signed_in(lena).get(address).status_code == 200


def test_a_passage_is_spoken_of_and_the_team_is_told(
    signed_in, frozen, gallery, lena, lantern, mara, aiko, jon, cohort
):
    words = {
        "part": frozen.parts[0]["id"],
        "quote": "One thing",
        "body": "Why only one?",
        "key": uuid.uuid4(),
    }
    for _twice in range(2):
        answer = signed_in(lena).post(f"/hand-ins/{frozen.pk}/comments/", words)
        assert answer.status_code == 302
    comment = PassageComment.objects.get()
    assert answer["Location"].endswith(f"#comment-{comment.pk}")
    page = signed_in(mara).get(frozen.get_absolute_url()).text
    assert "<blockquote><p>One thing</p></blockquote>" in page
    assert "Why only one?" in page
    readers.run_all(cohort.space_id)
    told = Notification.objects.filter(entry__verb="passage.commented").values_list("person", flat=True)
    assert set(told) == {mara.pk, aiko.pk, jon.pk}


def test_a_quotation_stands_in_the_part(signed_in, frozen, gallery, lena, lantern):
    words = {"part": frozen.parts[0]["id"], "quote": "Two things", "body": "What?"}
    answer = signed_in(lena).post(f"/hand-ins/{frozen.pk}/comments/", words)
    assert answer.status_code == 422
    assert "These words do not stand in the part" in answer.text
    assert "Two things" in answer.text
    with pytest.raises(ValidationError, match="no such part"):
        say(frozen, lena, part_id=999)


def test_without_a_gallery_nobody_comments(frozen, mara, lena, lantern):
    for person in (mara, lena):
        with pytest.raises(PermissionDenied):
            say(frozen, person)


@pytest.mark.parametrize("who", ["tom", "stranger"])
def test_only_the_cohort_comments(request, frozen, gallery, who):
    with pytest.raises(PermissionDenied):
        say(frozen, request.getfixturevalue(who))


def test_its_writer_or_who_runs_the_cohort_takes_a_comment_away(
    signed_in, frozen, gallery, lena, lantern, mara, priya
):
    first, second = say(frozen, lena), say(frozen, lena, body="And this.")
    assert signed_in(mara).post(f"/passage-comments/{first.pk}/delete/").status_code == 403
    assert signed_in(lena).post(f"/passage-comments/{first.pk}/delete/").status_code == 302
    delete_comment(first, by=lena)
    assert signed_in(priya).post(f"/passage-comments/{second.pk}/delete/").status_code == 302
    assert not PassageComment.objects.visible_to(mara).exists()
    assert len(entries(first.hand_in.submission.team.cohort.space, "passage.comment_deleted")) == 2


def test_its_pictures_are_seen_with_it(frozen, gallery, lena, lantern, mara):
    from tests.discussions.test_images import picture

    file = picture(mara)
    StoredFile.objects.filter(pk=file.pk).update(
        parent_type="teams.submission", parent_id=frozen.submission_id
    )
    assert StoredFile.objects.visible_to(lena).exists()


@pytest.mark.parametrize("count", [1, 12])
def test_its_pages_take_few_queries(
    signed_in, frozen, gallery, address, lena, lantern, mara, django_assert_max_num_queries, count
):
    for n in range(count):
        say(frozen, lena, body=f"Word {n}")
    for person in (lena, mara):
        client = signed_in(person)
        with django_assert_max_num_queries(12):
            client.get(address)
        with django_assert_max_num_queries(12):
            client.get(frozen.get_absolute_url())
