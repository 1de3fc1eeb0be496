import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery


def gather(apps, schema_editor):
    """Every team that there is stays together for the whole course."""
    Team, Seat, TeamSet = (apps.get_model("teams", name) for name in ("Team", "Seat", "TeamSet"))
    cohorts = Team.objects.order_by().values_list("cohort", flat=True).distinct()
    TeamSet.objects.bulk_create(
        [TeamSet(cohort_id=cohort, name="Whole course", how="random") for cohort in cohorts]
    )
    mine = TeamSet.objects.filter(cohort=OuterRef("cohort"), activity_id=None)
    Team.objects.update(team_set=Subquery(mine.values("pk")[:1]))
    teams = Team.objects.filter(pk=OuterRef("team"))
    Seat.objects.update(team_set=Subquery(teams.values("team_set")[:1]))
    # Tables with checks still to come cannot be altered.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [
        ("cohorts", "0001_initial"),
        ("teams", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="TeamSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("activity_id", models.UUIDField(blank=True, null=True)),
                ("how", models.CharField(choices=[("by_hand", "by hand"), ("self_chosen", "people choose"), ("random", "drawn by lot"), ("csv", "from a table")], default="by_hand", max_length=12, verbose_name="how people come in")),
                ("least", models.PositiveSmallIntegerField(default=2, verbose_name="at least")),
                ("most", models.PositiveSmallIntegerField(default=12, verbose_name="at most")),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="opens")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                ("seed", models.BigIntegerField(blank=True, null=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("cohort", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="team_sets", to="cohorts.cohort")),
            ],
        ),
        migrations.AddConstraint(
            model_name="teamset",
            constraint=models.UniqueConstraint(fields=("cohort", "activity_id"), name="team_set_once_per_task", nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name="teamset",
            constraint=models.CheckConstraint(condition=Q(least__gte=1, most__gte=F("least"), most__lte=12), name="team_set_sizes"),
        ),
        migrations.AddConstraint(
            model_name="teamset",
            constraint=models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(opens_at__isnull=True) | Q(closes_at__gte=F("opens_at")),
                name="team_set_closes_after_it_opens",
            ),
        ),
        migrations.AddField(
            model_name="team",
            name="team_set",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="teams", to="teams.teamset"),
        ),
        migrations.AddField(
            model_name="seat",
            name="team_set",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="teams.teamset"),
        ),
        migrations.RunPython(gather, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="team",
            name="team_set",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="teams", to="teams.teamset"),
        ),
        migrations.AlterField(
            model_name="seat",
            name="team_set",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="teams.teamset"),
        ),
        migrations.RemoveConstraint(model_name="team", name="team_name_once_per_cohort"),
        migrations.RemoveConstraint(model_name="seat", name="seat_once_per_learner"),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.UniqueConstraint(fields=("team_set", "name"), name="team_name_once_per_set"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(fields=("team_set", "enrollment"), name="seat_once_per_set"),
        ),
    ]
