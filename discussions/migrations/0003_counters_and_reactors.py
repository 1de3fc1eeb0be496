"""Counters kept beside a thread, and who reacted kept beside a post."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("discussions", "0002_initial")]

    operations = [
        migrations.AddField("thread", "excerpt", models.CharField(blank=True, max_length=300)),
        migrations.AddField("thread", "post_count", models.PositiveIntegerField(default=0)),
        migrations.AddField("thread", "deleted_at", models.DateTimeField(blank=True, null=True)),
        migrations.RenameField("post", "reaction_counts", "reacted_by"),
    ]
