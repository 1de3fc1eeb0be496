"""Inviting into a cohort: one answer for each pasted line, seats honored, mails at the start."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cohorts import actions
from notifications.models import Mail
from people.models import User
from spaces.models import Membership


def test_twelve_lines_one_refused_eleven_fit(quiet_cohort, ines):
    lines = [f"Person {i} <p{i}@example.org>" for i in range(11)] + ["not an address"]
    rows = actions.invite_by_email(quiet_cohort, by=ines, lines=lines)
    assert [row.fits for row in rows] == [True] * 11 + [False]
    assert rows[-1].refused == "This is not an e-mail address."
    assert quiet_cohort.enrollments.invited().count() == 11
    assert User.objects.get(email="p3@example.org").name == "Person 3"


def test_each_reason_is_said(quiet_cohort, mara, priya):
    actions.invite(quiet_cohort, by=priya, people=[mara])
    lines = [mara.email.upper(), "new@example.org", priya.email, f"{priya.email} ", ""]
    rows = actions.invite_by_email(quiet_cohort, by=priya, lines=lines)
    assert [row.refused for row in rows] == [
        "Already in this cohort.",
        "Nobody here has this address; import them first.",
        "",
        "This address stands in the list twice.",
    ]


def test_seats_are_honored(quiet_cohort, ines, mara, jon):
    type(quiet_cohort).objects.filter(pk=quiet_cohort.pk).update(seats=1)
    quiet_cohort.refresh_from_db()
    with pytest.raises(ValidationError):
        actions.invite(quiet_cohort, by=ines, people=[mara, jon])
    rows = actions.invite_by_email(quiet_cohort, by=ines, lines=[mara.email, jon.email])
    assert [row.refused for row in rows] == ["", "There is no seat left."]


def test_an_invitation_is_no_membership_yet(quiet_cohort, ines, mara):
    actions.invite(quiet_cohort, by=ines, people=[mara])
    assert not Membership.objects.of(mara).filter(space=quiet_cohort.space).exists()


def test_mails_go_out_when_the_cohort_starts_and_once(quiet_cohort, ines, mara, jon):
    actions.invite(quiet_cohort, by=ines, people=[mara])
    assert not Mail.objects.exists()
    actions.start_cohort(quiet_cohort, by=ines)
    actions.start_cohort(quiet_cohort, by=ines)
    actions.invite(quiet_cohort, by=ines, people=[mara, jon])
    assert sorted(Mail.objects.values_list("person", flat=True)) == sorted([mara.pk, jon.pk])


def test_a_learner_is_refused(cohort, mara, stranger):
    with pytest.raises(PermissionDenied):
        actions.invite(cohort, by=mara, people=[stranger])


def test_accepting_joins_once_and_only_by_the_invited(cohort, priya, stranger, mara):
    (invitation,) = actions.invite(cohort, by=priya, people=[stranger])
    with pytest.raises(PermissionDenied):
        actions.enroll(invitation, by=mara)
    actions.enroll(invitation, by=stranger)
    actions.enroll(invitation, by=stranger)
    assert Membership.objects.of(stranger, "learner").filter(space=cohort.space).count() == 1
    assert cohort.space.entries.filter(verb="enrollment.began", data__person=stranger.pk).count() == 1


def test_a_withdrawn_invitation_is_closed(cohort, priya, stranger):
    (invitation,) = actions.invite(cohort, by=priya, people=[stranger])
    actions.remove(invitation, by=priya)
    with pytest.raises(ValidationError):
        actions.enroll(invitation, by=stranger)


def test_who_is_asked_anew_is_mailed_anew(cohort, priya, stranger):
    monday = datetime(2026, 11, 9, tzinfo=UTC)
    [invitation] = actions.invite(cohort, by=priya, people=[stranger], occurred_at=monday)
    actions.remove(invitation, by=priya)
    actions.invite(cohort, by=priya, people=[stranger])
    assert Mail.objects.filter(person=stranger, kind="invitation").count() == 2


def test_nobody_is_asked_into_a_cohort_that_has_ended(signed_in, cohort, priya, stranger):
    actions.end_cohort(cohort, by=priya)
    for ask in (
        lambda: actions.invite(cohort, by=priya, people=[stranger]),
        lambda: actions.invite_by_email(cohort, by=priya, lines=[stranger.email]),
    ):
        with pytest.raises(ValidationError):
            ask()
    page = signed_in(priya).post(f"/cohorts/{cohort.pk}/invite/", {"lines": stranger.email})
    assert page.status_code == 422
    assert "This cohort has ended." in page.text
    assert not cohort.enrollments.filter(person=stranger).exists()
