"""Who is told of what happens on boards, and who of them has read it already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from discussions import following
from discussions.models import Bookmark, Follow, Level, Post, ReadingMark, Report, Thread
from people.models import User
from spaces.models import MODERATORS, Membership

REPLY, NEWS = "reply", "news"


def told_of_posts(entries: list) -> Iterator[tuple]:
    """Of a post: whom it named when it came, whose it answers, who began the thread, and who watches; never its writer."""
    posts = _standing(entries, "thread__by", "in_reply_to")
    levels = Follow.objects.levels_of(post.thread for post in posts.values())
    named = _named(entries)
    for entry in entries:
        if post := posts.get(entry.target_id):
            yield from following.told(entry, post.thread, {*named[entry.pk], *_answered(post)}, levels)


def told_of_edits(entries: list) -> Iterator[tuple]:
    """Of a change: whom the post names since then, each once however often it is changed, but nobody who muted it."""
    posts = _standing(entries, "thread")
    levels = Follow.objects.levels_of(post.thread for post in posts.values())
    named = _named(entries)
    for entry in entries:
        if post := posts.get(entry.target_id):
            told = following.told(entry, post.thread, set(named[entry.pk]), levels)
            yield from (row for row in told if row[2] == REPLY)


def told_of_threads(entries: list) -> Iterator[tuple]:
    """Of a thread: whom its first post names; of an announcement everybody in the space."""
    threads = Thread.objects.standing().filter(pk__in=_targets(entries))
    threads = {str(thread.pk): thread for thread in threads}
    levels = Follow.objects.levels_of(threads.values())
    named = _named(entries)
    heard = _members({one.space_id for one in threads.values() if one.kind == Thread.Kind.ANNOUNCEMENT})
    for entry in entries:
        if thread := threads.get(entry.target_id):
            people = set(named[entry.pk])
            yield from following.told(entry, thread, people, levels)
            if thread.kind == Thread.Kind.ANNOUNCEMENT:
                chosen = levels[thread.pk]
                told = {pk for pk, level in chosen.items() if level in (Level.WATCH, Level.MUTE)}
                everybody = heard[thread.space_id] - people - told - {entry.by_id}
                yield from ((entry, pk, NEWS) for pk in sorted(everybody))


def told_of_removals(entries: list) -> Iterator[tuple]:
    """Of a removal: who wrote the post."""
    return ((entry, pk, NEWS) for entry, pk, _kind in told_of_answers(entries))


def told_of_moves(entries: list) -> Iterator[tuple]:
    """Of a move: who began the thread, once, by the journal of the board where it now stands."""
    starters = dict(Thread.objects.filter(pk__in=_targets(entries)).values_list("pk", "by_id"))
    for entry in entries:
        starter = starters.get(int(entry.target_id))
        if starter not in (None, entry.by_id) and entry.data["to"] == entry.space_id:
            yield entry, starter, NEWS


def told_of_hiding(entries: list) -> Iterator[tuple]:
    """Of a hidden thread: who began it."""
    return _starters_told(entries, {entry.pk: int(entry.target_id) for entry in entries})


def told_of_merges(entries: list) -> Iterator[tuple]:
    """Of a thread that was put into another: who began it."""
    return _starters_told(entries, {entry.pk: entry.data["from"] for entry in entries})


def _starters_told(entries: list, threads: dict[int, int]) -> Iterator[tuple]:
    starters = dict(Thread.objects.filter(pk__in=threads.values()).values_list("pk", "by_id"))
    for entry in entries:
        starter = starters.get(threads[entry.pk])
        if starter not in (None, entry.by_id):
            yield entry, starter, NEWS


def told_of_reports(entries: list) -> Iterator[tuple]:
    """Of a report: who keeps the space in order, or who does so above it, or the L&D admins where nobody does.

    Never whoever wrote the post: somebody else settles it.
    """
    reports = Report.objects.filter(pk__in=_targets(entries)).select_related("post__space")
    reports = {str(report.pk): report for report in reports}
    for entry in entries:
        if report := reports.get(entry.target_id):
            space, concerned = report.post.space, {report.post.by_id, entry.by_id}
            near, above = _keepers(space.pk) - concerned, _keepers(space.parent_id) - concerned
            yield from ((entry, pk, NEWS) for pk in sorted(near or above or _admins() - concerned))


def told_of_settling(entries: list) -> Iterator[tuple]:
    """Of how a report was settled: who reported."""
    reporters = dict(Report.objects.filter(pk__in=_targets(entries)).values_list("pk", "by_id"))
    for entry in entries:
        if reporter := reporters.get(int(entry.target_id)):
            yield entry, reporter, NEWS


def told_of_bookmarks(entries: list) -> Iterator[tuple]:
    """Of a kept post that is due: who keeps it."""
    keepers = dict(Bookmark.objects.filter(pk__in=_targets(entries)).values_list("pk", "person_id"))
    for entry in entries:
        if keeper := keepers.get(int(entry.target_id)):
            yield entry, keeper, NEWS


def told_of_answers(entries: list) -> Iterator[tuple]:
    """Of an accepted answer: who gave it."""
    writers = dict(Post.objects.filter(pk__in=_targets(entries)).values_list("pk", "by_id"))
    for entry in entries:
        writer = writers.get(int(entry.target_id))
        if writer and writer != entry.by_id:
            yield entry, writer, REPLY


def seen_posts(pairs: list[tuple]) -> set[tuple[int, int]]:
    """Of people told of posts, those whose reading has come that far."""
    posts = Post.objects.filter(pk__in=_targets([entry for entry, _person in pairs]))
    places = {str(pk): (thread, number) for pk, thread, number in posts.values_list("pk", "thread", "number")}
    return _read_to(pairs, places)


def seen_threads(pairs: list[tuple]) -> set[tuple[int, int]]:
    """Of people told of threads, those who have opened them."""
    return _read_to(pairs, {entry.target_id: (int(entry.target_id), 1) for entry, _person in pairs})


def _read_to(pairs: list[tuple], places: dict[str, tuple[int, int]]) -> set[tuple[int, int]]:
    marks = ReadingMark.objects.filter(
        thread__in={thread for thread, _number in places.values()}, person__in={pk for _entry, pk in pairs}
    )
    read = {(thread, pk): number for thread, pk, number in marks.values_list("thread", "person", "number")}
    return {
        (entry.pk, person)
        for entry, person in pairs
        if (place := places.get(entry.target_id)) and read.get((place[0], person), 0) >= place[1]
    }


def _targets(entries: list) -> list[str]:
    return [entry.target_id for entry in entries]


def _standing(entries: list, *joined: str) -> dict[str, Post]:
    posts = Post.objects.standing().filter(pk__in=_targets(entries))
    posts = posts.select_related(*joined) if joined else posts.only("pk")
    return {str(post.pk): post for post in posts}


def _named(entries: list) -> dict[int, Iterable[int]]:
    """By entry, ids of the people whom its post named by this deed and by none before."""
    everyone = _members({entry.space_id for entry in entries if entry.data.get("everyone")})
    return {
        entry.pk: everyone[entry.space_id] if entry.data.get("everyone") else entry.data.get("named", [])
        for entry in entries
    }


def _answered(post: Post) -> list[int]:
    """Whose words a post answers; in a stream, where everybody talks to everybody, only a quoted writer's."""
    answered = [post.in_reply_to.by_id] if post.in_reply_to else []
    hears_all = not post.thread.is_stream and not post.thread.by.is_system
    return [*answered, post.thread.by_id] if hears_all else answered


def _keepers(space_id: int | None) -> set[int]:
    keepers = Membership.objects.open().filter(space=space_id, role__in=MODERATORS)
    return set(keepers.values_list("person_id", flat=True))


def _admins() -> set[int]:
    return set(User.objects.filter(is_ld_admin=True, is_active=True).values_list("pk", flat=True))


def _members(space_ids: set[int]) -> dict[int, set[int]]:
    """Who is in each of these spaces, in one query; none where nobody asks for a space."""
    people: dict[int, set[int]] = {space_id: set() for space_id in space_ids}
    if space_ids:
        inside = Membership.objects.open().filter(space__in=space_ids)
        for space_id, person_id in inside.values_list("space", "person"):
            people[space_id].add(person_id)
    return people
