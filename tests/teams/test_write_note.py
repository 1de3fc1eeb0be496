"""A mentor's notes on a team: their writer's alone, unless handed over on purpose."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from teams.actions import delete_note, hand_over_note, name_mentor, release_mentor, write_note
from teams.models import MentorNote
from tests.conftest import person
from tests.robustness.forms import KEY

SECRET = "They are afraid of Tom."


@pytest.fixture
def note(harbor, grace) -> MentorNote:
    return write_note(harbor, by=grace, body=SECRET)


@pytest.fixture
def daniel(harbor, priya):
    """A second mentor of Harbor."""
    daniel = person("Daniel")
    name_mentor(harbor, person=daniel, by=priya)
    return daniel


def notes(team) -> str:
    return reverse("mentor_notes", args=[team.pk])


def test_a_mentor_writes_and_reads_it(signed_in, harbor, grace):
    client = signed_in(grace)
    for _twice in range(2):
        assert client.post(notes(harbor), {"body": SECRET, "key": KEY}).status_code == 302
    assert SECRET in client.get(notes(harbor)).content.decode()
    assert MentorNote.objects.count() == 1


@pytest.mark.parametrize("who", ["mara", "priya", "ines", "tom", "lena", "stranger"])
def test_for_everybody_else_there_is_nothing(signed_in, request, harbor, note, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(notes(harbor)).status_code == 404
    assert client.post(notes(harbor), {"body": "Mine"}).status_code == 404
    assert client.post(reverse("delete_note", args=[note.pk])).status_code == 404


def test_another_mentor_of_the_team_does_not_see_it(signed_in, harbor, note, daniel):
    assert SECRET not in signed_in(daniel).get(notes(harbor)).content.decode()


def test_handed_over_it_is_read_and_taken_back_no_more(signed_in, harbor, note, daniel, grace):
    client, address = signed_in(grace), reverse("hand_over_note", args=[note.pk])
    client.post(address, {"to": daniel.pk})
    assert SECRET in signed_in(daniel).get(notes(harbor)).content.decode()
    assert signed_in(daniel).post(reverse("delete_note", args=[note.pk])).status_code == 404
    client.post(address)
    assert SECRET not in signed_in(daniel).get(notes(harbor)).content.decode()


def test_who_is_released_keeps_their_own_and_loses_what_was_handed_over(
    signed_in, harbor, note, daniel, grace, priya
):
    hand_over_note(note, to=daniel, by=grace)
    for mentor in (grace, daniel):
        release_mentor(harbor, person=mentor, by=priya)
    page = signed_in(grace).get(notes(harbor)).content.decode()
    assert SECRET in page
    assert harbor.get_absolute_url() not in page
    assert signed_in(daniel).get(notes(harbor)).status_code == 404
    with pytest.raises(PermissionDenied):
        write_note(harbor, by=grace, body="More")


def test_it_is_handed_only_to_who_mentors_the_team(note, grace, priya, lena):
    for somebody in (priya, lena, grace):
        with pytest.raises(ValidationError, match="does not mentor"):
            hand_over_note(note, to=somebody, by=grace)


def test_its_writer_deletes_it(signed_in, note, grace, daniel):
    with pytest.raises(PermissionDenied):
        delete_note(note, by=daniel)
    signed_in(grace).post(reverse("delete_note", args=[note.pk]))
    assert not MentorNote.objects.exists()


def test_nothing_of_it_is_in_any_journal(harbor, grace):
    before = harbor.space.entries.count()
    write_note(harbor, by=grace, body=SECRET)
    assert harbor.space.entries.count() == before


def test_empty_words_are_refused(signed_in, harbor, grace):
    assert signed_in(grace).post(notes(harbor), {"body": " "}).status_code == 422
