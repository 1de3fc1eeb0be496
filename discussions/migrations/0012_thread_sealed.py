"""In a sealed thread others' posts are read by whoever has written one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("discussions", "0011_bookmark")]

    operations = [
        migrations.AddField(
            model_name="thread",
            name="sealed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
