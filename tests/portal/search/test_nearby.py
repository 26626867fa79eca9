"""What is around a place: right, nearest first, in one query, by the index."""

import datetime as dt

import pytest
from django.db import connection

from portal.models import SearchEntry
from portal.search import index
from tests.factories import make_apartment, make_hospital, make_school

pytestmark = pytest.mark.django_db

# The Forbidden City's middle, and what a geodesic on the WGS-84 ellipsoid gives.
HERE = (39.9163, 116.3972)


def publish(thing):
    index.refresh(thing)
    return thing


def at(latitude, longitude, precision="exact") -> dict:
    return {"latitude": latitude, "longitude": longitude, "position_precision": precision}


def test_the_nearest_comes_first_and_the_far_does_not_come_at_all():
    publish(make_school(slug="second", **at(39.9253, 116.3972)))
    publish(make_apartment(slug="first", **at(39.9163, 116.4022)))
    publish(make_hospital(slug="far", **at(39.9363, 116.3972)))

    found = SearchEntry.objects.nearby(*HERE)

    assert [entry.slug for entry in found] == ["first", "second"]


@pytest.mark.parametrize(
    ("latitude", "longitude", "metres"),
    [(39.9253, 116.3972, 999), (39.9163, 116.4089, 1000), (39.9226, 116.4054, 990)],
)
def test_a_distance_is_right_within_a_twentieth(latitude, longitude, metres):
    publish(make_school(**at(latitude, longitude)))

    entry = SearchEntry.objects.nearby(*HERE).get()

    assert entry.distance == pytest.approx(metres, rel=0.05)


@pytest.mark.parametrize("latitude", [39.42, 41.08])
def test_a_distance_is_right_at_both_ends_of_the_city(latitude):
    publish(make_school(**at(latitude, 116.51)))
    metres = {39.42: 861, 41.08: 840}[latitude]  # for a hundredth of a degree eastwards

    entry = SearchEntry.objects.nearby(latitude, 116.5).get()

    assert entry.distance == pytest.approx(metres, rel=0.05)


def test_a_place_is_not_near_itself():
    home = publish(make_apartment(**at(*HERE)))

    assert not SearchEntry.objects.nearby(*HERE, exclude=home)


def test_a_place_of_another_kind_with_the_same_number_is_not_taken_for_it():
    home = make_apartment(**at(*HERE))
    school = publish(make_school(pk=home.pk, **at(*HERE)))

    assert [e.slug for e in SearchEntry.objects.nearby(*HERE, exclude=home)] == [school.slug]


def test_a_place_known_by_its_station_only_says_so():
    publish(make_apartment(**at(*HERE, precision="metro")))
    publish(make_school(**at(*HERE, precision="street")))

    found = SearchEntry.objects.nearby(*HERE)

    assert {e.kind: e.is_near_station_only for e in found} == {
        "apartments": True,
        "schools": False,
    }


def test_a_place_without_a_position_is_near_nothing():
    publish(make_apartment())

    assert not SearchEntry.objects.nearby(*HERE, kilometres=200)


@pytest.mark.parametrize("number", [1, 3])
def test_the_neighbours_cost_one_query(number, django_assert_num_queries):
    for _ in range(number):
        publish(make_apartment(**at(*HERE)))

    with django_assert_num_queries(1):
        assert len(SearchEntry.objects.nearby(*HERE)) == number


def test_the_neighbours_among_very_many_are_found_by_the_index():
    SearchEntry.objects.bulk_create(
        SearchEntry(
            kind="apartments",
            object_pk=number,
            slug=f"home-{number}",
            changed_on=dt.date(2026, 11, 28),
            latitude=39.5 + number % 100 / 70,
            longitude=115.5 + number // 100 / 50,
        )
        for number in range(5000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE portal_searchentry")

    plan = SearchEntry.objects.nearby(*HERE).explain()

    assert "Index Scan using search_entry_position" in plan
    assert "Seq Scan" not in plan
