"""What authors send from the studio."""

from __future__ import annotations

import re
from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from courses import rubrics
from courses.models import Activity, Course, Module
from lib import limits
from lib.fields import PlainField, RichField, rich_value
from lib.text import fold_email
from people.models import User

Kind = Activity.Kind
LONGEST_PAGE = 900_000
OWN_FIELDS = {
    Kind.VIDEO: ("video_file", "video_url", "captions_file"),
    Kind.QUIZ: ("pass_mark",),
    Kind.DISCUSSION: ("replies_needed", "is_sealed"),
    Kind.TEAM_TASK: ("parts", "late_policy", "late_days", "opens_gallery"),
    Kind.COMMITMENT: ("responses_needed",),
}
BODY_LABELS = {
    Kind.DISCUSSION: _("What do you ask?"),
    Kind.TEAM_TASK: _("What the team does"),
    Kind.COMMITMENT: _("What to try"),
    Kind.TALK: _("What to talk about"),
}


class CourseForm(forms.Form):
    """What a course says about itself."""

    title = PlainField(label=_("Title"), max_length=160)
    summary = PlainField(label=_("What it is about"), max_length=2000, required=False, several_lines=True)
    behavior_change = PlainField(
        label=_("The change it is for"),
        max_length=300,
        required=False,
        help_text=_("What people will do differently at work."),
    )
    judged_by = PlainField(label=_("The outcome it is judged by"), max_length=300, required=False)
    cover_file = forms.FileField(label=_("Cover picture"), required=False)
    edited_at = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_edited_at(self) -> datetime | None:
        return moment_from(self.cleaned_data["edited_at"])


class AuthorForm(forms.Form):
    """One more author, by e-mail address."""

    email = PlainField(label=_("E-mail of a colleague"), max_length=254)

    def clean_email(self) -> User:
        address = fold_email(self.cleaned_data["email"])
        person = User.objects.by_email(address).filter(is_active=True, is_system=False).first()
        if person is None:
            raise ValidationError(_("Nobody here has this address."))
        return person


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Word file or zip"), error_messages={"required": _("Choose a Word file or a zip first.")}
    )


class ActivityForm(forms.Form):
    """One activity of the draft; each kind has its own fields besides those that all have."""

    title = PlainField(label=_("Title"), max_length=160)
    body = RichField(label=_("Text"), required=False, max_length=LONGEST_PAGE)
    video_file = forms.FileField(
        label=_("Video (MP4 or WebM)"),
        required=False,
        help_text=format_lazy(_("At most {most} MB."), most=limits.FILE // limits.MEGABYTE),
    )
    video_url = forms.URLField(
        label=_("or its address elsewhere"), required=False, max_length=200, assume_scheme="https"
    )
    captions_file = forms.FileField(label=_("Captions (WebVTT)"), required=False)
    parts = PlainField(
        label=_("Parts of the team's draft, one a line"),
        required=False,
        several_lines=True,
        help_text=_("Each part will have one owner."),
    )
    late_policy = forms.ChoiceField(
        label=_("After the due date"), choices=Activity.LatePolicy.choices, required=False
    )
    late_days = forms.IntegerField(
        label=_("For how many days more"), min_value=1, max_value=90, required=False
    )
    opens_gallery = forms.BooleanField(
        label=_("Show the teams' work to the cohort once it is due"), required=False
    )
    replies_needed = forms.IntegerField(label=_("Replies to colleagues"), min_value=0, max_value=20)
    is_sealed = forms.BooleanField(
        label=_("Answer before reading others"),
        required=False,
        help_text=_("What others wrote opens with one's own answer, and closes if that is deleted."),
    )
    responses_needed = forms.IntegerField(
        label=_("Answers to colleagues who tell how it went"),
        min_value=0,
        max_value=20,
        help_text=_("With 2, teams of at least three can finish it."),
    )
    pass_mark = forms.IntegerField(label=_("Right answers to pass, in percent"), min_value=0, max_value=100)
    minutes = forms.IntegerField(label=_("Minutes it takes"), min_value=0, max_value=10_000)
    is_required = forms.BooleanField(label=_("Required to finish the course"), required=False)
    module = forms.ModelChoiceField(Module.objects.none(), label=_("Stands in"), empty_label=None)
    edited_at = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, activity: Activity, data=None, files=None):
        super().__init__(data, files, initial=_initial(activity))
        for kind, names in OWN_FIELDS.items():
            if kind != activity.kind:
                for name in names:
                    del self.fields[name]
        self.fields["body"].label = BODY_LABELS.get(Kind(activity.kind), _("Text"))
        self.fields["module"].queryset = Module.objects.filter(version=activity.module.version_id).order_by(
            "position"
        )

    def clean_body(self) -> str:
        return rich_value(self, "body")

    def clean_edited_at(self) -> datetime | None:
        return moment_from(self.cleaned_data["edited_at"])

    def clean_parts(self) -> list[str]:
        return self.cleaned_data["parts"].split("\n")

    def clean_late_policy(self) -> str:
        return self.cleaned_data["late_policy"] or self.initial["late_policy"]

    def clean_late_days(self) -> int:
        return self.cleaned_data["late_days"] or self.initial["late_days"]


def moment_from(sent: str) -> datetime | None:
    """When the sender read what is now sent back; None where the form does not say."""
    try:
        return datetime.fromisoformat(sent) if sent else None
    except ValueError:
        raise ValidationError(_("This form is out of date. Load the page anew.")) from None


def _initial(activity: Activity) -> dict:
    names = (
        "title",
        "body",
        "video_url",
        "replies_needed",
        "responses_needed",
        "is_sealed",
        "pass_mark",
        "late_policy",
        "late_days",
        "opens_gallery",
        "minutes",
        "is_required",
    )
    own = {name: getattr(activity, name) for name in (*names, "module")}
    return own | {"parts": "\n".join(activity.parts), "edited_at": activity.edited_at.isoformat()}


def initial_of(course: Course) -> dict:
    said = {name: getattr(course, name) for name in ("title", "summary", "behavior_change", "judged_by")}
    return said | {"edited_at": course.edited_at.isoformat()}


QUESTION = re.compile(r"q-(\d{1,3})-prompt")
MOST_BLOCKS, MOST_CHOICES = 60, 12


def quiz_from(post) -> list[dict]:
    """The questions in a sent quiz editor: q-N-prompt, q-N-multiple, and q-N-M-text, -correct, -feedback."""
    numbers = sorted(int(match[1]) for match in map(QUESTION.fullmatch, post) if match)
    return [
        {
            "prompt": post.get(f"q-{n}-prompt", ""),
            "multiple": f"q-{n}-multiple" in post,
            "choices": [
                {
                    "text": post.get(f"q-{n}-{m}-text", ""),
                    "correct": f"q-{n}-{m}-correct" in post,
                    "feedback": post.get(f"q-{n}-{m}-feedback", ""),
                }
                for m in range(MOST_CHOICES)
            ],
        }
        for n in numbers[:MOST_BLOCKS]
    ]


def quiz_blocks(activity: Activity) -> list[dict]:
    """The editor's blocks: each question with room for two choices more, and one empty question."""
    blocks = []
    for question in activity.questions.order_by("position").prefetch_related("choices"):
        choices = sorted(question.choices.all(), key=lambda choice: choice.position)
        rows = [{"text": c.text, "correct": c.is_correct, "feedback": c.feedback} for c in choices]
        room = min(2, MOST_CHOICES - len(rows))
        blocks.append(
            {"prompt": question.prompt, "multiple": question.is_multiple, "choices": rows + [{}] * room}
        )
    return [*blocks, {"prompt": "", "choices": [{}] * 4}]


def rubric_from(post) -> dict:
    """The rubric in a sent form: level-M, and of each criterion c-N-title and c-N-M-anchor."""
    levels, criteria = range(rubrics.MOST_LEVELS), range(rubrics.MOST_CRITERIA)
    return {
        "levels": [post.get(f"level-{m}", "") for m in levels],
        "criteria": [
            {
                "title": post.get(f"c-{n}-title", ""),
                "anchors": [post.get(f"c-{n}-{m}-anchor", "") for m in levels],
            }
            for n in criteria
        ],
    }


def rubric_shown(rubric: dict) -> dict:
    """The rubric as its editor begins: the activity's own, or the usual one to start from."""
    return rubric or rubrics.usual_rubric()


def with_room(rubric: dict) -> dict:
    """The same with room for as many levels and criteria as there may be."""
    room = [*rubric["levels"], *[""] * rubrics.MOST_LEVELS][: rubrics.MOST_LEVELS]
    criteria = [*rubric["criteria"], *[{"title": "", "anchors": []}] * rubrics.MOST_CRITERIA]
    return {
        "levels": room,
        "criteria": [
            c | {"anchors": [*c["anchors"], *[""] * len(room)][: len(room)]}
            for c in criteria[: rubrics.MOST_CRITERIA]
        ],
    }
