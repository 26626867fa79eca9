"""The shortlist is whatever its address names: no account, no cookie, no script needed."""

import datetime as dt
import io
from urllib.parse import quote

import pypdf
import pytest
import redis
from bs4 import BeautifulSoup
from django.utils import timezone

from portal.search import index
from tests.factories import (
    make_apartment,
    make_community,
    make_date,
    make_event,
    make_guide,
    make_platform,
    make_school,
    make_station,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_public():
    """Put things where they can be found; return them."""

    def make(*things):
        index.refresh_many(things)
        return things

    return make


def shortlist(client, *things, language="en"):
    names = [f"{thing.kind}.{thing.slug}" for thing in things]
    return client.get(f"/{language}/shortlist/", {"things": "~".join(names)})


def shown(response) -> list[list[str]]:
    soup = BeautifulSoup(response.text, "html5lib")
    return [
        [link["href"] for link in section.select(".entry__title a")]
        for section in soup.select(".shortlist .section")
    ]


def test_things_of_any_kind_are_shown_kind_by_kind_as_they_were_saved(client, make_public):
    school, home, other_school = make_public(make_school(), make_apartment(), make_school())
    more = make_public(make_guide(), make_platform(), make_station(), make_date().event)

    response = shortlist(client, school, home, other_school, *more)

    assert shown(response) == [
        [school.get_absolute_url(), other_school.get_absolute_url()],
        [home.get_absolute_url()],
        *[[thing.get_absolute_url()] for thing in more],
    ]
    assert response.cookies == {}


def test_two_of_a_kind_can_be_compared_without_script(client, make_public):
    schools = make_public(*[make_school() for _turn in range(5)])
    make_public(home := make_apartment())

    soup = BeautifulSoup(shortlist(client, *schools, home).text, "html5lib")

    (form,) = soup.select(".shortlist form")
    assert form["action"] == "/en/schools/compare/"
    assert [box["value"] for box in form.select("input[name=c]")] == [s.slug for s in schools]
    assert len(form.select("input[checked]")) == 4


def test_what_is_withdrawn_is_said_to_be(client, make_public):
    (public,) = make_public(make_school())
    draft = make_school(live=False)

    response = shortlist(client, public, draft)

    assert shown(response) == [[public.get_absolute_url()]]
    assert f"Schools: “{draft.slug}” is not listed here any more." in response.text
    assert draft.name_en not in response.text


@pytest.mark.parametrize("things", ["glossary.hukou", "nonsense.x", "schools.x~x.y", "<b>.x"])
def test_an_address_that_names_nothing_is_no_error(client, things):
    assert client.get("/en/shortlist/", {"things": things}).status_code == 200


def test_an_event_that_is_over_says_so(client, make_public):
    yesterday = timezone.now() - dt.timedelta(days=1)
    event = make_event()
    make_date(event=event, starts_at=yesterday, ends_at=yesterday + dt.timedelta(hours=2))
    make_public(event)

    assert ">over<" in shortlist(client, event).text


def test_without_a_thing_the_link_beside_it_shows_the_others(client, make_public):
    school, home = make_public(make_school(), make_apartment())

    soup = BeautifulSoup(shortlist(client, school, home).text, "html5lib")

    assert [link["href"] for link in soup.select(".shortlist__remove")] == [
        f"/en/shortlist/?things=apartments.{home.slug}",
        f"/en/shortlist/?things=schools.{school.slug}",
    ]


def test_it_can_be_sent_by_the_readers_own_mail(client, make_public, settings):
    (school,) = make_public(make_school())

    soup = BeautifulSoup(shortlist(client, school, language="zh-hans").text, "html5lib")

    link = f"{settings.SITE_ROOT}/zh-hans/shortlist/?things=schools.{school.slug}"
    mail = soup.select_one('a[href^="mailto:?"]')["href"]
    assert mail.endswith(f"&body={quote(link, safe='')}")
    assert soup.select_one(".shortlist__code svg")


def test_the_other_language_shows_the_same_list(client, make_public):
    (school,) = make_public(make_school())

    assert f'href="/zh-hans/shortlist/?things=schools.{school.slug}"' in (
        shortlist(client, school).text
    )


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_list_costs_the_same_however_long_it_is(
    client, make_public, django_assert_num_queries, how_many
):
    things = [make_school(community=make_community()) for _turn in range(how_many)]
    things += [make_apartment() for _turn in range(how_many)]
    make_public(*things)

    with django_assert_num_queries(2):
        response = shortlist(client, *things)

    assert sum(map(len, shown(response))) == 2 * how_many


def test_a_list_on_paper_names_what_is_public_and_nothing_else(client, make_public):
    school, home = make_public(make_school(), make_apartment())
    draft = make_guide(live=False, title_en="Secret")

    address = "/en/shortlist/shortlist.pdf?things=" + "~".join(
        f"{thing.kind}.{thing.slug}" for thing in (school, home, draft)
    )
    sheet = pypdf.PdfReader(io.BytesIO(client.get(address).content))
    text = "".join("".join(page.extract_text() for page in sheet.pages).split())

    names = (school.name_en, school.name_zh_hans, home.name_en)
    assert all(name.replace(" ", "") in text for name in names)
    assert "Secret" not in text
    assert client.get("/en/shortlist/shortlist.pdf?things=schools.none").status_code == 404


def test_a_list_on_paper_is_kept_for_minutes_and_once_whatever_else_is_named(
    client, make_public, settings
):
    server = redis.Redis.from_url(settings.CACHES["default"]["LOCATION"])
    make_public(make_school(slug="one"))
    before = set(server.scan_iter("*paper:sheet:*"))

    for unknown in ("", "~schools.none", "~guides.secret"):
        client.get(f"/en/shortlist/shortlist.pdf?things=schools.one{unknown}")

    [key] = set(server.scan_iter("*paper:sheet:*")) - before
    assert 0 < server.ttl(key) <= 600
