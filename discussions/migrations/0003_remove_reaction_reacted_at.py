"""When somebody reacted stands in the journal."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("discussions", "0002_initial")]

    operations = [migrations.RemoveField(model_name="reaction", name="reacted_at")]
