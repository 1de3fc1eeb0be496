"""The spaces app: its own verbs."""

from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "spaces"

    def ready(self) -> None:
        from people import signin
        from spaces import live, verbs
        from spaces.models import Membership, Space

        memberships = lambda viewer: Membership.objects.visible_to(viewer).select_related("person")  # noqa: E731
        verbs.register(verbs.Verb("membership.began", "membership", memberships))
        verbs.register(verbs.Verb("membership.ended", "membership", memberships))
        verbs.register(verbs.Verb("space.closed", "space", Space.objects.visible_to))
        signin.register_sign_out(live.signed_out)
