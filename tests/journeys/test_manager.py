"""Tom's five minutes: the answer on the first page, an hour for Omar, thanks for Lena, and what he cannot see."""

OMAR = "omar.haddad@halden-rowe.example"


def test_first_page_is_the_answer(visit):
    tom = visit("tom")
    said = tom.page.get_by_role("heading", level=1).inner_text()
    assert " ".join(said.split()) == "6 of 8 on track, 1 with more days, 1 late"
    assert tom.clicks == 0
    assert tom.page.locator("main .button--primary:visible").count() == 1
    assert tom.page.locator("section[aria-labelledby=unseen-title] li").count() == 3


def test_an_hour_given_stands_in_both_calendars(visit, sign_in_link):
    tom, omar = visit("tom"), visit()
    tom.click("Give Wednesday 10–11")
    tom.page.get_by_text("Has an hour").first.wait_for()
    assert tom.clicks == 1
    omar.go(sign_in_link(OMAR, "/me/"))
    omar.click("Come in")
    tom.go("/me/")
    begins = {calendar_of(visitor) for visitor in (tom, omar)}
    assert len(begins) == 1


def calendar_of(visitor) -> str:
    """When the one hour in somebody's feed begins, fetched as a calendar would."""
    feed = visitor.page.locator("code", has_text=".ics").inner_text()
    text = visitor.page.evaluate("async feed => (await fetch(feed)).text()", feed)
    begins = [line for line in text.splitlines() if line.startswith("DTSTART")]
    assert len(begins) == 1
    return begins[0]


def test_thanks_for_what_somebody_chose_to_share(visit):
    tom = visit("tom")
    tom.click("Thank Lena")
    tom.page.locator(".report", has_text="Whoever promises a call-back makes it").get_by_text(
        "Thanked"
    ).wait_for()
    assert tom.clicks == 1
