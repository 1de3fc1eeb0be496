"""Boards over REST, through the same fetches and actions as the pages."""

from discussions.api.posts import OneReaction, PostHistory
from discussions.api.threads import OneThread, Posts, Threads

__all__ = ["OneReaction", "OneThread", "PostHistory", "Posts", "Threads"]
