"""The demo's company: its people, their units, managers, faces and topics."""

import csv
import io

from django.core.files.base import ContentFile

from config.demo.seed.world import CONTENT, DEMO, World
from files.actions import store
from people import importing
from people.actions import edit_profile, name_ld_admin
from people.models import User

HEADER = (
    "name", "called", "email", "manager_email", "org_unit", "region", "time_zone", "locale", "job_title",
)  # fmt: skip


def seed_people(world: World) -> None:
    """Import the company as an admin would, then give everyone a face and something to be asked about."""
    rows = list(csv.DictReader(io.StringIO((CONTENT / "people.csv").read_text())))
    system = User.objects.system()
    importing.carry_out(importing.plan_import(_as_table(rows)), by=system)
    known = {person.email: person for person in User.objects.all()}
    for row in rows:
        person = known[row["email"]]
        photo = DEMO / "portraits" / f"{row['portrait']}.webp"
        portrait = store(ContentFile(photo.read_bytes(), photo.name), by=person, alt=person.name)
        edit_profile(person, by=person, photo=portrait, ask_me_about=row["ask_me_about"])
        world.people[row["key"]] = person
    name_ld_admin(world.people["ines"], by=system)


def _as_table(rows: list[dict]) -> bytes:
    emails = {row["key"]: row["email"] for row in rows}
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADER, extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        writer.writerow({**row, "manager_email": emails.get(row["manager_key"], "")})
    return out.getvalue().encode()
