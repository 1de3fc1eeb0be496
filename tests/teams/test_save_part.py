"""Writing in a part of the draft."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from teams.actions import PartChanged, hand_in, propose_hand_in, ready_part, save_part
from tests.teams.conftest import entries, write


def test_words_are_kept_cleaned_without_an_entry(signed_in, part, mara):
    before = part.submission.team.space.entries.count()
    answer = signed_in(mara).post(
        f"/parts/{part.pk}/",
        {"body": "<p>One <script>x</script>thing</p>", "body_format": "html", "revision": 0},
        headers={"X-Autosave": "1"},
    )
    assert (answer.status_code, answer["X-Revision"]) == (204, "1")
    part.refresh_from_db()
    assert part.body == "<p>One thing</p>"
    assert part.edited_by == mara
    assert part.submission.team.space.entries.count() == before


def test_without_script_it_is_a_form_that_comes_back(signed_in, part, mara):
    answer = signed_in(mara).post(f"/parts/{part.pk}/", {"body": "One *thing*", "revision": 0}, follow=True)
    assert "<p>One <em>thing</em></p>" in answer.content.decode().replace("&lt;", "<").replace("&gt;", ">")


def test_two_who_write_at_once_lose_nothing(signed_in, part, mara, aiko):
    save_part(part, by=mara, body="<p>Mine.</p>", revision=0)
    words = {"body": "<p>Hers.</p>", "body_format": "html", "revision": 0}
    answer = signed_in(aiko).post(f"/parts/{part.pk}/", words)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<p>Mine.</p>" in page
    assert "&lt;p&gt;Hers.&lt;/p&gt;" in page
    assert 'name="revision" value="1"' in page
    part.refresh_from_db()
    assert part.body == "<p>Mine.</p>"


def test_the_live_page_gets_the_other_text_too(signed_in, part, mara, aiko):
    save_part(part, by=mara, body="<p>Mine.</p>", revision=0)
    words = {"body": "<p>Hers.</p>", "body_format": "html", "revision": 0}
    answer = signed_in(aiko).post(f"/parts/{part.pk}/", words, headers={"X-Autosave": "1"})
    assert (answer.status_code, answer["X-Revision"]) == (409, "1")
    assert "<p>Mine.</p>" in answer.content.decode()
    assert "<html" not in answer.content.decode()


BASE = "<p>One.</p><p>Two.</p>"


def test_two_who_changed_other_paragraphs_are_put_together(signed_in, part, mara, aiko):
    save_part(part, by=mara, body=BASE, revision=0)
    save_part(part, by=mara, body="<p>One!</p><p>Two.</p>", revision=1)
    words = {"body": "<p>One.</p><p>Two!</p>", "body_format": "html", "revision": 1, "base": BASE}
    answer = signed_in(aiko).post(f"/parts/{part.pk}/", words, headers={"X-Autosave": "1"})
    assert (answer.status_code, answer["X-Revision"], answer["X-Merged"]) == (200, "3", "1")
    assert answer.content.decode() == "<p>One!</p><p>Two!</p>"
    part.refresh_from_db()
    assert (part.body, part.edited_by) == ("<p>One!</p><p>Two!</p>", aiko)


def test_two_who_changed_the_same_paragraph_choose_and_both_are_in_the_history(part, mara, aiko):
    save_part(part, by=mara, body=BASE, revision=0)
    save_part(part, by=mara, body="<p>One!</p><p>Two.</p>", revision=1)
    with pytest.raises(PartChanged):
        save_part(part, by=aiko, body="<p>One?</p><p>Two.</p>", revision=1, base=BASE)
    with pytest.raises(PartChanged):
        save_part(part, by=aiko, body="<p>One?</p><p>Two.</p>", revision=1, base=BASE)
    kept = [(v.by, v.body, v.kept_aside) for v in part.versions.order_by("number")]
    assert kept == [(mara, "<p>One!</p><p>Two.</p>", False), (aiko, "<p>One?</p><p>Two.</p>", True)]


@pytest.mark.parametrize(
    ("take", "result"),
    [
        ("both", "<p>Mine.</p><p>Hers.</p>"),
        ("mine", "<p>Hers.</p>"),
        ("theirs", "<p>Mine.</p>"),
    ],
)
def test_who_met_another_text_chooses(signed_in, part, mara, aiko, take, result):
    save_part(part, by=mara, body="<p>Mine.</p>", revision=0)
    words = {"body": "<p>Hers.</p>", "body_format": "html", "revision": 0}
    client = signed_in(aiko)
    assert client.post(f"/parts/{part.pk}/", words).status_code == 409
    answer = client.post(f"/parts/{part.pk}/", {**words, "revision": 1, "take": take})
    assert answer.status_code == 302
    part.refresh_from_db()
    assert part.body == result
    assert part.versions.filter(body="<p>Hers.</p>").exists()


def test_a_text_of_a_third_meanwhile_is_shown_again(signed_in, part, mara, aiko, jon):
    save_part(part, by=mara, body="<p>Mine.</p>", revision=0)
    save_part(part, by=jon, body="<p>His.</p>", revision=1)
    words = {"body": "<p>Hers.</p>", "body_format": "html", "revision": 1, "take": "both"}
    answer = signed_in(aiko).post(f"/parts/{part.pk}/", words)
    assert answer.status_code == 409
    assert "<p>His.</p>" in answer.content.decode()


def test_the_same_words_again_are_quiet(part, mara, aiko):
    saved = save_part(part, by=mara, body="<p>Mine.</p>", revision=0)
    assert save_part(part, by=aiko, body="<p>Mine.</p>", revision=0).revision == saved.revision


def test_putting_both_together_saves_from_the_others_revision(part, mara, aiko):
    save_part(part, by=mara, body="<p>Mine.</p>", revision=0)
    with pytest.raises(PartChanged) as refusal:
        save_part(part, by=aiko, body="<p>Hers.</p>", revision=0)
    both = save_part(part, by=aiko, body="<p>Mine. Hers.</p>", revision=refusal.value.part.revision)
    assert both.revision == 2


def test_who_writes_in_a_free_part_has_it(draft, aiko):
    saved = save_part(draft.parts.first(), by=aiko, body="<p>Here.</p>", revision=0)
    assert saved.owner == aiko
    assert len(entries(draft.team.space, "part.taken")) == 1


def test_a_ready_part_is_reopened_first(part, mara):
    write(part, mara)
    with pytest.raises(ValidationError, match="Reopen"):
        save_part(part, by=mara, body="<p>More.</p>", revision=1)


def test_what_is_handed_in_stays_as_it_is(part, mara, aiko):
    write(part, mara)
    propose_hand_in(part.submission, by=aiko)
    hand_in(part.submission, by=mara)
    with pytest.raises(ValidationError, match="handed in"):
        save_part(part, by=mara, body="<p>More.</p>", revision=1)
    with pytest.raises(ValidationError, match="handed in"):
        ready_part(part, by=mara)


@pytest.mark.parametrize("who", ["lena", "priya", "grace", "tom", "ines", "stranger"])
def test_nobody_else_writes(signed_in, request, part, lantern, who):
    somebody = request.getfixturevalue(who)
    answer = signed_in(somebody).post(f"/parts/{part.pk}/", {"body": "x", "revision": 0})
    assert answer.status_code == 404
    with pytest.raises(PermissionDenied):
        save_part(part, by=somebody, body="<p>x</p>", revision=0)


def test_a_megabyte_is_refused_with_a_sentence(part, mara):
    with pytest.raises(ValidationError, match="too long"):
        save_part(part, by=mara, body="<p>" + "x" * 100_001 + "</p>", revision=0)


@pytest.mark.parametrize("revision", ["", "-1", "x", "9" * 30])
def test_an_odd_revision_is_no_server_error(signed_in, part, mara, revision):
    answer = signed_in(mara).post(f"/parts/{part.pk}/", {"body": "x", "revision": revision})
    assert answer.status_code in (409, 422)
