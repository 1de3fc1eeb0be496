"""Reporting a post, and what whoever keeps the space in order does about it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from discussions.actions import (
    delete_post,
    edit_post,
    open_stream,
    post_reply,
    reopen_report,
    report_post,
    settle_report,
)
from discussions.models import Post, Report
from notifications.models import Notification
from spaces.models import Entry
from spaces.readers import run_all
from tests.discussions.conftest import verbs

QUEUE = "/spaces/{}/reports/"


@pytest.fixture
def posts(thread, aiko) -> list[Post]:
    return [
        post_reply(thread, by=aiko, body=f"<p>Word {name}</p>") for name in ("one", "two", "three", "four")
    ]


@pytest.fixture
def report(posts, jon) -> Report:
    return report_post(posts[1], by=jon, reason="It names a client")


def test_the_post_and_its_neighbours_go_to_who_keeps_order(signed_in, posts, jon, priya, cohort_space):
    client = signed_in(jon)
    assert "Word two" in client.get(f"/posts/{posts[1].pk}/report/").content.decode()
    assert client.post(f"/posts/{posts[1].pk}/report/", {"reason": "It names a client"}).status_code == 302
    page = signed_in(priya).get(QUEUE.format(cohort_space.pk)).content.decode()
    for words in ("It names a client", "Jon Test", "Word one", "Word two", "Word three"):
        assert words in page
    assert "Word four" not in page
    assert "It names a client" in client.get("/reports/").content.decode()
    run_all(cohort_space.pk)
    assert "Jon Test asks you to look at a post" in signed_in(priya).get("/bell/").content.decode()


def test_the_queue_shows_the_words_as_they_were_reported(signed_in, report, posts, aiko, priya, cohort_space):
    client, address = signed_in(priya), QUEUE.format(cohort_space.pk)
    assert "Edited since" not in client.get(address).text
    edit_post(posts[1], by=aiko, body="<p>Something harmless</p>")
    page = client.get(address).text
    assert "Word two" in page
    assert "Edited since" in page
    assert "Something harmless" in page


def test_nobody_else_learns_of_it(signed_in, report, aiko, mara, stranger, cohort_space):
    run_all(cohort_space.pk)
    for other in (aiko, mara, stranger):
        client = signed_in(other)
        assert not Report.objects.visible_to(other).exists()
        assert client.get(QUEUE.format(cohort_space.pk)).status_code == 404
        assert client.post(f"/reports/{report.pk}/settle/", {"outcome": "kept"}).status_code == 404
        assert "names a client" not in client.get("/reports/").content.decode()
        assert "asks you to look" not in client.get("/bell/").content.decode()
    lines = signed_in(aiko).get(f"/spaces/{cohort_space.pk}/after/0/").json()["lines"]
    assert "post.reported" not in [line["verb"] for line in lines]


def test_it_is_left_where_it_stands(signed_in, report, posts, priya, jon, cohort_space):
    signed_in(priya).post(f"/reports/{report.pk}/settle/", {"outcome": "kept"})
    report.refresh_from_db()
    assert (report.outcome, report.settled_by) == ("kept", priya)
    assert "left where it stands" in signed_in(jon).get("/reports/").content.decode().lower()
    run_all(cohort_space.pk)
    assert "looked at what you reported" in signed_in(jon).get("/bell/").content.decode()


def test_it_is_removed_for_a_reason_and_that_is_undone(report, posts, priya, grace, cohort_space):
    report_post(posts[1], by=grace, reason="I think so too")
    with pytest.raises(ValidationError):
        settle_report(report, by=priya, outcome="removed")
    settled = settle_report(report, by=priya, outcome="removed", reason="Names a client")
    posts[1].refresh_from_db()
    assert posts[1].removed_for == "Names a client"
    assert not Report.objects.waiting().exists()
    reopen_report(settled, by=priya)
    posts[1].refresh_from_db()
    assert not posts[1].is_deleted
    assert list(Report.objects.waiting()) == [report]


def test_twice_is_quiet(report, posts, jon, priya, cohort_space):
    assert report_post(posts[1], by=jon, reason="Again") == report
    for _twice in range(2):
        settle_report(report, by=priya, outcome="kept")
    for _twice in range(2):
        reopen_report(report, by=priya)
    assert verbs(cohort_space)[-3:] == ["post.reported", "report.settled", "report.reopened"]


def test_ones_own_and_deleted_posts_are_not_reported(signed_in, posts, aiko, jon, stranger, thread):
    assert signed_in(aiko).post(f"/posts/{posts[0].pk}/report/", {"reason": "Mine"}).status_code == 403
    assert signed_in(stranger).post(f"/posts/{posts[0].pk}/report/", {"reason": "No"}).status_code == 404
    assert signed_in(jon).post(f"/posts/{posts[0].pk}/report/", {"reason": " "}).status_code == 422
    delete_post(posts[0], by=aiko)
    with pytest.raises(PermissionDenied):
        report_post(posts[0], by=jon, reason="Late")
    assert not Entry.objects.filter(verb="post.reported").exists()


def test_from_a_team_room_it_goes_to_the_cohorts_facilitator(
    signed_in, team_space, cohort_space, mara, jon, priya, ines
):
    stream = open_stream(team_space, by=mara, title="Harbor")
    for words in ("before", "unkind", "after", "private"):
        post = post_reply(stream, by=mara, body=f"<p>Said {words}</p>")
    unkind = Post.objects.select_related("thread__space").get(body="<p>Said unkind</p>")
    report = report_post(unkind, by=jon, reason="Not nice")
    for keeper in (priya, ines):
        assert not Post.objects.visible_to(keeper).filter(pk=post.pk).exists()
        page = signed_in(keeper).get(QUEUE.format(cohort_space.pk)).content.decode()
        assert "Said unkind" in page
        assert "Said private" not in page
    settle_report(report, by=priya, outcome="removed", reason="Unkind")
    unkind.refresh_from_db()
    assert unkind.is_removed


def test_who_wrote_it_does_not_settle_it(signed_in, thread, priya, jon, cohort_space):
    report = report_post(post_reply(thread, by=priya, body="<p>Mine</p>"), by=jon, reason="Hm")
    assert signed_in(priya).post(f"/reports/{report.pk}/settle/", {"outcome": "kept"}).status_code == 404


def test_of_what_the_keeper_wrote_somebody_else_is_told(thread, priya, jon, ines, cohort_space):
    report_post(post_reply(thread, by=priya, body="<p>Mine</p>"), by=jon, reason="Hm")
    run_all(cohort_space.pk)
    told = Notification.objects.filter(entry__verb="post.reported").values_list("person", flat=True)
    assert ines.pk in told
    assert priya.pk not in told


def test_the_log_says_what_was_done_and_by_whom(
    signed_in, report, priya, jon, cohort_space, django_assert_max_num_queries
):
    settle_report(report, by=priya, outcome="removed", reason="Names a client")
    client = signed_in(priya)
    with django_assert_max_num_queries(12):
        page = client.get(f"/spaces/{cohort_space.pk}/moderation/").content.decode()
    assert "Priya Test: removed a post" in page
    assert "Priya Test: settled a report" in page
    assert signed_in(jon).get(f"/spaces/{cohort_space.pk}/moderation/").status_code == 404


@pytest.mark.parametrize("count", [1, 4])
def test_queries_do_not_grow_with_reports(
    signed_in, posts, jon, priya, cohort_space, count, django_assert_max_num_queries
):
    for post in posts[:count]:
        report_post(post, by=jon, reason="Hm")
    client = signed_in(priya)
    with django_assert_max_num_queries(11):
        assert client.get(QUEUE.format(cohort_space.pk)).content.decode().count("card__title") == count


def test_programs_do_it_too(signed_in, posts, jon, priya):
    json = {"content_type": "application/json"}
    made = signed_in(jon).post(f"/api/posts/{posts[0].pk}/report/", {"reason": "Hm"}, **json).json()
    address = f"/api/reports/{made['id']}/settling/"
    assert signed_in(jon).put(address, {"outcome": "kept"}, **json).status_code == 403
    assert signed_in(priya).put(address, {"outcome": "kept"}, **json).json()["outcome"] == "kept"
    assert signed_in(priya).delete(address).json()["outcome"] == ""
    assert [one["id"] for one in signed_in(jon).get("/api/reports/").json()["results"]] == [made["id"]]


def test_who_reported_a_facilitators_own_post_goes_to_others(
    signed_in, thread, priya, jon, ines, cohort_space
):
    post = post_reply(thread, by=priya, body="<p>A joke at Jon's cost</p>")
    report = report_post(post, by=jon, reason="It hurts")
    assert "It hurts" not in signed_in(priya).get(QUEUE.format(cohort_space.pk)).text
    assert list(Report.objects.visible_to(ines)) == [report] == list(Report.objects.visible_to(jon))
