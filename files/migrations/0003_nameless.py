import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0002_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='storedfile',
            name='nameless',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='files.storedfile'),
        ),
        migrations.AddField(
            model_name='storedfile',
            name='nameless_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
