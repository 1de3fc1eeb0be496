"""What stood handed in before hand-ins were kept becomes the first of its submission."""

from django.db import migrations


def freeze(apps, schema_editor):
    """What stands handed in becomes its submission's first hand-in, with its pictures and its answer."""
    Submission, HandIn = apps.get_model("teams", "Submission"), apps.get_model("teams", "HandIn")
    Feedback, StoredFile = apps.get_model("teams", "Feedback"), apps.get_model("files", "StoredFile")
    for submission in Submission.objects.exclude(handed_in_at=None).iterator():
        parts = list(submission.parts.order_by("position", "id"))
        hand_in = HandIn.objects.create(
            submission=submission,
            handed_in_at=submission.handed_in_at,
            handed_in_by=submission.handed_in_by,
            parts=[
                {
                    "id": part.pk,
                    "title": part.title,
                    "body": part.body,
                    "owner": part.owner_id,
                    "is_ready": part.ready_at is not None,
                }
                for part in parts
            ],
        )
        hand_in.roster.set(submission.roster.all())
        Feedback.objects.filter(submission=submission).update(hand_in=hand_in)
        files = StoredFile.objects.filter(parent_type="teams.part", parent_id__in=[part.pk for part in parts])
        files.update(parent_type="teams.submission", parent_id=submission.pk)


class Migration(migrations.Migration):
    dependencies = [("files", "0002_initial"), ("teams", "0003_hand_in")]

    operations = [migrations.RunPython(freeze, migrations.RunPython.noop)]
