"""The discussions app: its verbs, which files its posts hold, and the reader of their words."""

from django.apps import AppConfig


class DiscussionsConfig(AppConfig):
    name = "discussions"

    def ready(self) -> None:
        from discussions import journal, vocabulary
        from spaces import readers

        journal.register()
        readers.register("words", vocabulary.follow)
