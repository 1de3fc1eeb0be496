"""The cohorts app: its verbs, and the reader that counts progress."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CohortsConfig(AppConfig):
    name = "cohorts"

    def ready(self) -> None:
        from cohorts import completion, invitations
        from notifications import mails
        from notifications.models import Kind
        from people import signin
        from spaces import readers

        register_verbs()
        readers.register("progress", completion.follow)
        mails.register(Kind.INVITATION, invitations.compose_invitation)
        mails.register(Kind.DUE, invitations.compose_due)
        signin.register_follow_up("cohort", invitations.accept)


def register_verbs() -> None:
    """Cohorts' own verbs; those of activities are registered by courses."""
    from cohorts.models import Cohort, Enrollment, Nudge
    from spaces.verbs import Verb, register

    cohorts = lambda viewer: Cohort.objects.visible_to(viewer).with_frame()  # noqa: E731
    enrollments = lambda viewer: Enrollment.objects.visible_to(viewer).select_related("person", "cohort")  # noqa: E731
    nudges = lambda viewer: Nudge.objects.visible_to(viewer).select_related("by", "enrollment")  # noqa: E731
    for name in ("cohort.started", "cohort.ended"):
        register(Verb(name, "cohort", cohorts))
    for name in ("invited", "began", "completed", "withdrawn", "removed", "moved"):
        register(Verb(f"enrollment.{name}", "enrollment", enrollments, to_everyone=False))
    sentence = _("%(by)s sent you a word")
    register(Verb("nudge.sent", "nudge", nudges, to_everyone=False, told=told_of_nudge, sentence=sentence))


def told_of_nudge(entries: list):
    """A nudge tells the one person it is for, in the bell and by mail."""
    from notifications.models import Kind

    for entry in entries:
        yield entry, entry.data["person"], Kind.NUDGE
