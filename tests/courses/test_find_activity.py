"""Links between lessons arrive where their reader takes the course."""

from datetime import date

from django.urls import reverse

from cohorts.models import Cohort
from tests.courses.conftest import running


def test_a_learner_is_led_into_their_cohort(signed_in, run, version, ines, mara, stranger):
    cohort = Cohort.objects.create(
        version=version,
        space=run,
        title="Autumn",
        starts_on=date(2026, 10, 1),
        ends_on=date(2026, 11, 1),
        time_zone="Europe/Berlin",
        made_by=ines,
    )
    lesson = running(run, "lesson")
    link = reverse("find_activity", args=[lesson.stable_id])
    led = signed_in(mara).get(link)["Location"]
    assert led == reverse("activity", args=[cohort.pk, lesson.stable_id])
    assert signed_in(stranger).get(link).status_code == 404
