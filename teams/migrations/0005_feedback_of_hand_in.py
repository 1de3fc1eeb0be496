"""Feedback is about one hand-in."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("teams", "0004_freeze")]

    operations = [
        migrations.RemoveField(model_name="feedback", name="submission"),
        migrations.AlterField(
            model_name="feedback",
            name="hand_in",
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="feedback", to="teams.handin"),
        ),
    ]
