"""manage.py import_course PATH: a Word file, or a Markdown course in a zip or folder, as a new course's draft."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from courses import actions
from courses.importing import parse
from people.models import User


class Command(BaseCommand):
    help = "Import a course from a Word file (.docx) or a Markdown course in the Carpentries' layout (zip or folder)."

    def add_arguments(self, parser):
        parser.add_argument("path", help="the file or folder")
        parser.add_argument(
            "--by", help="e-mail of who becomes its author; without it only L&D admins edit it"
        )

    def handle(self, *args, path: str, by: str | None, **options):
        try:
            course, report = actions.import_course(parse(path), by=_author(by))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{course.title} (/studio/courses/{course.pk}/)")
        self.stdout.write(report.as_text())


def _author(email: str | None) -> User:
    if email is None:
        return User.objects.system()
    person = User.objects.by_email(email).filter(is_active=True).first()
    if person is None:
        raise CommandError(_("Nobody here has the e-mail address %(email)s.") % {"email": email})
    return person
