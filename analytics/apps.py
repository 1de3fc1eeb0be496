"""The analytics app: the reader that counts days, and the mail that asks the closing question."""

from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    name = "analytics"

    def ready(self) -> None:
        from analytics import rollups, surveys
        from notifications import mails
        from notifications.models import Kind
        from spaces import readers

        readers.register(rollups.READER, rollups.follow)
        mails.register(Kind.NPS, surveys.compose_ask)
