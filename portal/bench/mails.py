"""Reminders due in the same minute, through two workers and a mail server (docs/speed.md)."""

import datetime as dt
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from communities.events.models import EventDate, SignUp
from communities.events.tasks import look_at_dates
from portal.bench.sign_ups import a_date
from portal.bench.sink import Sink
from portal.outbox.models import Message

WORKERS, GUESTS = 2, 500  # of a date
PATIENCE = 600  # seconds
BEAT = 60  # seconds


def measure(number: int) -> float:
    """Let so many reminders fall due, start the workers, print mails a second and memory.

    Each mail is written by the clock and sent by the outbox, as in life. Returns the least
    share of its later memory that a worker had after the first tenth.
    """
    print(f"\nmails: {number:,} reminders due at once, {WORKERS} workers", flush=True)
    Message.objects.all().delete()
    _sign_up(number)
    connection.close()
    workers = [_start_worker(number) for number in range(WORKERS)]
    try:
        memory, seconds = _watch(workers, Sink.accepted, number)
    finally:
        for worker in workers:
            worker.terminate()
            worker.wait()
    mailed = Message.objects.filter(status=Message.Status.SENT).count()
    megabytes = " and ".join(" ".join(f"{size:.0f}" for size in sizes) for sizes in memory)
    print(
        f"{number / seconds:,.0f} mails a second, {mailed:,} noted as sent; MB of each worker "
        f"after a tenth, half and all: {megabytes}"
    )
    Message.objects.all().delete()
    SignUp.objects.filter(date__event__slug="rush").delete()
    EventDate.objects.filter(event__slug="rush").delete()
    return min(first / last for first, _half, last in memory)


@transaction.atomic
def _sign_up(number: int) -> None:
    """Give so many people places at dates that start in less than a day."""
    long_ago = timezone.now() - dt.timedelta(days=3)
    for first in range(0, number, GUESTS):
        date = a_date(seats=GUESTS, hours=23)
        SignUp.objects.bulk_create(
            SignUp(
                date=date,
                name=f"Guest {guest}",
                email=f"guest{guest}@example.org",
                language=("en", "zh-hans")[guest % 2],
                state=SignUp.State.CONFIRMED,
                told_at=long_ago,
            )
            for guest in range(first, min(first + GUESTS, number))
        )


def _watch(workers: list[subprocess.Popen], before: int, number: int):
    """Do as beat does until all has arrived; return each worker's memory, and seconds."""
    marks = [before + number // 10, before + number // 2, before + number]
    memory = []
    began, beaten = time.perf_counter(), 0
    while len(memory) < len(marks):
        passed = time.perf_counter() - began
        if passed > PATIENCE:
            raise RuntimeError(f"Only {Sink.accepted - before} of {number} mails arrived")
        if passed >= beaten * BEAT:
            look_at_dates.apply_async(expires=BEAT)
            beaten += 1
        if Sink.accepted >= marks[len(memory)]:
            memory.append([_memory(worker.pid) for worker in workers])
        time.sleep(0.05)
    return list(zip(*memory, strict=True)), passed


def _start_worker(number: int) -> subprocess.Popen:
    return subprocess.Popen(
        [
            sys.executable, "-W", "ignore", "-m", "celery", "--app", "portal", "--quiet",
            "worker",
            "--concurrency", "1", "--loglevel", "ERROR", "--hostname", f"bench{number}",
            "--without-gossip", "--without-mingle",
        ]
    )  # fmt: skip


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
