"""What the demo's mentors note for themselves, the hours they offer, and who booked one."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from config.demo.seed.world import World, read
from teams.actions import book_office_hour, offer_office_hours, set_mentor_limit, write_note
from teams.models import OfficeHour


def seed_limits(world: World) -> None:
    """Said before anybody names them."""
    for key, most in read("mentoring.yml")["limits"].items():
        set_mentor_limit(world.people[key], most=most, by=world.people[key])


def seed_mentoring(world: World) -> None:
    """Notes, office hours of the weeks to come, and one that is booked."""
    content = read("mentoring.yml")
    for row in content["notes"]:
        by = world.people[row["by"]]
        write_note(world.teams[row["team"]], by=by, body=row["text"], occurred_at=world.moment(row["at"], by))
    for row in content["hours"]:
        by = world.people[row["by"]]
        begins = datetime.combine(
            world.next_weekday(row["weekday"]), time.fromisoformat(row["at"]), ZoneInfo(by.time_zone)
        )
        offer_office_hours(by, begins_at=begins, in_a_row=row["in_a_row"], weeks=row["weeks"], by=by)
    for row in content["bookings"]:
        mentor = world.people[row["mentor"]]
        first = OfficeHour.objects.standing().filter(mentor=mentor).soonest_first()[0]
        book_office_hour(first, world.teams[row["team"]], by=world.people[row["by"]])
