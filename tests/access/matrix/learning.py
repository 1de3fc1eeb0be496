"""Rows of courses, their studio and what is learned."""

from tests.access.matrix.rows import WRITES, rows
from tests.access.world import CONTENT, IN_COHORT, LD, NOBODY, SIGNED_IN

COURSES = {"course": WRITES, "unpublished course": LD}
ACTIVITIES = {"draft activity": WRITES, "unpublished activity": LD, "published lesson": NOBODY}
LEARNING = [
    *rows("find_activity", "GET", {"lesson as learned": CONTENT, "draft as learned": WRITES}),
    *rows("open_activity", "POST", {"cohort space + lesson as learned": IN_COHORT}),
    *rows("finish_activity", "POST", {"cohort space + lesson as learned": IN_COHORT}),
    *rows("submit_attempt", "POST", {"cohort space + quiz as learned": IN_COHORT}),
    *rows("open_activity", "POST", {"cohort space + draft as learned": NOBODY}),
    *rows("open_activity", "POST", {"other_cohort space + lesson as learned": NOBODY}),
    *rows("api_courses", "GET", SIGNED_IN),
    *rows("api_course", "GET", {"course": SIGNED_IN, "unpublished course": LD}),
]
STUDIO = [
    *rows("create_course", "POST", WRITES),
    *rows("import_course", "POST", WRITES),
    *(
        row
        for name in ("edit_course", "import_into_course", "start_cohort")
        for row in rows(name, "GET POST", COURSES)
    ),
    *(row for name in ("course_outline", "course_versions") for row in rows(name, "GET", COURSES)),
    *(
        row
        for name in ("publish_course", "order_outline", "add_module", "upload_cover", "add_author")
        for row in rows(name, "POST", {"course": WRITES})
    ),
    *rows("remove_author", "POST", {"course + AU": WRITES, "unpublished course + AU": NOBODY}),
    *(
        row
        for name in ("rename_module", "move_module", "remove_module", "add_activity")
        for row in rows(name, "POST", {"draft module": WRITES, "published module": NOBODY})
    ),
    *rows("edit_activity", "GET POST", ACTIVITIES),
    *rows("edit_quiz", "GET POST", {"draft quiz": WRITES, "unpublished activity": NOBODY}),
    *rows("edit_rubric", "GET POST", {"draft task": WRITES, "unpublished activity": NOBODY}),
    *rows("preview_activity", "GET", ACTIVITIES),
    *(
        row
        for name in ("upload_film", "move_activity", "remove_activity")
        for row in rows(name, "POST", {"draft activity": WRITES, "published lesson": NOBODY})
    ),
]
ROWS = [*LEARNING, *STUDIO]

THINGS = {
    "courses.Course": 1,
    "courses.Version": 2,
    "courses.VersionRun": 2,
    "courses.Module": 2,
    "courses.Activity": 2,
    "courses.Question": 2,
    "courses.Choice": 2,
    "courses.Attempt": 16,
}
