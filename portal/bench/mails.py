"""10,000 mails due at once, through two workers and a mail server (docs/speed.md)."""

import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from django.db import connection, transaction

from communities.events import mails
from communities.events.models import SignUp
from portal.bench.sign_ups import a_date
from portal.bench.sink import Sink
from portal.outbox.delivery import BATCH
from portal.outbox.models import Message
from portal.outbox.queue import Draft, enqueue

NUMBER, WORKERS = 10_000, 2
PATIENCE = 900  # seconds


def measure() -> None:
    """Write the mails, start the workers, print the mails a second and their memory."""
    print(f"\n{NUMBER:,} mails due at once, {WORKERS} workers …", flush=True)
    _write()
    connection.close()
    workers = [_start_worker(number) for number in range(WORKERS)]
    memory = []
    try:
        _wait_for(BATCH)
        first, began = Sink.accepted, time.perf_counter()
        for tenth in range(1, 11):
            _wait_for(NUMBER * tenth // 10)
            memory.append(max(_memory(worker.pid) for worker in workers))
        took = time.perf_counter() - began
    finally:
        for worker in workers:
            worker.terminate()
            worker.wait()
    print(
        f"{(NUMBER - first) / took:>8,.0f} a second; a worker's memory in MB, after each "
        f"tenth: {' '.join(f'{size:.0f}' for size in memory)}"
    )
    Message.objects.all().delete()


@transaction.atomic
def _write() -> None:
    place = SignUp(
        pk=1, name="Guest", email="guest@example.org", language="zh-hans", state="confirmed",
        date=a_date(),
    )  # fmt: skip
    letter = mails.received(place, asked=1)
    people = (f"guest{number}@example.org" for number in range(NUMBER))
    enqueue(*(Draft(**vars(letter) | {"key": each, "to": each}) for each in people))


def _start_worker(number: int) -> subprocess.Popen:
    return subprocess.Popen(
        [
            sys.executable, "-m", "celery", "--app", "portal", "--quiet", "worker",
            "--concurrency", "1", "--loglevel", "WARNING", "--hostname", f"bench{number}",
            "--without-gossip", "--without-mingle",
        ]
    )  # fmt: skip


def _wait_for(number: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while Sink.accepted < number:
        if time.monotonic() > deadline:
            raise RuntimeError(f"Only {Sink.accepted} of {number} mails have arrived")
        time.sleep(0.05)


def _memory(pid: int) -> float:
    """Megabytes that a worker's processes hold: its own and those of its children."""
    pids = [pid, *_children(pid)]
    return sum(_resident(each) for each in pids)


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _resident(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
    return 0
