"""What my manager sees: five lines, what I shared, and who looked; nothing else."""

from __future__ import annotations

from people.actions import record_look


def test_five_lines_and_the_looks(signed_in, mara, tom, cohort):
    record_look(by=tom, what="My people", people=[mara])
    page = signed_in(mara).get("/what-my-manager-sees/")
    (record,) = page.context["records"]
    assert len(record[1]) == 5
    assert "0 of 6 steps done" in page.content.decode()
    assert tom.name in page.content.decode()


def test_somebody_elses_looks_are_not_mine(signed_in, jon, mara, tom, cohort):
    record_look(by=tom, what="My people", people=[mara])
    assert not signed_in(jon).get("/what-my-manager-sees/").context["looks"]


def test_twelve_queries(signed_in, mara, cohort, django_assert_max_num_queries):
    browser = signed_in(mara)
    browser.get("/what-my-manager-sees/")
    with django_assert_max_num_queries(12):
        browser.get("/what-my-manager-sees/")
