"""What a facilitator has put in order: a conversation that is hidden, and one that was put into another."""

FIND = """
from discussions.models import Thread
from spaces.models import Space
skis = Thread.objects.get(title__startswith="Skis")
phone = Thread.objects.get(title__startswith="Recording on a private phone")
print(skis.space_id, phone.space_id, skis.pk, phone.pk)
"""


def test_the_log_says_so_and_learners_are_not_troubled(visit, running):
    here, finished, skis, phone = running.shell(FIND).split()
    ines, mara = visit("ines"), visit("mara")
    ines.go(f"/spaces/{here}/moderation/")
    ines.sees("hid the conversation")
    ines.go(f"/spaces/{finished}/moderation/")
    ines.sees("put another conversation into this one")
    mara.go(f"/spaces/{here}/board/")
    assert "Skis" not in mara.page.locator("main").inner_text()
    ines.go(f"/threads/{phone}/")
    ines.sees("May I record with my own phone?")
    ines.sees("Is there a rule?")
    ines.go(f"/threads/{skis}/")
    ines.sees("Sold before lunch.")
