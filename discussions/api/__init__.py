"""Boards over REST, through the same fetches and actions as the pages."""

from discussions.api.threads import OneThread, Posts, Threads

__all__ = ["OneThread", "Posts", "Threads"]
