"""Every list and every form of the desk opens, at a fixed cost, from this host alone."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.snippets.models import get_snippet_models

from portal.base.desk import ReadOnlyViewSet
from services.models import Apartment, Guide, Hospital, School
from tests.factories import (
    make_apartment,
    make_community,
    make_date,
    make_event,
    make_guide,
    make_hospital,
    make_line,
    make_school,
    make_sign_up,
    make_station,
)

MODELS = get_snippet_models()
WRITABLE = [each for each in MODELS if not isinstance(each.snippet_viewset, ReadOnlyViewSet)]


def name_of(model) -> str:
    return model.__name__


def elsewhere(response) -> list[str]:
    """Return what a page would fetch from another host."""
    page = BeautifulSoup(response.content, "html.parser")
    loaded = page.select("script, img, iframe, link")
    addresses = [tag.get("src") or tag.get("href") for tag in loaded]
    return [each for each in addresses if each and each.startswith(("http:", "https:", "//"))]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_every_list_opens(desk, at, model, language):
    response = desk.get(at(model, "list"), headers={"accept-language": language})

    assert response.status_code == 200
    assert elsewhere(response) == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("model", WRITABLE, ids=name_of)
def test_every_empty_form_opens(desk, at, model, language):
    response = desk.get(at(model, "add"), headers={"accept-language": language})

    assert response.status_code == 200
    assert elsewhere(response) == []


@pytest.mark.parametrize(
    "make",
    [make_apartment, make_school, make_hospital, make_guide, make_community, make_event,
     make_date],
)  # fmt: skip
def test_every_filled_form_history_and_comparison_opens(desk, at, make):
    thing = make()
    views = ["edit", "history", "usage", "delete"]
    if hasattr(thing, "live"):
        thing.save_revision()
        views.append("unpublish")

    for view in views:
        response = desk.get(at(type(thing), view, thing.pk))
        assert (view, response.status_code, elsewhere(response)) == (view, 200, [])


@pytest.mark.parametrize("make", [make_line, make_station, make_sign_up])
def test_what_is_only_read_can_be_read_and_nothing_else(desk, at, make):
    thing = make()
    names = {url.name for url in type(thing).snippet_viewset.get_urlpatterns()}

    assert desk.get(at(type(thing), "inspect", thing.pk)).status_code == 200
    assert names <= {"list", "list_results", "inspect", "cancellation", "change"}


@pytest.fixture
def list_queries(desk, at):
    """Count the queries that the list of some things takes."""

    def count(make, how_many: int) -> int:
        things = [make() for _turn in range(how_many)]
        model = type(things[0])
        desk.get(at(model, "list"))  # fills what is kept for the whole process
        with CaptureQueriesContext(connection) as queries:
            desk.get(at(model, "list"))
        return len(queries)

    return count


@pytest.mark.parametrize("how_many", [1, 3])
@pytest.mark.parametrize(
    ("make", "queries"),
    [(make_apartment, 9), (make_guide, 8), (make_date, 9), (make_sign_up, 10)],
)
def test_a_list_costs_the_same_however_long_it_is(list_queries, make, queries, how_many):
    assert list_queries(make, how_many) == queries


@pytest.mark.parametrize("words", ["Sunny", "阳光"])
def test_a_list_is_searched_in_both_languages(desk, at, words):
    wanted = make_apartment(name_en="Sunny Lofts", name_zh_hans="阳光公寓")
    make_apartment()

    response = desk.get(at(Apartment, "list"), {"q": words})

    assert [thing.pk for thing in response.context["object_list"]] == [wanted.pk]


def test_a_list_is_narrowed_by_state(desk, at):
    draft = make_guide(live=False)
    make_guide()

    response = desk.get(at(Guide, "list"), {"state": "draft"})

    assert [thing.pk for thing in response.context["object_list"]] == [draft.pk]


def test_the_board_counts_every_kind_in_a_few_queries(desk, django_assert_max_num_queries):
    make_guide()
    make_guide(live=False)
    make_school()
    desk.get("/desk/")

    # Wagtail's own six, and fifteen for what we put there.
    with django_assert_max_num_queries(21):
        response = desk.get("/desk/")

    rows = BeautifulSoup(response.content, "html.parser").select(".board__table tbody tr")
    counts = {
        row.th.get_text(strip=True): [cell.get_text(strip=True) for cell in row("td")[:4]]
        for row in rows
    }
    assert counts["Guides"] == ["1", "0", "1", "0"]
    assert counts[str(School._meta.verbose_name_plural).capitalize()] == ["1", "0", "0", "0"]
    assert counts[str(Hospital._meta.verbose_name_plural).capitalize()] == ["0"] * 4
    assert elsewhere(response) == []


@pytest.mark.parametrize("words", ["Sunny", "阳光", "sunny-lofts"])
def test_everything_is_searched_by_either_name(desk, words):
    wanted = make_apartment(
        slug="sunny-lofts", name_en="Sunny Lofts", name_zh_hans="阳光公寓", live=False
    )
    make_guide()

    response = desk.get("/desk/search/", {"q": words})

    found = [thing for _kind, things in response.context["found"] for thing, _url in things]
    assert found == [wanted]
    assert elsewhere(response) == []
