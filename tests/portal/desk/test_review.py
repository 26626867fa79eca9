"""The review: a publisher of the item's own community looks, and every letter is ours."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from portal.base.rights import Role
from portal.models import Message
from portal.publishing.tasks import apply_schedule
from services.models import Apartment, Guide
from tests.factories import (
    make_apartment,
    make_colleague,
    make_community,
    make_guide,
)
from tests.portal.desk.forms import answer, filled, messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(settings):
    """Make somebody with a role in a community, and their browser."""
    settings.DESK_SECOND_FACTOR = False

    def staff(role, community):
        user = make_colleague(role, community, name=f"{role} {community}")
        browser = Client()
        browser.force_login(user)
        browser.user = user
        return browser

    return staff


@pytest.fixture
def home():
    return make_apartment(community=make_community(), rent_min=5000, rent_as_of="2026")


@pytest.fixture
def editor(staff, home):
    return staff(Role.EDITOR, home.community)


@pytest.fixture
def publisher(staff, home):
    return staff(Role.PUBLISHER, home.community)


@pytest.fixture
def press(at):
    """Open the form of the apartment, answer it, press a button."""

    def press(browser, button, home, **answers):
        address = at(Apartment, "edit", home.pk)
        page = browser.get(address)
        return browser.post(address, filled(page, **answers) | {f"action-{button}": "1"})

    return press


@pytest.fixture
def submitted(press, editor, publisher, home):
    """A new rent, submitted by the editor."""
    answer(editor, press(editor, "submit", home, rent_min="6000"), note="More.")
    return home


def letters() -> list[tuple[str, str]]:
    return [
        (mail.to, mail.subject.partition("：")[0]) for mail in Message.objects.order_by("pk")
    ]


def review(browser, at, home, name, **data):
    state = home.current_workflow_task_state
    return browser.post(at(Apartment, "workflow_action", home.pk, name, state.pk), data)


def test_only_those_who_may_publish_the_item_hear_that_it_waits(staff, submitted, publisher):
    assert letters() == [(publisher.user.email, "待审核")]
    assert submitted.workflow_in_progress


def test_a_publisher_of_another_community_cannot_touch_it(staff, submitted, at):
    stranger = staff(Role.PUBLISHER, make_community())

    assert review(stranger, at, submitted, "approve").status_code == 404
    assert Apartment.objects.get().rent_min == 5000


@pytest.mark.parametrize("view", ["workflow_action", "collect_workflow_action_data"])
def test_a_review_of_ones_own_is_no_way_to_that_of_another_item(
    staff, submitted, at, editor, view
):
    own = make_apartment(community=make_community())
    own.save_revision()
    own.get_workflow().start(own, editor.user)
    stranger = staff(Role.PUBLISHER, own.community)
    theirs = submitted.current_workflow_task_state

    address = at(Apartment, view, own.pk, "reject", theirs.pk)

    assert stranger.post(address, {"comment": "No."}).status_code == 404
    assert submitted.workflow_in_progress
    assert Apartment.objects.get(pk=submitted.pk).rent_min == 5000


def test_an_approved_draft_is_public_with_the_effects_of_its_answer(
    submitted, at, publisher, editor
):
    review(publisher, at, submitted, "approve", comment="")

    home = Apartment.objects.get()
    assert (home.rent_min, home.meaning_version) == (6000, 2)
    assert letters()[1:] == [(editor.user.email, "审核通过")]


def test_a_returned_draft_says_why_and_is_submitted_again(
    submitted, at, publisher, editor, press
):
    review(publisher, at, submitted, "reject", comment="")
    assert submitted.workflow_in_progress
    review(publisher, at, submitted, "reject", comment="哪个户型？")

    mail = Message.objects.last()
    assert (mail.to, "哪个户型？" in mail.text) == (editor.user.email, True)
    assert "哪个户型？" in editor.get(at(Apartment, "edit", submitted.pk)).text
    # Nothing was changed: the answer still holds, nothing is asked again.
    assert "/meaning/" not in press(editor, "submit", submitted).url
    assert letters()[2:] == [(publisher.user.email, "待审核")]


def test_what_is_under_review_is_not_changed_by_its_author(submitted, editor, at):
    page = editor.get(at(Apartment, "edit", submitted.pk))

    editor.post(at(Apartment, "edit", submitted.pk), filled(page, rent_min="7000"))

    assert Apartment.objects.get().get_latest_revision_as_object().rent_min == 6000


def test_where_two_must_look_nobody_publishes_alone(submitted, publisher, press, at, home):
    type(home.community).objects.update(four_eyes=True)
    review(publisher, at, submitted, "approve", comment="")
    assert Apartment.objects.get().rent_min == 6000

    page = publisher.get(at(Apartment, "edit", home.pk)).text
    response = press(publisher, "publish", home, rent_min="7000")

    assert 'name="action-publish"' not in page
    done = answer(publisher, response, note="More.")
    assert "a second person looks here first" in " ".join(messages(done))
    assert Apartment.objects.get().rent_min == 6000


def test_withdrawing_is_one_click(publisher, home, at):
    assert (
        at(Apartment, "unpublish", home.pk)
        in publisher.get(at(Apartment, "edit", home.pk)).text
    )

    publisher.post(at(Apartment, "unpublish", home.pk))

    assert not Apartment.objects.get().live


def test_a_scheduled_guide_appears_on_the_minute_with_the_effects_of_its_answer(
    desk, at, client
):
    guide = make_guide(who_en="Everybody.")
    minute = timezone.localtime() + dt.timedelta(hours=2)
    address = at(Guide, "edit", guide.pk)
    form = filled(desk.get(address), who_en="Nobody.", go_live_at=f"{minute:%Y-%m-%d %H:%M}")
    answer(desk, desk.post(address, form | {"action-publish": "1"}), note="For nobody.")

    apply_schedule()
    assert "Nobody." not in client.get(guide.get_absolute_url()).text

    _let_pass(guide, dt.timedelta(hours=2))
    apply_schedule()

    assert "Nobody." in client.get(guide.get_absolute_url()).text
    assert Guide.objects.get().meaning_version == 2


def _let_pass(guide, by):
    revision = Guide.objects.get().revisions.get(approved_go_live_at__isnull=False)
    moment = dt.datetime.fromisoformat(revision.content["go_live_at"]) - by
    revision.content["go_live_at"] = moment.isoformat()
    revision.approved_go_live_at -= by
    revision.save()


def test_who_may_publish_an_item_is_offered_the_button_and_nobody_else(client, settings, at):
    settings.DESK_SECOND_FACTOR = False
    community = make_community()
    home = make_apartment(community=community, live=False)
    home.save_revision()
    offered = {}
    for role in (Role.PUBLISHER, Role.EDITOR):
        user = make_colleague(role, community)
        client.force_login(user)
        pages = (at(Apartment, "edit", home.pk), at(Apartment, "add"))
        offered[role] = ["action-publish" in client.get(page).text for page in pages]

    assert offered == {Role.PUBLISHER: [True, True], Role.EDITOR: [False, False]}


def test_who_decides_is_told_so_and_finds_it_first(submitted, editor, publisher, at):
    edit = at(Apartment, "edit", submitted.pk)
    page = publisher.get(edit)
    form = BeautifulSoup(page.text, "html.parser")
    first = form.select_one("footer [data-workflow-action-name]")
    assert first.get_text(strip=True) == "Approve and publish"
    assert "Under review" in form.select_one(".standing").text

    choice = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    told = messages(publisher.post(edit, filled(page) | choice, follow=True))
    assert "is approved and published" in told[0]
