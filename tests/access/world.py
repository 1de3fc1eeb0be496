"""One organisation built through the product's own actions, in whose private texts tokens stand.

`world.people` are the personas, by the names of the access table; `world.at` says where things are, by label.
"""

from __future__ import annotations

import io
import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from analytics.figures import compute
from cohorts import actions as cohorts
from cohorts.models import Cohort, Enrollment
from courses import actions as courses
from courses.models import Activity, Course
from discussions import following
from files import actions as files
from files.models import StoredFile
from notifications.mails import mute_ticket
from notifications.models import Notification
from people import actions as people
from people.models import User
from spaces import readers
from spaces.actions import join_space
from spaces.models import Role, Space
from tests.access.canaries import POLYGLOT, Canaries

# The rows of the access table, in their order. AN is nobody; who is CM learns in another team than TM.
PERSONAS = ("AN", "LX", "CM", "TM", "MM", "MF", "MG", "AU", "LD", "LD2")
SIGNED_IN = " ".join(PERSONAS[1:])
LD = "LD LD2"
IN_COHORT = "CM TM MM MF LD"
CONTENT = f"CM TM MM MF AU {LD}"
NOBODY = ""
# Whose pages are crawled; those of the rest are like Jon's.
CRAWLED = {*PERSONAS, "Jon"}


@dataclass
class World:
    """Everything that tests of access speak of."""

    canaries: Canaries = field(default_factory=Canaries)
    people: dict[str, User] = field(default_factory=dict)
    extras: dict[str, User] = field(default_factory=dict)
    at: dict[str, dict] = field(default_factory=dict)
    things: dict[str, object] = field(default_factory=dict)

    def put(self, label: str, thing, **where):
        """Remember a thing, and how an address names it."""
        self.things[label] = thing
        if where:
            self.at[label] = where
        return thing

    def __getitem__(self, label: str):
        return self.things[label]


def build() -> World:
    """The whole organisation; call it inside a transaction that is taken back, or before the tables are emptied."""
    from tests.access import doings

    world = World()
    _people(world)
    _course(world)
    _cohort(world)
    _other_cohort(world)
    doings.fill(world)
    read_journals()
    compute(world["cohort"])
    compute(world["other_cohort"])
    _look_up(world)
    return world


def read_journals() -> None:
    """What workers would have done by now; readers may write entries themselves."""
    for _round in range(2):
        for space_id in Space.objects.order_by("pk").values_list("pk", flat=True):
            readers.run_all(space_id)


def picture(name: str) -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.new("RGB", (8, 6), "teal").save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue())


def file(world: World, label: str, by: User, seen_by: str, *, own: bool = False) -> StoredFile:
    """An uploaded picture whose name carries a token."""
    token = world.canaries.token(f"name of the file {label}", seen_by, own=own)
    stored = files.store(picture(f"{token}.png"), by=by, alt=world.canaries.words(f"alt of {label}", seen_by))
    return world.put(label, stored, file_id=stored.pk)


def shown(stored: StoredFile) -> str:
    return f'<p><img src="{stored.get_absolute_url()}" alt="a picture"></p>'


def _people(world: World) -> None:
    system = User.objects.system()
    admins = {"LD": "Ines", "LD2": "Ida"}
    for persona, name in admins.items():
        person = world.people[persona] = _person(world, persona, name, f"{persona} {LD}")
        people.name_ld_admin(person, by=system)
    third = world.extras["third admin"] = _person(world, "third admin", "Isa", LD)
    people.name_ld_admin(third, by=system)
    names = {"LX": "Xeno", "CM": "Lena", "MM": "Grace", "MF": "Priya", "MG": "Tom", "AU": "Otto"}
    for persona, name in names.items():
        world.people[persona] = _person(world, persona, name, f"{persona} {LD}")
    tom = world.people["MG"]
    world.people["TM"] = _person(world, "TM", "Mara", f"TM MG {LD}", manager=tom)
    for name in (
        "Jon",
        "Aiko",
        "Zoe",
        "Newa",
        *(f"Pat{i}" for i in range(5)),
        *(f"Quin{i}" for i in range(5)),
    ):
        world.extras[name] = _person(world, name, name, LD)


def _person(world: World, persona: str, name: str, seen_by: str, **fields) -> User:
    token = world.canaries.token(f"e-mail of {persona}", seen_by, own=True)
    person = people.create_person(
        email=f"{token}@example.org", name=f"{name} {POLYGLOT}", by=User.objects.system(), **fields
    )
    ask = world.canaries.words(f"topics of {persona}", SIGNED_IN, own=True)
    people.edit_profile(person, by=person, job_title=POLYGLOT, ask_me_about=ask, region=POLYGLOT)
    if persona == "CM":
        photo = files.store(picture("face.png"), by=person, alt=person.name)
        people.edit_profile(person, by=person, photo=world.put("photo of CM", photo, file_id=photo.pk))
    return world.put(persona, person, **({"person_id": person.pk} if persona in CRAWLED else {}))


QUIZ_TYPES = ("lesson", "discussion", "quiz", "team_task", "commitment", "survey")


def _course(world: World) -> None:
    """A course with all kinds of activities, by Ines and by Otto, who is no admin; published, then drafted further."""
    ines, otto = world.people["LD"], world.people["AU"]
    course = _new_course(world, "course", ines, SIGNED_IN)
    join_space(course.space, person=otto, role=Role.AUTHOR, by=ines)
    module = courses.add_module(
        course, by=otto, title=world.canaries.words("title of a module", f"{CONTENT} MG")
    )
    for kind in (*QUIZ_TYPES, *["team_task"] * 3, "talk"):
        _add(world, module, kind, by=otto, seen_by=CONTENT, prefix="=" if kind == "lesson" else "")
    quiz = Activity.objects.get(module=module, kind="quiz")
    courses.set_quiz(quiz, by=otto, questions=_questions(world))
    courses.set_rubric(module.activities.filter(kind="team_task")[0], by=otto, rubric=_rubric(world))
    picture_in_course = file(world, "file of the course", otto, CONTENT)
    lesson = Activity.objects.get(module=module, kind="lesson")
    courses.edit_activity(lesson, by=otto, body=lesson.body + shown(picture_in_course))
    world.put("version", courses.publish_course(course, by=ines))
    draft = _add(world, module, "lesson", by=otto, seen_by=f"AU {LD}", what="drafted lesson")
    world.put("draft activity", draft, activity_id=draft.pk)
    world.put("draft quiz", quiz, activity_id=quiz.pk)
    task = module.activities.filter(kind="team_task").in_outline_order()[0]
    world.put("draft task", task, activity_id=task.pk)
    world.put("draft module", module, module_id=module.pk)
    world.put("unpublished course", *_unpublished(world, ines, LD))


def _unpublished(world: World, by: User, seen_by: str):
    """A course that nobody has published, with a lesson; its authors' own."""
    course = _new_course(world, "unpublished course", by, seen_by)
    module = courses.add_module(course, by=by, title=world.canaries.words("unpublished module", seen_by))
    activity = _add(world, module, "lesson", by=by, seen_by=seen_by, what="unpublished lesson")
    world.put("unpublished activity", activity, activity_id=activity.pk)
    world.put("unpublished module", module, module_id=module.pk)
    return (course,)


def _new_course(world: World, label: str, by: User, seen_by: str) -> Course:
    words = {
        name: world.canaries.words(f"{name} of the {label}", seen_by, own=True)
        for name in ("title", "summary", "behavior_change", "judged_by")
    }
    cover = file(world, f"cover of the {label}", by, seen_by, own=True)
    course = courses.create_course(by=by, cover=cover, **words)
    return world.put(label, course, course_id=course.pk)


def _add(world: World, module, kind: str, *, by, seen_by: str, what: str = "", prefix: str = "") -> Activity:
    what = what or kind
    fields = {"body": world.canaries.html(f"text of the {what}", seen_by)}
    if kind == "team_task":
        fields["parts"] = [world.canaries.words(f"part {i} of the {what}", seen_by) for i in range(3)]
    # Managers are told by its title what their people have due.
    known = f"{seen_by} MG" if seen_by == CONTENT else seen_by
    title = prefix + world.canaries.words(f"title of the {what}", known)
    return courses.add_activity(module, by=by, kind=kind, title=title, **fields)


def _questions(world: World) -> list[dict]:
    """What a choice answers is a key: learners meet it once they have chosen, and here nobody has."""
    keys, words = f"AU {LD}", world.canaries.words
    return [
        {
            "prompt": words("a quiz's question", CONTENT),
            "choices": [
                {
                    "text": words("a choice", CONTENT),
                    "correct": right,
                    "feedback": words("an answer key", keys),
                }
                for right in (True, False)
            ],
        }
    ]


def _rubric(world: World) -> dict:
    words = world.canaries.words
    levels = ["Not yet", words("a level of the rubric", CONTENT)[:40], "Well"]
    anchors = [words("an anchor of the rubric", CONTENT) for _level in levels]
    titles = [words("a criterion of the rubric", CONTENT) for _number in range(3)]
    return {"levels": levels, "criteria": [{"title": title, "anchors": anchors} for title in titles]}


def _cohort(world: World) -> None:
    """A running cohort of the course: Harbor with Mara, Jon and Aiko, mentored by Grace; Lantern with Lena."""
    ines, priya = world.people["LD"], world.people["MF"]
    cohort = _new_cohort(world, "cohort", ines, f"CM TM MM MF MG AU {LD}")
    cohorts.name_facilitator(cohort, person=priya, by=ines)
    learners = [world.people["TM"], world.people["CM"], world.extras["Jon"], world.extras["Aiko"]]
    learners += [world.extras[f"Pat{i}"] for i in range(5)]
    cohorts.enroll_many(cohort, people=learners, by=priya)
    cohorts.invite(cohort, by=priya, people=[world.extras["Newa"]])
    cohorts.start_cohort(cohort, by=priya)
    cohort.refresh_from_db()


def _other_cohort(world: World) -> None:
    """A second run, in which no persona is; the admin who made it is none of them either."""
    third = world.extras["third admin"]
    cohort = _new_cohort(world, "other_cohort", third, f"AU {LD}")
    learners = [world.extras[name] for name in ("Zoe", *(f"Quin{i}" for i in range(5)))]
    cohorts.enroll_many(cohort, people=learners, by=third)
    cohorts.start_cohort(cohort, by=third)
    cohort.refresh_from_db()


def _new_cohort(world: World, label: str, by: User, seen_by: str) -> Cohort:
    today = timezone.localdate()
    cohort = cohorts.create_cohort(
        world["version"],
        by=by,
        title=world.canaries.words(f"name of the {label}", seen_by, own=True),
        starts_on=today - timedelta(days=8),
        ends_on=today + timedelta(days=12),
        time_zone="Europe/Berlin",
    )
    world.put(f"{label} space", cohort.space, space_id=cohort.space_id)
    return world.put(label, cohort, cohort_id=cohort.pk)


def enrollment(world: World, person: User) -> Enrollment:
    return Enrollment.objects.select_related("cohort__space", "person").get(
        cohort=world["cohort"], person=person
    )


def _look_up(world: World) -> None:
    """Addresses of what others made on the way: the published activities and threads of prompts."""
    rows = Activity.objects.filter(module__version=world["version"]).in_outline_order()
    for activity in rows:
        world.at.setdefault(activity.kind, {"activity_id": activity.stable_id})
        world.things.setdefault(activity.kind, activity)
    course, mara = world["course"], world.people["TM"]
    drafted = world["draft activity"].stable_id
    learned = {"lesson": world["lesson"].stable_id, "quiz": world["quiz"].stable_id, "draft": drafted}
    world.at |= {f"{name} as learned": {"stable_id": stable_id} for name, stable_id in learned.items()}
    token = people.make_sign_in_link(mara, leads_to="/")
    world.at |= {"sign-in link": {"token": token}, "false link": {"token": "no-such-token"}}
    stream = world["harbor stream"]
    world.at["thread mute ticket"] = {"ticket": following.mute_ticket(stream.pk, mara.pk)}
    world.at |= {
        "mute ticket": {"ticket": mute_ticket(mara.pk, "reply")},
        "TM's calendar": {"key": mara.calendar_key},
    }
    world.at["thanks"] = {"kind": "thanks"}
    world.at |= {"from the start": {"number": 0}, "unknown": {"activity_id": uuid.uuid4()}}
    told = {persona: Notification.objects.filter(person=world.people[persona]) for persona in ("TM", "CM")}
    for persona, rows in told.items():
        world.at[f"{persona}'s notification"] = {"notification_id": rows.latest("pk").pk}
    world.at["published module"] = {"module_id": world["lesson"].module_id}
    world.at["published lesson"] = {"activity_id": world["lesson"].pk}
    world.put("course space", course.space, space_id=course.space_id)
