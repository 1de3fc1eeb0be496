"""What stands in parts is the first version of their history; each submission knows what was handed in last."""

from django.db import migrations


def keep(apps, schema_editor):
    Part, PartVersion = apps.get_model("teams", "Part"), apps.get_model("teams", "PartVersion")
    for part in Part.objects.exclude(body="").iterator():
        at = {"began_at": part.edited_at, "saved_at": part.edited_at} if part.edited_at else {}
        PartVersion.objects.create(part=part, number=1, by_id=part.edited_by_id, body=part.body, **at)


def point(apps, schema_editor):
    for hand_in in apps.get_model("teams", "HandIn").objects.order_by("number").iterator():
        apps.get_model("teams", "Submission").objects.filter(pk=hand_in.submission_id).update(last_hand_in=hand_in)


class Migration(migrations.Migration):
    dependencies = [("teams", "0012_versions_and_galleries")]

    operations = [
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.RunPython(point, migrations.RunPython.noop),
    ]
