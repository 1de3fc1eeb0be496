"""The communities app: its verbs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunitiesConfig(AppConfig):
    name = "communities"

    def ready(self) -> None:
        from communities.models import Community, JoinRequest
        from spaces.verbs import Verb, register

        communities = lambda viewer: Community.objects.visible_to(viewer).select_related("space")  # noqa: E731
        requests = lambda viewer: JoinRequest.objects.visible_to(viewer).select_related("community__space")  # noqa: E731
        register(Verb("community.founded", "community", communities))
        register(Verb("community.edited", "community", communities))
        for verb, told, sentence in (
            ("asked", told_experts, _("%(by)s asks to join %(target)s")),
            ("invited", told_person, _("%(by)s invites you into %(target)s")),
            ("let_in", told_person, _("%(by)s let you into %(target)s")),
        ):
            register(
                Verb(
                    f"community.{verb}", "request", requests, to_everyone=False, told=told, sentence=sentence
                )
            )


def told_experts(entries: list):
    """Of somebody who asks to join: whoever can let them in."""
    from notifications.models import Kind
    from spaces.models import Membership, Role

    keepers: dict[int, set[int]] = {}
    rows = Membership.objects.open().filter(
        space__in={e.space_id for e in entries}, role__in=(Role.EXPERT, Role.ADMIN)
    )
    for space_id, person_id in rows.values_list("space_id", "person_id"):
        keepers.setdefault(space_id, set()).add(person_id)
    for entry in entries:
        yield from ((entry, pk, Kind.NEWS) for pk in sorted(keepers.get(entry.space_id, ())))


def told_person(entries: list):
    """Of an invitation, or of being let in: the one person it is about."""
    from notifications.models import Kind

    for entry in entries:
        yield entry, entry.data["person"], Kind.NEWS
