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


def test_a_count_goes_up_by_one_and_ends_by_itself(here):
    here.delete("deeds")
    assert [here.count("deeds", 60) for _ in range(3)] == [1, 2, 3]
    client = here._cache.get_client(write=True)
    assert 0 < client.ttl(here.make_key("deeds")) <= 60
    assert here.delete("deeds")


def test_nothing_is_counted_while_it_is_away(away):
    assert away.count("deeds", 60) == 0


def test_counting_says_that_the_key_is_not_there(away):
    assert away.add("count", 0)
    with pytest.raises(ValueError, match="away"):
        away.incr("count")
