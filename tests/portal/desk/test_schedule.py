"""The two times on the last tab, and the one button that goes with them."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from portal.base.rights import Role
from portal.models import Duty
from services.models import Apartment, Guide
from tests.factories import make_apartment, make_community, make_guide, make_user
from tests.portal.desk.forms import filled, messages

pytestmark = pytest.mark.django_db
BUTTON = "button[name=action-publish][value=at-its-times]"


@pytest.fixture
def press(desk, at):
    """Fill in the times of a guide that nobody has seen, and press the button beside them."""
    guide = make_guide(live=False, title_zh_hans="入住登记")

    def press(**times):
        address = at(Guide, "edit", guide.pk)
        form = filled(desk.get(address), **times)
        return desk.post(address, form | {"action-publish": "at-its-times"}, follow=True)

    return press


def test_one_press_puts_a_draft_on_the_calendar_and_says_when_it_appears(press):
    moment = timezone.localtime().replace(second=0, microsecond=0) + dt.timedelta(hours=2)

    answer = press(go_live_at=f"{moment:%Y-%m-%d %H:%M}")

    guide = Guide.objects.get()
    assert (guide.live, guide.scheduled_revision.approved_go_live_at) == (False, moment)
    said = f"“入住登记” is on the calendar and appears on {moment:%-d %B %Y, %H:%M}."
    assert said in messages(answer)[0]


@pytest.mark.parametrize(
    ("time", "fault"),
    [("", "Please write down a time first."), ("2020-01-01 10:00", "This time has passed")],
)
def test_without_a_time_to_come_nothing_is_published(press, time, fault):
    answer = press(go_live_at=time)

    assert fault in answer.text
    assert not Guide.objects.get().live


def test_the_button_is_for_who_may_publish_and_others_are_told_to_submit(client, settings, at):
    settings.DESK_SECOND_FACTOR = False
    home = make_apartment(community=make_community(), live=False)
    offered = {}
    for role in (Role.PUBLISHER, Role.EDITOR):
        user = make_user(is_staff=True)
        Duty.objects.create(user=user, role=role, community=home.community)
        client.force_login(user)
        page = BeautifulSoup(client.get(at(Apartment, "edit", home.pk)).content, "html.parser")
        told = "Submit it for review: once it is approved" in page.text
        offered[role] = (bool(page.select(BUTTON)), told)

    assert offered == {Role.PUBLISHER: (True, False), Role.EDITOR: (False, True)}
