"""The job queue: how tasks are delivered, how long they may take, and what runs on a clock.

A killed task comes back, so every task may run twice; the journal is the outbox, so a lost nudge
costs at most the ten seconds until beat reads every journal anyway.
"""

import os
from urllib.parse import parse_qs, urlsplit, urlunsplit

from celery import Celery
from celery.signals import setup_logging, task_prerun

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

BROKER_DATABASE = 1


def broker_from(redis_url: str, database: int = BROKER_DATABASE) -> str:
    """The broker beside the cache; over a socket kombu takes only redis+socket://PATH?virtual_host=N."""
    parts = urlsplit(redis_url)
    if parts.scheme == "unix":
        cache_database = int(parse_qs(parts.query).get("db", ["0"])[0])
        return f"redis+socket://{parts.path}?virtual_host={cache_database + database}"
    cache_database = int(parts.path.lstrip("/") or 0)
    return urlunsplit(parts._replace(path=f"/{cache_database + database}"))


app = Celery("colloquy", task_cls="spaces.killed:Recoverable")
app.conf.update(
    broker_url=os.environ.get("BROKER_URL")
    or broker_from(os.environ.get("REDIS_URL", "redis://localhost:6379/0")),
    broker_connection_retry_on_startup=True,
    broker_transport_options={
        "visibility_timeout": 300,
        "unacked_restore_throttle": 1,
        "socket_keepalive": True,
        "socket_connect_timeout": 3,
        # Longer than the second for which a worker waits for work; a page must not wait for a Redis that hangs.
        "socket_timeout": 3,
        # A page's nudge must not wait for a broker that is away: one try, at once.
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
        "interval_max": 0,
    },
    task_publish_retry=False,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=1000,
    # A connection opened for each task would cost PostgreSQL more than most tasks do.
    CELERY_DB_REUSE_MAX=1000,
    task_time_limit=120,
    task_soft_time_limit=110,
    worker_hijack_root_logger=False,
    enable_utc=True,
    timezone="UTC",
    beat_scheduler="django_celery_beat.schedulers:DatabaseScheduler",
    beat_schedule={
        # A run not taken up before the next is due is dropped: ticks must not pile up behind a slow worker.
        name: {"task": name, "schedule": seconds, "options": {"expires": seconds}}
        for name, seconds in {
            "spaces.tasks.read_journals": 10.0,
            "notifications.tasks.send_mail": 10.0,
            "analytics.tasks.compute_figures": 60.0,
            "cohorts.tasks.remind_due": 3600.0,
            "discussions.tasks.drop_drafts": 86400.0,
            "discussions.tasks.remind": 60.0,
            "teams.tasks.release_managers": 600.0,
            "teams.tasks.open_galleries": 600.0,
            "teams.tasks.ask_check_ins": 3600.0,
            "teams.tasks.empty_practice_rooms": 3600.0,
            "teams.tasks.tend_reviews": 600.0,
            "files.tasks.drop_orphans": 3600.0,
        }.items()
    },
)
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logging(**_kwargs):
    """Django has configured logging already; Celery's own set-up would write private arguments."""


@task_prerun.connect
def let_go_of_worn_connections(task, **_kwargs):
    """As before a request: one that is broken or old is closed, and the next query opens another."""
    from django.db import close_old_connections

    if not task.request.is_eager:
        close_old_connections()
