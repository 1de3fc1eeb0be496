"""The notifications app: the bell reads the journal."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from notifications import bell, mails
        from notifications.models import Kind
        from spaces import readers

        readers.register("bell", bell.follow)
        mails.register(Kind.REPLY, bell.compose_entry_mail)
