"""Finding posts: of all that a viewer may see, and of nothing else, the newest thousand that match, best first.

Words that many posts hold are met soon on a walk back from the newest post; rare ones are looked up in the index of
words, which then gives few. The first stretch of the walk tells which way is the shorter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from discussions import words
from discussions.models import Post, Thread, Word
from discussions.words import Term
from spaces.models import Space

MOST = 1000
FIRST_STRETCH = 16_000
LONGEST_WALK = 250_000
MOST_ENDINGS = 8
CORRECTED_WORDS, GUESSES = 5, 4
CANDIDATES = 30
# Bitmaps are joined in memory, threads fetched by key and not all of them; helpers and compilers cost more to start.
LIMITS = """
SET LOCAL work_mem = '32MB'; SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0;
SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off
"""
RANKED = "SELECT id, ts_rank(words, to_tsquery('colloquy', %(asked)s), 1) FROM ({}) newest"
MATCHING = """
SELECT id, words FROM discussions_post
WHERE words @@ to_tsquery('colloquy', %(asked)s) AND space_id = ANY(%(spaces)s::bigint[]) AND deleted_at IS NULL
"""
WALK = " AND id > %(from)s AND id <= %(to)s ORDER BY id DESC LIMIT %(most)s"
# By an expression, so that the planner does not walk where looking up is shorter.
LOOK_UP = " AND id <= %(to)s ORDER BY id + 0 DESC LIMIT %(most)s"
FILTERS = {
    "by": " AND by_id = ANY(%(by)s)",
    "kind": " AND thread_id IN (SELECT id FROM discussions_thread WHERE kind = %(kind)s)",
    "since": " AND posted_at >= %(since)s",
    "until": " AND posted_at < %(until)s",
    "is_opening": " AND number = 1 AND thread_id IN (SELECT id FROM discussions_thread WHERE kind <> 'stream')",
}
ANSWERED = (
    " AND thread_id IN (SELECT id FROM discussions_thread WHERE kind = 'question' AND accepted_id IS {} NULL)"
)


@dataclass(frozen=True)
class Asked:
    """What somebody looks for: words, and what narrows them."""

    words: str
    space: int | None = None
    by: tuple[int, ...] | None = None
    kind: str = ""
    answered: bool | None = None
    since: datetime | None = None
    until: datetime | None = None
    is_opening: bool = False

    @property
    def terms(self) -> list[Term]:
        return words.terms(self.words)

    @property
    def is_empty(self) -> bool:
        """Nothing to look for: what must not be there finds nothing by itself."""
        return all(term.is_unwanted for term in self.terms)

    def narrowing(self) -> str:
        narrowed = "".join(sql for name, sql in FILTERS.items() if getattr(self, name))
        if self.answered is None:
            return narrowed
        return narrowed + ANSWERED.format("NOT" if self.answered else "")


@dataclass(frozen=True)
class Found:
    """The ids of what was found, best first; `is_capped` where there may be more than these."""

    ids: list[int]
    is_capped: bool = False

    def __len__(self) -> int:
        return len(self.ids)


def search(viewer, asked: Asked) -> Found:
    """The newest thousand visible posts that match, best first and then newest first."""
    spaces = _spaces(viewer, asked.space)
    if asked.is_empty or not spaces or asked.by == ():
        return Found([])
    ranked: dict[int, float] = {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LIMITS)
        for batch in _matches(cursor, asked, spaces, ranked):
            ranked |= _visible(viewer, batch)
            if len(ranked) >= MOST:
                break
    best = sorted(ranked, key=lambda pk: (-ranked[pk], -pk))
    return Found(best[:MOST], len(best) >= MOST)


def correction(viewer, asked: Asked) -> str:
    """What they may have meant: each word that finds nothing here replaced by one alike that does; or nothing."""
    corrected = [_corrected(viewer, asked, term) for term in asked.terms[:CORRECTED_WORDS]]
    if corrected == [_said(term, term.words) for term in asked.terms]:
        return ""
    meant = (" ".join(corrected), " or ".join(corrected))
    return next((said for said in meant if search(viewer, replace(asked, words=said)).ids), "")


def similar_threads(viewer, title: str, *, most: int = 4) -> list[Thread]:
    """Visible threads that begin with most of the words of this title, the likest first."""
    wanted = {words.folded(word) for word in words.plain(title).split() if len(word) >= words.SHORTEST_STEM}
    asked = Asked(" or ".join(sorted(wanted)[: words.MOST_TERMS]), is_opening=True)
    best = search(viewer, asked).ids[:CANDIDATES]
    posts = Post.objects.visible_to(viewer).filter(pk__in=best).for_search().in_bulk()
    opened = [posts[pk].thread for pk in best if pk in posts]
    return [thread for thread in opened if 2 * _shared(thread, wanted) > len(wanted)][:most]


def endings_of(terms: list[Term]) -> dict[str, list[str]]:
    """For each asked word those that differ from it in their ending alone."""
    stems = {words.folded(term.stem) for term in terms if term.stem}
    if not stems:
        return {}
    wanted = Q(text__in=[stem[:-1] for stem in stems if len(stem) > words.SHORTEST_STEM])
    for stem in stems:
        wanted |= Q(text__startswith=stem, text__regex=f"^{stem}[[:alpha:]]{{1,3}}$")
    known = sorted(Word.objects.filter(wanted).values_list("text", flat=True)[:200])
    return {
        stem: [word for word in known if word == stem[:-1] or word.startswith(stem)][:MOST_ENDINGS]
        for stem in stems
    }


def _shared(thread: Thread, wanted: set[str]) -> int:
    """How many of these words stand in a thread's title or first lines, whatever their ending."""
    said = words.plain(f"{thread.title} {thread.excerpt}").split()
    begins = {words.folded(word)[: words.SHORTEST_STEM] for word in said}
    return sum(word[: words.SHORTEST_STEM] in begins for word in wanted)


def _spaces(viewer, wanted: int | None) -> list[int]:
    spaces = Space.objects.visible_to(viewer)
    if wanted is not None:
        spaces = spaces.filter(pk=wanted)
    return list(spaces.values_list("pk", flat=True))


def _matches(
    cursor, asked: Asked, spaces: list[int], ranked: dict[int, float]
) -> Iterator[list[tuple[int, float]]]:
    """What matches in these spaces, newest first, in batches; of what may be seen there is `ranked` by then."""
    values = {
        "asked": words.expression(asked.terms, endings_of(asked.terms)),
        "spaces": spaces, "by": list(asked.by or ()),
        "kind": asked.kind, "since": asked.since, "until": asked.until,
    }  # fmt: skip
    matching = MATCHING + asked.narrowing()

    def fetch(sql: str, bottom: int, top: int) -> tuple[list[tuple[int, float]], int]:
        """What is met between two ids, and from which id on downward nothing was looked at yet."""
        most = MOST - len(ranked)
        cursor.execute(RANKED.format(matching + sql), values | {"from": bottom, "to": top, "most": most})
        met = cursor.fetchall()
        return met, min(pk for pk, _rank in met) - 1 if len(met) == most else bottom

    cursor.execute("SELECT max(id) FROM discussions_post")
    top, stretch = cursor.fetchone()[0] or 0, FIRST_STRETCH
    while top > 0 and stretch <= LONGEST_WALK:
        met, top = fetch(WALK, top - stretch, top)
        yield met
        stretch = stretch * MOST // len(met) if met else LONGEST_WALK + 1
    while top > 0:
        met, top = fetch(LOOK_UP, 0, top)
        yield met


def _visible(viewer, batch: list[tuple[int, float]]) -> dict[int, float]:
    """Of these the posts that the viewer may see: the one rule, whatever the index holds."""
    ranks = dict(batch)
    visible = (
        Post.objects.visible_to(viewer).standing().filter(pk__in=ranks, thread__hidden_at=None)
        if ranks
        else Post.objects.none()
    )
    return {pk: ranks[pk] for pk in visible.values_list("pk", flat=True)}


def _corrected(viewer, asked: Asked, term: Term) -> str:
    return _said(term, tuple(_known_word(viewer, asked, word) for word in term.words))


def _known_word(viewer, asked: Asked, word: str) -> str:
    """The word itself where it finds something, else the likest that does."""
    guesses = [word, *Word.objects.like(words.folded(word)).values_list("text", flat=True)[:GUESSES]]
    seen = (guess for guess in guesses if search(viewer, replace(asked, words=f'"{guess}"')).ids)
    return next(seen, word)


def _said(term: Term, said: tuple[str, ...]) -> str:
    """A term as one would type it."""
    phrase = " ".join(said)
    quoted = f'"{phrase}"' if term.is_quoted or len(said) > 1 else phrase
    return ("or " if term.after_or else "") + ("-" if term.is_unwanted else "") + quoted
