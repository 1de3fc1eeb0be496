"""The page on which people say how often they want mail, when not, and of what; and the same for one space."""

from datetime import time

from django.urls import reverse

from discussions.models import Follow
from notifications.models import Kind, Mute, Preference


def test_the_page_keeps_rhythm_quiet_hours_and_kinds(mara, signed_in):
    client = signed_in(mara)
    form = {"rhythm": "daily", "quiet_from": "22:00", "quiet_until": "07:00", "wanted": ["reply", "due"]}
    client.post(reverse("mail_settings"), form)
    preference = Preference.objects.get(person=mara)
    assert (preference.rhythm, preference.quiet_from) == ("daily", time(22))
    muted = set(Mute.objects.filter(person=mara).values_list("kind", flat=True))
    assert {"nps", "watched"} <= muted
    assert not {"reply", "due"} & muted
    page = client.get(reverse("mail_settings")).text
    assert 'value="22:00' in page


def test_half_of_the_quiet_hours_is_refused(mara, signed_in):
    answer = signed_in(mara).post(reverse("mail_settings"), {"rhythm": "daily", "quiet_from": "22:00"})
    assert answer.status_code == 422
    assert "both" in answer.text
    assert not Preference.objects.exists()


def test_a_rhythm_that_is_none_is_refused(mara, signed_in):
    assert signed_in(mara).post(reverse("mail_settings"), {"rhythm": "hourly"}).status_code == 422


def test_a_space_has_its_own_level_and_kinds(cohort_space, mara, stranger, signed_in):
    client, address = signed_in(mara), reverse("following", args=[cohort_space.pk])
    assert 'value="track" checked' in client.get(address).text
    client.post(address, {"level": "watch", "wanted": ["reply"]})
    assert Follow.objects.get(person=mara, space=cohort_space).level == "watch"
    assert set(Mute.objects.values_list("kind", "space")) == {
        (kind, cohort_space.pk) for kind in (Kind.WATCHED, Kind.TEAM_WAITS, Kind.NUDGE)
    }
    assert 'value="watch" checked' in client.get(address).text
    client.post(address, {"level": "loudly"})
    assert Follow.objects.get().level == "watch"
    assert signed_in(stranger).get(address).status_code == 404


def test_the_pages_cost_little(cohort_space, mara, signed_in, django_assert_max_num_queries):
    client = signed_in(mara)
    for address in (reverse("mail_settings"), reverse("following", args=[cohort_space.pk])):
        with django_assert_max_num_queries(9):
            assert client.get(address).status_code == 200
