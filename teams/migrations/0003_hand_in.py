"""What was handed in is frozen each time."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("teams", "0002_team_sets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HandIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1)])),
                ("handed_in_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("parts", models.JSONField(default=list)),
                ("late_by", models.PositiveIntegerField(default=0, verbose_name="minutes late")),
                ("handed_in_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("roster", models.ManyToManyField(blank=True, related_name="hand_ins", to=settings.AUTH_USER_MODEL)),
                ("submission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="hand_ins", to="teams.submission")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("submission", "number"), name="hand_in_number_once"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="hand_in_number_from_one"),
                ],
            },
        ),
        migrations.AddField(
            model_name="feedback",
            name="hand_in",
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="feedback", to="teams.handin"),
        ),
    ]
