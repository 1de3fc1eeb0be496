"""Starting a cohort."""

import pytest

from cohorts import actions
from cohorts.models import PromptThread
from courses.models import Activity


@pytest.mark.parametrize("body", ["", "<p></p>", f"<p>{'long ' * 21_000}</p>"])
def test_a_prompt_that_cannot_be_a_post_is_opened_with_its_title(quiet_cohort, priya, body):
    prompts = Activity.objects.filter(module__version=quiet_cohort.version_id, kind=Activity.Kind.DISCUSSION)
    prompts.update(body=body, title="What is <b>bold</b> here?")
    actions.start_cohort(quiet_cohort, by=priya)
    opening = PromptThread.objects.get(cohort=quiet_cohort).thread.posts.get(number=1)
    assert opening.body == "<p>What is &lt;b&gt;bold&lt;/b&gt; here?</p>"


def test_somebody_moved_away_is_no_longer_enrolled(cohort, mara):
    enrollment = cohort.enrollments.get(person=mara)
    assert enrollment.is_enrolled
    enrollment.moved_at = enrollment.enrolled_at
    assert not enrollment.is_enrolled
