"""What people add to a post without words of their own: reactions; and whom a post names."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

SIGNS = {"thanks": "🙏", "agree": "👍", "idea": "💡", "heart": "❤️"}


class Reaction(models.Model):
    """A person's reaction to a post."""

    class Kind(models.TextChoices):
        THANKS = "thanks", _("thanks")
        AGREE = "agree", _("agree")
        IDEA = "idea", _("good idea")
        HEART = "heart", _("with you")

    post = models.ForeignKey("discussions.Post", models.CASCADE, related_name="reactions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=8, choices=Kind)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person", "kind"], name="reaction_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.post_id}"


class Mention(models.Model):
    """A post names a person who may read it."""

    post = models.ForeignKey("discussions.Post", models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="mention_once_per_post")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.post_id}"
