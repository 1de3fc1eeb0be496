"""Open sockets: no frame tells what its persona may not see, and none outlives membership, password or account."""

from __future__ import annotations

import json
import uuid

import pytest
from django.db.models import Q
from websockets.exceptions import ConnectionClosed

from cohorts.actions import withdraw
from discussions.actions import edit_post, post_reply, put_reaction
from people.actions import deactivate_person
from spaces.models import Membership, Role, Space
from spaces.readers import run_all
from teams import actions as teams
from teams.models import Team
from tests.access.canaries import active_in
from tests.access.conftest import sign_in_all
from tests.access.crawl import names_in_redis
from tests.access.matrix.talk import THREADS
from tests.access.world import PERSONAS, World, enrollment
from tests.live import Watcher, socket_server

PASSWORD = "a long enough password"


@pytest.fixture
def watch(open_world):
    """Somebody's page, with a socket that asks for every space there is."""
    watchers = []
    with socket_server() as address:

        def open_watcher(client) -> Watcher:
            watchers.append(Watcher(address, client, *Space.objects.all()))
            return watchers[-1]

        yield open_watcher
        for watcher in watchers:
            watcher.close()


def heard(watcher: Watcher) -> str:
    """All frames that were on their way when a ping was sent, as text."""
    watcher.socket.send('{"ping":1}')
    frames: list = []
    while (frame := watcher.next()) != {"pong": 1}:
        frames.append(frame)
    return json.dumps(frames, ensure_ascii=False)


def say_everywhere(world: World) -> None:
    """New words in every room, and a part that becomes ready."""
    for label, seen_by in THREADS.items():
        thread = world[label]
        member = thread.space.memberships.open().order_by("id").first()
        by = member.person if member else world.people["LX"]
        post = post_reply(
            thread, by=by, body=world.canaries.html(f"new words in the {label}", seen_by), key=uuid.uuid4()
        )
        put_reaction(post, by=by, kind="heart")
        edit_post(post, by=by, body=world.canaries.html(f"newer words in the {label}", seen_by))
    mara = world.people["TM"]
    part = world["draft part 0"]
    part.refresh_from_db()
    teams.save_part(part, by=mara, body=world.canaries.html("new draft", "TM"), revision=part.revision)
    teams.ready_part(part, by=mara)
    for space_id in Space.objects.values_list("pk", flat=True):
        run_all(space_id)


def test_no_frame_tells_what_is_not_ones_own(open_world, watch):
    world, clients = open_world, sign_in_all(open_world)
    watchers = {persona: watch(clients[persona]) for persona in PERSONAS if persona != "AN"}
    for watcher in watchers.values():
        watcher.until("hello")
    say_everywhere(world)
    faults, told = set(), {}
    for persona, watcher in watchers.items():
        text = told[persona] = heard(watcher)
        faults |= {f"frame to {persona}: {thing}" for thing in world.canaries.leaks(text, persona)}
        html = "".join(frame.get("html", "") for frame in json.loads(text))
        faults |= {f"frame to {persona}: {what}" for what in active_in(html)}
    assert not faults, "\n".join(sorted(faults))
    assert len(world.canaries.met(told["TM"])) >= 4
    assert not world.canaries.met(names_in_redis())


def test_signed_out_hears_nothing(open_world, watch):
    watcher = watch(None)
    with pytest.raises(ConnectionClosed):
        watcher.next()


def test_the_socket_of_who_left_is_told_so_and_falls_silent(open_world, watch):
    world, clients = open_world, sign_in_all(open_world)
    watcher = watch(clients["TM"])
    watcher.until("hello")
    mara, cohort = world.people["TM"], world["cohort space"]
    here = Membership.objects.of(mara).filter(Q(space=cohort) | Q(space__parent=cohort))
    rooms = set(here.values_list("space_id", flat=True))
    assert {cohort.pk, world["harbor space"].pk, world["heron space"].pk} <= rooms
    withdraw(enrollment(world, mara), by=mara)
    assert {watcher.until("left")["left"] for _room in rooms} == rooms
    heard(watcher)
    post_reply(world["cohort thread"], by=world.people["CM"], body="<p>Is Mara gone?</p>")
    post_reply(world["harbor stream"], by=world.people["MM"], body="<p>Is Mara gone?</p>")
    assert heard(watcher) == "[]"


def test_the_socket_of_a_mentor_who_is_released_falls_silent(open_world, watch):
    """From their last team they go out of the cohort too."""
    world, clients = open_world, sign_in_all(open_world)
    watcher = watch(clients["MM"])
    watcher.until("hello")
    grace, cohort = world.people["MM"], world["cohort"]
    mentored = Team.objects.filter(space__in=Space.objects.joined_by(grace, Role.MENTOR), cohort=cohort)
    rooms = set(mentored.values_list("space_id", flat=True))
    for team in mentored.select_related("space", "cohort__space"):
        teams.release_mentor(team, person=grace, by=world.people["MF"])
    assert {watcher.until("left")["left"] for _room in range(len(rooms) + 1)} == {*rooms, cohort.space_id}
    heard(watcher)
    post_reply(world["cohort thread"], by=world.people["CM"], body="<p>Is Grace gone?</p>")
    post_reply(world["harbor stream"], by=world.people["TM"], body="<p>Is Grace gone?</p>")
    assert heard(watcher) == "[]"


def test_a_deactivated_person_is_shut_out(open_world, watch):
    watcher = watch(sign_in_all(open_world)["TM"])
    watcher.until("hello")
    deactivate_person(open_world.people["TM"], by=open_world.people["LD"])
    assert closes(watcher)


def test_a_new_password_closes_every_socket(open_world, watch):
    mara = open_world.people["TM"]
    mara.set_password(PASSWORD)
    mara.save()
    here, elsewhere = sign_in_all(open_world)["TM"], sign_in_all(open_world)["TM"]
    watchers = [watch(here), watch(elsewhere)]
    for watcher in watchers:
        watcher.until("hello")
    words = {"oldpassword": PASSWORD, "password1": f"{PASSWORD}, new", "password2": f"{PASSWORD}, new"}
    assert here.post("/accounts/password/change/", words).status_code == 302
    assert all(closes(watcher) for watcher in watchers)


def closes(watcher: Watcher) -> bool:
    """Whether the socket is closed from the other side, within seconds."""
    try:
        while watcher.next():
            pass
    except ConnectionClosed:
        return True
    return False
