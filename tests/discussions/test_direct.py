"""Direct conversations: the same people meet in the same one, and nobody else reads it."""

import pytest
from django.core.exceptions import ValidationError

from discussions import actions
from discussions.models import Conversation, Thread
from notifications.models import Notification
from spaces import readers
from tests.conftest import person


@pytest.fixture
def talk(mara, jon, aiko):
    return actions.open_conversation([jon, aiko], by=mara)


def test_writing_to_somebody_opens_a_stream_of_two(signed_in, mara, jon):
    answer = signed_in(mara).post("/messages/open/", {"person": [jon.pk]})
    stream = Thread.objects.get(conversation__isnull=False)
    assert answer["Location"] == f"/threads/{stream.pk}/"
    page = signed_in(jon).get(answer["Location"]).text
    assert "Only you two" in page
    assert "<span>Mara" in page
    assert signed_in(mara).get(f"/spaces/{stream.space_id}/board/")["Location"] == answer["Location"]


def test_the_same_people_meet_in_the_same_one(talk, mara, jon, aiko):
    assert actions.open_conversation([mara, aiko], by=jon) == talk
    assert actions.open_conversation([aiko], by=mara) != talk
    assert Conversation.objects.count() == 2


def test_nobody_else_finds_it(signed_in, talk, ines, stranger):
    for other in (ines, stranger):
        assert signed_in(other).get(f"/threads/{talk.pk}/").status_code == 404
        assert not Conversation.objects.visible_to(other).exists()
        assert "No messages yet" in signed_in(other).get("/messages/").text


def test_everyone_in_it_is_told_and_the_list_counts(signed_in, talk, mara, jon, aiko):
    actions.post_reply(talk, by=mara, body="<p>Have you a minute?</p>")
    readers.run("bell", talk.space_id)
    assert set(Notification.objects.values_list("person", flat=True)) == {jon.pk, aiko.pk}
    client = signed_in(jon)
    page = client.get("/messages/").text
    assert "Aiko and Mara" in page
    assert 'data-space="direct ' in page
    assert client.get("/unread/").json()["direct"] == [talk.pk]
    actions.mark_read(talk, by=jon, number=1)
    assert client.get("/unread/").json()["direct"] == []


def test_who_leaves_reads_nothing_more_and_the_others_go_on(signed_in, talk, mara, jon, aiko):
    client = signed_in(mara)
    for _twice in range(2):
        client.post(f"/messages/{talk.space_id}/leave/")
    assert client.get(f"/threads/{talk.pk}/").status_code == 404
    assert signed_in(jon).get(f"/threads/{talk.pk}/").status_code == 200
    assert actions.open_conversation([jon, aiko], by=mara) != talk


def test_only_direct_conversations_are_left_so(signed_in, team_space, mara):
    assert signed_in(mara).post(f"/messages/{team_space.pk}/leave/").status_code == 404


@pytest.mark.parametrize("others", [0, 8])
def test_a_conversation_is_of_two_to_eight(others, mara, signed_in):
    people = [person(f"Other{number}") for number in range(others)]
    with pytest.raises(ValidationError):
        actions.open_conversation(people, by=mara)
    answer = signed_in(mara).post("/messages/open/", {"person": [one.pk for one in people]}, follow=True)
    assert answer.redirect_chain == [("/messages/new/", 302)]
    assert not Conversation.objects.exists()


def test_who_has_gone_is_not_written_to(mara, jon):
    jon.is_active = False
    jon.save()
    with pytest.raises(ValidationError):
        actions.open_conversation([jon], by=mara)


def test_people_are_found_and_stay_ticked(signed_in, mara, jon, aiko):
    page = signed_in(mara).get("/messages/new/", {"q": "aiko", "person": jon.pk}).text
    assert f'value="{jon.pk}" checked' in page
    assert f'value="{aiko.pk}">' in page


@pytest.mark.parametrize("number", [3, 12])
def test_the_list_costs_the_same_for_many(number, signed_in, mara, django_assert_max_num_queries):
    for at in range(number):
        actions.open_conversation([person(f"Other{at}"), person(f"Third{at}")], by=mara)
    client = signed_in(mara)
    with django_assert_max_num_queries(9):
        assert client.get("/messages/").text.count('class="line"') == number
