"""A small load generator: persistent connections, one request at a time on each."""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Outcome:
    """What a burst of requests came to. Times in seconds."""

    requests: int
    seconds: float
    latencies: list[float]
    size: int

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def burst(
    port: int, path: Callable[[], str], *, seconds: float, connections: int = 8
) -> Outcome:
    """Ask for pages as fast as the server answers, for some seconds.

    `path` is called before each request. Raises RuntimeError for any answer but 200.
    """
    latencies: list[float] = []
    sizes: list[int] = []
    failures: list[Exception] = []
    deadline = time.perf_counter() + seconds

    def ask_until_the_end():
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
                while (start := time.perf_counter()) < deadline:
                    sizes.append(_ask(connection, port, path()))
                    latencies.append(time.perf_counter() - start)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=ask_until_the_end) for _turn in range(connections)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return Outcome(len(latencies), time.perf_counter() - begun, latencies, sizes[-1])


def _ask(connection: socket.socket, port: int, path: str) -> int:
    """Send one request, read the whole answer, return the size of its body."""
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n\r\n"
    connection.sendall(head.encode())
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(connection)
    head, _blank, body = data.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").lower().split("\r\n")
    if " 200" not in lines[0]:
        raise RuntimeError(f"{path} answered {lines[0]}")
    headers = dict(line.split(": ", 1) for line in lines[1:])
    size = int(headers["content-length"])
    received = len(body)
    while received < size:
        received += len(_more(connection))
    return size


def _more(connection: socket.socket) -> bytes:
    chunk = connection.recv(262_144)
    if not chunk:
        raise RuntimeError("The server closed the connection")
    return chunk
