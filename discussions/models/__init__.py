"""Discussions: threads of a space's board, posts, reactions, mentions and reading marks."""

from discussions.models.bookmarks import Bookmark, BookmarkQuerySet
from discussions.models.conversations import Conversation
from discussions.models.drafts import Draft
from discussions.models.edits import PostEdit, PostEditQuerySet
from discussions.models.following import Follow, Level
from discussions.models.links import ThreadLink, ThreadLinkQuerySet
from discussions.models.polls import Poll, PollOption, PollQuerySet, Vote
from discussions.models.posts import Post, PostQuerySet
from discussions.models.reactions import Mention, Reaction
from discussions.models.reports import Report, ReportQuerySet
from discussions.models.threads import ReadingMark, Thread, ThreadQuerySet
from discussions.models.words import Word

__all__ = [
    "Bookmark",
    "BookmarkQuerySet",
    "Conversation",
    "Draft",
    "Follow",
    "Level",
    "Mention",
    "Poll",
    "PollOption",
    "PollQuerySet",
    "Post",
    "PostEdit",
    "PostEditQuerySet",
    "PostQuerySet",
    "Reaction",
    "ReadingMark",
    "Report",
    "ReportQuerySet",
    "Thread",
    "ThreadLink",
    "ThreadLinkQuerySet",
    "ThreadQuerySet",
    "Vote",
    "Word",
]
