"""Blindness: names in words, mentions, files, links; who wrote; and that what is blind is fixed when it comes in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from files.actions import make_nameless, store
from notifications.models import Notification
from spaces import readers
from spaces.actions import leave_space
from teams import actions
from teams.blinding import Blinder, neutral_name, with_addresses
from teams.models import HandIn, Review, ReviewedWork, Team
from tests.conftest import person
from tests.discussions.test_images import picture
from tests.files.test_make_nameless import pdf
from tests.teams.reviewing import learners_of, work_of, write_all


@pytest.fixture
def blinder(db) -> Blinder:
    people = [person("Mara", region="North"), person("Jon")]
    people[0].name = "Mara Lind-Åberg"
    people[1].name = "Jon O'Brien"
    return Blinder(people, "Team Harbor")


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("<p>Mara and Jon asked.</p>", "<p>somebody and somebody asked.</p>"),
        ("<p>MARA LIND-ÅBERG, or mara@example.org</p>", "<p>somebody, or somebody</p>"),
        ("<p>We are team harbor.</p>", "<p>We are this team.</p>"),
        ("<p>Marathon, Jonquil and maras stay.</p>", "<p>Marathon, Jonquil and maras stay.</p>"),
        ("<p>Jon O'Brien's chart</p>", "<p>somebody's chart</p>"),
        ('<p>Ask <a class="mention" data-person="5">@Mara</a>.</p>', "<p>Ask somebody.</p>"),
        ('<p><a href="/people/5/">her page</a></p>', "<p>her page</p>"),
        ('<p><a href="mailto:mara@example.org">write</a></p>', "<p>write</p>"),
        ('<p><a href="https://wiki.example.org/~mara/">notes</a></p>', "<p>notes</p>"),
        (
            '<p><a href="https://example.org/a">notes</a></p>',
            '<p><a href="https://example.org/a">notes</a></p>',
        ),
    ],
)
def test_names_are_left_out(blinder, words, left):
    assert blinder.html(words) == left


def test_files_have_numbers_and_no_names(blinder):
    first, second = ("11111111-2222-3333-4444-55555555555" + digit for digit in "56")
    body = blinder.html(
        f'<p><a class="file" href="/files/{first}/">Plan of Mara.pdf (1.2 MB)</a>'
        f'<img src="/files/{second}/" alt="Jon at the board"><a class="file" href="/files/{first}/">again</a></p>'
    )
    assert blinder.files == [first, second]
    assert "Plan" not in body
    assert 'alt="somebody at the board"' in body
    assert with_addresses(body, lambda n: f"/r/{n}/").count('href="/r/1/">Attachment 1</a>') == 2
    assert neutral_name(2, "Plan of Mara.pdf") == "Attachment 2.pdf"
    assert neutral_name(3, "Mara") == "Attachment 3"


@pytest.fixture
def told(cohort, task, priya, harbor, lantern, mara, lena):
    """Harbor's work names Mara, her team and a file; Lantern reviews it."""
    file = picture(mara)
    file.name = "mara-and-jon.webp"
    file.save()
    names = f'<a class="mention" data-person="{mara.pk}">@Mara</a>'
    body = f'<p>Aiko asked {names} of Harbor.</p><img src="/files/{file.pk}/" alt="Jon">'
    work_of(harbor, task, body)
    work_of(lantern, task)
    actions.open_round(cohort, task, by=priya, seed=1)
    return Review.objects.get(by_team=lantern), file


def test_reviewers_meet_no_name_on_page_or_over_rest(signed_in, told, lena):
    review, _file = told
    client = signed_in(lena)
    for address in (
        review.get_absolute_url(),
        f"/api/reviews/{review.pk}/",
        f"/rounds/{review.work.round_id}/",
    ):
        text = client.get(address).content.decode()
        work = text.split("<main", 1)[-1]
        assert not [name for name in ("Mara", "Aiko", "Jon", "Harbor", "mara-and") if name in work], address
    assert "somebody asked somebody of this team" in client.get(review.get_absolute_url()).content.decode()


def test_a_file_comes_under_a_neutral_name(signed_in, told, lena, mara, settings):
    review, _file = told
    answer = signed_in(lena).get(f"/reviews/{review.pk}/files/1/")
    assert answer.status_code == 302
    settings.ROOT_URLCONF = "config.urls_uploads"
    served = signed_in(lena).get(answer["Location"].removeprefix(settings.UPLOADS_ORIGIN))
    assert "Attachment 1.webp" in served["Content-Disposition"]
    assert "mara" not in str(served.headers).lower()


def test_the_file_itself_stays_closed_to_reviewers(signed_in, told, lena, mara):
    review, file = told
    assert signed_in(lena).get(file.get_absolute_url()).status_code == 404
    assert signed_in(mara).get(f"/reviews/{review.pk}/files/1/").status_code == 404
    assert signed_in(lena).get(f"/reviews/{review.pk}/files/2/").status_code == 404


def test_an_address_of_somebody_elses_file_leads_nowhere(signed_in, cohort, task, priya, harbor, mara, lena):
    """Whoever knows an address may write it into a work; it opens nothing that was closed to them."""
    theirs = picture(lena)
    work_of(harbor, task, f'<p>Words.</p><img src="/files/{theirs.pk}/" alt="theirs">')
    actions.open_round(cohort, task, by=priya, mode="self")
    review = Review.objects.get(by_team=harbor)
    assert review.work.files == [str(theirs.pk)]
    assert signed_in(mara).get(f"/reviews/{review.pk}/files/1/").status_code == 404


def test_names_are_those_of_the_hand_in_not_of_the_round(cohort, task, priya, harbor, lantern, mara):
    """Between handing in and the round somebody is called otherwise, and the team too."""
    work_of(harbor, task, "<p>Mara of Harbor asked; Maria of Lighthouse is a boat.</p>")
    work_of(lantern, task)
    mara.name, mara.called = "Maria New", "Maria"
    mara.save()
    harbor.space.title = "Lighthouse"
    harbor.space.save()
    Team.objects.filter(pk=harbor.pk).update(name="Lighthouse")
    actions.open_round(cohort, task, by=priya, seed=1)
    parts = str(ReviewedWork.objects.get(team=harbor).parts)
    assert "somebody of this team asked; Maria of Lighthouse is a boat." in parts


def test_a_hand_in_from_before_that_is_blinded_when_the_round_opens(cohort, task, priya, harbor, lantern):
    work_of(harbor, task, "<p>Mara asked.</p>")
    work_of(lantern, task)
    HandIn.objects.update(blinded=None)
    actions.open_round(cohort, task, by=priya, seed=1)
    assert "somebody asked" in str(ReviewedWork.objects.get(team=harbor).parts)


@pytest.fixture
def hand_in_pdf(task, harbor, mara):
    """Harbor hands in a PDF that says who made it."""

    def handed_in(content: bytes):
        file = store(SimpleUploadedFile("mara.pdf", content), by=mara)
        work_of(harbor, task, f'<p>Words.</p><p><a class="file" href="/files/{file.pk}/">mara.pdf</a></p>')
        return file

    return handed_in


@pytest.fixture
def with_pdf(cohort, task, priya, lantern, hand_in_pdf):
    """Harbor's work has such a PDF, and Lantern reviews it."""

    def handed_in(content: bytes):
        file = hand_in_pdf(content)
        work_of(lantern, task)
        actions.open_round(cohort, task, by=priya, seed=1)
        return Review.objects.get(by_team=lantern), file

    return handed_in


def test_reviewers_get_the_copy_without_names(
    signed_in, with_pdf, lena, settings, django_capture_on_commit_callbacks
):
    review, file = with_pdf(pdf())
    client = signed_in(lena)
    early = client.get(f"/reviews/{review.pk}/files/1/", follow=True)
    assert "not here yet without the name" in early.content.decode()
    make_nameless(file.pk)
    answer = client.get(f"/reviews/{review.pk}/files/1/")
    settings.ROOT_URLCONF = "config.urls_uploads"
    served = client.get(answer["Location"].removeprefix(settings.UPLOADS_ORIGIN))
    content = b"".join(served.streaming_content)
    assert content.startswith(b"%PDF")
    assert b"Mara" not in content


def test_handing_in_asks_for_the_copy_at_once(hand_in_pdf, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as later:
        hand_in_pdf(pdf())
    assert [one for one in later if "make_nameless" in repr(one)]


def test_a_file_that_cannot_be_shown_is_withheld_and_its_team_told(signed_in, with_pdf, lena, mara):
    review, file = with_pdf(pdf(password="secret"))
    make_nameless(file.pk)
    told = signed_in(lena).get(f"/reviews/{review.pk}/files/1/", follow=True).content.decode()
    assert "cannot be shown without the name of who made it" in told
    page = signed_in(mara).get(review.work.hand_in.get_absolute_url()).content.decode()
    assert "Who reviews without names does not get these files" in page
    assert "mara.pdf. They are damaged" in page


def test_the_form_that_hands_in_says_what_files_tell(signed_in, draft, part, mara, task, harbor):
    file = store(SimpleUploadedFile("plan.pdf", pdf()), by=mara)
    actions.save_part(part, by=mara, body=f'<p><a href="/files/{file.pk}/">Plan</a></p>', revision=0)
    for one in draft.parts.all():
        one = actions.take_part(one, by=mara)
        if not one.body:
            actions.save_part(one, by=mara, body="<p>Words.</p>", revision=0)
        actions.ready_part(one, by=mara)
    page = signed_in(mara).get(f"/submissions/{draft.pk}/acts/").content.decode()
    assert "Who made a PDF or Office file is left out then" in page


def test_who_wrote_a_part_and_left_the_team_is_left_out_too(cohort, task, priya, harbor, lantern, mara, aiko):
    draft = actions.open_submission(harbor, task, by=aiko)
    part = actions.take_part(draft.parts.in_order()[1], by=aiko)
    part = actions.save_part(part, by=aiko, body="<p>Aiko asked.</p>", revision=part.revision)
    actions.ready_part(part, by=aiko)
    leave_space(harbor.space, person=aiko, by=priya)
    work_of(harbor, task)
    work_of(lantern, task)
    actions.open_round(cohort, task, by=priya, seed=1)
    parts = str(ReviewedWork.objects.get(team=harbor).parts)
    assert "somebody asked" in parts
    assert "Aiko" not in parts


def test_a_name_changed_later_gives_nobody_away(told, mara):
    review, _file = told
    mara.name, mara.called = "Maria New", "Maria"
    mara.save()
    assert "Mara" not in str(ReviewedWork.objects.get(pk=review.work_id).parts)


def test_reviewers_do_not_find_the_work_itself(signed_in, told, lena):
    review, _file = told
    client = signed_in(lena)
    assert client.get(review.work.get_absolute_url()).status_code == 404
    assert client.get(review.work.hand_in.get_absolute_url()).status_code == 404


def test_those_reviewed_do_not_learn_who_wrote(signed_in, round, works, mara, lena, priya, harbor, cohort):
    write_all(round)
    actions.release_round(round, by=priya)
    readers.run_all(cohort.space_id)
    work = ReviewedWork.objects.get(team=harbor)
    names = {team.name for team in works} - {"Harbor"} | {p.called for t in works[1:] for p in learners_of(t)}
    for address in (work.get_absolute_url(), f"/api/works/{work.pk}/"):
        text = signed_in(mara).get(address).content.decode().split("<main", 1)[-1]
        assert "Because." in text
        assert not [name for name in names if name in text]
    lines = signed_in(mara).get("/bell/").content.decode()
    assert "Read what others say of your work" in lines
    assert Notification.objects.filter(person=mara, entry__by__in=[lena]).count() == 0


def test_where_names_are_shown_they_are(signed_in, works, cohort, task, priya, mara, harbor):
    round = actions.open_round(cohort, task, by=priya, is_blind=False, k=2, seed=7)
    write_all(round)
    actions.release_round(round, by=priya)
    writers = set(Review.objects.filter(work__team=harbor).values_list("by_team__name", flat=True))
    page = signed_in(mara).get(ReviewedWork.objects.get(team=harbor).get_absolute_url()).content.decode()
    assert all(name in page for name in writers)


def test_a_facilitator_who_looks_behind_it_is_told_of(signed_in, round, harbor, priya, mara, lena):
    write_all(round)
    review = Review.objects.filter(by_team=harbor)[0]
    page = signed_in(priya).post(f"/reviews/{review.pk}/author/", {"why": "Unkind words"}, follow=True)
    assert "Written by Harbor" in page.content.decode()
    readers.run_all(harbor.space_id)
    assert Notification.objects.filter(entry__verb="review.unblinded", person=mara).exists()
    assert "Unkind words" in signed_in(mara).get(review.get_absolute_url()).content.decode()


def test_the_page_of_a_hand_in_says_what_its_reviews_wait_for(signed_in, round, harbor, mara):
    hand_in = HandIn.objects.get(submission__team=harbor)
    page = signed_in(mara).get(hand_in.get_absolute_url()).content.decode()
    assert round.get_absolute_url() in page
    assert "Until" in page
