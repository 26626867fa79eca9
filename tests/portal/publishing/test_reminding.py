"""Who is in charge hears 30, 7 and 0 days before that a record is to be checked."""

import datetime as dt

import pytest
from django.utils import timezone
from wagtail.users.models import UserProfile

from portal.base.rights import Role
from portal.desk.leaving import leave
from portal.models import Message
from portal.publishing import actions, reminding
from portal.publishing.tasks import remind
from services.models import Apartment
from tests.factories import (
    make_apartment,
    make_colleague,
    make_community,
    make_fact,
    make_guide,
    make_user,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def here():
    return make_community()


@pytest.fixture
def keeper(here):
    """Make an editor, whose desk speaks a language."""

    def keeper(language="zh-hans"):
        user = make_colleague(Role.EDITOR, here)
        UserProfile.objects.create(user=user, preferred_language=language)
        return user

    return keeper


@pytest.fixture
def days_pass(monkeypatch):
    """Let so many days pass from today on."""

    def days_pass(days):
        monkeypatch.setattr(timezone, "localdate", lambda: TODAY + dt.timedelta(days=days))

    return days_pass


def due_in(days: int, **fields):
    return make_apartment(review_due=TODAY + dt.timedelta(days=days), **fields)


def told() -> list[tuple[str, str]]:
    return [(mail.to, mail.subject) for mail in Message.objects.order_by("pk")]


def test_one_is_reminded_once_at_each_stage(here, keeper, days_pass):
    due_in(31, community=here, owner=keeper())

    written = []
    for day in range(33):
        days_pass(day)
        written += [day] * reminding.remind()
        assert reminding.remind() == 0

    assert written == [1, 24, 31]


def test_one_mail_a_day_names_everything_that_is_due(here, keeper):
    owner = keeper()
    first, second = (
        due_in(3, community=here, owner=owner),
        due_in(-1, community=here, owner=owner),
    )
    due_in(31, community=here, owner=owner)
    due_in(1, community=here, owner=owner, live=False)

    remind()
    remind()

    assert told() == [(owner.email, "待复核：2项内容")]
    text = Message.objects.get().text
    assert text.index(str(second)) < text.index(str(first))
    assert text.count("/desk/apartments/edit/") == 2


def test_it_is_said_in_the_owners_language(here, keeper):
    due_in(0, community=here, owner=keeper("en"))

    reminding.remind()

    mail = Message.objects.get()
    assert mail.subject == "To be checked again: 1 entry"
    assert mail.headers["Content-Language"] == "en"
    assert f"Due on {TODAY.day} {TODAY:%B %Y}." in mail.text


def test_a_day_that_moves_reminds_anew_on_the_next_day_at_the_earliest(here, keeper, days_pass):
    owner = keeper()
    home = due_in(5, community=here, owner=owner)
    reminding.remind()

    new_day = TODAY + dt.timedelta(days=6)
    actions.entrust(home, owner=owner, review_due=new_day, by=owner)
    assert reminding.remind() == 0
    days_pass(1)

    assert reminding.remind() == 1
    assert reminding.remind() == 0


def test_who_takes_over_hears_of_what_is_due(here, keeper):
    leaver, successor = keeper(), keeper()
    due_in(5, community=here, owner=leaver)
    reminding.remind()

    leave(leaver, successor=successor)
    reminding.remind()

    assert [to for to, _subject in told()] == [leaver.email, successor.email]


def test_who_has_left_or_sees_it_no_more_is_not_written_to(here, keeper):
    gone = keeper()
    gone.is_active = False
    gone.save()
    due_in(5, community=here, owner=gone)
    due_in(5, community=make_community(), owner=keeper())
    make_guide(review_due=TODAY, owner=keeper())

    assert reminding.remind() == 0


def test_the_city_office_hears_before_a_fact_ends_and_each_of_it_once(days_pass):
    office = [make_colleague(Role.CITY_OFFICE) for _person in "12"]
    make_user(is_staff=True, is_superuser=True)
    value = {"number": 30, "unit": "days"}
    until = TODAY + dt.timedelta(days=8)
    make_fact(name_zh_hans="免签期", values=[value | {"valid_until": until}])
    make_fact(
        values=[
            value | {"valid_until": TODAY},
            value | {"valid_from": TODAY + dt.timedelta(days=1)},
        ]
    )
    old = make_fact(
        name_zh_hans="旧", checked_on=TODAY - dt.timedelta(days=366), values=[value]
    )

    written = []
    for day in range(11):
        days_pass(day)
        written += [day] * reminding.remind()
    assert written == [0, 0, 1, 1, 8, 8]
    assert reminding.remind() == 0

    day = f"{until.year}年{until.month}月{until.day}日"
    first, last = (Message.objects.filter(to=office[0].email).order_by("pk")[n] for n in (0, 2))
    assert first.subject == "待复核：2项内容"
    assert first.text.index("旧 · ") < first.text.index("免签期 · ")
    assert f"有效期至{day}。请录入次日起的规定。" in last.text
    assert f"/desk/facts/edit/{old.pk}/" in last.text


def test_who_may_publish_says_who_is_in_charge_and_when(here, keeper, desk, at, administrator):
    owner, stranger = keeper(), make_user(is_staff=True)
    home = make_apartment(community=here)
    address = at(Apartment, "upkeep", home.pk)
    tomorrow = TODAY + dt.timedelta(days=1)

    refused = [
        desk.post(address, {"owner": owner.pk, "review_due": TODAY - dt.timedelta(days=1)}),
        desk.post(address, {"owner": stranger.pk, "review_due": tomorrow}),
    ]
    assert [[*answer.context["form"].errors] for answer in refused] == [
        ["review_due"],
        ["owner"],
    ]
    desk.post(address, {"owner": owner.pk, "review_due": tomorrow})

    home.refresh_from_db()
    assert (home.owner, home.review_due) == (owner, tomorrow)
    assert str(owner) in desk.get(at(Apartment, "edit", home.pk)).text
