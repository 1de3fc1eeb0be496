"""The history of a part: its versions, what changed, and bringing words back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from teams.actions import hand_in, propose_hand_in, ready_part, restore_version, save_part
from tests.teams.conftest import write

NOW = timezone.now()


def save(part, by, body: str, minutes: float):
    part.refresh_from_db()
    at = NOW + timedelta(minutes=minutes)
    return save_part(part, by=by, body=body, revision=part.revision, occurred_at=at)


@pytest.fixture
def written(part, mara, aiko):
    """Mara wrote for a while, Aiko wrote, Mara wrote again a quarter of an hour later."""
    for minute, word in enumerate(("One", "One two", "One two three")):
        save(part, mara, f"<p>{word}</p>", minute)
    save(part, aiko, "<p>One two four</p>", 4)
    save(part, mara, "<p>Five</p>", 5)
    save(part, mara, "<p>Six</p>", 20)
    return part


def test_what_one_person_writes_in_ten_minutes_is_one(written, mara, aiko):
    kept = list(written.versions.order_by("number").values_list("by", "body"))
    assert kept == [
        (mara.pk, "<p>One two three</p>"),
        (aiko.pk, "<p>One two four</p>"),
        (mara.pk, "<p>Five</p>"),
        (mara.pk, "<p>Six</p>"),
    ]


def test_the_page_shows_what_changed_and_by_whom(signed_in, written, jon):
    page = signed_in(jon).get(f"/parts/{written.pk}/history/").text
    assert "One two <del>three</del><ins>four</ins>" in page
    assert "Aiko Test" in page
    assert page.count("Bring these words back") == 3


def test_words_come_back_and_nothing_is_lost(signed_in, written, jon):
    second = written.versions.get(number=2)
    for _twice in range(2):
        answer = signed_in(jon).post(f"/part-versions/{second.pk}/restore/")
        assert answer["Location"] == f"/parts/{written.pk}/"
    written.refresh_from_db()
    assert written.body == "<p>One two four</p>"
    last = written.versions.latest("number")
    assert (last.number, last.by, last.restored_from) == (5, jon, 2)
    assert written.versions.filter(body="<p>Six</p>").exists()


def test_writing_on_after_it_leaves_what_was_brought_back(written, jon):
    restore_version(written.versions.get(number=2), by=jon)
    save(written, jon, "<p>On</p>", 0)
    assert written.versions.filter(restored_from=2, body="<p>One two four</p>").exists()


def test_what_is_ready_or_handed_in_stays(signed_in, draft, part, mara, aiko):
    save_part(part, by=mara, body="<p>Old.</p>", revision=0, occurred_at=NOW - timedelta(days=1))
    save_part(part, by=mara, body="<p>New.</p>", revision=1)
    first = part.versions.get(number=1)
    ready_part(part, by=mara)
    with pytest.raises(ValidationError, match="Reopen"):
        restore_version(first, by=mara)
    propose_hand_in(draft, by=aiko)
    hand_in(draft, by=mara)
    with pytest.raises(ValidationError, match="handed in"):
        restore_version(first, by=mara)
    page = signed_in(aiko).get(f"/parts/{part.pk}/history/").text
    assert "Bring these words back" not in page


@pytest.mark.parametrize("who", ["lena", "priya", "grace", "tom", "ines", "stranger"])
def test_it_is_the_teams_own_also_once_handed_in(signed_in, request, written, handed_in_too, lantern, who):
    client, version = signed_in(request.getfixturevalue(who)), written.versions.first()
    assert client.get(f"/parts/{written.pk}/history/").status_code == 404
    assert client.post(f"/part-versions/{version.pk}/restore/").status_code == 404
    assert client.get(f"/api/parts/{written.pk}/versions/").status_code == 404
    assert client.post(f"/api/part-versions/{version.pk}/restore/").status_code == 404


@pytest.fixture
def handed_in_too(written, draft, mara, aiko):
    ready_part(written, by=mara)
    propose_hand_in(draft, by=aiko)
    return hand_in(draft, by=mara)


def test_pages_by_key_in_few_queries(signed_in, part, mara, aiko, django_assert_max_num_queries):
    for n in range(24):
        save(part, (mara, aiko)[n % 2], f"<p>Word {n}</p>", n)
    client = signed_in(mara)
    with django_assert_max_num_queries(12):
        page = client.get(f"/parts/{part.pk}/history/")
    assert page.text.count('id="version-') == 10
    older = client.get(f"/parts/{part.pk}/history/?after={page.context['page'].next_key}").text
    assert "<del>13</del><ins>14</ins>" in page.text
    assert "<del>12</del><ins>13</ins>" in older


def test_through_the_api(signed_in, written, mara):
    client = signed_in(mara)
    rows = client.get(f"/api/parts/{written.pk}/versions/").json()["results"]
    assert [row["number"] for row in rows] == [4, 3, 2, 1]
    restored = client.post(f"/api/part-versions/{rows[-1]['id']}/restore/").json()
    assert restored["body"] == "<p>One two three</p>"


def test_saving_takes_few_statements(part, mara, django_assert_max_num_queries):
    write(part, mara, ready=False)
    with django_assert_max_num_queries(10):
        save_part(part, by=mara, body="<p>More words.</p>", revision=1)
