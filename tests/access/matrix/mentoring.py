"""Rows of mentoring: notes, office hours, and how many teams a mentor takes."""

from datetime import timedelta

from django.utils import timezone

from tests.access.matrix.rows import HARBOR, rows
from tests.access.world import LD, NOBODY, SIGNED_IN

SOON = {"begins_at": f"{timezone.now() + timedelta(days=20):%Y-%m-%d}T10:00", "in_a_row": "1", "weeks": "1"}
NO_MENTORS = f"LX CM TM MF MG AU {LD}"
ROWS = [
    *rows("set_mentor_limit", "POST", SIGNED_IN, most="9"),
    *rows("offer_office_hours", "POST", "MM", refuse=NO_MENTORS, **SOON),
    *rows("withdraw_office_hour", "POST", {"free hour": "MM", "booked hour": "MM"}),
    *rows("office_hour_file", "GET", {"booked hour": HARBOR, "free hour": NOBODY}),
    *rows("office_hours", "GET", {"harbor": HARBOR, "lantern": "CM"}),
    *rows("book_office_hour", "POST", {"harbor + free hour": "TM"}, refuse="MM"),
    *rows("book_office_hour", "POST", {"lantern + free hour": NOBODY}),
    *rows("cancel_office_hour", "POST", {"harbor + booked hour": HARBOR}),
    *rows("mentor_notes", "GET", {"harbor": "MM", "lantern": NOBODY}),
    *rows("mentor_notes", "POST", {"harbor": "MM"}, body="Quiet today"),
    *rows("delete_note", "POST", {"mentor's note": "MM"}),
    *rows("hand_over_note", "POST", {"mentor's note": "MM"}),
    *rows("api_office_hours", "GET", SIGNED_IN),
    *rows("api_booking", "PUT", {"harbor + booked hour": "TM"}, refuse="MM"),
    *rows("api_booking", "DELETE", {"harbor + booked hour": HARBOR}),
]

THINGS = {"teams.Mentor": 4, "teams.MentorNote": 9, "teams.OfficeHour": 8}
