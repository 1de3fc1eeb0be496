"""The discussions app: its verbs, and which files its posts hold."""

from django.apps import AppConfig


class DiscussionsConfig(AppConfig):
    name = "discussions"

    def ready(self) -> None:
        from discussions import journal

        journal.register()
