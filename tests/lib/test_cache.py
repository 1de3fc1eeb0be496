"""The cache while Redis is away."""

import pytest

from lib.cache import ForgivingCache


@pytest.fixture
def away() -> ForgivingCache:
    return ForgivingCache("unix:///nowhere/redis.sock?db=0", {})


@pytest.fixture
def here(settings) -> ForgivingCache:
    return ForgivingCache(settings.REDIS_URL, {"KEY_PREFIX": "test-cache"})


def test_a_redis_that_is_there_keeps_and_gives(here):
    here.set("word", "kept")
    assert here.get("word") == "kept"
    assert here.get_many(["word", "other"]) == {"word": "kept"}
    assert here.delete("word")
    assert here.answers()


def test_nothing_is_found_and_nothing_is_kept_while_it_is_away(away):
    away.set("word", "lost")
    assert away.get("word", "nothing") == "nothing"
    assert away.get_many(["word"]) == {}
    assert away.set_many({"word": 1}) == ["word"]
    assert not away.delete("word")
    assert "word" not in away
    assert not away.answers()


def test_counting_says_that_the_key_is_not_there(away):
    assert away.add("count", 0)
    with pytest.raises(ValueError, match="away"):
        away.incr("count")
