"""Teams through the API."""

import pytest
from django.core.cache import cache
from django.test.utils import CaptureQueriesContext

from teams.actions import propose_hand_in, save_part
from tests.teams.conftest import entries


def test_a_member_reads_takes_writes_and_says_ready(signed_in, draft, mara, aiko, harbor):
    client = signed_in(mara)
    part = draft.parts.in_order()[0]
    assert client.get("/api/teams/").json()["results"][0]["name"] == "Harbor"
    assert client.get(f"/api/teams/{harbor.pk}/").json()["space"] == harbor.space_id
    assert client.post(f"/api/parts/{part.pk}/take/").json()["owner"] == mara.pk
    words = {"body": "One *thing*", "body_format": "markdown", "revision": 0}
    saved = client.put(f"/api/parts/{part.pk}/", words, content_type="application/json").json()
    assert (saved["body"], saved["revision"]) == ("<p>One <em>thing</em></p>", 1)
    assert client.post(f"/api/parts/{part.pk}/ready/").json()["ready_at"]
    propose_hand_in(draft, by=aiko)
    assert client.post(f"/api/submissions/{draft.pk}/hand-in/").json()["handed_in_by"] == mara.pk
    client.post(f"/api/submissions/{draft.pk}/hand-in/")
    assert len(entries(harbor.space, "submission.handed_in")) == 1


def test_who_saved_meanwhile_is_named(signed_in, part, mara, aiko):
    save_part(part, by=mara, body="<p>Mine.</p>", revision=0)
    words = {"body": "<p>Hers.</p>", "revision": 0}
    answer = signed_in(aiko).put(f"/api/parts/{part.pk}/", words, content_type="application/json")
    assert answer.status_code == 400
    assert "Mara saved this part meanwhile" in answer.content.decode()
    assert answer.json()["code"] == "changed"


@pytest.mark.parametrize("who", ["lena", "priya", "grace", "tom", "ines", "stranger"])
def test_nobody_else_finds_the_draft(signed_in, request, draft, part, harbor, lantern, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(f"/api/submissions/{draft.pk}/").status_code == 404
    assert client.get(f"/api/parts/{part.pk}/").status_code == 404
    assert client.put(f"/api/parts/{part.pk}/", {}, content_type="application/json").status_code == 404
    for verb in ("take", "ready"):
        assert client.post(f"/api/parts/{part.pk}/{verb}/").status_code == 404
    assert client.post(f"/api/submissions/{draft.pk}/hand-in/").status_code == 404
    assert client.get("/api/submissions/").json()["results"] == []


def test_a_mentor_finds_the_room(signed_in, harbor, grace, priya):
    assert signed_in(grace).get(f"/api/teams/{harbor.pk}/").status_code == 200
    assert signed_in(priya).get(f"/api/teams/{harbor.pk}/").status_code == 404


def test_signed_out_it_answers_401(client, harbor):
    assert client.get("/api/teams/").status_code == 401


def test_a_whole_submission_takes_few_queries(signed_in, draft, mara):
    from django.db import connection

    client = signed_in(mara)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/api/submissions/{draft.pk}/")
    assert len(queries) <= 8


def test_a_program_that_writes_too_much_is_told_when_to_come_back(signed_in, part, mara, aiko, monkeypatch):
    monkeypatch.setattr("lib.rates.time.time", lambda: 1_000_000.0)
    cache.set(f"rate-write-person-{mara.pk}-{1_000_000 // 60}", 119)
    client, address = signed_in(mara), f"/api/parts/{part.pk}/ready/"
    client.post(address)
    refused = client.post(address)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "20")
    assert client.get(f"/api/parts/{part.pk}/").status_code == 200
    assert signed_in(aiko).post(address).status_code == 403
