"""The shared cache, made so that the portal works without it, only slower."""

import functools
import logging
import time

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError, TimeoutError

logger = logging.getLogger(__name__)


# A server that hangs costs a timeout each time it is asked, and a page asks several times.
PAUSE = 2  # seconds in which this process does not ask again


class _Hanging:
    """Until when the server is taken to hang; one for the process."""

    until = 0.0


def _answering(default):
    """Answer with the default when the cache server cannot be reached, or hangs."""

    def wrap(method):
        @functools.wraps(method)
        def tolerant(self, *args, **kwargs):
            if time.monotonic() < _Hanging.until:
                return default(*args, **kwargs)
            try:
                return method(self, *args, **kwargs)
            except RedisError as error:
                logger.warning("The cache did not answer: %s", error)
                if isinstance(error, TimeoutError):
                    _Hanging.until = time.monotonic() + PAUSE
                return default(*args, **kwargs)

        return tolerant

    return wrap


class TolerantRedisCache(RedisCache):
    """Redis or Valkey as a cache: while it is down every look-up is a miss.

    `count` and `incr` alone still raise: a counter (a rate limit) that cannot count must
    not pretend that it did.
    """

    get = _answering(lambda key, default=None, version=None: default)(RedisCache.get)
    get_many = _answering(lambda keys, version=None: {})(RedisCache.get_many)
    set = _answering(lambda *args, **kwargs: None)(RedisCache.set)
    set_many = _answering(lambda data, *args, **kwargs: list(data))(RedisCache.set_many)
    add = _answering(lambda *args, **kwargs: False)(RedisCache.add)
    touch = _answering(lambda *args, **kwargs: False)(RedisCache.touch)
    delete = _answering(lambda *args, **kwargs: False)(RedisCache.delete)
    delete_many = _answering(lambda *args, **kwargs: None)(RedisCache.delete_many)
    has_key = _answering(lambda *args, **kwargs: False)(RedisCache.has_key)

    def answers(self) -> bool:
        """Whether the server is there: for what must not happen uncounted."""
        try:
            return self._cache.get_client().ping()
        except RedisError:
            return False

    def count(self, key: str, seconds: int) -> int:
        """Add one to a counter that ends so many seconds after its start; return it.

        One question to the server, where `add` and `incr` would be three. Raises RedisError.
        """
        key = self.make_and_validate_key(key)
        with self._cache.get_client(key, write=True).pipeline() as pipeline:
            pipeline.incr(key)
            pipeline.expire(key, seconds, nx=True)
            number, _expires = pipeline.execute()
        return number
