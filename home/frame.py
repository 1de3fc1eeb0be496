"""The frame around every page: the rail, the bell, and who is looking; two queries, and none until a page looks."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from courses.models import Course
from discussions.models import Follow, Thread
from lib.composed import composed
from notifications.models import Notification
from people.models import User
from spaces.models import Membership, Role, Space

SHOWN = (Space.Kind.COHORT, Space.Kind.TEAM, Space.Kind.COMMUNITY, Space.Kind.PRACTICE)
MOST_SPACES = 12
MOST_DIRECTS = 20
DIRECTS = "direct"
MOST_UNREAD = 300
MOST_FOLLOWS = 200
# What was said longer ago than this asks for nobody's attention any more.
UNREAD_FOR = timedelta(days=28)
STAFF = (Role.FACILITATOR, Role.ADMIN)


def frame(request) -> dict:
    """Context for every page; asks the database nothing until a template looks."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    return {"frame": SimpleLazyObject(lambda: build(request))}


def build(request) -> dict:
    """The rail's items and spaces, and how much is unread."""
    viewer, path = request.user, request.path
    [known] = _known_of(viewer)
    unread = _unread([space["id"] for space in known["spaces"] + known["directs"]], viewer)
    return {
        "person": viewer,
        "items": _items(viewer, known, path, unread),
        "spaces": [_space(space, unread, path) for space in known["spaces"]],
        "aside": {space["id"]: space["number"] for space in known["spaces"] + known["directs"]},
        "follows": " ".join(map(_followed, known["followed"])),
        "bell_unread": known["bell"],
    }


def _followed(chosen: dict) -> str:
    """What somebody follows at a level of their own, as live pages read it: t7:0 says that a thread is not counted."""
    follow = Follow(space_id=chosen["s"], thread_id=chosen["t"], level=chosen["l"])
    return f"{follow.place}:{int(follow.counts)}"


def url_or_nothing(name: str, *args) -> str:
    """A page's address, or nothing while that page is not built."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@composed
def _known_of(viewer) -> QuerySet:
    """All that the rail needs of a person, in one row."""
    mine = Membership.objects.of(viewer).filter(space__kind__in=SHOWN, space__closed_at=None)
    newest = mine.filter(space=OuterRef("pk"))
    spaces = Space.objects.filter(Exists(newest)).order_by("-made_at", "-id")[:MOST_SPACES]
    card = JSONObject(
        id="pk", kind="kind", title="title", parent="parent_id", cohort="cohort__pk", team="team__pk",
        number="last_number",
    )  # fmt: skip
    directs = Space.objects.joined_by(viewer).filter(kind=Space.Kind.DIRECT, closed_at=None)
    directs = directs.order_by("-made_at", "-id")[:MOST_DIRECTS]
    follows = Follow.objects.visible_to(viewer).newest_first()[:MOST_FOLLOWS]
    bell = Notification.objects.counted_for(viewer).order_by().values("person")
    return (
        User.objects.filter(pk=viewer.pk)
        .annotate(
            spaces=ArraySubquery(spaces.values(card=card)),
            directs=ArraySubquery(directs.values(card=JSONObject(id="pk", number="last_number"))),
            followed=ArraySubquery(follows.values(card=JSONObject(s="space_id", t="thread_id", l="level"))),
            bell=Coalesce(Subquery(bell.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0),
            writes=Exists(Course.objects.written_by(viewer)),
            leads=Exists(User.objects.filter(manager=viewer, is_active=True)),
            mentors=Exists(Membership.objects.of(viewer, Role.MENTOR).filter(space__kind=Space.Kind.TEAM)),
            runs=Exists(Membership.objects.of(viewer, *STAFF).filter(space__kind=Space.Kind.COHORT)),
        )
        .values("spaces", "directs", "followed", "bell", "writes", "leads", "mentors", "runs")
    )


def unread_threads(viewer) -> dict[int | str, list[int]]:
    """The threads that hold something new, by the spaces of the viewer's rail; of all direct ones together."""
    [known] = _known_of(viewer)
    spaces, directs = ([space["id"] for space in known[name]] for name in ("spaces", "directs"))
    unread = _unread(spaces + directs, viewer)
    return {**{pk: unread[pk] for pk in spaces}, DIRECTS: _joined(unread, directs)}


def _joined(unread: dict[int, list[int]], space_ids: list[int]) -> list[int]:
    return [thread for space_id in space_ids for thread in unread[space_id]]


def _unread(space_ids: list[int], viewer) -> dict[int, list[int]]:
    threads: dict[int, list[int]] = {space_id: [] for space_id in space_ids}
    for space_id, thread_id in _unread_since(timezone.now() - UNREAD_FOR, space_ids, viewer):
        threads[space_id].append(thread_id)
    return threads


@composed
def _unread_since(moment, space_ids: list[int], viewer) -> QuerySet:
    lately = Thread.objects.in_spaces(space_ids).filter(last_post_at__gt=moment)
    return lately.tracked_by(viewer).unread_by(viewer).values_list("space", "pk")[:MOST_UNREAD]


def _items(viewer, known: dict, path: str, unread: dict[int, list[int]]) -> list[dict]:
    wanted = [
        (True, "home", "house", _("Home")),
        (True, "people", "users", _("People")),
        (True, "messages", "mail", _("Messages")),
        (True, "communities", "globe", _("Communities")),
        (known["runs"] or viewer.is_ld_admin, "cohorts", "graduation-cap", _("Cohorts")),
        (known["runs"] or viewer.is_ld_admin, "results", "chart-column", _("Results")),
        (known["mentors"], "mentoring", "handshake", _("Mentoring")),
        (known["writes"] or viewer.is_ld_admin, "studio", "pencil", _("Studio")),
        (known["leads"], "my_people", "users-round", _("My people")),
    ]
    items = []
    for shown, name, icon, label in wanted:
        url = url_or_nothing(name) if shown else ""
        if url:
            current = path == url if url == "/" else path.startswith(url)
            counted = _counted(known["directs"], unread) if name == "messages" else {}
            items.append({"url": url, "icon": icon, "label": label, "current": current, **counted})
    return items


def _counted(directs: list[dict], unread: dict[int, list[int]]) -> dict:
    """Messages say how many conversations hold something new; the page keeps the number by their spaces."""
    ids = [space["id"] for space in directs]
    return {"of": " ".join([DIRECTS, *map(str, ids)]), "threads": _joined(unread, ids)}


def _space(space: dict, unread: dict[int, list[int]], path: str) -> dict:
    url, threads = _address(space), unread[space["id"]]
    return {**space, "url": url, "unread": len(threads), "threads": threads, "current": path.startswith(url)}


def _address(space: dict) -> str:
    if space["cohort"]:
        return url_or_nothing("cohort", space["cohort"])
    if space["team"] and (url := url_or_nothing("team", space["team"])):
        return url
    return reverse("board", args=[space["id"]])
