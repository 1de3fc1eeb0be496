"""The teams app: its verbs, the reader that seats people, the files of drafts, and meetings in calendars."""

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "teams"

    def ready(self) -> None:
        from notifications import mails
        from notifications.models import Kind
        from people import calendar, reporting
        from spaces import readers
        from teams import actions, checkins, journal
        from teams.calendar import meetings_of, office_hours_of

        journal.register()
        readers.register("seats", journal.follow)
        mails.register(Kind.CHECK_IN, checkins.compose_check_in)
        reporting.register_moved(actions.release_all_managers)
        reporting.register_moved(actions.release_guests)
        calendar.register(meetings_of)
        calendar.register(office_hours_of)
