"""How long the database takes for a filtered list, beside the plain way to write it.

A list counts what stands beside each option when a question is asked for the first time
after a change, and keeps it; the plain way counts no options at all.
"""

import random
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.test import Client

from portal.bench import data
from portal.bench.stopwatch import database_seconds, in_ms
from services.apartments.models import Apartment

ASKED = 12  # lists with as many filters
# By the name of a question, the column that answers it.
FILTERS = {"kind": "apartment_kind", "district": "district", "amenities": "amenities"}
PAGE = 24


def measure(size: int) -> float:
    """Print p50 and p95 for each number of filters; return the worst p95 of kept lists."""
    data.fill(size)
    client = Client(headers={"host": settings.SITE_HOST})
    print(f"\nlists of {size:,} apartments, ms in the database")
    print(f"{'':14}{'p50':>8}{'p95':>8}{'first p50':>14}{'p95':>6}{'plain p50':>14}{'p95':>6}")
    worst = 0.0
    for number in range(len(FILTERS) + 1):
        first, again, plain = [], [], []
        for chosen in _questions(number):
            address = f"/en/apartments/?{urlencode(chosen)}"
            cache.clear()
            for times in (first, again):
                times.append(database_seconds(lambda url=address: _read(client, url))[0])
            plain.append(database_seconds(lambda wanted=chosen: _plainly(wanted))[0])
        worst = max(worst, sorted(again)[-1])
        print(
            f"{number} filters     {in_ms(again)}{'':4}{in_ms(first)}{'':4}{in_ms(plain)}",
            flush=True,
        )
    return worst


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
