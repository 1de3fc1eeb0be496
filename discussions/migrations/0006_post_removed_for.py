"""Why a post was removed by who keeps its space in order."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("discussions", "0005_search")]

    operations = [
        migrations.AddField(
            model_name="post",
            name="removed_for",
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
