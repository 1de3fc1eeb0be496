"""Boards over REST, through the same fetches and actions as the pages."""

from discussions.api.bookmarks import Saved, SavedPost
from discussions.api.following import FollowSpace, FollowThread
from discussions.api.moderating import ReportPost, Reports, SettleReport
from discussions.api.polls import MakePoll, OnePoll
from discussions.api.posts import OnePost, OneReaction, PostHistory, RemovePost, RestorePost
from discussions.api.threads import Links, OneThread, Posts, Threads

__all__ = [
    "FollowSpace",
    "FollowThread",
    "Links",
    "MakePoll",
    "OnePoll",
    "OnePost",
    "OneReaction",
    "OneThread",
    "PostHistory",
    "Posts",
    "RemovePost",
    "ReportPost",
    "Reports",
    "RestorePost",
    "Saved",
    "SavedPost",
    "SettleReport",
    "Threads",
]
