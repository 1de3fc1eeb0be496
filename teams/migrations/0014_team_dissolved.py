from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [("teams", "0013_first_versions")]

    operations = [
        migrations.AddField(
            model_name="team",
            name="dissolved_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RemoveConstraint(model_name="team", name="team_name_once_per_set"),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.UniqueConstraint(
                condition=Q(dissolved_at=None), fields=("team_set", "name"), name="team_name_once_per_set"
            ),
        ),
    ]
