"""What of the journal tells somebody nothing for now: posts in sealed threads that await their answer, and hidden ones."""

from __future__ import annotations

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from discussions.models import Post, Thread
from spaces.models import MODERATORS, Entry, Membership

OF_OTHERS = ("post.added", "post.edited")
OF_POSTS = (*OF_OTHERS, "post.removed", "answer.accepted")


def entries_concealed_from(viewer) -> QuerySet[Entry]:
    """Entries of posts that the viewer may be told of and cannot see yet, or not while their thread is hidden."""
    keeps_order = Membership.objects.of(viewer, *MODERATORS).filter(space=OuterRef("space"))
    answer = Post.objects.standing().filter(thread=OuterRef("pk"), by=viewer)
    told_of = Thread.objects.filter(
        ~Exists(keeps_order), pk=Cast(OuterRef("data__thread"), BigIntegerField())
    )
    is_hidden = Exists(told_of.exclude(hidden_at=None))
    is_sealed = Exists(told_of.exclude(sealed_at=None).filter(~Exists(answer)))
    return Entry.objects.filter(Q(is_hidden, verb__in=OF_POSTS) | Q(is_sealed, verb__in=OF_OTHERS))
