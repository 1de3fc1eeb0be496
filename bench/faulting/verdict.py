"""Whether what must hold did hold: the load's own journal against the database and against what pages showed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from email import message_from_bytes
from pathlib import Path

from bench.faulting.ledger import Ledger
from bench.faulting.reader import Page
from bench.faulting.stack import FaultyStack

POSTS = """SELECT p.id, p.key::text, p.by_id, p.number, t.id, t.space_id FROM discussions_post p
    JOIN discussions_thread t ON t.id = p.thread_id ORDER BY t.space_id, p.number"""
GAPS = """SELECT s.id FROM spaces_space s LEFT JOIN spaces_entry e ON e.space_id = s.id GROUP BY s.id
    HAVING count(e.id) <> s.last_number OR coalesce(max(e.number), 0) <> s.last_number"""
POST_GAPS = """SELECT t.id FROM discussions_thread t LEFT JOIN discussions_post p ON p.thread_id = t.id GROUP BY t.id
    HAVING count(p.id) <> t.post_count OR coalesce(max(p.number), 0) <> t.post_count"""
JOURNALED = (
    """SELECT target_id::bigint FROM spaces_entry WHERE verb = 'post.added' ORDER BY space_id, number"""
)
TOLD = """SELECT e.target_id::bigint, n.person_id FROM notifications_notification n
    JOIN spaces_entry e ON e.id = n.entry_id WHERE e.verb = 'post.added'"""
MAILS = """SELECT e.target_id::bigint, m.person_id, m.sent_at IS NOT NULL FROM notifications_mail m
    JOIN spaces_entry e ON e.id = (m.ids->>'entry')::bigint WHERE e.verb = 'post.added'"""
MORE = re.compile(r", and (\d+) things? more$")
POST = re.compile(r"#post-(\d+)")


class Verdict:
    """Counts of what was lost, doubled and out of order, and a line for each kind of it."""

    def __init__(self, stack: FaultyStack, ledger: Ledger, pages: list[Page]):
        self.stack, self.ledger, self.pages = stack, ledger, pages
        self.lost = self.doubled = self.out_of_order = 0
        self.lines: list[str] = []

    def reach(self) -> Verdict:
        posts = self.stack.rows(POSTS)
        self._stored(posts)
        self._in_order(posts)
        self._numbers()
        self._shown(posts)
        self._told()
        self._mailed()
        return self

    @property
    def holds(self) -> bool:
        return not (self.lost or self.doubled or self.out_of_order or self.ledger.wrong)

    def _note(self, kind: str, count: int, words: str) -> None:
        if count:
            setattr(self, kind, getattr(self, kind) + count)
            self.lines.append(f"{kind}: {count} {words}")

    def _stored(self, posts: list[tuple]) -> None:
        """Acknowledged is stored, under the id that was acknowledged; nothing is stored twice, or unasked."""
        stored = defaultdict(list)
        for pk, key, *_rest in posts:
            stored[key].append(pk)
        acknowledged = self.ledger.acknowledged()
        self._note("lost", sum(one.post not in stored[one.key] for one in acknowledged), "posts acknowledged")
        self._note("lost", len(self.ledger.said) - len(acknowledged), "posts never acknowledged")
        unasked = len(posts) - len(
            {one.key for one in self.ledger.said} & {key for _pk, key, *_rest in posts}
        )
        self._note("doubled", unasked, "posts stored more often than they were sent")

    def _in_order(self, posts: list[tuple]) -> None:
        """Of two posts in a thread, the one acknowledged before the other was sent has the smaller number."""
        number = {pk: place for pk, _key, _by, place, *_rest in posts}
        by_thread = defaultdict(list)
        for one in self.ledger.acknowledged():
            by_thread[one.thread].append(one)
        for said in by_thread.values():
            self._note("out_of_order", _inversions(said, number), "posts numbered before earlier ones")

    def _numbers(self) -> None:
        """Numbers 1…n without a gap, in journals and threads; each post stands in the journal once, in its order."""
        self._note("lost", len(self.stack.rows(GAPS)), "journals with a gap")
        self._note("lost", len(self.stack.rows(POST_GAPS)), "threads with a gap")
        journaled = [row[0] for row in self.stack.rows(JOURNALED)]
        stored = [row[0] for row in self.stack.rows(POSTS)]
        self._note(
            "out_of_order", int(journaled != stored), "journals that tell another story than the posts"
        )

    def _shown(self, posts: list[tuple]) -> None:
        """Every page that is open at the end shows the database's list, in its order."""
        lists = defaultdict(list)
        for pk, _key, _by, _number, _thread, space in posts:
            lists[space].append(pk)
        for page in self.pages:
            for space, shown in page.shown.items():
                expected = [pk for pk in lists[space] if pk > shown.after]
                seen = list(shown.posts)
                self._note("lost", len(set(expected) - set(seen)), f"posts not shown on a page of {space}")
                if sorted(expected) == sorted(seen):
                    self._note("out_of_order", int(expected != seen), f"page of {space} in another order")

    def _told(self) -> None:
        """Whoever was named has one notification, and nobody else has any."""
        told = Counter(self.stack.rows(TOLD))
        due = Counter((one.post, pk) for one in self.ledger.acknowledged() for pk in one.named)
        self._note("lost", sum((due - told).values()), "notifications")
        self._note("doubled", sum((told - due).values()), "notifications")

    def _mailed(self) -> None:
        """Whoever was named has one mail for it, and stands once in a letter for what is marked as sent."""
        due = Counter((one.post, pk) for one in self.ledger.acknowledged() for pk in one.named)
        queued = Counter((post, person) for post, person, _sent in self.stack.rows(MAILS))
        self._note("lost", sum((due - queued).values()), "mails never queued")
        self._note("doubled", sum((queued - due).values()), "mails queued")
        people = {email: pk for pk, email in self.stack.rows("SELECT id, email FROM people_user")}
        marked = Counter(person for _post, person, sent in self.stack.rows(MAILS) if sent)
        letters = [(people[to], things, posts) for to, things, posts in _letters(self.stack.outbox)]
        told = Counter()
        for person, things, _posts in letters:
            told[person] += things
        self._note("lost", sum((marked - told).values()), "things marked as mailed")
        self._note("doubled", sum((told - marked).values()), "things mailed")
        named = Counter((person, post) for person, _things, posts in letters for post in posts)
        self._note("doubled", sum(count - 1 for count in named.values()), "posts in two letters")


def _inversions(said: list, number: dict[int, int]) -> int:
    """How often something sent after another was acknowledged got a smaller number than it."""
    ended = sorted(said, key=lambda one: one.acknowledged_at)
    begun = sorted(said, key=lambda one: one.sent_at)
    wrong, place, highest = 0, 0, 0
    for one in begun:
        while place < len(ended) and ended[place].acknowledged_at < one.sent_at:
            highest = max(highest, number.get(ended[place].post, 0))
            place += 1
        wrong += number.get(one.post, highest + 1) < highest
    return wrong


def _letters(outbox: Path):
    """(address, of how many things it tells, posts that it names) of each letter that left the house."""
    for file in outbox.iterdir():
        for text in file.read_bytes().split(b"-" * 79 + b"\n"):
            message = message_from_bytes(text)
            if message["To"]:
                part = next(part for part in message.walk() if part.get_content_type() == "text/plain")
                posts = dict.fromkeys(POST.findall(part.get_payload(decode=True).decode()))
                more = MORE.search(" ".join(message["Subject"].split()))
                yield message["To"], 1 + int(more[1] if more else 0), posts
