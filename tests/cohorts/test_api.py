"""Cohorts over REST: what the same person sees on the pages."""

from __future__ import annotations


def test_a_member_reads_the_cohort(signed_in, mara, cohort):
    assert signed_in(mara).get("/api/cohorts/").json()["results"][0]["id"] == cohort.pk
    assert signed_in(mara).get(f"/api/cohorts/{cohort.pk}/").json()["course"] == cohort.version.course.title


def test_a_stranger_and_a_manager_find_nothing(signed_in, stranger, tom, cohort):
    for person in (stranger, tom):
        assert signed_in(person).get("/api/cohorts/").json()["results"] == []
        assert signed_in(person).get(f"/api/cohorts/{cohort.pk}/").status_code == 404
        assert signed_in(person).get(f"/api/cohorts/{cohort.pk}/progress/").status_code == 404


def test_signed_out_is_401(client, cohort):
    assert client.get("/api/cohorts/").status_code == 401


def test_a_learner_sees_their_own_progress_and_the_facilitator_everyones(signed_in, mara, priya, cohort):
    url = f"/api/cohorts/{cohort.pk}/progress/"
    assert [row["person"] for row in signed_in(mara).get(url).json()["results"]] == [mara.pk]
    assert len(signed_in(priya).get(url).json()["results"]) == 4


def test_a_broken_key_leads_nowhere(signed_in, priya, cohort):
    assert signed_in(priya).get("/api/cohorts/?after=%00").status_code == 404
