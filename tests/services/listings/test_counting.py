"""Counts, filters and orders say what a reader would count by hand."""

from itertools import chain, pairwise

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.facets.census import Tally, take
from portal.facets.facets import NOT_STATED
from portal.facets.question import Question
from portal.publishing import content
from services.apartments.kind import APARTMENTS
from services.hospitals.kind import HOSPITALS
from services.listings.kinds import METRO
from services.schools.kind import SCHOOLS
from tests.factories import (
    make_apartment,
    make_community,
    make_hospital,
    make_school,
    make_station,
)

pytestmark = pytest.mark.django_db


def ask(kind, /, **chosen) -> Question:
    parameters = QueryDict(mutable=True)
    for name, values in chosen.items():
        parameters.setlist(name, values if isinstance(values, list) else [values])
    return Question.asked(kind, kind.facets_at(content.version()), parameters)


def count(question: Question) -> Tally:
    return take(question.kind, question.facets).tally(question)


def ids(question: Question) -> list[int]:
    return take(question.kind, question.facets).page(question)


def slugs(kind, /, **chosen) -> list[str]:
    numbers = ids(ask(kind, **chosen))
    places = kind.model.objects.in_bulk(numbers)
    return [places[pk].slug for pk in numbers]


# --- The same questions, answered in Python -------------------------------------------


def touches(low, high, floor, ceiling) -> bool:
    low, high = (high if low is None else low), (low if high is None else high)
    return high >= floor and low < ceiling


def has_answer(place, facet: str, value: str) -> bool:  # noqa: C901, PLR0911, PLR0912 (a table)
    """Say whether a place is one that an option of the apartments' list stands for."""
    match facet, value:
        case "kind", _:
            return place.apartment_kind == value
        case "community", "none":
            return place.community_id is None
        case "community", _:
            return place.community is not None and place.community.slug == value
        case "district", _:
            return place.district == ("" if value == NOT_STATED else value)
        case "rent", "not-stated":
            return place.rent_min is None and place.rent_max is None
        case "rent", _:
            if place.rent_min is None and place.rent_max is None:
                return False
            floor, ceiling = value.split("-")
            return touches(
                place.rent_min, place.rent_max, int(floor), int(ceiling or 10_000_000)
            )
        case "bedrooms", "not-stated":
            return place.bedrooms == []
        case "bedrooms", "5":
            return any(n >= 5 for n in place.bedrooms)
        case "bedrooms", _:
            return int(value) in place.bedrooms
        case "amenities", "not-stated":
            return place.amenities == []
        case "amenities", _:
            return value in place.amenities
        case "metro", _:
            return metro_answer(place) == value
        case "registration", _:
            answer = place.registration_support
        case _:
            answer = getattr(place, facet)
    return answer is {"yes": True, "no": False, NOT_STATED: None}[value]


def metro_answer(place) -> str:
    if place.nearest_metro is None:
        return NOT_STATED
    if place.position_precision in {"", "metro"}:
        return "near"
    # The station lies at 39.99, so much of a degree is a kilometre.
    return "1km" if abs(place.latitude - 39.99) < 0.009 else "farther"


def fits(place, chosen: dict, leaving_out: str = "") -> bool:
    return all(
        any(has_answer(place, facet, value) for value in values)
        for facet, values in chosen.items()
        if facet != leaving_out
    )


@pytest.fixture
def varied_homes():
    communities = [make_community(slug="wangjing"), make_community(slug="shunyi")]
    station = make_station()
    answers = [None, True, False]
    kinds = ["talent_apartment", "serviced_apartment", "villa_compound"]
    amenities = [[], ["gym"], ["gym", "pool"], ["shuttle"]]
    bedrooms = [[], [0, 1], [1, 2, 3], [6], [3]]
    rents = [(None, None), (4200, 8000), (7000, None), (None, 30000), (20000, 45000)]
    places = [
        {},
        {"latitude": 39.99, "longitude": 116.47, "position_precision": "metro"},
        {"latitude": 39.998, "longitude": 116.47, "position_precision": "street"},
        {"latitude": 40.002, "longitude": 116.47, "position_precision": "exact"},
    ]
    homes = []
    for n in range(40):
        low, high = rents[n % 5]
        homes.append(
            make_apartment(
                apartment_kind=kinds[n % 3],
                community=[None, *communities][n % 7 % 3],
                district=["chaoyang", "shunyi", ""][n // 3 % 3],
                rent_min=low,
                rent_max=high,
                rent_as_of="2018" if low else "",
                bedrooms=bedrooms[n // 2 % 5],
                amenities=amenities[n // 5 % 4],
                pets=answers[n // 4 % 3],
                furnished=answers[n % 3],
                registration_support=answers[n // 7 % 3],
                nearest_metro=station if n % 2 else None,
                **places[n // 2 % 4],
            )
        )
    # What could leak: drafts that fit every question asked below.
    make_apartment(
        live=False, amenities=["gym", "pool"], pets=True, bedrooms=[0, 1, 2, 3, 4, 5]
    )
    return homes


OPTIONS = {
    **{f.name: [o.value for o in f.options] for f in APARTMENTS.facets},
    "metro": [o.value for o in METRO.options],
    "community": ["wangjing", "shunyi", "none"],
    "district": ["chaoyang", "shunyi", NOT_STATED],
}
CHOICES = st.dictionaries(
    st.sampled_from(sorted(OPTIONS)), st.integers(1, 2**6 - 1), max_size=4
).map(
    lambda masks: {
        name: [v for n, v in enumerate(OPTIONS[name]) if mask >> (n % 6) & 1]
        for name, mask in masks.items()
    }
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(chosen=CHOICES)
def test_every_count_is_what_one_would_count_by_hand(varied_homes, chosen):
    question = ask(APARTMENTS, **chosen)

    tally = count(question)

    chosen = dict(question.chosen)
    assert tally.total == sum(fits(home, chosen) for home in varied_homes)
    for facet, options in OPTIONS.items():
        left = [home for home in varied_homes if fits(home, chosen, leaving_out=facet)]
        for option in options:
            assert tally.options[facet, option] == sum(
                has_answer(home, facet, option) for home in left
            ), (facet, option)
    for facet, values in chosen.items():
        assert tally.without[facet] == sum(fits(home, chosen, facet) for home in varied_homes)
        assert tally.alone[facet] == sum(fits(home, {facet: values}) for home in varied_homes)
    assert len(ids(question)) == min(24, tally.total)


# --- Single promises --------------------------------------------------------------------


def test_not_stated_is_an_answer_of_its_own_and_never_a_no():
    make_apartment(slug="yes", pets=True)
    make_apartment(slug="no", pets=False)
    make_apartment(slug="silent", pets=None)

    assert slugs(APARTMENTS, pets="no") == ["no"]
    assert slugs(APARTMENTS, pets="not-stated") == ["silent"]
    assert slugs(APARTMENTS, pets=["yes", "not-stated"]) == ["yes", "silent"]


def test_several_answers_to_one_question_mean_any_of_them():
    make_hospital(slug="both", departments=["dentistry", "surgery"])
    make_hospital(slug="teeth", departments=["dentistry"])
    make_hospital(slug="eyes", departments=["ophthalmology"])

    found = slugs(HOSPITALS, department=["dentistry", "surgery"])

    assert found == ["both", "teeth"]


def test_several_questions_mean_all_of_them():
    make_hospital(slug="wanted", departments=["dentistry"], languages=["en"])
    make_hospital(slug="no-english", departments=["dentistry"], languages=["zh"])

    assert slugs(HOSPITALS, department="dentistry", language="en") == ["wanted"]


def test_a_child_of_an_age_finds_the_schools_that_take_it():
    make_school(slug="kindergarten", age_min=2, age_max=6)
    make_school(slug="open-above", age_min=5, age_max=None)
    make_school(slug="high", age_min=12, age_max=18)
    make_school(slug="silent")

    assert slugs(SCHOOLS, age="6") == ["kindergarten", "open-above"]
    assert slugs(SCHOOLS, age=["6", "not-stated"]) == ["kindergarten", "open-above", "silent"]
    assert slugs(SCHOOLS, age="120") == ["kindergarten", "open-above", "high", "silent"]


def test_a_rent_with_one_end_counts_where_that_end_lies():
    make_apartment(slug="from-7000", rent_min=7000, rent_as_of="2018")
    make_apartment(slug="range", rent_min=4000, rent_max=12000, rent_as_of="2018")
    make_apartment(slug="at-the-edge", rent_min=10000, rent_max=10000, rent_as_of="2018")

    assert slugs(APARTMENTS, rent="5000-10000") == ["from-7000", "range"]
    assert slugs(APARTMENTS, rent="10000-20000") == ["range", "at-the-edge"]
    assert slugs(APARTMENTS, rent="20000-40000") == []


def test_the_cheapest_come_first_and_the_unstated_last():
    make_apartment(slug="silent")
    make_apartment(slug="dear", rent_min=30000, rent_as_of="2018")
    make_apartment(slug="cheap", rent_min=4200, rent_max=8000, rent_as_of="2018")
    make_apartment(slug="up-to", rent_max=9000)

    assert slugs(APARTMENTS, order="rent") == ["cheap", "up-to", "dear", "silent"]


def test_names_stand_in_the_order_of_the_pages_language():
    make_school(slug="a", name_en="The Alder School", name_zh_hans="重庆学校")
    make_school(slug="b", name_en="birch school", name_zh_hans="北京学校")
    make_school(slug="c", name_en="École Cèdre", name_zh_hans="中关村学校")

    with translation.override("en"):
        assert slugs(SCHOOLS) == ["a", "b", "c"]
    with translation.override("zh-hans"):
        assert slugs(SCHOOLS) == ["b", "a", "c"]


def test_pages_part_the_list_without_gap_or_overlap():
    for _turn in range(50):
        make_school(name_en="Same", name_zh_hans="同名")

    pages = [ids(ask(SCHOOLS, page=str(n))) for n in (1, 2, 3)]

    assert [len(page) for page in pages] == [24, 24, 2]
    assert all(a < b for a, b in pairwise(chain(*pages)))


@pytest.mark.parametrize(
    "asked",
    [
        "pets=maybe&rent=cheap&kind=castle&district=atlantis&community=mars",
        "page=0",
        "page=-3&order=colour&view=hologram",
        "page=%C2%B2&age=12",
        "pets=%00&bedrooms=99999999999999999999",
        "page=99999999999999999999",
    ],
)
def test_what_is_no_question_is_not_asked(asked):
    question = Question.asked(APARTMENTS, APARTMENTS.facets_at(0), QueryDict(asked))

    assert question.url == "/en/apartments/"


def test_two_addresses_that_mean_the_same_are_one_question():
    facets = APARTMENTS.facets_at(0)

    asked = [
        Question.asked(APARTMENTS, facets, QueryDict(text)).url
        for text in (
            "pets=yes&kind=villa_compound&pets=no&page=1",
            "kind=villa_compound&pets=no&pets=yes&x=1",
        )
    ]

    assert asked == ["/en/apartments/?kind=villa_compound&pets=yes&pets=no"] * 2
