"""The courses app: its verbs, and who sees the files of a course."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self) -> None:
        from courses.models import Activity, Course, Version
        from files import parents
        from spaces.verbs import Verb, register

        register(Verb("course.made", "course", Course.objects.visible_to))
        register(Verb("course.published", "course", Course.objects.visible_to))
        # How far somebody is concerns that person and those who help, so no watcher is shown who did it.
        for name, sentence in {
            "activity.opened": _("%(by)s opened “%(target)s”"),
            "activity.finished": _("%(by)s finished “%(target)s”"),
            "quiz.passed": _("%(by)s passed “%(target)s”"),
            "quiz.tried": _("%(by)s tried “%(target)s”"),
        }.items():
            nothing = lambda viewer: Activity.objects.none()  # noqa: E731
            register(Verb(name, "activity", nothing, to_everyone=False, sentence=sentence, is_act=True))
        parents.register("courses.course", lambda viewer: Version.objects.visible_to(viewer).values("course"))
        parents.register("courses.cover", lambda viewer: Course.objects.visible_to(viewer).values("pk"))
