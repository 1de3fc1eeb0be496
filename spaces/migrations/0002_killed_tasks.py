import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("spaces", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="KilledTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("task", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=120)),
                ("arguments", models.JSONField(default=list)),
                ("tries", models.PositiveSmallIntegerField(default=1)),
                ("killed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("put_aside_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("task",), name="killed_task_once")],
            },
        ),
    ]
