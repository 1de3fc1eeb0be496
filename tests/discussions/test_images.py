"""Pictures in posts: whoever reads the post sees them, nobody else."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from discussions import actions
from files.actions import store
from files.models import StoredFile


def picture(by) -> StoredFile:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(content, "PNG")
    return store(SimpleUploadedFile("flip.png", content.getvalue(), "image/png"), by=by)


def seen_by(person) -> list:
    return list(StoredFile.objects.visible_to(person).values_list("pk", flat=True))


def test_it_goes_with_its_post(thread, aiko, jon, stranger):
    file = picture(aiko)
    assert (seen_by(aiko), seen_by(jon)) == ([file.pk], [])
    body = f'<p>Our flip chart</p><img src="/files/{file.pk}/" alt="Three arrows">'
    post = actions.post_reply(thread, by=aiko, body=body)
    assert f'<img src="/files/{file.pk}/" alt="Three arrows">' in post.body
    assert (seen_by(jon), seen_by(stranger)) == ([file.pk], [])
    actions.delete_post(post, by=aiko)
    assert seen_by(jon) == []


def test_a_picture_added_later_goes_too(thread, aiko, jon):
    post = actions.post_reply(thread, by=aiko, body="<p>Look</p>")
    file = picture(aiko)
    actions.edit_post(post, by=aiko, body=f'<p>Look</p><img src="/files/{file.pk}/" alt="A chart">')
    assert seen_by(jon) == [file.pk]


def test_nobody_takes_anothers_picture(thread, aiko, jon):
    file = picture(aiko)
    actions.post_reply(thread, by=jon, body=f'<p>Mine</p><img src="/files/{file.pk}/" alt="">')
    assert seen_by(jon) == []
    assert seen_by(aiko) == [file.pk]
