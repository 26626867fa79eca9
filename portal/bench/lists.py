"""How long the database takes for a filtered list, beside the plain ways to write it.

"First" is the first time that a set of filters is asked for since the last change, in a
process that has shown nothing yet. What all sets are counted from is made anew after each
change, by a worker; that is measured by itself. The plain ways count no options at all.
"""

import random
import time
from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from portal.bench import data
from portal.bench.stopwatch import database_seconds, in_ms, percentile
from portal.facets import keeping
from portal.publishing.content import content_changed
from services.apartments.kind import APARTMENTS
from services.apartments.models import Apartment

ASKED = 12  # lists with as many filters
# By the name of a question, the column that answers it.
FILTERS = {"kind": "apartment_kind", "district": "district", "amenities": "amenities"}
PAGE = 24


def measure(size: int) -> float:
    """Print p50 and p95 for each number of filters; return the worst p95 in the database."""
    data.fill(size)
    client = Client(headers={"host": settings.SITE_HOST})
    print(f"\nlists of {size:,} apartments, ms: p50 and p95")
    print(f"{'':12}{'first':>12}{'by the clock':>20}{'again':>12}{'plain':>18}{'ILIKE':>18}")
    worst, anew = 0.0, []
    for number in range(len(FILTERS) + 1):
        first, again, plain, ilike = [], [], [], []
        anew.append(_count_anew())
        for chosen in _questions(number):
            address = f"/en/apartments/?{urlencode(chosen)}"
            keeping.held.clear()  # as in a process that has shown nothing yet
            first.append(_time(lambda url=address: _read(client, url)))
            again.append(_time(lambda url=address: _read(client, url)))
            plain.append(_time(lambda wanted=chosen: _plainly(wanted)))
            ilike.append(_time(lambda wanted=chosen: _by_ilike(wanted)))
        in_database = [[seconds for seconds, _clock in some] for some in (first, again)]
        worst = max(worst, *(percentile(some, 0.95) for some in in_database))
        print(
            f"{number} filters  {in_ms(in_database[0])}{in_ms([clock for _s, clock in first])}"
            f"{in_ms(in_database[1])}{in_ms([s for s, _clock in plain])}"
            f"{in_ms([s for s, _clock in ilike])}",
            flush=True,
        )
    print(f"counting anew after a change: {in_ms([s for s, _clock in anew])} in the database,")
    print(f"{in_ms([clock for _s, clock in anew]):>47} by the clock")
    return worst


def _count_anew() -> tuple[float, float]:
    """Change something, and count as the worker does then."""
    with transaction.atomic():
        content_changed(APARTMENTS.name)
    keeping.held.clear()
    return _time(APARTMENTS.census)


def _time(ask: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds in the database, and those by the clock."""
    begun = time.perf_counter()
    in_database, _answer = database_seconds(ask)
    return in_database, time.perf_counter() - begun


def _questions(number: int) -> list[dict[str, str]]:
    """Ask for what some apartment or other has, so that each list shows something."""
    chance = random.Random(number)  # noqa: S311 (figures must come out the same again)
    homes = Apartment.objects.published().exclude(amenities=[]).order_by("pk")
    some = chance.sample(list(homes.values(*FILTERS.values())[: 100 * ASKED]), ASKED)
    return [
        {
            name: chance.choice(home[column]) if name == "amenities" else home[column]
            for name, column in chance.sample(list(FILTERS.items()), number)
        }
        for home in some
    ]


def _read(client: Client, address: str) -> None:
    status = client.get(address).status_code
    if status != 200:
        raise RuntimeError(f"{address} answered {status}")


def _plainly(wanted: dict[str, str]) -> None:
    """Do what one would write first: count, and the first page by name."""
    columns = {FILTERS[name]: value for name, value in wanted.items()}
    if "amenities" in columns:
        columns["amenities__contains"] = [columns.pop("amenities")]
    found = Apartment.objects.published().filter(**columns)
    found.count()
    list(found.order_by("name_en")[:PAGE])


def _by_ilike(wanted: dict[str, str]) -> None:
    """Do the same with patterns, as a search box over a table does."""
    where = " AND ".join(["live", *(f"{FILTERS[name]}::text ILIKE %s" for name in wanted)])
    patterns = [f"%{value}%" for value in wanted.values()]
    rows = f"FROM {Apartment._meta.db_table} WHERE {where}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {rows}", patterns)
        cursor.execute(
            f"SELECT id, name_en, name_zh_hans {rows} ORDER BY name_en LIMIT {PAGE}",
            patterns,
        )
        cursor.fetchall()
