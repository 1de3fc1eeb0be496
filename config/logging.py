"""Logs: one JSON object a line with the request's number, and no private text."""

import logging
import logging.config
from typing import Any

import structlog

PRIVATE = ("request", "args", "body", "query", "email", "params", "sql")


def drop_private(_logger, _method, event: dict) -> dict:
    """Django attaches the whole request to some records: only its number may reach the log."""
    for key in PRIVATE:
        event.pop(key, None)
    return event


def shorten_path(_logger, _method, event: dict) -> dict:
    """Django's own lines quote the path it could not find, which a person may have typed: keep the first line."""
    event["event"] = str(event.get("event", "")).split("?")[0].split("\n")[0][:300]
    return event


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    drop_private,
    shorten_path,
]


def configure(options: dict) -> None:
    """Called by Django with settings.LOGGING, which holds the level alone."""
    level = options.get("level", "INFO")
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(standard_library(level))


def standard_library(level: str) -> dict:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processor": structlog.processors.JSONRenderer(),
                "foreign_pre_chain": SHARED,
            }
        },
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["out"], "level": level},
        "loggers": {
            # Both repeat what RequestId says, with the query string in it.
            "uvicorn.access": {"level": "WARNING"},
            "django.server": {"level": "WARNING"},
            "celery": {"level": level},
            # Says each task's arguments at INFO.
            "celery.worker.strategy": {"level": "WARNING"},
        },
    }
