"""Pages of courses: the studio where they are written, and what learners send from an activity's page."""

from courses.views.editor import edit_activity, edit_quiz, preview_activity
from courses.views.learning import find_activity, finish_activity, open_activity, submit_attempt
from courses.views.outline import (
    add_activity,
    add_module,
    course_outline,
    move_activity,
    move_module,
    order_outline,
    remove_activity,
    remove_module,
    rename_module,
)
from courses.views.rubric import edit_rubric
from courses.views.studio import (
    add_author,
    course_versions,
    create_course,
    edit_course,
    import_course,
    import_into_course,
    publish_course,
    remove_author,
    studio,
)

__all__ = [
    "add_activity",
    "add_author",
    "add_module",
    "course_outline",
    "course_versions",
    "create_course",
    "edit_activity",
    "edit_course",
    "edit_quiz",
    "edit_rubric",
    "find_activity",
    "finish_activity",
    "import_course",
    "import_into_course",
    "move_activity",
    "move_module",
    "open_activity",
    "order_outline",
    "preview_activity",
    "publish_course",
    "remove_activity",
    "remove_author",
    "remove_module",
    "rename_module",
    "studio",
    "submit_attempt",
]
