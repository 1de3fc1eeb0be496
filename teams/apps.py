"""The teams app: its verbs, the reader that seats people, and the files of drafts."""

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "teams"

    def ready(self) -> None:
        from spaces import readers
        from teams import journal

        journal.register()
        readers.register("seats", journal.follow)
