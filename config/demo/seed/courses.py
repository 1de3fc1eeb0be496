"""The demo's two courses, written and published as an author would."""

from django.core.files.base import ContentFile

from config.demo.seed.world import CONTENT, DEMO, World, lesson, read
from courses.actions import add_activity, add_module, create_course, publish_course, set_quiz
from courses.importing.markdown import to_html
from files.actions import store
from lib.html import clean, from_markdown


def seed_courses(world: World) -> None:
    """Both courses, by Ines; their activities are known by the content's own names."""
    for key in ("feedback", "interviews"):
        _seed_course(world, key, read(f"courses/{key}/course.yml"))


def _seed_course(world: World, key: str, content: dict) -> None:
    ines = world.people["ines"]
    course = create_course(
        by=ines,
        title=content["title"],
        summary=content["summary"],
        behavior_change=content["behaviour_change"],
        judged_by=content["judged_by"],
        cover=_cover(content["cover"], ines),
    )
    stable_ids = {}
    for part in content["modules"]:
        module = add_module(course, by=ines, title=part["title"])
        for item in part["activities"]:
            stable_ids[item["id"]] = _seed_activity(key, module, item, ines).stable_id
    version = publish_course(course, by=ines)
    world.courses[key] = version
    published = {a.stable_id: a for module in version.modules.all() for a in module.activities.all()}
    world.activities[key] = {name: published[stable_id] for name, stable_id in stable_ids.items()}


def _seed_activity(key: str, module, item: dict, by):
    task = item.get("team_task", {})
    fields = {
        "minutes": item["minutes"],
        "is_required": item["required"],
        "replies_needed": item.get("replies_needed", 1),
        "responses_needed": item.get("commitment", {}).get("responses_needed", 0),
        "is_sealed": item.get("answer_first", False),
        "pass_mark": item.get("pass_mark", 70),
        "parts": task.get("parts", []),
    }
    activity = add_activity(
        module, by=by, kind=item["kind"], title=item["title"], body=_body(key, item), **fields
    )
    if item["kind"] == "quiz":
        set_quiz(activity, by=by, questions=item["questions"])
    return activity


def _body(key: str, item: dict) -> str:
    if item["kind"] == "lesson":
        return clean(to_html(lesson((CONTENT / "courses" / key / item["file"]).read_text())))
    brief = item.get("team_task", {}).get("brief") or item.get("commitment", {}).get("brief")
    return from_markdown(item.get("prompt") or brief or "")


def _cover(name: str, by):
    path = DEMO / "covers" / f"{name}.webp"
    return store(ContentFile(path.read_bytes(), path.name), by=by, alt="") if path.exists() else None
