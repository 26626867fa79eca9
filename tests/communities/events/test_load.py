"""A rush for one date, through the production web server, on a real database."""

import pytest
from django.conf import settings
from django.db import connection

from portal.bench.rush import rush
from portal.bench.server import Server
from portal.models import Message
from tests.factories import make_date
from tests.servers import servers

FULL = "This date is full, and so is its waiting list."


@pytest.fixture
def web_server(transactional_db):
    """The portal on two processes of Granian, behind one proxy, on the test database."""
    address, _slash, _name = servers.postgres.url.rpartition("/")
    environment = {
        "DATABASE_URL": f"{address}/{connection.settings_dict['NAME']}",
        "SITE_ROOT": settings.SITE_ROOT,
        "TRUSTED_PROXIES": "1",
        "DEBUG": "true",  # static files under their plain names
        "LOG_LEVEL": "WARNING",
    }
    with Server("portal.wsgi:application", workers=2, environment=environment) as port:
        yield port


def as_committed() -> list[int]:
    """The sign-ups in the order of their commits: PostgreSQL numbers a transaction when it
    first writes, which these do under the lock on the date."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM communities_signup ORDER BY xmin::text::bigint")
        return [pk for (pk,) in cursor]


def test_of_two_hundred_at_once_fifty_get_seats_fifty_wait_and_the_rest_are_told_so(web_server):
    date = make_date(seats=50, waiting_places=50)

    answers, _seconds = rush(web_server, date.sign_up_url, 200, host="testserver")

    assert [answer.status for answer in answers].count(303) == 100
    refused = [answer for answer in answers if answer.status == 422]
    assert [FULL in answer.page for answer in refused] == [True] * 100
    places = list(date.sign_ups.order_by("pk"))
    assert [place.state for place in places] == ["confirmed"] * 50 + ["waiting"] * 50
    assert as_committed() == [place.pk for place in places]
    written = Message.objects.order_by("pk").values_list("to", flat=True)
    assert list(written) == [place.email for place in places]
