"""`python -m portal.bench [--parts pages search lists board sign-ups mails imports] …`.

Starts servers of its own and measures. Pages: fills the database to each size in turn,
starts the production web server on one worker and asks for each page in turn, several
rounds over; prints the middle figure of the rounds, and ratios, which alone mean anything.
Search and lists: the time in the database, beside plain ways to ask. Sign-ups: a rush for
one date, with and without the lock. Mails: reminders due at once, through two workers.
Imports: rows of a file, beside records that are published by hand.
"""

import argparse
import os
import resource
import secrets
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path

from portal.bench import sink
from portal.bench.load import Outcome, burst
from portal.bench.server import Server
from portal.local.servers import Postgres, Valkey

TWO_FILTERS = "/en/apartments/?kind=serviced_apartment&district=chaoyang"
PAGES = {
    "home page": "/en/",
    "list, two filters": TWO_FILTERS,
    "place": "/en/apartments/{slug}/",
}
RUSHES = 2  # of each kind
BOARD = 0.200  # seconds that our part of the desk's first page may take
P95 = 0.030  # seconds in the database that nineteen of twenty questions may take
OPEN_FILES = 4096
_turns = count(1)


def main() -> None:
    arguments = _arguments()
    # Stopped from outside, it still stops what it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    _allow_many_connections()
    folder = Path(tempfile.mkdtemp(prefix="portal-bench-"))
    postgres, valkey = Postgres(folder), Valkey(folder, throwaway=True)
    try:
        postgres.start()
        valkey.start()
        _prepare(folder, postgres, valkey)
        for part in arguments.parts:
            PARTS[part](arguments)
    finally:
        valkey.stop()
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _allow_many_connections() -> None:
    """Each of a thousand people at once has a connection, and so has the server."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--apartments", type=int, nargs="+", default=[100, 100_000])
    parser.add_argument("--entries", type=int, default=100_000, help="searched, listed")
    parser.add_argument("--items", type=int, default=10_000, help="counted on the board")
    parser.add_argument("--mails", type=int, default=10_000)
    parser.add_argument("--rows", type=int, default=1_000, help="imported")
    parser.add_argument("--seconds", type=float, default=2.0, help="of each burst")
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _prepare(folder: Path, postgres: Postgres, valkey: Valkey) -> None:
    """Set the production environment, make the tables, load the content pack."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_ROOT": "http://127.0.0.1",
        "DATABASE_URL": postgres.url,
        "CELERY_BROKER_URL": valkey.broker_url,
        "CACHE_URL": valkey.cache_url,
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "LOG_LEVEL": "ERROR",  # that people are refused is what is measured
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(sink.listen()),
    }
    for command in (
        "migrate -v0",
        "catalogues compile",
        "collectstatic -v0 --noinput",
        "load_content",
    ):
        print(f"{command} …", flush=True)
        subprocess.run(
            [sys.executable, "manage.py", *command.split()],
            check=True,
            stdout=subprocess.DEVNULL,
        )
    import django  # noqa: PLC0415 (the settings need the environment)

    django.setup()


def _pages(arguments: argparse.Namespace) -> None:
    figures = {size: _measure(size, arguments) for size in arguments.apartments}
    _print_ratios(figures)


def _sign_ups(arguments: argparse.Namespace) -> None:
    from portal.bench import sign_ups  # noqa: PLC0415 (needs Django)

    share = sign_ups.measure(min(arguments.rounds, RUSHES))
    _ratio("sign-ups with the lock / without it", share, 0.5)


def _mails(arguments: argparse.Namespace) -> None:
    from portal.bench import mails  # noqa: PLC0415 (needs Django)

    share = mails.measure(arguments.mails)
    _ratio("a worker's memory after a tenth / after all", share, 0.9)


def _imports(arguments: argparse.Namespace) -> None:
    from portal.bench import imports  # noqa: PLC0415 (needs Django)

    _ratio("a record by hand / a row of an import", imports.measure(arguments.rows), 1)


def _search(arguments: argparse.Namespace) -> None:
    from portal.bench import search  # noqa: PLC0415 (needs Django)

    worst, gain = search.measure(arguments.entries)
    _ratio("times faster than ILIKE, the sort that gains least", gain, 1)
    _ratio("30 ms / the worst p95 of a search", P95 / worst, 1)


def _board(arguments: argparse.Namespace) -> None:
    from portal.bench import board  # noqa: PLC0415 (needs Django)

    worst = board.measure(arguments.items)
    _ratio("200 ms / the p95 of our part of the desk's first page", BOARD / worst, 1)


def _lists(arguments: argparse.Namespace) -> None:
    from portal.bench import lists  # noqa: PLC0415 (needs Django)

    _ratio("30 ms / the worst p95 of a list", P95 / lists.measure(arguments.entries), 1)


PARTS = {
    "pages": _pages,
    "search": _search,
    "lists": _lists,
    "board": _board,
    "sign-ups": _sign_ups,
    "mails": _mails,
    "imports": _imports,
}


def _measure(size: int, arguments: argparse.Namespace) -> dict[str, Outcome]:
    """Fill the database to a size and measure every page, round after round."""
    from portal.bench import data  # noqa: PLC0415 (needs Django)

    print(f"\n{size:,} apartments …", flush=True)
    slug = data.fill(size)
    with (
        Server("portal.bench.wsgi:cached") as cached,
        Server("portal.bench.wsgi:uncached") as uncached,
    ):
        bursts = {
            "bare view": (uncached, "/bench/bare/"),
            "bare list": (uncached, "/bench/cards/"),
        }
        for name, path in PAGES.items():
            bursts[f"{name}, cached"] = (cached, path.format(slug=slug))
            bursts[f"{name}, uncached"] = (uncached, path.format(slug=slug))
        for port, path in bursts.values():
            burst(port, lambda path=path: path, seconds=0.3)
        rounds = [
            {
                name: burst(port, lambda path=path: path, seconds=arguments.seconds)
                for name, (port, path) in bursts.items()
            }
            for _turn in range(arguments.rounds)
        ]
        middle = {
            name: sorted((r[name] for r in rounds), key=lambda o: o.per_second)[
                len(rounds) // 2
            ]
            for name in bursts
        }
        middle["list, two filters, cold"] = burst(
            uncached, _never_asked_before, seconds=arguments.seconds, connections=1
        )
    _print_table(size, middle)
    return middle


def _never_asked_before() -> str:
    """Choose other bedrooms and amenities at every turn, so that no count is kept yet."""
    turn = next(_turns)
    bedrooms = "".join(f"&bedrooms={n}" for n in range(6) if turn >> n & 1)
    amenities = ("gym", "pool", "parking", "kindergarten", "supermarket", "playground")
    wanted = "".join(f"&amenities={a}" for n, a in enumerate(amenities) if turn >> 6 + n & 1)
    return f"{TWO_FILTERS}{bedrooms}{wanted}"


def _print_table(size: int, outcomes: dict[str, Outcome]) -> None:
    bare = outcomes["bare view"].per_second
    print(f"{'':28}{'a second':>10}{'of bare':>9}{'p50 ms':>9}{'p95 ms':>9}{'bytes':>9}")
    for name, outcome in outcomes.items():
        print(
            f"{name:28}{outcome.per_second:>10,.0f}{outcome.per_second / bare:>9.2f}"
            f"{1000 * statistics.median(outcome.latencies):>9.2f}"
            f"{1000 * outcome.percentile(0.95):>9.2f}{outcome.size:>9,}"
        )


def _print_ratios(figures: dict[int, dict[str, Outcome]]) -> None:
    """Print the ratios that the project has set itself (docs/speed.md)."""
    print()
    for size, outcomes in figures.items():
        rate = {name: outcome.per_second for name, outcome in outcomes.items()}
        worst = min(rate[f"{page}, cached"] for page in PAGES)
        _ratio(f"{size:,}: slowest cached page / bare view", worst / rate["bare view"], 0.7)
        ratio = rate["list, two filters, uncached"] / rate["bare list"]
        _ratio(f"{size:,}: warm uncached list / bare list of 24 cards", ratio, 0.5)
    if len(figures) > 1:
        small, large = (
            figures[size]["list, two filters, uncached"]
            for size in sorted(figures)[:: len(figures) - 1]
        )
        _ratio(
            "time of the warm list, small / large", large.per_second / small.per_second, 0.75
        )


def _ratio(name: str, value: float, wanted: float) -> None:
    verdict = "yes" if value >= wanted else "NO"
    print(f"{name:55}{value:>6.2f}   wanted {wanted} or more: {verdict}")


if __name__ == "__main__":
    main()
