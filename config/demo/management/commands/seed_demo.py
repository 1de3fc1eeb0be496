"""Write the demo's organisation into an empty database."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from config.demo import seed
from people.models import User


class Command(BaseCommand):
    """manage.py seed_demo"""

    help = "Write the demo's organisation: people, courses, three cohorts and what they said and did."

    @transaction.atomic
    def handle(self, *args, **options):
        if User.objects.filter(is_system=False).exists():
            raise CommandError(
                "There are people here already; the demo's organisation needs an empty database."
            )
        for words, seconds in seed.seed():
            self.stdout.write(f"{words}: {seconds:.1f} s")
