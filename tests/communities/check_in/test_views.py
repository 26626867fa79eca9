"""The door: who is found, let in once, and refused; who helps learns no more than that."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from communities.check_in.models import Arrival
from tests.factories import make_date, make_door_link, make_event, make_sign_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def door(client):
    """A date with its door, as the one who helps there uses it."""
    return Door(client, make_date())


class Door:
    def __init__(self, client, date):
        self.client, self.date = client, date
        self.link = make_door_link(date=date)
        self.address = f"/en/check-in/{self.link.token}/"

    def let_in(self, place, *, nonce=None, **headers):
        data = {"place": place, "nonce": nonce or uuid.uuid4()}
        return self.client.post(f"{self.address}arrivals/", data, headers=headers)

    def scan(self, place, *, nonce=None):
        return self.let_in(place, nonce=nonce, accept="application/json").json()

    def names(self, asked=""):
        places = self.client.get(self.address, {"q": asked}).context["places"]
        return [place.name for place in places]


def at(hour, minute):
    return dt.datetime(2026, 11, 26, hour, minute, tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_door_costs_the_same_however_many_are_expected(
    door, django_assert_num_queries, how_many
):
    for _turn in range(how_many):
        make_sign_up(date=door.date)

    with django_assert_num_queries(3):
        response = door.client.get(door.address)

    assert response.text.count(">Check in</button>") == how_many


def test_people_are_found_by_name_pinyin_initials_mail_and_code(door):
    wang = make_sign_up(date=door.date, name="王小明", email="m@example.org")
    make_sign_up(date=door.date, name="Ada Lovelace", email="countess@example.org")
    make_sign_up(date=door.date, name="Waiting", state="waiting")
    make_sign_up(name="Elsewhere")

    assert door.names() == ["Ada Lovelace", "王小明"]
    for asked in ("小明", "wangxiao", "Wang Xiaoming", "wxm", wang.token.hex[:8]):
        assert door.names(asked) == ["王小明"]
    for asked in ("lovelace", "adal", "COUNTESS@"):
        assert door.names(asked) == ["Ada Lovelace"]
    assert door.names("nobody") == []


def test_a_button_lets_a_party_in_and_another_takes_it_back(door):
    place = make_sign_up(date=door.date, name="Ada", party_size=3)
    make_sign_up(date=door.date)

    button = f"#{place.pk}"

    assert f'name="place" value="{button}"' in door.client.get(door.address).text
    response = door.let_in(button)

    assert response.status_code == 303
    page = door.client.get(response.url)
    assert "Ada is in." in page.text
    assert (page.context["arrived"], page.context["expected"]) == (3, 4)
    door.client.post(f"{door.address}arrivals/{place.pk}/withdrawal/")
    assert Arrival.objects.count() == 0


def test_the_same_scan_twice_succeeds_and_another_hears_since_when_they_are_in(door):
    place = make_sign_up(date=door.date, name="Ada")
    address, nonce = f"https://example.org/zh-hans/events/places/{place.token}/", uuid.uuid4()

    first, again = door.scan(address, nonce=nonce), door.scan(address, nonce=nonce)
    Arrival.objects.update(arrived_at=at(18, 42))
    other = door.scan(address)

    assert first == again == {
        "name": "Ada", "people": 1, "refusal": "", "arrived": 1, "expected": 1,
    }  # fmt: skip
    assert other["refusal"] == "Already in at 18:42."
    assert Arrival.objects.count() == 1


def test_who_helps_at_the_door_does_not_learn_the_key_to_anybodys_place(door):
    place = make_sign_up(date=door.date)

    for page in ("", "list/", "camera/"):
        text = door.client.get(door.address + page).text
        assert str(place.token) not in text
        assert place.token.hex not in text


def test_a_code_is_typed_by_hand(door):
    place = make_sign_up(date=door.date)

    assert door.let_in(place.token.hex[:8].upper()).status_code == 303


def test_nobody_comes_in_without_a_seat_or_from_another_date(door):
    waiting = make_sign_up(date=door.date, state="waiting")
    elsewhere = make_sign_up()

    strangers = [waiting.token, elsewhere.token, f"#{elsewhere.pk}", uuid.uuid4(), "nonsense"]

    for token in strangers:
        assert door.scan(token)["refusal"] == "This code belongs to nobody at this date."
    assert door.let_in("nonsense").status_code == 422
    assert Arrival.objects.count() == 0


@pytest.mark.parametrize("page", ["", "camera/", "list/"])
def test_the_pages_are_kept_nowhere_and_a_link_ends_with_its_day(door, page):
    response = door.client.get(door.address + page)

    assert response.status_code == 200
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in response.headers["Cache-Control"]
    wrong = f"/en/check-in/{uuid.uuid4()}/{page}"
    assert door.client.get(wrong).status_code == 404
    now = timezone.now()
    door.date.starts_at, door.date.ends_at = now - dt.timedelta(hours=30), now
    door.date.sign_up_closes_at = now - dt.timedelta(hours=30)
    door.date.ends_at = now - dt.timedelta(hours=25)
    door.date.save()
    assert door.client.get(door.address + page).status_code == 404


def test_a_deleted_link_and_one_of_a_withdrawn_event_are_shut(client):
    hidden = make_door_link(date=make_date(event=make_event(live=False)))
    shut = make_door_link()
    shut.delete()

    for link in (hidden, shut):
        assert client.get(f"/en/check-in/{link.token}/").status_code == 404


def test_the_list_on_paper_has_everybody_in_order(door):
    for name in ("赵一", "Bo", "陈二"):
        make_sign_up(date=door.date, name=name)

    places = door.client.get(f"{door.address}list/").context["places"]

    assert [place.name for place in places] == ["Bo", "陈二", "赵一"]
