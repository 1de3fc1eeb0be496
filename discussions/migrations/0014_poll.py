"""Polls in posts."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def to(model: str, related_name: str) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name=related_name, to=model)


class Migration(migrations.Migration):
    dependencies = [
        ("discussions", "0013_thread_link"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Poll",
            fields=[
                ("id", ID.clone()),
                ("question", models.CharField(max_length=200)),
                ("is_multiple", models.BooleanField(default=False)),
                ("is_anonymous", models.BooleanField(default=False)),
                ("closes_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="poll",
                        to="discussions.post",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PollOption",
            fields=[
                ("id", ID.clone()),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=120)),
                ("poll", to("discussions.poll", "options")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("poll", "position"), name="poll_option_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                ("id", ID.clone()),
                ("option", to("discussions.polloption", "votes")),
                ("person", to(settings.AUTH_USER_MODEL, "votes")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("option", "person"), name="vote_once_per_option")
                ],
            },
        ),
    ]
