"""Who is here now: seen by those who are here too, while it lasts, by nobody else and never later."""

import pytest

from spaces.actions import leave_space
from spaces.models import Entry
from tests.live import Watcher, socket_server

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def look(signed_in, team_space):
    """look(mara) opens a page of the team's space; who is hidden looks from elsewhere."""
    with socket_server() as address:
        watchers = []

        def open_page(person, **options):
            watchers.append(Watcher(address, signed_in(person), team_space, **{"here": True, **options}))
            watchers[-1].until("hello")
            return watchers[-1]

        yield open_page
        for watcher in watchers:
            watcher.close()


def here(watcher) -> dict:
    return watcher.until("here")["here"]


def hide(person) -> None:
    person.shows_presence = False
    person.save(update_fields=["shows_presence"])


def test_who_comes_sees_who_is_there_and_is_seen(look, mara, aiko):
    first = look(mara)
    assert here(first) == {"people": [mara.pk]}
    second = look(aiko)
    assert here(second) == {"people": sorted([mara.pk, aiko.pk])}
    assert here(first) == {"person": aiko.pk, "is_here": True}


def test_who_goes_is_gone_with_the_last_page(look, mara, aiko):
    watcher = look(mara)
    here(watcher)
    pages = [look(aiko), look(aiko)]
    assert here(watcher)["is_here"]
    pages[0].close()
    pages[1].socket.send('{"ping":1}')
    pages[1].until("pong")
    assert watcher.hears_nothing()
    pages[1].close()
    assert here(watcher) == {"person": aiko.pk, "is_here": False}


def test_a_hidden_tab_is_not_here(look, mara, aiko):
    watcher, other = look(mara), look(aiko)
    here(watcher)
    assert here(watcher)["is_here"]
    here(other)
    other.socket.send('{"ping":1,"away":1}')
    assert here(watcher) == {"person": aiko.pk, "is_here": False}


def test_who_turned_it_off_neither_shows_nor_sees(look, signed_in, team_space, mara, aiko, jon):
    hide(aiko)
    watcher, hidden = look(mara), look(aiko)
    assert here(watcher) == {"people": [mara.pk]}
    signed_in(aiko).post(f"/spaces/{team_space.pk}/typing/", {"where": "thread-1"})
    signed_in(jon).post(f"/spaces/{team_space.pk}/typing/", {"where": "thread-1"})
    assert watcher.until("typing")["typing"]["person"] == jon.pk
    assert hidden.hears_nothing()


def test_turning_it_off_ends_it_on_open_pages(look, signed_in, mara, aiko, jon):
    watcher, other = look(mara), look(aiko)
    here(watcher)
    assert here(watcher)["is_here"]
    said = {"works_from": "09:00", "works_until": "17:00", "works_on": ["0", "1"]}
    answer = signed_in(aiko).post("/me/", {"name": "Aiko Test", "time_zone": "UTC", **said})
    assert answer.status_code == 302
    assert here(watcher) == {"person": aiko.pk, "is_here": False}
    other.socket.send('{"ping":1}')
    other.until("pong")
    look(jon)
    assert here(watcher) == {"person": jon.pk, "is_here": True}
    assert other.hears_nothing()


def test_who_looks_from_elsewhere_is_not_here_and_the_journal_knows_nothing(
    look, mara, aiko, tom, team_space
):
    before = Entry.objects.count()
    watcher = look(mara)
    here(watcher)
    look(aiko, here=False)
    look(tom)
    assert watcher.hears_nothing()
    assert Entry.objects.count() == before


def test_leaving_the_space_ends_it(look, team_space, mara, aiko, priya):
    watcher = look(mara)
    here(watcher)
    look(aiko)
    assert here(watcher)["is_here"]
    leave_space(team_space, person=aiko, by=priya)
    assert here(watcher) == {"person": aiko.pk, "is_here": False}
