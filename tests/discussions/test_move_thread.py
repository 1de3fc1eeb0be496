"""Moving a thread to another board."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from discussions import permissions
from discussions.actions import delete_post, move_thread, open_stream, post_reply
from discussions.models import Post, Thread
from spaces.actions import join_space, open_space
from spaces.models import Role, Space
from spaces.readers import run_all
from tests.discussions.conftest import verbs


@pytest.fixture
def club(priya, jon) -> Space:
    """A community that Priya keeps in order and Jon is in."""
    space = open_space(Space.Kind.COMMUNITY, title="Practice club")
    join_space(space, person=priya, role=Role.EXPERT, by=priya)
    join_space(space, person=jon, role=Role.GUEST, by=priya)
    return space


@pytest.fixture
def reply(thread, aiko) -> Post:
    return post_reply(thread, by=aiko, body="<p>Elsewhere</p>")


def test_it_stands_on_the_other_board_with_its_numbers_and_marks(
    signed_in, thread, reply, club, priya, aiko, jon, cohort_space
):
    client = signed_in(priya)
    assert "Practice club" in client.get(f"/threads/{thread.pk}/move/").content.decode()
    assert client.post(f"/threads/{thread.pk}/move/", {"to": club.pk}).status_code == 302
    thread.refresh_from_db()
    assert (thread.space, thread.post_count) == (club, 2)
    assert set(Post.objects.filter(thread=thread).values_list("space", "number")) == {
        (club.pk, 1),
        (club.pk, 2),
    }
    assert thread.reading_marks.get(person=aiko).number == 2
    assert signed_in(jon).get(f"/threads/{thread.pk}/").status_code == 200
    assert signed_in(aiko).get(f"/threads/{thread.pk}/").status_code == 404
    assert verbs(cohort_space)[-1] == verbs(club)[-1] == "thread.moved"


def test_moving_back_undoes_it(thread, club, priya, cohort_space, aiko):
    moved = move_thread(thread, by=priya, to=club)
    move_thread(moved, by=priya, to=cohort_space)
    assert Thread.objects.visible_to(aiko).get() == thread


def test_twice_is_quiet(thread, club, priya):
    moved = move_thread(thread, by=priya, to=club)
    move_thread(moved, by=priya, to=club)
    assert verbs(club) == ["thread.moved"]


def test_who_keeps_one_board_only_is_refused(signed_in, thread, club, priya, aiko, jon, mara, cohort_space):
    elsewhere = open_space(Space.Kind.COMMUNITY, title="Not hers")
    join_space(elsewhere, person=priya, role=Role.GUEST, by=priya)
    with pytest.raises(PermissionDenied):
        move_thread(thread, by=priya, to=elsewhere)
    assert signed_in(priya).post(f"/threads/{thread.pk}/move/", {"to": elsewhere.pk}).status_code == 422
    for other in (mara, jon):
        assert signed_in(other).get(f"/threads/{thread.pk}/move/").status_code == 403
        with pytest.raises(PermissionDenied):
            move_thread(thread, by=other, to=club)


def test_streams_stay_and_nothing_goes_into_a_team(thread, team_space, priya, club):
    join_space(team_space, person=priya, role=Role.FACILITATOR, by=priya)
    stream = open_stream(team_space, by=priya, title="Harbor")
    with pytest.raises(PermissionDenied):
        move_thread(stream, by=priya, to=club)
    with pytest.raises(PermissionDenied):
        move_thread(thread, by=priya, to=team_space)


def test_what_an_activity_stands_upon_stays(thread, club, priya, monkeypatch):
    assert permissions.can_move_thread(priya, thread, club)
    monkeypatch.setattr(Thread, "is_bound", property(lambda self: True))
    with pytest.raises(PermissionDenied):
        move_thread(thread, by=priya, to=club)


def test_words_on_their_way_are_not_said_on_the_old_board(thread, reply, club, priya, aiko, mara):
    stale = Post.objects.select_related("thread__space").get(pk=reply.pk)
    move_thread(Thread.objects.select_related("space").get(pk=thread.pk), by=priya, to=club)
    with pytest.raises(ValidationError):
        post_reply(thread, by=aiko, body="<p>Late</p>")
    with pytest.raises(ValidationError):
        delete_post(stale, by=aiko)
    assert Post.objects.filter(thread=thread).count() == 2


def test_who_began_it_is_told_if_they_can_read_it(signed_in, thread, club, priya, mara, cohort_space):
    join_space(club, person=mara, role=Role.GUEST, by=priya)
    move_thread(thread, by=priya, to=club)
    for space in (cohort_space, club):
        run_all(space.pk)
    page = signed_in(mara).get("/bell/").content.decode()
    assert page.count("moved First lines to another board") == 1
