"""Rows of the frame, the bell, people and files."""

from tests.access.matrix.rows import EVERYBODY, HANDED_IN, HARBOR, RUN, WRITES, rows
from tests.access.world import CONTENT, IN_COHORT, LD, NOBODY, SIGNED_IN

HOUSE = [
    *rows("healthz", "GET", EVERYBODY),
    *rows("readyz", "GET", EVERYBODY),
    *rows("home", "GET", SIGNED_IN),
    *rows("unread", "GET", SIGNED_IN),
    *rows("what_my_manager_sees", "GET", SIGNED_IN),
    *rows("my_profile", "GET POST", SIGNED_IN),
    *rows("my_contributions", "GET", SIGNED_IN),
    *rows("come_in", "GET", {"sign-in link": EVERYBODY, "false link": EVERYBODY}),
    *rows("bell", "GET", SIGNED_IN),
    *rows("bell_count", "GET", SIGNED_IN),
    *rows("notification", "GET", {"TM's notification": "TM", "CM's notification": "CM"}),
    *rows("read_bell", "POST", SIGNED_IN),
    *rows("mail_settings", "GET POST", SIGNED_IN),
    *rows("mute", "GET POST", {"mute ticket": EVERYBODY}),
    *rows("commitments", "GET", SIGNED_IN),
    *rows("mentoring", "GET", SIGNED_IN),
    *rows("results", "GET", SIGNED_IN),
    *rows("cohorts", "GET", RUN),
    *rows("studio", "GET", WRITES),
    *rows("search", "GET", SIGNED_IN),
    *rows("api_search", "GET", SIGNED_IN),
    *rows("api_schema", "GET", EVERYBODY),
]
PEOPLE = [
    *rows("people", "GET", SIGNED_IN),
    *rows("person", "GET", {"TM": SIGNED_IN}),
    *rows("import_people", "GET POST", LD),
    *rows("my_people", "GET", SIGNED_IN),
    *rows("my_person", "GET", {"TM": "MG", "CM": NOBODY, "MG": NOBODY}),
    *rows("ask_to_help", "POST", {"TM": "MG", "CM": NOBODY}),
    *rows("give_hour", "POST", {"TM": "MG", "CM": NOBODY}),
    *rows("hours", "GET", SIGNED_IN),
    *rows("ask_for_hour", "POST", SIGNED_IN),
    *rows("withdraw_hour", "POST", {"asked hour": "TM MG", "given hour": "TM MG"}),
    *rows("calendar_feed", "GET", {"TM's calendar": EVERYBODY}),
]
FILE_PLACES = {
    "file of the cohort post": IN_COHORT,
    "file of the team post": HARBOR,
    "file of the draft": "TM",
    "file of the handed-in part": HANDED_IN,
    "file of the course": CONTENT,
    "cover of the course": SIGNED_IN,
    "cover of the unpublished course": LD,
    "file without a parent": "TM",
    "photo of CM": NOBODY,
}
FILES = [
    *rows("upload_file", "POST", SIGNED_IN),
    *rows("file", "GET", FILE_PLACES | {"photo of CM": "CM"}),
    *rows("captions", "GET", {"file of the course": NOBODY}),
    *rows("photo", "GET", {"photo of CM": SIGNED_IN, "file of the team post": NOBODY}),
]
ROWS = [*HOUSE, *PEOPLE, *FILES]

THINGS = {
    "people.OrgUnit": 4,
    "people.User": 4,
    "people.SignInLink": 26,
    "people.Look": 16,
    "people.Hour": 16,
    "files.StoredFile": 21,
    "spaces.Space": 3,
    "spaces.Membership": 4,
    "spaces.Entry": 24,
    "spaces.Cursor": 24,
    "spaces.KilledTask": 29,
    "notifications.Notification": 26,
    "notifications.Mail": 26,
    "notifications.Mute": 26,
    "notifications.Preference": 26,
}
