"""How long the first page of the desk takes beyond Wagtail's own part, with all its counts."""

import datetime as dt
import time

from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Revision

from portal.accounts.models import User
from portal.bench import data
from portal.bench.stopwatch import database_seconds, in_ms, percentile
from portal.desk.overview import Overview
from portal.desk.search_words import Missed
from portal.desk.todo import Work
from services.apartments.models import Apartment

ROUNDS = 20
DRAFTS = 500


def measure(size: int) -> float:
    """Print p50 and p95 of our panels by the clock and in the database; return the p95."""
    data.fill(size)
    _give_work()
    request = RequestFactory().get("/desk/")
    request.user = User.objects.create_superuser("bench@example.org")
    _panels(request)
    with CaptureQueriesContext(connection) as queries:
        _panels(request)
    clock, in_database = [], []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        seconds, _answer = database_seconds(lambda: _panels(request))
        clock.append(time.perf_counter() - begun)
        in_database.append(seconds)
    print(f"\nfirst page of the desk with {size:,} apartments, ms: p50 and p95")
    print(f"by the clock{in_ms(clock)}, in the database{in_ms(in_database)}")
    print(f"in {len(queries)} queries", flush=True)
    return percentile(clock, 0.95)


def _panels(request) -> None:
    for panel in (Work(), Overview(), Missed()):
        panel.render_html({"request": request})


def _give_work() -> None:
    """Let a tenth be due for a check, a tenth lag in one language, and some be old drafts."""
    today = timezone.localdate()
    homes = Apartment.objects.order_by("pk")
    keys = list(homes.values_list("pk", flat=True))
    homes.filter(pk__in=keys[::10]).update(review_due=today - dt.timedelta(days=1))
    homes.filter(pk__in=keys[1::10]).update(meaning_version=2, answered_version_en=2)
    for home in homes.filter(pk__in=keys[2::20])[:DRAFTS]:
        home.save_revision()
    long_ago = timezone.now() - dt.timedelta(days=20)
    Revision.objects.update(created_at=long_ago)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
