"""What the search page and its API show: the posts that a viewer may see and that hold what they ask for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django import forms
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from discussions import searching, snippets
from discussions.boards import KINDS
from discussions.models import Post
from lib import html
from lib.fields import PlainField
from lib.text import whole_number
from lib.times import day_bounds, zone
from people.models import User
from spaces.models import Space

PAGE = 20
MOST_PEOPLE = 50


def _day(label) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}))


class SearchForm(forms.Form):
    """What somebody looks for, and where."""

    q = PlainField(label=_("Words"), max_length=200, required=False)
    space = forms.ModelChoiceField(
        Space.objects.none(), label=_("Where"), required=False, empty_label=_("Everywhere")
    )
    by = PlainField(label=_("Who wrote it"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("Any")), *((kind.value, kind.label) for kind in KINDS)],
    )
    answered = forms.ChoiceField(
        label=_("Questions"),
        required=False,
        choices=[("", _("Answered or not")), ("yes", _("Answered")), ("no", _("Not answered"))],
    )
    since = _day(_("From"))
    until = _day(_("To"))

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.fields["space"].queryset = Space.objects.visible_to(viewer).order_by("title", "id")

    @property
    def narrows(self) -> bool:
        """Whether anything but words is asked for."""
        return any(value for name, value in self.data.items() if name in self.fields and name != "q")

    def asked(self) -> searching.Asked:
        """What the form says, as search understands it; of a broken field nothing."""
        self.full_clean()
        said = self.cleaned_data
        own, space = zone(self.viewer.time_zone), said.get("space")
        return searching.Asked(
            words=said.get("q", ""),
            space=space.pk if space else None,
            by=self._people(said.get("by", "")),
            kind=said.get("kind", ""),
            answered={"yes": True, "no": False}.get(said.get("answered", "")),
            since=day_bounds(said["since"], own)[0] if said.get("since") else None,
            until=day_bounds(said["until"], own)[1] if said.get("until") else None,
        )

    def _people(self, name: str) -> tuple[int, ...] | None:
        if not name:
            return None
        named = User.objects.visible_to(self.viewer).filter(name__icontains=name).in_name_order()
        return tuple(named.values_list("pk", flat=True)[:MOST_PEOPLE])


@dataclass(frozen=True)
class Hit:
    """A post that was found: its thread's title and a piece of its text, with what was asked for marked."""

    post: Post
    title: SafeString
    snippet: SafeString


@dataclass(frozen=True)
class Results:
    """One page of what was found; where nothing was, what somebody may have meant, and what that finds."""

    viewer: User
    asked: searching.Asked
    after: str | None = None

    @cached_property
    def first(self) -> searching.Found:
        return searching.search(self.viewer, self.asked)

    @cached_property
    def suggestion(self) -> str:
        if self.first.ids or self.asked.is_empty:
            return ""
        return searching.correction(self.viewer, self.asked)

    @cached_property
    def found(self) -> searching.Found:
        meant = replace(self.asked, words=self.suggestion)
        return searching.search(self.viewer, meant) if self.suggestion else self.first

    @property
    def count(self) -> str:
        """How many were found, in words."""
        number = formats.number_format(len(self.found), force_grouping=True)
        return f"{number}+" if self.found.is_capped else number

    @cached_property
    def page(self) -> list[int]:
        return self.found.ids[self._begin : self._begin + PAGE]

    @property
    def next_key(self) -> str | None:
        more = len(self.found) > self._begin + PAGE
        return str(self.page[-1]) if more and self.page else None

    @cached_property
    def hits(self) -> list[Hit]:
        posts = Post.objects.visible_to(self.viewer).filter(pk__in=self.page).for_search().in_bulk()
        terms = replace(self.asked, words=self.suggestion or self.asked.words).terms
        pattern = snippets.pattern_of(terms)
        return [_hit(posts[pk], pattern) for pk in self.page if pk in posts]

    @cached_property
    def _begin(self) -> int:
        """Where this page begins: behind the post that the one before ended with."""
        last = whole_number(self.after or "")
        return self.found.ids.index(last) + 1 if last in self.found.ids else 0


def _hit(post: Post, pattern) -> Hit:
    text = html.to_text(post.body)
    return Hit(post, snippets.marked(post.thread.title, pattern), snippets.snippet(text, pattern))
