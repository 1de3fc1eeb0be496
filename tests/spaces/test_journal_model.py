"""Journal, memberships and catch-up against a model, in any order of events."""

import uuid

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from people.models import User
from spaces import catch_up, readers
from spaces.actions import Deed, join_space, leave_space, open_space, record_many
from spaces.models import Entry, Membership, Role, Space

NAMES = ("ada", "bo", "cy")


class JournalMachine(RuleBasedStateMachine):
    """The model: a list of verbs, a set of members, and what each watching page has been shown."""

    pages = Bundle("pages")

    def __init__(self):
        super().__init__()
        # People of its own for each example: the database is rolled back only after them all.
        self.people = {
            name: User.objects.create(email=f"{name}-{uuid.uuid4().hex}@x.org", name=name) for name in NAMES
        }
        self.space = open_space(Space.Kind.COHORT, title="Model")
        self.journal: list[str] = []
        self.members: set[str] = set()
        self.heard: list[int] = []
        readers.register("model", lambda space, entries: self.heard.extend(e.number for e in entries))

    @rule(name=st.sampled_from(NAMES))
    def join(self, name):
        join_space(self.space, person=self.people[name], role=Role.LEARNER, by=self.people[name])
        if name not in self.members:
            self.members.add(name)
            self.journal.append("membership.began")

    @rule(name=st.sampled_from(NAMES))
    def leave(self, name):
        leave_space(self.space, person=self.people[name], by=self.people[name])
        if name in self.members:
            self.members.discard(name)
            self.journal.append("membership.ended")

    @rule(count=st.integers(1, 30))
    def record(self, count):
        by = self.people["ada"]
        record_many(self.space, [Deed("space.closed", by, self.space) for _ in range(count)])
        self.journal += ["space.closed"] * count

    @rule(target=pages)
    def open_page(self):
        return {"number": len(self.journal)}

    @rule(page=pages, name=st.sampled_from(NAMES))
    def come_back(self, page, name):
        if name not in self.members:
            assert not Space.objects.visible_to(self.people[name]).filter(pk=self.space.pk).exists()
            return
        space = Space.objects.visible_to(self.people[name]).get(pk=self.space.pk)
        news = catch_up.after(space, page["number"], self.people[name])
        missed = len(self.journal) - page["number"]
        assert news.upto == len(self.journal)
        assert news.too_much == (missed > catch_up.MOST)
        if not news.too_much:
            numbers = [line["number"] for line in news.lines]
            assert numbers == sorted(set(numbers))
            assert not missed or numbers[-1] == len(self.journal)
            assert all(
                self.journal[number - 1] == line["verb"]
                for number, line in zip(numbers, news.lines, strict=True)
            )
        page["number"] = news.upto

    @rule()
    def read(self):
        readers.run("model", self.space.pk)
        assert self.heard == list(range(1, len(self.journal) + 1))

    @invariant()
    def journal_is_gap_free(self):
        written = Entry.objects.filter(space=self.space).after(0).values_list("number", "verb")
        assert list(written) == list(enumerate(self.journal, start=1))

    @invariant()
    def memberships_are_the_models(self):
        open_rows = Membership.objects.open().filter(space=self.space)
        assert {row.person.name for row in open_rows.select_related("person")} == self.members

    def teardown(self):
        readers._readers.pop("model", None)


class JournalTest(TestCase):
    def test_any_order_of_events(self):
        profile = settings(max_examples=20, stateful_step_count=25, deadline=None)
        run_state_machine_as_test(JournalMachine, settings=profile)
