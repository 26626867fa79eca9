"""The letters beside those about a place say the same as text and as HTML."""

import re

import pytest

from communities.my_places import mails as my_places
from communities.news import actions
from portal.models import Message
from portal.subscriptions import mails as subscriptions
from tests.factories import make_date, make_event, make_sign_up, make_subscription

pytestmark = pytest.mark.django_db

LINK = re.compile(r"https?://[^\s\"<>]+")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def news(language: str):
    make_subscription(language=language, told_until="2026-01-01T00:00Z")
    for title in ("Tea", "Run"):
        make_date(event=make_event(title_en=title))
    actions.announce()
    actions.tell()
    return Message.objects.get()


LETTERS = {
    "confirmation": lambda code: subscriptions.confirmation(make_subscription(language=code)),
    "reminder": lambda code: subscriptions.reminder(make_subscription(language=code)),
    "news": news,
    "found": lambda code: my_places.found(
        [make_sign_up(language=code), make_sign_up(language=code)]
    ),
}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_in_its_reader_s_language_and_leads_to_the_same_in_both_forms(
    name, language
):
    letter = LETTERS[name](language)

    assert set(LINK.findall(letter.text)) == set(LINK.findall(letter.html))
    assert all(f"/{language}/" in link for link in LINK.findall(letter.text))
    assert bool(CHINESE.search(letter.subject)) == (language == "zh-hans")
    assert f'<html lang="{"zh-Hans" if language == "zh-hans" else "en"}">' in letter.html
    assert len(letter.subject) > 5
    assert "\n\n\n" not in letter.text
