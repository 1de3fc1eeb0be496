"""The cache as pages may rely on it: a Redis that is away holds nothing and keeps nothing, and fails no page."""

from __future__ import annotations

import structlog
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)
AWAY = (RedisError, OSError)


class ForgivingCache(RedisCache):
    """Redis, or nothing."""

    def get(self, key, default=None, version=None):
        return self._or(default, super().get, key, default, version)

    def get_many(self, keys, version=None):
        return self._or({}, super().get_many, keys, version)

    def has_key(self, key, version=None):
        return self._or(False, super().has_key, key, version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._or(None, super().set, key, value, timeout, version)

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        return self._or(list(data), super().set_many, data, timeout, version)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        """Whoever asks to be the first is: nobody else can be known."""
        return self._or(True, super().add, key, value, timeout, version)

    def incr(self, key, delta=1, version=None):
        """Raises ValueError, as for any key that is not there."""
        counted = self._or(None, super().incr, key, delta, version)
        if counted is None:
            raise ValueError("the cache is away")
        return counted

    def count(self, key, timeout: int, version=None) -> int:
        """One more of a key that is kept for so many seconds from now, in one round trip; none while it is away."""
        return self._or(0, self._count, self.make_and_validate_key(key, version=version), timeout)

    def _count(self, key: str, timeout: int) -> int:
        both = self._cache.get_client(key, write=True).pipeline(transaction=False)
        return both.incr(key).expire(key, timeout).execute()[0]

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._or(False, super().touch, key, timeout, version)

    def delete(self, key, version=None):
        return self._or(False, super().delete, key, version)

    def delete_many(self, keys, version=None):
        return self._or(None, super().delete_many, list(keys), version)

    def answers(self) -> bool:
        """Whether Redis is there."""
        return self._or(False, lambda: self._cache.get_client().ping())

    def _or(self, otherwise, deed, *args):
        try:
            return deed(*args)
        except AWAY as error:
            log.warning("cache_away", error=type(error).__name__)
            return otherwise
