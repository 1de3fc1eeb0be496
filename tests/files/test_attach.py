"""Files and their parents: who takes them over, and what happens to those that nobody used."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from files import actions, parents
from files.models import StoredFile
from tests.files.conftest import picture, sent


@pytest.fixture
def spaces_hold_files():
    from spaces.models import Space

    parents.register("spaces.space", lambda viewer: Space.objects.visible_to(viewer).values("pk"))
    yield
    parents._parents.pop("spaces.space")


def test_whoever_sees_the_parent_sees_the_file(spaces_hold_files, mara, aiko, stranger, team_space):
    file = actions.store(sent(picture()), by=mara)
    seen = StoredFile.objects.visible_to
    assert not seen(aiko).exists()
    assert actions.attach([file.pk], parent=team_space, by=mara) == 1
    assert list(seen(aiko)) == [file]
    assert not seen(stranger).exists()


def test_nobody_takes_over_the_file_of_another(spaces_hold_files, mara, aiko, team_space):
    file = actions.store(sent(picture()), by=mara)
    assert actions.attach([file.pk], parent=team_space, by=aiko) == 0
    assert not StoredFile.objects.visible_to(aiko).exists()


def test_a_file_keeps_its_first_parent(mara, team_space, cohort_space):
    file = actions.store(sent(picture()), by=mara)
    actions.attach([file.pk], parent=team_space, by=mara)
    assert actions.attach([file.pk], parent=cohort_space, by=mara) == 0


def test_orphans_are_dropped_after_a_day(mara, aiko, team_space, media, django_capture_on_commit_callbacks):
    kept, dropped, face = (actions.store(sent(picture(color=c)), by=mara) for c in ("red", "blue", "green"))
    actions.attach([kept.pk], parent=team_space, by=mara)
    aiko.photo = face
    aiko.save()
    now = timezone.now()
    assert actions.drop_orphans(now + timedelta(hours=23)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.drop_orphans(now + timedelta(hours=25)) == 1
    assert set(StoredFile.objects.all()) == {kept, face}
    assert not (media / dropped.content.name).exists()
    assert (media / kept.content.name).exists()


def test_a_failed_block_leaves_no_file_behind(mara, media):
    with pytest.raises(ValidationError), actions.keeping_nothing_on_failure():
        assert [actions.store(sent(data), by=mara) for data in (picture(), b"no picture")]
    assert not [path for path in media.rglob("*") if path.is_file()]
