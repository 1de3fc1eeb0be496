"""Import people from a CSV file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from people import importing
from people.models import User


class Command(BaseCommand):
    """manage.py import_people FILE.csv [--dry-run]"""

    help = (
        "Import people: name, e-mail, manager's e-mail, org unit, region, time zone, locale, job title. "
        "All rows or none are written."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")

    def handle(self, *args, file: Path, dry_run: bool, **options):
        try:
            plan = importing.plan_import(file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        for problem in plan.problems:
            self.stderr.write(f"row {problem.row} {problem.column}: {problem.message}")
        if not plan.is_sound:
            raise CommandError(
                "Nothing was written." if plan.problems else "The file has no rows; nothing was written."
            )
        if not dry_run:
            importing.carry_out(plan, by=User.objects.system())
        verb = "would be" if dry_run else "were"
        self.stdout.write(
            f"{plan.new_count} people {verb} added, {plan.changed_count} changed, {plan.same_count} left as they are."
        )
