from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('teams', '0017_words_taken_away'),
    ]

    operations = [
        migrations.AddField(
            model_name='handin',
            name='blinded',
            field=models.JSONField(blank=True, null=True),
        ),
    ]
