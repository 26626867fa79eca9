"""The whole life of two places, by pages and mails alone: no account, script switched off."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.utils import timezone

from communities.events import actions, clock
from portal.models import Message
from tests.communities.events.conftest import let_time_pass
from tests.factories import make_date, make_door_link, make_event, make_question, make_sign_up

pytestmark = pytest.mark.browser

EMAIL = "wang@example.org"
CHOICES = {"options_en": "Tea\nCoffee", "options_zh_hans": "茶\n咖啡"}


@pytest.fixture(params=[("zh-hans", 360), ("en", 1280)], ids=lambda reader: reader[0])
def page(request, open_page):
    """A reader's window without script, at the list of events."""
    language, width = request.param
    page = open_page(width=width, script=False)
    page.language = language
    return page


def make_full_date(*, event, starts_in: dt.timedelta):
    """Make a date whose two seats a party holds."""
    date = make_date(event=event, seats=2, party_max=3, starts_at=timezone.now() + starts_in)
    return date, make_sign_up(date=date, party_size=2)


def last_letter(occasion: str) -> str:
    """Read the newest mail to the reader, which must be about an occasion."""
    letter = Message.objects.filter(to=EMAIL).order_by("-pk").first()
    assert letter.key.split(":")[2] == occasion
    return letter.text


def follow(page, letter: str, name: str) -> None:
    """Open the link of a mail that leads to a page of the place."""
    page.goto(re.search(rf"https?://\S+/places/[0-9a-f-]+/{name}(?=\s)", letter).group())


def go(page, name: str) -> None:
    """Follow the link to another page of the place."""
    page.locator(f'main a[href$="/{name}/"]').click()


def press(page) -> None:
    """Press the button of the only form on the page."""
    page.locator("main form button").click()


def sign_up(page, date) -> None:
    """Go from the list of events to the answer, as a party of two that tells everything."""
    cache.clear()  # what a test makes, nobody has published
    page.goto(f"/{page.language}/events/")
    page.locator(f'a[href$="#date-{date.pk}"]').click()
    page.locator(f'a[href$="/dates/{date.pk}/sign-up/"]').click()
    page.locator("input[name=name]").fill("王小明 Ada")
    page.locator("input[name=email]").fill(EMAIL)
    page.locator("input[name=party_size]").fill("2")
    page.locator("input[name=together][value=as_many]").check()
    page.locator("input[name=consent]").check()
    for question in date.event.questions.all():
        field = page.locator(f"input[name=answer_{question.key}]")
        if question.offers_choices:
            field.last.check()
        else:
            field.fill("7")
    press(page)
    page.wait_for_url("**/answer/")


def shown(page) -> str:
    return page.locator("main").inner_text()


def test_from_the_waiting_list_to_a_seat_that_is_changed_and_given_back(page):
    event = make_event()
    for kind in ("text", "number", "choice", "choices"):
        make_question(event=event, kind=kind, required=True, **CHOICES)
    date, holder = make_full_date(event=event, starts_in=dt.timedelta(days=7))

    sign_up(page, date)
    place = date.sign_ups.of_person(EMAIL).get()
    assert (place.state, place.language) == ("waiting", page.language)
    follow(page, last_letter("waiting"), "")
    assert {"zh-hans": "排第1位", "en": "You are number 1"}[page.language] in shown(page)

    actions.cancel(holder)
    follow(page, last_letter("promoted"), "")
    assert {"zh-hans": "2个名额", "en": "You have 2 seats."}[page.language] in shown(page)

    go(page, "change")
    page.locator("input[name=party_size]").fill("1")
    page.locator("input[type=radio]").first.check()
    press(page)
    assert {"zh-hans": "茶", "en": "Tea"}[page.language] in shown(page)
    place.refresh_from_db()
    assert (place.party_size, set(map(str, place.answers.values()))) == (
        1,
        {"7", "Tea", "['Coffee']"},
    )

    follow(page, last_letter("changed"), "")
    go(page, "cancellation")
    press(page)
    place.refresh_from_db()
    assert place.state == "cancelled"
    assert date.address_zh_hans not in last_letter("cancelled").split("\n\n", 1)[0]


def test_from_an_offer_through_the_door_to_the_question_afterwards(page):
    date, holder = make_full_date(event=make_event(), starts_in=dt.timedelta(hours=20))
    sign_up(page, date)
    actions.cancel(holder)

    follow(page, last_letter("offered"), "offer/")
    press(page)
    last_letter("accepted")
    place = date.sign_ups.of_person(EMAIL).get()
    assert place.state == "confirmed"

    let_time_pass(date, dt.timedelta(hours=20))
    page.goto(make_door_link(date=date).get_absolute_url())
    page.locator("main input[name=q]").fill("wxm")
    page.locator("main form[method=get] button").click()
    page.locator(f'main form:has(input[value="#{place.pk}"]) button').click()
    assert place.arrival.arrived_at

    let_time_pass(date, dt.timedelta(hours=5))
    clock.look_at_dates()
    follow(page, last_letter("thanks"), "opinion/")
    page.locator("input[value=mostly]").check()
    press(page)
    assert list(date.opinions.values_list("answer", "count")) == [("mostly", 1)]
    follow(page, last_letter("thanks"), "opinion/")
    assert page.locator("main form").count() == 0
