"""How often one person or one sender may do what costs others something.

A window of fixed length in the shared cache. When the cache is away everybody may: an
event that nobody can sign up for is worse than one that a robot signs up for.
"""

import ipaddress
import logging
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# Providers give a household a whole network of this length.
IPV6_HOUSEHOLD = 64


@dataclass(frozen=True)
class Limit:
    """So many times within so many seconds."""

    times: int
    seconds: int


class TooOften(Exception):
    """Somebody has reached a limit; the middleware answers with 429."""

    def __init__(self, retry_after: int):
        super().__init__(f"again in {retry_after} s")
        self.retry_after = retry_after


def sender(request: HttpRequest) -> str:
    """Return the client's address, as far as the proxies in front of us can be trusted.

    Each of the TRUSTED_PROXIES has added one address to X-Forwarded-For; what stands
    further left was written by the client and proves nothing. An IPv6 address stands for
    its household.
    """
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    seen = hops[-proxies] if 0 < proxies <= len(hops) else ""
    try:
        address = ipaddress.ip_address(seen.strip() or request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""
    # What a server that listens for both kinds of address writes for one of version 4.
    address = getattr(address, "ipv4_mapped", None) or address
    if address.version == 6:
        return str(ipaddress.ip_network((address, IPV6_HOUSEHOLD), strict=False))
    return str(address)


def count(action: str, who: str, limit: Limit) -> None:
    """Count one more try of an action by an address. Raises TooOften above the limit.

    The address is kept only as a hash, which nobody can work out without the portal's own
    secret, and only as long as the window.
    """
    window, passed = divmod(int(time.time()), limit.seconds)
    digest = salted_hmac("limit", who.casefold(), algorithm="sha256").hexdigest()[:32]
    key = f"limit:{action}:{digest}:{window}"
    try:
        tries = cache.count(key, limit.seconds)
    except RedisError as error:
        logger.warning("Not counted, and so allowed: %s: %s", action, error)
        return
    if tries > limit.times:
        raise TooOften(limit.seconds - passed)


class LimitMiddleware:
    """Answers 429 where a view has found that somebody asks too often."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, TooOften):
            return None
        response = render(request, "429.html", status=429)
        response.headers["Retry-After"] = str(error.retry_after)
        response.headers["Cache-Control"] = "no-store"
        return response
