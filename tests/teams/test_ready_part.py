"""Taking, leaving, readying and reopening parts: what the team sees of it and who is told."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from notifications.models import Mail, Notification
from spaces import catch_up, readers
from teams.actions import leave_part, ready_part, reopen_part, save_part, take_part
from tests.teams.conftest import entries, write


def told(team) -> list:
    readers.run_all(team.space_id)
    return list(Notification.objects.filter(kind="team_waits").values_list("person", flat=True))


def test_the_seat_fills_and_the_team_sees_it(signed_in, part, mara, aiko, harbor):
    save_part(part, by=mara, body="<p>Words.</p>", revision=0)
    before = harbor.space.entries.count()
    answer = signed_in(mara).post(
        f"/parts/{part.pk}/ready/", {"body": "<p>Last words.</p>", "body_format": "html", "revision": 1}
    )
    assert answer.status_code == 302
    part.refresh_from_db()
    assert part.is_ready
    assert part.body == "<p>Last words.</p>"
    harbor.space.refresh_from_db()
    [line] = catch_up.after(harbor.space, before, aiko).lines
    assert line["verb"] == "part.ready"
    assert f'id="seat-{part.pk}"' in line["html"]
    assert "seat--ready" in line["html"]
    assert f'id="draft-{part.submission_id}-count"' in line["html"]


def test_a_mentor_gets_nothing_of_the_draft(part, mara, grace, harbor):
    before = harbor.space.entries.count()
    write(part, mara)
    assert entries(harbor.space, "part.ready")
    harbor.space.refresh_from_db()
    assert catch_up.after(harbor.space, before, grace).lines == []


def test_the_entry_names_task_and_part(part, mara, task, harbor):
    write(part, mara)
    [entry] = entries(harbor.space, "part.ready")
    assert entry.data == {"activity": str(task.stable_id), "part": part.pk}


def test_twice_is_quiet(part, mara, harbor):
    write(part, mara)
    ready_part(part, by=mara)
    take_part(part, by=mara)
    assert len(entries(harbor.space, "part.ready")) == 1
    assert len(entries(harbor.space, "part.taken")) == 1


def test_reopening_empties_the_seat(part, mara, harbor):
    write(part, mara)
    assert not reopen_part(part, by=mara).is_ready
    reopen_part(part, by=mara)
    assert len(entries(harbor.space, "part.reopened")) == 1


def test_an_empty_part_is_not_ready(signed_in, part, mara):
    page = signed_in(mara).post(f"/parts/{part.pk}/ready/", follow=True).content.decode()
    assert "Write something first" in page
    part.refresh_from_db()
    assert not part.is_ready


def test_a_taken_part_is_not_taken_again(part, aiko):
    with pytest.raises(ValidationError, match="Mara has this part"):
        take_part(part, by=aiko)


def test_a_part_given_back_is_free_with_its_words(part, mara, aiko):
    save_part(part, by=mara, body="<p>Words.</p>", revision=0)
    leave_part(part, by=mara)
    assert take_part(part, by=aiko).body == "<p>Words.</p>"


def test_only_its_owner_says_that_it_is_ready(part, mara, aiko):
    save_part(part, by=mara, body="<p>Words.</p>", revision=0)
    with pytest.raises(PermissionDenied):
        ready_part(part, by=aiko)
    with pytest.raises(PermissionDenied):
        reopen_part(part, by=aiko)


def test_the_one_whose_part_is_missing_is_told_once(draft, mara, aiko, jon, harbor):
    first, second, third = draft.parts.in_order()
    take_part(third, by=mara)
    write(first, aiko)
    assert told(harbor) == []
    write(second, jon)
    assert told(harbor) == [mara.pk]
    assert told(harbor) == [mara.pk]
    assert Mail.objects.filter(person=mara, kind="team_waits").count() == 1


def test_a_free_part_is_nobodys_fault(draft, aiko, jon, harbor):
    first, second, _third = draft.parts.in_order()
    write(first, aiko)
    write(second, jon)
    assert told(harbor) == []


def test_the_bell_leads_to_ones_own_part(signed_in, draft, mara, aiko, jon, harbor):
    first, second, third = draft.parts.in_order()
    take_part(third, by=mara)
    write(first, aiko)
    write(second, jon)
    readers.run_all(harbor.space_id)
    client = signed_in(mara)
    page = client.get("/bell/")
    assert "Your team waits for your part" in page.text
    line = page.context["lines"][0].notification
    assert client.get(f"/bell/{line.pk}/").headers["Location"] == f"/parts/{third.pk}/"


@pytest.mark.parametrize("verb", ["take", "leave", "ready", "reopen"])
@pytest.mark.parametrize("who", ["lena", "priya", "grace", "tom", "ines", "stranger"])
def test_nobody_else_finds_it(signed_in, request, part, lantern, verb, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.post(f"/parts/{part.pk}/{verb}/").status_code == 404


def test_taking_a_part_of_a_task_opens_the_draft(signed_in, harbor, task, mara, lena, lantern):
    address = f"/teams/{harbor.pk}/tasks/{task.stable_id}/"
    assert signed_in(lena).post(address, {"position": 1}).status_code == 404
    answer = signed_in(mara).post(address, {"position": 1})
    part = harbor.submissions.get().parts.get(position=1)
    assert answer["Location"] == f"/parts/{part.pk}/"
    assert part.owner == mara
    assert harbor.submissions.get().parts.count() == 3


@pytest.mark.parametrize("count", [2, 11])
def test_the_page_takes_few_queries(signed_in, task, harbor, mara, django_assert_max_num_queries, count):
    from teams.actions import open_submission

    task.parts = [f"Part {n}" for n in range(count)]
    task.save()
    part = take_part(open_submission(harbor, task, by=mara).parts.in_order()[0], by=mara)
    client = signed_in(mara)
    with django_assert_max_num_queries(12):
        assert client.get(f"/parts/{part.pk}/").status_code == 200
