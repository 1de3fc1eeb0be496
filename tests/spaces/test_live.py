"""The live socket, over real connections."""

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from spaces import live
from spaces import watch as watching
from spaces.actions import join_space, leave_space, record
from spaces.models import Role
from tests.live import Watcher, socket_server

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def address():
    with socket_server() as address:
        yield address


@pytest.fixture
def watch(address):
    watchers = []

    def open_watcher(client, *spaces, **options):
        watchers.append(Watcher(address, client, *spaces, **options))
        return watchers[-1]

    yield open_watcher
    for watcher in watchers:
        watcher.close()


def test_a_member_is_greeted_with_the_number_and_hears_what_comes(
    watch, signed_in, cohort_space, mara, priya
):
    watcher = watch(signed_in(mara), cohort_space)
    assert watcher.next() == {"hello": {str(cohort_space.pk): cohort_space.last_number}}
    entry = record(cohort_space, by=priya, verb="space.closed", target=cohort_space)
    frame = watcher.until("number")
    assert (frame["space"], frame["number"], frame["verb"]) == (cohort_space.pk, entry.number, "space.closed")


def test_a_stranger_is_greeted_without_the_space_and_hears_nothing(
    watch, signed_in, cohort_space, stranger, priya
):
    watcher = watch(signed_in(stranger), cohort_space)
    assert watcher.next() == {"hello": {}}
    record(cohort_space, by=priya, verb="space.closed", target=cohort_space)
    assert watcher.hears_nothing()


def test_somebody_just_removed_is_shut_out(watch, signed_in, cohort_space, mara, priya):
    watcher = watch(signed_in(mara), cohort_space)
    watcher.until("hello")
    leave_space(cohort_space, person=mara, by=priya)
    assert watcher.until("left") == {"left": cohort_space.pk}
    record(cohort_space, by=priya, verb="space.closed", target=cohort_space)
    assert watcher.hears_nothing()


def test_keeping_another_role_keeps_the_socket(watch, signed_in, cohort_space, mara, priya):
    join_space(cohort_space, person=mara, role=Role.MENTOR, by=priya)
    watcher = watch(signed_in(mara), cohort_space)
    watcher.until("hello")
    leave_space(cohort_space, person=mara, by=priya, role=Role.MENTOR)
    assert "number" in watcher.until("number")
    record(cohort_space, by=priya, verb="space.closed", target=cohort_space)
    assert watcher.until("number")["verb"] == "space.closed"


def test_a_foreign_origin_is_refused(watch, signed_in, cohort_space, mara):
    with pytest.raises(InvalidStatus):
        watch(signed_in(mara), cohort_space, origin="http://evil.example")


def test_signed_out_is_closed(watch, cohort_space):
    watcher = watch(None, cohort_space)
    with pytest.raises(ConnectionClosed) as closed:
        watcher.next()
    assert closed.value.rcvd.code == 4401


def test_signing_out_closes_the_socket(watch, signed_in, cohort_space, mara):
    client = signed_in(mara)
    watcher = watch(client, cohort_space)
    watcher.until("hello")
    client.post("/accounts/logout/")
    with pytest.raises(ConnectionClosed) as closed:
        watcher.next()
    assert closed.value.rcvd.code == 4401


def test_another_session_of_the_same_person_stays(watch, signed_in, cohort_space, mara):
    watcher = watch(signed_in(mara), cohort_space)
    watcher.until("hello")
    signed_in(mara).post("/accounts/logout/")
    assert watcher.hears_nothing()


def test_typing_is_passed_on_and_kept_nowhere(watch, signed_in, cohort_space, mara, aiko):
    watcher = watch(signed_in(aiko), cohort_space)
    watcher.until("hello")
    number = cohort_space.last_number
    signed_in(mara).post(f"/spaces/{cohort_space.pk}/typing/", {"where": "thread-1"})
    assert watcher.until("typing")["typing"]["name"] == "Mara"
    cohort_space.refresh_from_db()
    assert cohort_space.last_number == number


def test_who_only_looks_does_not_hear_who_types(watch, signed_in, cohort_space, mara, aiko, stranger, priya):
    type(cohort_space).objects.update(readable_by="organisation")
    watchers = [watch(signed_in(person), cohort_space) for person in (stranger, aiko)]
    for watcher in watchers:
        watcher.until("hello")
    signed_in(mara).post(f"/spaces/{cohort_space.pk}/typing/", {"where": "thread-1"})
    assert watchers[1].until("typing")["typing"]["name"] == "Mara"
    assert watchers[0].hears_nothing()
    join_space(cohort_space, person=stranger, role=Role.LEARNER, by=priya)
    watchers[0].until("number")
    signed_in(mara).post(f"/spaces/{cohort_space.pk}/typing/", {"where": "thread-1"})
    assert watchers[0].until("typing")["typing"]["name"] == "Mara"


def test_what_is_rolled_back_is_never_told(watch, signed_in, cohort_space, mara, priya):
    from django.db import transaction

    watcher = watch(signed_in(mara), cohort_space)
    watcher.until("hello")
    with transaction.atomic():
        record(cohort_space, by=priya, verb="space.closed", target=cohort_space)
        transaction.set_rollback(True)
    assert watcher.hears_nothing()


@pytest.fixture
def quick_rounds(monkeypatch):
    monkeypatch.setattr(watching, "ROUND_SECONDS", 0.1)
    monkeypatch.setattr(watching, "REST_SECONDS", 0.1)


@pytest.fixture
def lost_frames(monkeypatch):
    """Whoever was about to push dies after the commit."""
    monkeypatch.setattr(live, "_publish", lambda *_args: None)


def test_a_lost_frame_is_noticed(quick_rounds, lost_frames, watch, signed_in, cohort_space, mara, priya):
    watcher = watch(signed_in(mara), cohort_space)
    watcher.until("hello")
    entry = record(cohort_space, by=priya, verb="space.closed", target=cohort_space)
    assert watcher.until("hello") == {"hello": {str(cohort_space.pk): entry.number}}


def test_a_lost_end_of_a_membership_is_noticed(
    quick_rounds, lost_frames, watch, signed_in, cohort_space, mara, priya
):
    watcher = watch(signed_in(mara), cohort_space)
    watcher.until("hello")
    leave_space(cohort_space, person=mara, by=priya)
    assert watcher.until("left") == {"left": cohort_space.pk}
    assert watcher.until("hello") == {"hello": {}}


def test_whoever_has_to_wait_for_their_turn_is_told_how_long(
    watch, monkeypatch, signed_in, cohort_space, mara, aiko
):
    monkeypatch.setattr(watching, "GREETED_PER_SECOND", 0.5)
    monkeypatch.setattr(watching, "GREETED_AT_ONCE", 1)
    monkeypatch.setattr(watching, "_next_turn", 0.0)
    hello = {"hello": {str(cohort_space.pk): cohort_space.last_number}}
    first, second = watch(signed_in(mara), cohort_space), watch(signed_in(aiko), cohort_space)
    assert first.next() == hello
    assert 1 < second.next()["wait"] <= 2
    assert second.next() == hello


def test_who_was_told_is_not_greeted_again(quick_rounds, watch, signed_in, cohort_space, mara, priya):
    watcher = watch(signed_in(mara), cohort_space)
    watcher.until("hello")
    record(cohort_space, by=priya, verb="space.closed", target=cohort_space)
    watcher.until("number")
    with pytest.raises(TimeoutError):
        watcher.next(1)


def test_everybody_is_greeted_again_once_redis_is_back(
    quick_rounds, monkeypatch, watch, signed_in, cohort_space, mara
):
    answers = iter([True])

    async def redis_is_away():
        return next(answers, False)

    monkeypatch.setattr(watching, "_redis_is_away", redis_is_away)
    watcher = watch(signed_in(mara), cohort_space)
    watcher.until("hello")
    assert watcher.until("hello") == {"hello": {str(cohort_space.pk): cohort_space.last_number}}
    assert watcher.until("told") == {"told": "bell"}
