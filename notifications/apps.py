"""The notifications app: the bell reads the journal."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from notifications import bell, hours, mails
        from spaces import readers, seen

        readers.register("bell", bell.follow)
        seen.register(bell.read_on)
        hours.register_verbs()
        for kind in bell.MAILED:
            mails.register(kind, bell.compose_entry_mails, gathers=True)
