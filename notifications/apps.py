"""The notifications app: the bell reads the journal."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from notifications import bell, mails
        from spaces import readers

        readers.register("bell", bell.follow)
        for kind in bell.MAILED:
            mails.register(kind, bell.compose_entry_mail)
