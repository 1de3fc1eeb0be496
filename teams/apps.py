"""The teams app: its verbs, the reader that seats people, and the files of drafts."""

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "teams"

    def ready(self) -> None:
        from people import reporting
        from spaces import readers
        from teams import actions, journal

        journal.register()
        readers.register("seats", journal.follow)
        reporting.register_moved(actions.release_all_managers)
