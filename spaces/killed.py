"""Tasks that kill their worker: they come back, and after five tries are put aside in PostgreSQL.

The queue hands a killed task out again and keeps no count. Only what comes back is counted here, so that an ordinary
task costs nothing.
"""

from __future__ import annotations

import json

import structlog
from celery.contrib.django.task import DjangoTask
from django.db import connection

log = structlog.get_logger(__name__)
MOST_TRIES = 5
COUNT = """
INSERT INTO spaces_killedtask AS known (task, name, arguments, tries, killed_at) VALUES (%s, %s, %s::jsonb, 1, now())
ON CONFLICT (task) DO UPDATE SET tries = known.tries + 1, killed_at = now(),
    put_aside_at = CASE WHEN known.tries + 1 >= %s THEN now() END
RETURNING tries
"""


class Recoverable(DjangoTask):
    """Every task of ours: one that came back because its worker died is counted before it runs once more."""

    abstract = True

    def __call__(self, *args, **kwargs):
        came_back = (self.request.delivery_info or {}).get("redelivered")
        if came_back and is_put_aside(self.request.id, self.name, args, kwargs):
            return None
        result = self.run(*args, **kwargs)
        if came_back:
            forget(self.request.id)
        return result


def is_put_aside(task_id: str, name: str, args: tuple, kwargs: dict) -> bool:
    """Count one more death of the task's worker, and say whether that was the last that it gets."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [task_id, name, json.dumps([list(args), kwargs]), MOST_TRIES])
        (tries,) = cursor.fetchone()
    if tries >= MOST_TRIES:
        log.error("task_put_aside", task=task_id, name=name, tries=tries)
    return tries >= MOST_TRIES


def forget(task_id: str) -> None:
    """It ended after all."""
    from spaces.models import KilledTask

    KilledTask.objects.filter(task=task_id).delete()
