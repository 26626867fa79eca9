"""The life of a place, from the list of events to the mail that somebody else moved up:
in either language, on a phone and on a desk, with and without script, through a real
worker, a real broker and a real mail server."""

import re

import pytest
from django.core.cache import cache

from tests.factories import make_community, make_date, make_event

pytestmark = [pytest.mark.browser, pytest.mark.faults]

# Every two of these meet once: each language with each width, each width with script.
READERS = [
    ("en", 360, True),
    ("en", 1280, False),
    ("zh-hans", 360, False),
    ("zh-hans", 1280, True),
]


def test_signing_up_reading_the_mail_cancelling_and_moving_up(
    open_page, worker, smtp_server, settings
):
    community = make_community()
    for turn, (language, width, script) in enumerate(READERS):
        date = make_date(event=make_event(community=community), seats=1)
        cache.clear()  # what a test makes, nobody has published
        window = {"width": width, "script": script}

        page = open_page(f"/{language}/events/", **window)
        page.locator(f'a[href^="/{language}/events/{date.event.slug}/"]').first.click()
        sign_up(page, f"first{turn}@example.org", "王")
        place = letter_to(smtp_server, f"first{turn}@example.org", 1)
        assert date.address_zh_hans in place["text"]

        other = open_page(f"/{language}/events/{date.event.slug}/", **window)
        sign_up(other, f"second{turn}@example.org", "Ada Lovelace-Byron")
        letter_to(smtp_server, f"second{turn}@example.org", 1)

        page.goto(place["link"])
        page.locator('a[href$="/cancellation/"]').click()
        page.locator("main form button").first.click()
        page.wait_for_load_state()

        promoted = letter_to(smtp_server, f"second{turn}@example.org", 2)
        states = list(date.sign_ups.order_by("pk").values_list("state", flat=True))
        assert states == ["cancelled", "confirmed"]
        assert f"/{language}/" in promoted["link"]


def sign_up(page, email: str, name: str) -> None:
    """From the page of an event to the answer."""
    page.locator('a[href$="/sign-up/"]').first.click()
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=consent]").check()
    page.locator("main form button").last.click()
    page.wait_for_url("**/answer/")


def letter_to(smtp_server, address: str, number: int) -> dict[str, str]:
    """Wait for somebody's letter; return its text and the link to their place."""
    from tests.background import wait_until  # noqa: PLC0415 (needs the settings)

    def letters():
        return [letter for letter in smtp_server.letters if letter["To"] == address]

    wait_until(lambda: len(letters()) >= number, what=f"letter {number} to {address}")
    text = letters()[number - 1].get_body(("plain",)).get_content()
    return {"text": text, "link": re.search(r"https?://\S+/places/\S+", text).group()}
