"""What people send to a board."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from discussions import actions
from discussions.models import Post, Thread
from lib.fields import PlainField, RichField, rich_value
from spaces.models import Space

MORNING = time(8)


class PostForm(forms.Form):
    """What somebody says; `key` makes a repeat quiet."""

    body = RichField(label=_("Your reply"), error_messages={"required": _("Write something first.")})
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean_body(self) -> str:
        return rich_value(self, "body")


class PollForm(forms.Form):
    """What a post asks, and what can be chosen: one a line."""

    question = PlainField(
        label=_("Question"),
        max_length=200,
        error_messages={"required": _("Ask something, in at most 200 letters.")},
    )
    options = PlainField(
        label=_("What can be chosen?"),
        max_length=2000,
        several_lines=True,
        help_text=_("One a line, two to ten."),
        error_messages={"required": _("Give between two and ten things to choose from, one a line.")},
    )
    is_multiple = forms.BooleanField(label=_("Several can be chosen"), required=False)
    is_anonymous = forms.BooleanField(label=_("Show nobody who chose what"), required=False)
    closes_at = forms.DateTimeField(
        label=_("Until when?"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )

    def clean_options(self) -> list[str]:
        return self.cleaned_data["options"].splitlines()


class AskingForm(PostForm):
    """What somebody says, perhaps with a poll below it; an untouched poll is none."""

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.poll = PollForm(data, prefix="poll", empty_permitted=True, use_required_attribute=False)

    def clean(self) -> dict:
        words = super().clean()
        for errors in self.poll.errors.values():
            self.add_error(None, errors)
        return words | {"poll": self.poll.cleaned_data if self.poll.has_changed() else None}


class ReplyForm(AskingForm):
    """A reply, perhaps to one post of the thread."""

    in_reply_to = forms.ModelChoiceField(Post.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, thread: Thread, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["in_reply_to"].queryset = Post.objects.filter(thread=thread).standing()


class ThreadForm(AskingForm):
    """A new thread; only who runs the space is offered an announcement."""

    KINDS = (
        (Thread.Kind.CONVERSATION, _("Conversation")),
        (Thread.Kind.QUESTION, _("Question")),
        (Thread.Kind.SHOWCASE, _("Showcase")),
        (Thread.Kind.SAMPLE, _("Work sample")),
        (Thread.Kind.STORY, _("Story")),
    )

    kind = forms.ChoiceField(label=_("What is it?"), choices=KINDS, initial=Thread.Kind.CONVERSATION)
    title = PlainField(label=_("Title"), max_length=200)
    tags = PlainField(
        label=_("Tags"), max_length=200, required=False, help_text=_("Up to five, with commas between them.")
    )
    field_order = ["kind", "title", "tags", "body", "key"]

    def __init__(self, data=None, *, may_announce: bool = False, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["body"].label = _("What do you want to say?")
        if may_announce:
            self.fields["kind"].choices = [*self.KINDS, (Thread.Kind.ANNOUNCEMENT, _("Announcement"))]


class ThreadHeadForm(forms.Form):
    """A thread's title, kind and tags, to be changed."""

    title = PlainField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("What is it?"), choices=ThreadForm.KINDS)
    tags = PlainField(
        label=_("Tags"), max_length=200, required=False, help_text=_("Up to five, with commas between them.")
    )

    def __init__(self, thread: Thread, *args, may_announce: bool = False, **kwargs):
        initial = {"title": thread.title, "kind": thread.kind, "tags": ", ".join(thread.tags)}
        super().__init__(*args, initial=initial, **kwargs)
        if may_announce or thread.kind == Thread.Kind.ANNOUNCEMENT:
            self.fields["kind"].choices = [*ThreadForm.KINDS, (Thread.Kind.ANNOUNCEMENT, _("Announcement"))]


class ReasonForm(forms.Form):
    """Why somebody does something to what another wrote."""

    reason = PlainField(
        label=_("Why?"),
        max_length=actions.LONGEST_REASON,
        error_messages={"required": _("Say why, in at most 300 letters.")},
    )


class MoveForm(forms.Form):
    """To which board a thread goes: those that the mover keeps in order."""

    to = forms.ModelChoiceField(Space.objects.none(), label=_("To which board?"), empty_label=None)

    def __init__(self, boards, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = boards


class MergeForm(forms.Form):
    """Into which other thread of the board a thread goes."""

    into = forms.ModelChoiceField(
        Thread.objects.none(), label=_("Into which conversation?"), empty_label=None
    )

    def __init__(self, threads, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = threads


class BookmarkForm(forms.Form):
    """A note and when to be reminded, on the reader's own clock; an empty form keeps the post all the same."""

    LATER = (
        ("", _("Do not remind me")),
        ("tomorrow", _("Tomorrow morning")),
        ("monday", _("On Monday")),
        ("at", _("At this time")),
    )

    note = PlainField(label=_("Note"), max_length=actions.LONGEST_NOTE, required=False)
    when = forms.ChoiceField(label=_("Remind me"), choices=LATER, required=False, widget=forms.RadioSelect)
    remind_at = forms.DateTimeField(
        label=_("At this time"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )

    def __init__(self, kept, *args, **kwargs):
        if kept:
            when = "at" if kept.waits else ""
            kwargs["initial"] = {"note": kept.note, "when": when, "remind_at": kept.remind_at}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict:
        words = super().clean()
        when = words.pop("when", "")
        picked = words.pop("remind_at", None)
        if when == "at" and picked is None and "remind_at" not in self.errors:
            self.add_error("remind_at", _("Say when."))
        words["remind_at"] = picked if when == "at" else _morning(when)
        return words


def _morning(when: str) -> datetime | None:
    """Eight o'clock, in the reader's zone, of tomorrow or of the coming Monday."""
    now = timezone.localtime()
    days = {"tomorrow": 1, "monday": 7 - now.weekday()}.get(when)
    if days is None:
        return None
    return timezone.make_aware(datetime.combine(now.date() + timedelta(days=days), MORNING))
