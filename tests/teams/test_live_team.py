"""What those who watch a team's room get over real sockets."""

import pytest

from spaces import catch_up
from spaces.actions import leave_space
from teams.actions import hand_in, move_member, propose_hand_in, ready_part, save_part
from tests.live import Watcher, socket_server

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_seat_comes_as_a_number_and_is_fetched_by_the_team_only(signed_in, part, mara, aiko, grace, harbor):
    save_part(part, by=mara, body="<p>Secret words.</p>", revision=0)
    with socket_server() as address:
        mate = Watcher(address, signed_in(aiko), harbor.space)
        mentor = Watcher(address, signed_in(grace), harbor.space)
        number = mate.until("hello")["hello"][str(harbor.space_id)]
        mentor.until("hello")
        ready_part(part, by=mara)
        frames = [watcher.until("number") for watcher in (mate, mentor)]
        mate.close()
        mentor.close()
    for frame in frames:
        assert frame["verb"] == "part.ready"
        assert "html" not in frame
    after = f"/spaces/{harbor.space_id}/after/{number}/"
    assert "Secret words." in signed_in(aiko).get(after).json()["lines"][0]["html"]
    assert signed_in(grace).get(after).json()["lines"] == []


def test_the_moment_is_pushed_to_the_whole_room(signed_in, part, mara, aiko, grace, harbor):
    save_part(part, by=mara, body="<p>Words.</p>", revision=0)
    ready_part(part, by=mara)
    propose_hand_in(part.submission, by=aiko)
    with socket_server() as address:
        watcher = Watcher(address, signed_in(grace), harbor.space)
        watcher.until("hello")
        hand_in(part.submission, by=mara)
        frame = watcher.until("number")
        watcher.close()
    assert frame["verb"] == "submission.handed_in"
    assert f'id="submission-{part.submission_id}"' in frame["html"]
    assert "csrf" not in frame["html"]


def test_who_was_just_moved_out_gets_nothing(signed_in, part, mara, jon, priya, harbor):
    save_part(part, by=mara, body="<p>Words.</p>", revision=0)
    with socket_server() as address:
        watcher = Watcher(address, signed_in(jon), harbor.space)
        watcher.until("hello")
        leave_space(harbor.space, person=jon, by=priya)
        assert watcher.until("left")["left"] == harbor.space_id
        ready_part(part, by=mara)
        assert watcher.hears_nothing()
        watcher.close()
    harbor.space.refresh_from_db()
    assert catch_up.after(harbor.space, 0, jon).lines == []


def test_who_is_moved_to_another_team_is_out_of_the_first_at_once(
    signed_in, part, mara, jon, priya, harbor, lantern
):
    with socket_server() as address:
        watcher = Watcher(address, signed_in(jon), harbor.space)
        watcher.until("hello")
        move_member(harbor, lantern, person=jon, by=priya)
        assert watcher.until("left")["left"] == harbor.space_id
        save_part(part, by=mara, body="<p>Words.</p>", revision=0)
        ready_part(part, by=mara)
        assert watcher.hears_nothing()
        watcher.close()
