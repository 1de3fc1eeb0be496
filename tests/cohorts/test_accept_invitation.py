"""From the invitation mail into the cohort: one tap, one form."""

from __future__ import annotations

import re

from django.test import Client

from cohorts import actions
from notifications import mails
from notifications.models import Mail
from people.models import User


def letter(cohort, priya, person):
    actions.invite(cohort, by=priya, people=[person])
    return mails.compose(Mail.objects.get(person=person, kind="invitation"))


def test_the_mail_leads_in_and_home(cohort, priya, stranger):
    message = letter(cohort, priya, stranger)
    path = re.search(r"http://testserver(/come-in/\S+)", message.body).group(1)
    browser = Client()
    assert browser.get(path).status_code == 200
    assert not cohort.enrollments.get(person=stranger).is_enrolled
    home = browser.post(path, {"ask_me_about": "tea"}, follow=True)
    assert cohort.enrollments.get(person=stranger).is_enrolled
    assert cohort.title in home.content.decode()


def test_no_mail_for_whoever_is_no_longer_asked(cohort, priya, stranger):
    letter(cohort, priya, stranger)
    actions.remove(cohort.enrollments.get(person=stranger), by=priya)
    assert mails.compose(Mail.objects.get(person=stranger)) is None


def test_a_link_of_a_removed_invitation_lets_in_to_the_house_only(cohort, priya, stranger):
    path = re.search(r"http://testserver(/come-in/\S+)", letter(cohort, priya, stranger).body).group(1)
    actions.remove(cohort.enrollments.get(person=stranger), by=priya)
    home = Client().post(path, {"ask_me_about": ""}, follow=True)
    assert home.status_code == 200
    assert not cohort.enrollments.get(person=stranger).is_enrolled
    assert User.objects.get(pk=stranger.pk).sign_in_links.get().used_at
