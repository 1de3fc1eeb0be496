"""Replying in a thread."""



from discussions.models import Post


def test_a_member_replies(signed_in, thread, aiko):
    answer = signed_in(aiko).post(f"/threads/{thread.pk}/reply/", {"body": "With a **question**."})
    post = Post.objects.get(thread=thread, number=2)
    assert (answer.status_code, answer["Location"]) == (302, post.get_absolute_url())
    assert post.body == "<p>With a <strong>question</strong>.</p>"
    assert (post.by, post.thread.reply_count, post.thread.last_post_by) == (aiko, 1, aiko)
