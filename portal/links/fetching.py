"""Looks whether a page is there, politely and without being led into a private network.

The name is resolved once, every address of it is looked at, and the connection goes to an
address that was looked at: a name that answers otherwise the second time gains nothing.
Each redirect is treated in the same way.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from threading import Timer
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

from portal.links.reasons import Reason, Verdict

TIMEOUT = 10  # seconds, for each step
LONGEST = 40  # seconds for one link, though its site sends a letter now and then
MOST_REDIRECTS = 5
# "I know you are a program": said by walls against robots, not by pages that are gone. 412
# and 521 come from walls that are common in China.
TURNED_AWAY = {401, 402, 403, 405, 406, 407, 412, 418, 429, 451, 521, 999}
_LASTING = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT}
_PASSING = {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT}
# What is given out to hosts of the internet, and what gateways make of addresses of IPv4.
_OPEN = ipaddress.ip_network("2000::/3")
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Answer:
    """What came of looking."""

    verdict: Verdict
    reason: Reason = Reason.NONE
    status: int | None = None
    leads_to: str = ""


class _Failed(Exception):
    def __init__(self, reason: Reason):
        super().__init__(reason)
        self.reason = reason


def look(url: str) -> Answer:
    """Ask for a page, by HEAD, and by GET where HEAD is not answered well."""
    here, lasting, ends = url, True, time.monotonic() + LONGEST
    try:
        for _step in range(MOST_REDIRECTS + 1):
            status, onward = _ask_well(here, ends)
            if not onward:
                return _judged(status, here if lasting and here != url else "")
            lasting = lasting and status in _LASTING
            here = _joined(here, onward)
    except _Failed as failure:
        return Answer(Verdict.FAILING, failure.reason)
    return Answer(Verdict.FAILING, Reason.ROUND)


def _joined(here: str, onward: str) -> str:
    """Return the address that a redirect leads to, in letters that every address has.

    Sites write it as UTF-8, which the protocol takes for Latin-1.
    """
    written = onward.encode("latin-1", "replace").decode(errors="replace")
    try:
        return iri_to_uri(urljoin(here, written))
    except ValueError as error:
        raise _Failed(Reason.NO_ADDRESS) from error


def _judged(status: int, leads_to: str) -> Answer:
    if status < 300:
        verdict = Verdict.MOVED if leads_to else Verdict.FINE
        return Answer(verdict, status=status, leads_to=leads_to)
    if status in TURNED_AWAY:
        return Answer(Verdict.CLOSED, Reason.ROBOTS, status)
    gone = status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
    return Answer(Verdict.FAILING, Reason.GONE if gone else Reason.ERROR, status)


def _ask_well(url: str, ends: float) -> tuple[int, str]:
    try:
        status, onward = _ask("HEAD", url, ends)
    except _Failed as failure:
        if failure.reason is not Reason.NO_ANSWER:
            raise
        status, onward = 0, ""
    if onward or 200 <= status < 300:
        return status, onward
    return _ask("GET", url, ends)


def _ask(method: str, url: str, ends: float) -> tuple[int, str]:
    """Return the status and where it leads on; nothing of the page itself is read."""
    try:
        parts = urlsplit(iri_to_uri(url))
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, KeyError, UnicodeError) as error:
        raise _Failed(Reason.NO_ADDRESS) from error
    if not host or parts.username:
        raise _Failed(Reason.NO_ADDRESS)
    connection = _Connection(host, port, secure=parts.scheme == "https", ends=ends)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    agent = f"Mozilla/5.0 (compatible; portal link check; +{settings.SITE_ROOT})"
    try:
        connection.request(method, target, headers={"User-Agent": agent, "Accept": "*/*"})
        response = connection.getresponse()
        onward = response.getheader("Location", "")
        redirects = response.status in _LASTING | _PASSING
        return response.status, onward if redirects else ""
    except ssl.SSLCertVerificationError as error:
        raise _Failed(Reason.CERTIFICATE) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _Failed(Reason.NO_ANSWER) from error
    finally:
        connection.close()


class _Connection(http.client.HTTPConnection):
    """A connection to an address of the host that was looked at first. It ends in time."""

    def __init__(self, host: str, port: int, *, secure: bool, ends: float):
        super().__init__(host, port, timeout=TIMEOUT)
        self.secure = secure
        self.ends = ends
        self.timer = None
        if secure:
            self.default_port = 443

    def connect(self):
        if time.monotonic() > self.ends:
            raise TimeoutError
        address = public_address(self.host, self.port)
        self.sock = socket.create_connection(address, timeout=TIMEOUT)
        if self.secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
        self.timer = Timer(max(0, self.ends - time.monotonic()), self._hang_up, [self.sock])
        self.timer.start()

    @staticmethod
    def _hang_up(sock: socket.socket) -> None:
        """Let whoever waits at the other end of the line hear that nothing more comes."""
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    def close(self):
        if self.timer:
            self.timer.cancel()
        super().close()


def public_address(host: str, port: int) -> tuple[str, int]:
    """Resolve a name; refuse it if any of its addresses is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _Failed(Reason.NO_HOST) from error
    addresses = [entry[4][0] for entry in found]
    if not all(is_public(address) for address in addresses):
        raise _Failed(Reason.PRIVATE)
    return addresses[0], port


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet, and of nobody's own network."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        # What IPv4 address hides in it counts.
        inner = found.ipv4_mapped or found.sixtofour
        if found in _TRANSLATED:
            inner = ipaddress.IPv4Address(found.packed[-4:])
        if inner is None and found not in _OPEN:
            return False
        found = inner or found
    return found.is_global and not found.is_multicast
