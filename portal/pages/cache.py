"""Whole public pages from the shared cache, before Django is reached.

A thin WSGI wrapper. What may be kept is decided by the answer, not by a list of views:
a GET of a public address, asked without a session, answered 200, that sets no cookie,
varies by nothing but the address, and is not marked private. A page is kept under its
host, path, sorted parameters and the community that its reader has chosen (one of eight,
or none) together with the content version that it was made for; when something is
published the version moves and every page made for the old one is dead at once, in every
worker. No page lives longer than a minute, so that what changes without being published
(places left, a date that passes) is soon right.

When the cache server is away every request simply goes on to Django.
"""

import gzip
import hashlib
import json
import logging
from collections.abc import Callable, Iterable
from http import HTTPStatus
from operator import itemgetter
from urllib.parse import parse_qsl, urlencode

import redis
from django.conf import settings
from django.core.cache import cache
from django.core.handlers.wsgi import get_str_from_wsgi
from django.db import close_old_connections
from django.http.request import split_domain_port, validate_host
from django.utils.cache import cc_delim_re

from communities.directory import chosen
from portal.publishing import content

logger = logging.getLogger(__name__)

LIFETIME = 60  # seconds
# The same in every language, though Django marks whatever has no language in its address
# as if it went by the reader's.
BILINGUAL = ("/sitemap.xml", "/metro/ground.json", "/metro/names.json")
PUBLIC = ("/en/", "/zh-hans/", *BILINGUAL)
# Added by mail programs, search engines and WeChat; no page of ours reads them.
TRACKING = ("utm_", "gclid", "fbclid", "from", "isappinstalled", "spm")
MOST_PARAMETERS = 30
LONGEST_QUERY = 2000  # characters; every filter of a list together takes fewer
_DROPPED_HEADERS = {"content-length", "content-encoding", "etag", "vary", "cache-control"}


class PageCache:
    """Wraps a WSGI application; see the module's docstring for what it promises."""

    def __init__(self, application: Callable):
        self.application = application
        self.redis = redis.Redis.from_url(
            settings.CACHES["default"]["LOCATION"],
            socket_timeout=0.5,
            socket_connect_timeout=0.5,
        )
        self.version_key = cache.make_key(content.CACHE_KEY)

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        key = self._key(environ)
        if key is None:
            return self.application(environ, start_response)
        try:
            version, kept = self.redis.mget(self.version_key, key)
        except redis.RedisError:
            return self.application(environ, start_response)
        if version is None:
            close_old_connections()  # we ask before Django's request begins
            version = str(content.repair_version()).encode()
        if kept is not None:
            page = _Page.from_bytes(kept)
            if page.version == version:
                return page.answer(environ, start_response)
        return self._ask_django(key, version, environ, start_response)

    def _key(self, environ: dict) -> str | None:
        """Return the page's name in the cache; None if it is not to be looked for there."""
        path = environ.get("PATH_INFO", "")
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or not path.startswith(PUBLIC):
            return None
        if settings.SESSION_COOKIE_NAME in environ.get("HTTP_COOKIE", ""):
            return None
        if settings.SECURE_SSL_REDIRECT and not _is_secure(environ):
            return None
        host, _port = split_domain_port(environ.get("HTTP_HOST", ""))
        if not validate_host(host, settings.ALLOWED_HOSTS):
            return None
        query = _canonical_query(environ)
        if query is None:
            return None
        return f"page:{_kind(environ)}:{_community(environ)}:{host}:{path}?{query}"

    def _ask_django(self, key, version, environ, start_response) -> Iterable[bytes]:
        answer: dict = {}

        def remember(status, headers, exc_info=None):
            answer.update(status=status, headers=headers)

        body = self.application(environ, remember)
        bilingual = environ["PATH_INFO"] in BILINGUAL
        if not _may_be_kept(answer["status"], answer["headers"], bilingual=bilingual):
            start_response(answer["status"], answer["headers"])
            return body
        try:
            page = _Page.made(version, answer["headers"], b"".join(body))
        finally:
            if hasattr(body, "close"):
                body.close()
        if environ["REQUEST_METHOD"] == "GET":
            try:
                self.redis.set(key, page.to_bytes(), ex=page.lifetime)
            except redis.RedisError as error:
                logger.warning("Page not kept: %s", error)
        return page.answer(environ, start_response)


class _Page:
    """One answer as it lies in the cache: a line of JSON, then the gzipped body."""

    def __init__(self, version: bytes, etag: str, headers: list, lifetime: int, body: bytes):
        self.version = version
        self.etag = etag
        self.headers = headers
        self.lifetime = lifetime
        self.body = body

    @classmethod
    def made(cls, version: bytes, headers: list, body: bytes) -> "_Page":
        kept = [pair for pair in headers if pair[0].lower() not in _DROPPED_HEADERS]
        digest = hashlib.md5(body, usedforsecurity=False).hexdigest()
        packed = gzip.compress(body, compresslevel=6, mtime=0)
        return cls(version, f'W/"{digest}"', kept, _lifetime(headers), packed)

    @classmethod
    def from_bytes(cls, data: bytes) -> "_Page":
        head, _newline, body = data.partition(b"\n")
        version, etag, headers, lifetime = json.loads(head)
        return cls(version.encode(), etag, [tuple(pair) for pair in headers], lifetime, body)

    def to_bytes(self) -> bytes:
        head = [self.version.decode(), self.etag, self.headers, self.lifetime]
        return json.dumps(head).encode() + b"\n" + self.body

    def answer(self, environ: dict, start_response: Callable) -> list[bytes]:
        """Send the page, or 304 to a reader who has it already."""
        headers = [
            *self.headers,
            ("ETag", self.etag),
            ("Vary", "Accept-Encoding, HX-Request"),
            # Readers ask each time, and mostly hear that nothing has changed.
            ("Cache-Control", "no-cache"),
        ]
        asked = environ.get("HTTP_IF_NONE_MATCH", "")
        if self.etag.removeprefix("W/") in asked:
            headers = [pair for pair in headers if pair[0].lower() != "content-type"]
            start_response("304 Not Modified", headers)
            return []
        body = self.body
        if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            headers.append(("Content-Encoding", "gzip"))
        else:
            body = gzip.decompress(body)
        headers.append(("Content-Length", str(len(body))))
        start_response("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _is_secure(environ: dict) -> bool:
    header, value = settings.SECURE_PROXY_SSL_HEADER
    return environ.get(header) == value or environ["wsgi.url_scheme"] == "https"


def _kind(environ: dict) -> str:
    """Tell what is asked for; a header that only looks like htmx's does not reach Django."""
    if environ.get("HTTP_HX_REQUEST") == "true":
        return "partial"
    environ.pop("HTTP_HX_REQUEST", None)
    return "whole"


def _community(environ: dict) -> str:
    """Name what the reader has chosen, where a page may show it."""
    if environ["PATH_INFO"] in BILINGUAL:
        return ""
    return chosen.named_in(get_str_from_wsgi(environ, "HTTP_COOKIE", ""))


def _canonical_query(environ: dict) -> str | None:
    """Drop tracking parameters and sort the others by name; None if there are too many.

    Django sees what the key says, so nothing that the two would read differently can
    be kept for the next reader.
    """
    query = environ.get("QUERY_STRING", "")
    if not query:
        return ""
    if len(query) > LONGEST_QUERY:
        return None
    try:
        # WSGI writes bytes as the letters of Latin-1; browsers send UTF-8.
        text = query.encode("latin-1").decode(errors="replace")
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        return None
    wanted = [pair for pair in pairs if not pair[0].startswith(TRACKING)]
    canonical = urlencode(sorted(wanted, key=itemgetter(0)))
    environ["QUERY_STRING"] = canonical
    return canonical


def _may_be_kept(status: str, headers: list, *, bilingual: bool) -> bool:
    harmless = {"accept-encoding", "hx-request"} | ({"accept-language"} if bilingual else set())
    if not status.startswith(str(HTTPStatus.OK.value)):
        return False
    for name, value in headers:
        words = {word.lower() for word in cc_delim_re.split(value)}
        match name.lower():
            case "set-cookie":
                return False
            case "vary" if words - harmless:
                return False
            case "cache-control" if words & {"private", "no-store", "no-cache"}:
                return False
    return True


def _lifetime(headers: list) -> int:
    """A view may shorten a page's life with max-age; nothing makes it longer."""
    for name, value in headers:
        if name.lower() == "cache-control":
            for word in cc_delim_re.split(value):
                if word.startswith("max-age="):
                    return max(1, min(LIFETIME, int(word.removeprefix("max-age="))))
    return LIFETIME
