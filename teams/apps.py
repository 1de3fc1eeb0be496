"""The teams app: its verbs, the reader that seats people, and the files of drafts."""

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "teams"

    def ready(self) -> None:
        from notifications import mails
        from notifications.models import Kind
        from people import reporting
        from spaces import readers
        from teams import actions, checkins, journal

        journal.register()
        readers.register("seats", journal.follow)
        mails.register(Kind.CHECK_IN, checkins.compose_check_in)
        reporting.register_moved(actions.release_all_managers)
