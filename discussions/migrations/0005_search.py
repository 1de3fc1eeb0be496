"""Words without accents, each post's space beside it, and the words that people write."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models

CONFIG = """
CREATE TEXT SEARCH CONFIGURATION colloquy (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION colloquy ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;
"""
FILL = r"""
SET LOCAL statement_timeout = 0;
UPDATE discussions_post post
SET space_id = thread.space_id,
    words = CASE WHEN number = 1 AND kind <> 'stream'
        THEN setweight(to_tsvector('colloquy', title), 'A') || setweight(to_tsvector('colloquy', said), 'B')
        ELSE to_tsvector('colloquy', said) END
FROM discussions_thread thread, (
    SELECT id, left(regexp_replace(regexp_replace(body, '<[^>]+>|&[a-z]+;', ' ', 'g'), '\W+', ' ', 'g'), 50000) AS said
    FROM discussions_post
) plain
WHERE thread.id = post.thread_id AND plain.id = post.id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('discussions', '0004_post_edit'),
        ('spaces', '0001_initial'),
    ]

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        migrations.RunSQL(CONFIG, "DROP TEXT SEARCH CONFIGURATION colloquy"),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('text', models.CharField(max_length=40, primary_key=True, serialize=False)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['text'], name='word_alike', opclasses=['gin_trgm_ops'])],
            },
        ),
        migrations.AddField(
            model_name='post',
            name='space',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='spaces.space'),
        ),
        migrations.RemoveIndex(model_name='post', name='post_words'),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='post',
            name='space',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='spaces.space'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('deleted_at', None)), fields=['words'], gin_pending_list_limit=512, name='post_words'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['space', '-id'], name='post_of_space'),
        ),
    ]
