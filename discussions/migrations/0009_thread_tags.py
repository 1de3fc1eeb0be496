"""What threads are about, in a few words."""

import django.contrib.postgres.fields
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("discussions", "0008_follow")]

    operations = [
        migrations.AddField(
            model_name="thread",
            name="tags",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=30), blank=True, default=list, size=None
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=GinIndex(fields=["tags"], name="thread_tags"),
        ),
    ]
