"""Ines' five minutes: a Word file becomes a course, twelve addresses a cohort at three tables; two runs she looks at."""

import re

from tests.journeys.running import ROOT

WORD_FILE = ROOT / "tests/samples/courses/welcoming-a-new-colleague.docx"
PEOPLE = [
    f"Person {name} <{name.lower()}@example.org>"
    for name in ["Ada", "Ben", "Cleo", "Dov", "Edda", "Finn", "Gita", "Hal", "Ida", "Joe", "Kim"]
]


def test_a_word_file_becomes_a_running_course(visit):
    ines = visit("ines")
    drop_word_file(ines)
    add_steps(ines)
    ines.click("Start cohort")
    ines.click("Choose people")
    invite(ines)
    draw(ines)
    move_by_hand(ines)
    move_by_menu(ines)
    name_mentors(ines)
    ines.click(ines.page.get_by_role("button", name="Start"))
    ines.sees("11 invitations go out")
    assert ines.clicks <= 25
    ines.awaits("/demo/outbox/?to=kim@example.org", ".mail")


def drop_word_file(ines) -> None:
    """Four lessons stand in the outline, and the pictures in them are shown."""
    ines.click("Studio")
    ines.page.locator("drop-zone input[type=file]").set_input_files(WORD_FILE)
    ines.clicks += 1
    ines.page.wait_for_url(re.compile(r"/studio/courses/\d+/"))
    lessons = ines.page.locator(".unit__title")
    assert lessons.count() == 4
    outline = ines.page.url
    addresses = [lesson.get_attribute("href") for lesson in lessons.all()]
    assert sum(pictures_of(ines, address) for address in addresses) >= 2
    ines.go(outline)


def pictures_of(ines, address: str) -> int:
    ines.go(f"{address}preview/")
    pictures = ines.page.locator(".prose img")
    assert ines.loaded(pictures)
    return pictures.count()


def add_steps(ines) -> None:
    """What completes each is written before anybody types."""
    for kind, rule in (("Team task", "Your team hands in its draft"), ("Question", "Reply to")):
        ines.click(ines.page.get_by_role("button", name=kind).first)
        ines.sees(rule)
        ines.click("Back to the outline")


def invite(ines) -> None:
    """One of twelve lines is refused with its reason; eleven fit."""
    ines.page.get_by_label("Addresses").fill("\n".join([*PEOPLE, "not an address"]))
    ines.click(ines.page.get_by_role("button", name="Invite"))
    ines.sees("11 people fit.")
    refused = ines.page.locator("#result li.line")
    assert refused.count() == 1
    assert "not an address" in refused.inner_text()
    assert len(refused.inner_text().splitlines()) > 1


def draw(ines) -> None:
    ines.click("Draw teams")
    ines.page.get_by_label(re.compile("people|size", re.IGNORECASE)).first.fill("4")
    ines.click(ines.page.get_by_role("button", name="Draw teams"))
    tables = ines.page.locator(".drawn")
    tables.first.wait_for()
    assert tables.count() == 3


def names_at(ines, table: int) -> list[str]:
    return ines.page.locator(".drawn").nth(table).locator(".drawn__seats b").all_inner_texts()


def move_by_hand(ines) -> None:
    """Drag the first person of the first table to the last one, as a mouse does."""
    person = names_at(ines, 0)[0]
    ines.page.locator(".drawn").nth(2).locator(".drawn__seats li").last.scroll_into_view_if_needed()
    seat = ines.page.locator(".drawn").nth(0).locator(".drawn__seats li").first.bounding_box()
    goal = ines.page.locator(".drawn").nth(2).locator(".drawn__seats li").last.bounding_box()
    mouse = ines.page.mouse
    mouse.move(seat["x"] + 20, seat["y"] + 20)
    mouse.down()
    mouse.move(goal["x"] + 30, goal["y"] + 10, steps=12)
    # It lies there before it is let go: a list notes what is dragged over it a moment later.
    for step in range(20):
        mouse.move(goal["x"] + 30 + step % 2, goal["y"] + 10)
        if person in names_at(ines, 2):
            break
    with ines.page.expect_response(re.compile("/move/$")) as answer:
        mouse.up()
    assert answer.value.status < 400
    ines.clicks += 1
    ines.page.reload()
    assert person in names_at(ines, 2)


def move_by_menu(ines) -> None:
    """The same without a mouse."""
    seat = ines.page.locator(".drawn").nth(2).locator(".drawn__seats li").first
    person = seat.locator("b").inner_text()
    seat.locator("summary").press("Enter")
    ines.page.get_by_role("button", name="Move to Team 1").first.press("Enter")
    ines.clicks += 2
    ines.page.wait_for_function(
        "person => document.querySelector('.drawn').textContent.includes(person)", arg=person
    )
    assert person in names_at(ines, 0)


def name_mentors(ines) -> None:
    for table in range(3):
        foot = ines.page.locator(".drawn__foot").nth(table)
        options = foot.locator("select option").all_inner_texts()
        foot.locator("select").select_option(label=options[1 + table % (len(options) - 1)])
        ines.clicks += 1
        ines.click(foot.get_by_role("button", name="Name", exact=True).first)
        foot.get_by_text("mentors").first.wait_for()


def test_the_running_cohort_shows_whom_to_help(visit):
    ines = visit("ines")
    ines.click("Feedback, autumn")
    ines.click(ines.page.locator(".tabs").get_by_role("link", name="Console"))
    silent = ines.page.locator("section[aria-labelledby=silent-title] li.line")
    assert "Team Culvert" in silent.inner_text()
    assert ines.page.locator("section[aria-labelledby=questions-title] li.line").count() == 1
    ines.click(silent.locator("summary"))
    assert silent.locator("textarea").input_value().startswith("Hello")
    ines.click(silent.get_by_role("button", name="Send"))
    ines.sees("Sent to 4 people.")


def test_the_finished_cohort_says_how_it_counts(visit):
    ines = visit("ines")
    ines.click("Results")
    row = ines.page.locator("li.line", has_text="Interviews, first run")
    assert "41 of 48 finished; NPS 45 (31 of 41 answered)" in row.inner_text()
    ines.click(row.get_by_role("link").first)
    ines.sees("41 of 48 finished")
    ines.sees("NPS 45 (31 of 41 answered)")
    how = ines.page.locator("details", has_text="How is this counted?").first
    ines.click(how.locator("summary"))
    assert "48" in how.inner_text()
