"""Locking and pinning a thread, and taking both back."""

import pytest
from django.core.exceptions import PermissionDenied

from discussions import actions
from discussions.actions import lock_thread, pin_thread, post_reply, unlock_thread, unpin_thread
from tests.discussions.conftest import verbs

JSON = {"content_type": "application/json"}


def test_in_a_locked_thread_only_who_keeps_order_writes(signed_in, thread, priya, aiko):
    client = signed_in(priya)
    assert f"/threads/{thread.pk}/lock/" in client.get(f"/threads/{thread.pk}/").content.decode()
    assert client.post(f"/threads/{thread.pk}/lock/")["Location"] == thread.get_absolute_url()
    page = signed_in(aiko).get(f"/threads/{thread.pk}/").content.decode()
    assert "This conversation is locked" in page
    assert "/lock/" not in page
    with pytest.raises(PermissionDenied):
        post_reply(thread, by=aiko, body="<p>Still</p>")
    client.post(f"/threads/{thread.pk}/unlock/")
    assert post_reply(thread, by=aiko, body="<p>Again</p>").number == 2


def test_a_pinned_thread_stands_first(signed_in, thread, question, priya, aiko):
    board = f"/spaces/{thread.space_id}/board/"

    def titles() -> list[str]:
        return [one.title for one in signed_in(aiko).get(board).context["page"].items]

    assert titles() == ["In writing?", "First lines"]
    signed_in(priya).post(f"/threads/{thread.pk}/pin/")
    assert titles() == ["First lines", "In writing?"]
    assert "Pinned" in signed_in(aiko).get(board).content.decode()
    signed_in(priya).post(f"/threads/{thread.pk}/unpin/")
    assert titles() == ["In writing?", "First lines"]


def test_pages_of_a_board_go_on_behind_pinned_threads(signed_in, cohort_space, thread, priya, mara):
    pin_thread(thread, by=priya)
    for number in range(35):
        actions.start_thread(cohort_space, by=mara, title=f"Thread {number}", body="<p>Hi</p>")
    first = signed_in(mara).get(f"/spaces/{cohort_space.pk}/board/").context["page"]
    more = signed_in(mara).get(f"/spaces/{cohort_space.pk}/board/?after={first.next_key}").context["page"]
    titles = [one.title for one in (*first.items, *more.items)]
    assert titles == ["First lines", *(f"Thread {number}" for number in reversed(range(35)))]


@pytest.mark.parametrize(
    ("act", "back", "said"),
    [(lock_thread, unlock_thread, "thread.locked"), (pin_thread, unpin_thread, "thread.pinned")],
)
def test_twice_is_quiet(thread, priya, cohort_space, act, back, said):
    for _twice in range(2):
        act(thread, by=priya)
    for _twice in range(2):
        back(thread, by=priya)
    assert verbs(cohort_space)[1:] == [said, said.replace(".", ".un")]


def test_nobody_else_does(signed_in, thread, mara, grace, stranger):
    for what in ("lock", "unlock", "pin", "unpin"):
        for other, status in ((mara, 403), (grace, 403), (stranger, 404)):
            assert signed_in(other).post(f"/threads/{thread.pk}/{what}/").status_code == status


def test_programs_do_it_too(signed_in, thread, priya, mara):
    address = f"/api/threads/{thread.pk}/"
    told = signed_in(priya).patch(address, {"locked": True, "pinned": True}, **JSON).json()
    assert told["locked_at"]
    assert told["pinned_at"]
    assert signed_in(priya).patch(address, {"locked": False}, **JSON).json()["locked_at"] is None
    assert signed_in(mara).patch(address, {"pinned": False}, **JSON).status_code == 403
