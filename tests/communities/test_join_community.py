"""Coming into a community: at once where it is open, on request elsewhere, by invitation into a hidden one."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from communities import actions
from communities.models import Community, JoinRequest
from discussions.actions import accept_answer, post_reply, start_thread
from discussions.models import Thread
from notifications.models import Notification
from spaces import readers
from spaces.models import Entry, Membership, Role, Space


def roles(community: Community, person) -> list[str]:
    return sorted(Membership.objects.of(person).filter(space=community.space).values_list("role", flat=True))


def told(community: Community, person) -> list[str]:
    readers.run_all(community.space_id)
    return list(Notification.objects.filter(person=person).values_list("entry__verb", flat=True))


def test_everybody_joins_an_open_one_by_a_button(guild, jon, signed_in):
    client = signed_in(jon)
    for _ in range(2):
        client.post(reverse("join_community", args=[guild.pk]))
    assert roles(guild, jon) == ["learner"]
    assert Entry.objects.filter(space=guild.space, verb="membership.began", by=jon).count() == 1


def test_an_open_board_is_read_by_all_and_written_by_members(guild, jon, mara, signed_in):
    thread = start_thread(guild.space, by=mara, title="First", body="<p>One</p>")
    client = signed_in(jon)
    assert "Everybody here" in client.get(reverse("board", args=[guild.space_id])).text
    assert client.get(reverse("thread", args=[thread.pk])).status_code == 200
    with pytest.raises(PermissionDenied):
        post_reply(thread, by=jon, body="<p>Two</p>")
    actions.join_community(guild, by=jon)
    assert post_reply(thread, by=jon, body="<p>Two</p>")


def test_one_on_request_is_known_but_not_read(circle, mara, jon, signed_in):
    thread = start_thread(circle.space, by=mara, title="Among us", body="<p>One</p>")
    client = signed_in(jon)
    page = client.get(reverse("community", args=[circle.pk])).text
    assert "For whoever leads since this year." in page
    assert "Among us" not in page
    assert client.get(reverse("board", args=[circle.space_id])).status_code == 404
    assert client.get(reverse("thread", args=[thread.pk])).status_code == 404


def test_asking_tells_the_experts_who_let_in(circle, mara, jon, signed_in):
    asking = signed_in(jon)
    for _ in range(2):
        asking.post(reverse("join_community", args=[circle.pk]), {"words": "I lead since May"})
    assert roles(circle, jon) == []
    request = JoinRequest.objects.get()
    assert told(circle, mara) == ["community.asked"]
    answering = signed_in(mara)
    assert "I lead since May" in answering.get(reverse("community", args=[circle.pk])).text
    answering.post(reverse("answer_request", args=[request.pk]), {"accept": "1"})
    assert roles(circle, jon) == ["learner"]
    assert told(circle, jon) == ["community.let_in"]


def test_who_was_declined_may_ask_again(circle, mara, jon):
    request = actions.join_community(circle, by=jon)
    actions.answer_request(request, by=mara, accept=False)
    actions.answer_request(request, by=mara, accept=True)
    assert roles(circle, jon) == []
    assert actions.join_community(circle, by=jon).pk != request.pk


def test_nobody_lets_themselves_in(circle, jon, aiko):
    request = actions.join_community(circle, by=jon)
    for person in (jon, aiko):
        with pytest.raises(PermissionDenied):
            actions.answer_request(request, by=person, accept=True)


def test_an_admin_joins_as_one(circle, ines):
    actions.join_community(circle, by=ines)
    assert roles(circle, ines) == ["admin"]


def test_a_hidden_one_exists_for_members_and_the_invited(council, ines, jon, aiko, signed_in):
    outside, client = signed_in(aiko), signed_in(jon)
    address = reverse("community", args=[council.pk])
    assert client.get(address).status_code == 404
    invitation = actions.invite_to_community(council, person=jon, by=ines)
    assert told(council, jon) == ["community.invited"]
    assert "You are invited" in client.get(address).text
    assert outside.get(address).status_code == 404
    assert "Reorganisation" not in outside.get(reverse("communities")).text
    client.post(reverse("join_community", args=[council.pk]))
    assert roles(council, jon) == ["learner"]
    invitation.refresh_from_db()
    assert invitation.is_accepted


def test_a_declined_invitation_hides_it_again(council, ines, jon, signed_in):
    invitation = actions.invite_to_community(council, person=jon, by=ines)
    client = signed_in(jon)
    client.post(reverse("answer_request", args=[invitation.pk]))
    assert client.get(reverse("community", args=[council.pk])).status_code == 404


def test_inviting_whoever_asked_lets_them_in(circle, mara, jon):
    actions.join_community(circle, by=jon)
    actions.invite_to_community(circle, person=jon, by=mara)
    assert roles(circle, jon) == ["learner"]


def test_members_invite_into_open_ones_only(guild, circle, mara, jon, aiko):
    actions.join_community(guild, by=jon)
    assert actions.invite_to_community(guild, person=aiko, by=jon)
    actions.answer_request(actions.join_community(circle, by=jon), by=mara, accept=True)
    with pytest.raises(PermissionDenied):
        actions.invite_to_community(circle, person=aiko, by=jon)


def test_the_last_expert_stays(guild, mara, jon, signed_in):
    actions.join_community(guild, by=jon)
    client = signed_in(mara)
    assert "Name another expert" in client.post(reverse("leave_community", args=[guild.pk]), follow=True).text
    client.post(reverse("name_expert", args=[guild.pk, jon.pk]))
    assert roles(guild, jon) == ["expert", "learner"]
    client.post(reverse("leave_community", args=[guild.pk]))
    assert roles(guild, mara) == []
    with pytest.raises(ValidationError):
        actions.release_expert(guild, person=jon, by=jon)


def test_an_expert_moderates_and_accepts_answers(guild, mara, jon, aiko):
    for person in (jon, aiko):
        actions.join_community(guild, by=person)
    question = start_thread(guild.space, by=jon, title="How?", body="<p>How?</p>", kind=Thread.Kind.QUESTION)
    answer = post_reply(question, by=aiko, body="<p>So.</p>")
    with pytest.raises(PermissionDenied):
        accept_answer(answer, by=aiko)
    assert accept_answer(answer, by=mara).is_answer


def test_the_page_costs_the_same_for_many(guild, circle, mara, jon, signed_in, django_assert_max_num_queries):
    for number in range(12):
        actions.found_community(by=jon, title=f"Guild {number}", purpose="To learn.")
        start_thread(guild.space, by=mara, title=f"Thread {number}", body="<p>One</p>")
    client = signed_in(mara)
    for address in (reverse("communities"), reverse("community", args=[guild.pk])):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def test_a_program_founds_joins_and_leaves(jon, mara, signed_in):
    client, other = signed_in(mara), signed_in(jon)
    said = {
        "title": "Good questions",
        "purpose": "To ask well.",
        "key": "7f0c3a52-7a36-4d3c-9d61-0f3b5a1f2c11",
    }
    made = [client.post("/api/communities/", said, content_type="application/json").json() for _ in range(2)]
    assert made[0] == made[1]
    address = f"/api/communities/{made[0]['id']}/"
    assert other.get(address).json()["is_member"] is False
    assert other.post(f"{address}join/", {}, content_type="application/json").json()["members"] == 2
    assert other.post(f"{address}leave/").status_code == 204
    assert client.post(f"{address}leave/").status_code == 204
    assert (
        client.post(
            "/api/communities/", {**said, "join_rule": "hidden"}, content_type="application/json"
        ).status_code
        == 403
    )


def test_founding_by_the_form_and_changing_who_reads(mara, jon, signed_in):
    client = signed_in(mara)
    assert "Only by invitation" not in client.get(reverse("found_community")).text
    form = {"title": "Good questions", "purpose": "To ask well.", "join_rule": "open"}
    client.post(reverse("found_community"), form)
    community = Community.objects.get()
    assert community.space.readable_by == Space.ReadableBy.ORGANISATION
    client.post(reverse("edit_community", args=[community.pk]), {**form, "join_rule": "on_request"})
    community.space.refresh_from_db()
    assert community.space.readable_by == Space.ReadableBy.MEMBERS
    assert signed_in(jon).get(reverse("edit_community", args=[community.pk])).status_code == 403
    assert client.post(reverse("found_community"), {**form, "join_rule": "hidden"}).status_code == 422


def test_the_role_of_who_founds_is_expert(guild, mara):
    assert roles(guild, mara) == [Role.EXPERT]
