"""Let the demo's cast live until stopped."""

import signal
import threading

from django.core.management.base import BaseCommand

from config.demo.cast import Cast


class Command(BaseCommand):
    """manage.py run_cast"""

    help = "Let the demo's people type, post, react and finish parts, through the ordinary actions."

    def handle(self, *args, **options):
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        Cast(stopping.wait).play()
