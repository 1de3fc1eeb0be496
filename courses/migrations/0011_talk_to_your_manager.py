from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0010_late_policy"),
    ]

    operations = [
        migrations.AlterField(
            model_name="activity",
            name="kind",
            field=models.CharField(
                choices=[
                    ("lesson", "page"),
                    ("video", "video"),
                    ("quiz", "quiz"),
                    ("discussion", "question"),
                    ("team_task", "team task"),
                    ("commitment", "commitment"),
                    ("talk", "talk to your manager"),
                    ("survey", "closing survey"),
                ],
                max_length=12,
            ),
        ),
    ]
