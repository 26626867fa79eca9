"""What is counted is what plain SQL counts; it is counted once for each state."""

import random
import threading
import time

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import QueryDict

from portal.facets import keeping
from portal.facets.census import take
from portal.facets.question import Question
from portal.publishing import content
from services.apartments.kind import APARTMENTS
from services.hospitals.kind import HOSPITALS
from services.schools.kind import SCHOOLS
from tests.factories import (
    make_apartment,
    make_community,
    make_hospital,
    make_school,
    make_station,
)

pytestmark = pytest.mark.django_db

HOURS = ["", "Mo-Su 00:00-24:00", "Mo-Fr 08:00-11:30", "Sa 10:00-12:00"]


def random_place(chance: random.Random, kind, communities, station) -> None:
    def some(values) -> list:
        return chance.sample(list(values), chance.randrange(3))

    def range_of(field: str, most: int) -> dict:
        low, high = sorted(chance.sample(range(most), 2))
        return {
            f"{field}_min": chance.choice([None, low]),
            f"{field}_max": chance.choice([None, high]),
        }

    model, answers = kind.model, [None, True, False]
    fields = {
        "live": chance.random() < 0.9,
        "community": chance.choice([None, *communities]),
        "district": chance.choice(["", "chaoyang", "shunyi"]),
        "nearest_metro": chance.choice([None, station]),
    }
    if kind is APARTMENTS:
        make_apartment(
            apartment_kind=chance.choice(model.Kind.values),
            rent_as_of="2018",
            bedrooms=some(range(7)),
            pets=chance.choice(answers),
            furnished=chance.choice(answers),
            registration_support=chance.choice(answers),
            amenities=some(model.Amenity.values),
            **range_of("rent", 50_000),
            **fields,
        )
    elif kind is SCHOOLS:
        make_school(
            stages=some(model.Stage.values),
            curricula=some(model.Curriculum.values),
            accepts=some(model.Accepts.values),
            boarding=chance.choice(answers),
            tuition_year="2025-2026",
            **range_of("tuition", 400_000),
            **range_of("age", 19),
            **fields,
        )
    else:
        make_hospital(
            hospital_kind=chance.choice(model.Kind.values),
            departments=some(model.Department.values),
            emergency_24h=chance.choice(answers),
            direct_billing=chance.choice(answers),
            hours=chance.choice(HOURS),
            **fields,
        )


def random_question(chance: random.Random, kind) -> Question:
    asked = QueryDict(mutable=True)
    facets = kind.facets_at(content.version())
    for facet in chance.sample(facets, chance.randrange(5)):
        values = list(facet.answers)
        asked.setlist(facet.name, chance.sample(values, min(len(values), chance.randint(1, 3))))
    asked["order"] = chance.choice(kind.orders).name
    return Question.asked(kind, facets, asked)


@pytest.mark.parametrize("kind", [APARTMENTS, SCHOOLS, HOSPITALS], ids=lambda kind: kind.name)
def test_every_count_and_every_page_is_what_plain_sql_gives(kind):
    chance = random.Random(kind.name)  # noqa: S311 (the same rows each time)
    communities, station = [make_community(), make_community()], make_station()
    for _turn in range(40):
        random_place(chance, kind, communities, station)
    rows = kind.rows().order_by()

    for _turn in range(12):
        question = random_question(chance, kind)
        census = kind.census(question.facets)
        tally = census.tally(question)
        found = rows.filter(question.condition())

        assert tally.total == found.count()
        in_order = found.order_by(*question.order.columns()).values_list("pk", flat=True)
        assert census.page(question) == list(in_order[:24])
        for facet in question.facets:
            left = rows.filter(question.condition(leaving_out=facet.name))
            for option in chance.sample(facet.options, 1):
                number = left.filter(option.condition).count()
                assert tally.options[facet.name, option.value] == number, (facet, option)


# --- Once for each state ------------------------------------------------------------------


def test_filters_that_nobody_has_asked_for_cost_one_query(client, django_assert_num_queries):
    make_school(boarding=True, stages=["primary"])
    make_school(boarding=False, stages=["primary"])
    client.get("/en/schools/")

    with django_assert_num_queries(1):  # the cards
        page = client.get("/en/schools/?boarding=yes&stage=primary&age=7&age=not-stated")

    assert page.context["total"] == 1


def test_another_process_counts_nothing_again(django_assert_num_queries):
    make_hospital(hours="Mo-Su 00:00-24:00")
    first = HOSPITALS.census()
    keeping.held.clear()

    with django_assert_num_queries(0):
        second = HOSPITALS.census()

    assert second == first


@pytest.mark.django_db(transaction=True)
def test_what_is_counted_stands_until_something_of_its_kind_changes():
    make_school()
    first = SCHOOLS.census()

    with transaction.atomic():
        content.content_changed("events")
    assert SCHOOLS.census() is first

    with transaction.atomic():
        make_school()
        content.content_changed("schools")
    assert len(SCHOOLS.census().rows) == 2

    with transaction.atomic():
        make_school()
        content.content_changed()  # of any kind
    assert len(SCHOOLS.census().rows) == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_the_earlier_may_be_committed_last():
    with transaction.atomic():
        content.content_changed("schools")
    earlier = content.ContentChange.objects.latest("pk")
    earlier.delete()
    with transaction.atomic():
        content.content_changed("schools")
    before = content.state_of("schools")

    earlier.save(force_insert=True)
    content._move_to(earlier.pk)

    assert content.state_of("schools") != before


def count_at_once(number: int) -> tuple[list, list]:
    """Let several ask at once, each as if in a process of its own."""
    counted, found = [], []

    def make() -> dict:
        counted.append(1)
        time.sleep(0.2)
        return {("pets", "yes"): 5}

    def ask() -> None:
        found.append(keeping._made_once("census:test", "now", None, make))

    threads = [threading.Thread(target=ask) for _turn in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counted, found


def test_while_one_counts_the_others_wait_for_what_it_finds():
    counted, found = count_at_once(3)

    assert len(counted) == 1
    assert found == [{("pets", "yes"): 5}] * 3


def test_without_the_cache_each_counts_for_itself_and_waits_for_nobody(settings):
    nowhere = settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": nowhere}
    begun = time.monotonic()

    counted, found = count_at_once(2)

    assert len(counted) == 2
    assert found == [{("pets", "yes"): 5}] * 2
    assert time.monotonic() - begun < keeping.LONGEST / 2
    assert cache.get("census:test") is None


def test_answers_that_the_code_has_learnt_since_are_counted_anew():
    make_school(boarding=True)
    facets = SCHOOLS.facets_at(content.version())
    keeping.census_of(SCHOOLS, facets[:3], "state")

    census = keeping.census_of(SCHOOLS, facets, "state")

    assert census.answers["boarding", "yes"] == 1


def test_what_came_after_the_count_is_in_no_answer_of_the_moment():
    first = make_hospital(hours="Mo-Su 00:00-24:00")
    facets = HOSPITALS.facets_at(content.version())
    census = take(HOSPITALS, facets)
    second = make_hospital(hours="Mo-Su 00:00-24:00")

    assert census.bits_of({first.pk, second.pk}) == 1
