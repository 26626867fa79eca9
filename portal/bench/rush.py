"""Many people who sign up for one date at the same moment, over real HTTP."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

# A page that a visitor opened gave them the token; here everybody brings the same.
TOKEN = "bench" * 6 + "00"
PATIENCE = 120  # seconds


@dataclass(frozen=True)
class Answer:
    """What one person saw: the status, and the page."""

    status: int
    page: str


def rush(port: int, path: str, people: int, *, host: str) -> tuple[list[Answer], float]:
    """Let so many people post the form at once; return the answers and the seconds taken.

    Each has a connection, an address to write to and an address on the net of their own;
    the last stands in the header that the proxy in front would set.
    """
    began = time.perf_counter()
    # A thread of its own: who calls may have an event loop running already.
    with ThreadPoolExecutor(1) as pool:
        answers = pool.submit(asyncio.run, _all(port, path, people, host)).result()
    return answers, time.perf_counter() - began


async def _all(port: int, path: str, people: int, host: str) -> list[Answer]:
    requests = [_request(path, number, host) for number in range(people)]
    connections = await asyncio.gather(
        *(asyncio.open_connection("127.0.0.1", port) for _request in requests)
    )
    together = zip(connections, requests, strict=True)
    async with asyncio.timeout(PATIENCE):
        return await asyncio.gather(*(_ask(*each, request) for each, request in together))


async def _ask(reader, writer, request: bytes) -> Answer:
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status, *lines = head.strip().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    body = await reader.readexactly(int(headers["content-length"]))
    writer.close()
    return Answer(int(status.split()[1]), body.decode())


def _request(path: str, number: int, host: str) -> bytes:
    form = urlencode(
        {
            "csrfmiddlewaretoken": TOKEN,
            "name": f"Guest {number}",
            "email": f"guest{number}@example.org",
            "consent": "on",
            "website": "",
        }
    )
    lines = (
        f"POST {path} HTTP/1.1",
        f"Host: {host}",
        f"Cookie: csrftoken={TOKEN}",
        f"X-Forwarded-For: 10.0.{number // 250}.{number % 250 + 1}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(form)}",
        "Connection: close",
    )
    return ("\r\n".join(lines) + "\r\n\r\n" + form).encode()
