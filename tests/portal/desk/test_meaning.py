"""The question at the desk: asked once, before what says something new is public."""

import pytest
from bs4 import BeautifulSoup

from portal.models import MeaningAnswer, MeaningChange
from portal.publishing import meaning
from portal.search import index
from services.models import Apartment, Guide
from tests.factories import make_apartment, make_guide, make_step, publish
from tests.portal.desk.forms import answer, filled, messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(desk, at):
    """Open the form of a thing, answer it, press a button; do not follow."""

    def post(thing, button="publish", **answers):
        address = at(type(thing), "edit", thing.pk)
        buttons = {f"action-{button}": "1"} if button else {}
        return desk.post(address, filled(desk.get(address), **answers) | buttons)

    return post


def test_a_new_rent_is_asked_about_and_both_languages_state_it(desk, post):
    home = make_apartment(rent_min=5000, rent_as_of="2026")
    index.refresh(home)

    asked = post(home, rent_min="6000")
    home.refresh_from_db()
    assert home.rent_min == 5000
    page = BeautifulSoup(desk.get(asked.url).content, "html.parser")
    row = page.select_one("table.collision tbody tr")
    assert [cell.text for cell in row.select("th, td")][1:] == ["5000", "6000"]
    assert len(page.select("[name=stated_in][checked]")) == 2

    answer(desk, asked, note="The rent has gone up.")

    home = Apartment.objects.get()
    assert (home.rent_min, home.meaning_version, home.live) == (6000, 2, True)
    assert MeaningChange.objects.get().stated_in == ["en", "zh-hans"]
    assert not MeaningAnswer.objects.exists()


def test_a_new_text_in_one_language_is_guessed_to_stand_in_that_one(desk, post):
    guide = make_guide()

    page = desk.get(post(guide, who_en="Nobody.").url).text

    form = BeautifulSoup(page, "html.parser")
    assert [box["value"] for box in form.select("[name=stated_in][checked]")] == ["en"]


def test_a_yes_needs_a_note_in_both_languages_and_a_text_that_states_it(desk, post):
    asked = post(make_guide(), who_en="Nobody.")

    page = desk.post(asked.url, {"then": "publish", "is_change": "1", "note_en": "New."})

    assert page.text.count("Readers of both languages are told what is new.") == 1
    assert "At least one text must say it as it is now." in page.text
    assert not MeaningChange.objects.exists()


def test_layout_links_and_order_are_published_without_a_question(post):
    guide = make_guide(who_en="Go there.")

    response = post(guide, who_en="Go  **there**.", slug="elsewhere")

    assert "/meaning/" not in response.url
    assert Guide.objects.get().who_en == "Go  **there**."


def test_an_outdated_text_is_marked_and_current_after_its_translation(desk, at, post):
    guide = make_guide()
    guide.who_en = "Nobody."
    publish(guide, note="For nobody.", stated_in=["en"])
    form = desk.get(at(Guide, "edit", guide.pk)).text
    assert "For nobody." in form
    assert "Still right" in form
    listed = desk.get(at(Guide, "list"), {"translation": "outdated-zh-hans"}).text
    assert guide.title_en in listed

    answer(desk, post(guide, who_zh_hans="没有人。"), stated_in=["zh-hans"])

    assert meaning.state(Guide.objects.get(), "zh-hans") == "current"
    assert (
        guide.title_en
        not in desk.get(at(Guide, "list"), {"translation": "outdated-zh-hans"}).text
    )


def test_one_button_says_that_an_outdated_text_is_still_right(desk, at):
    guide = make_guide()
    guide.who_en = "Nobody."
    publish(guide, note="For nobody.", stated_in=["en"])

    address = at(Guide, "still_right", guide.pk)
    page = desk.post(address, {"still_right": "zh-hans"}, follow=True)

    assert messages(page)[0] == "Noted: the text in 中文 is still right."
    assert meaning.state(Guide.objects.get(), "zh-hans") == "current"
    assert desk.get(address).status_code == 405


def test_one_button_confirms_today_and_readers_see_it(desk, at, client):
    guide = make_guide()

    desk.post(at(Guide, "confirmation", guide.pk))

    assert "Confirmed by the community's staff on" in client.get(guide.get_absolute_url()).text


def test_saving_a_draft_says_what_readers_see(desk, at, post):
    live, new = make_guide(), make_guide(live=False)

    said = [
        messages(desk.get(post(thing, button="", who_en="Nobody.").url))[0]
        for thing in (live, new)
    ]

    assert said == [
        "Saved as a draft. Readers still see the earlier text until it is published. "
        "Look at what readers see",
        "Saved as a draft. Readers do not see it yet.",
    ]


def test_what_came_with_the_pack_has_a_first_version_to_compare_with(desk, at, post):
    guide = make_guide(who_zh_hans="所有人。")
    make_step(guide=guide)

    post(guide, button="", who_zh_hans="没有人。", **{"steps-0-title_zh_hans": "来"})

    first, draft = Guide.objects.get().revisions.order_by("created_at")
    page = desk.get(at(Guide, "revisions_compare", guide.pk, first.pk, draft.pk)).text
    assert "Who it is for (中文)" in page
    assert "Title (中文)" in page
    assert "zh-hans]" not in page
    assert Guide.objects.get().live_revision == first
