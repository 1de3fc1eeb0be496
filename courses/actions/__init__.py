"""Every write to courses: the draft's outline, quizzes and rubrics, publishing, importing, and what learners do with them."""

from courses.actions.authors import add_author, remove_author
from courses.actions.drafts import EditConflict
from courses.actions.importing import import_course
from courses.actions.learning import finish_activity, open_activity, submit_attempt
from courses.actions.outline import (
    add_activity,
    add_module,
    create_course,
    edit_activity,
    edit_course,
    move_activity,
    move_module,
    remove_activity,
    remove_module,
    rename_module,
)
from courses.actions.publishing import publish_course
from courses.actions.quizzes import set_quiz
from courses.actions.rubrics import set_rubric

__all__ = [
    "EditConflict",
    "add_activity",
    "add_author",
    "add_module",
    "create_course",
    "edit_activity",
    "edit_course",
    "finish_activity",
    "import_course",
    "move_activity",
    "move_module",
    "open_activity",
    "publish_course",
    "remove_activity",
    "remove_author",
    "remove_module",
    "rename_module",
    "set_quiz",
    "set_rubric",
    "submit_attempt",
]
