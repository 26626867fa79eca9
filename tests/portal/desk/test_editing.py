"""An editor's day: draft, publish in both languages, schedule, withdraw, delete."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from portal.models import ContentChange, Message, SearchEntry
from portal.publishing.tasks import apply_schedule
from services.models import Guide, Hospital
from tests.factories import (
    make_apartment,
    make_community,
    make_date,
    make_event,
    make_guide,
    make_hospital,
    make_question_set,
    make_sign_up,
    make_station,
)
from tests.portal.desk.forms import filled, messages

TEXTS = {
    "title_en": "Registering an address",
    "title_zh_hans": "住宿登记",
    "summary_en": "Within a day.",
    "summary_zh_hans": "一天之内。",
    "who_en": "Everybody.",
    "who_zh_hans": "所有人。",
    "topic": "residence",
    "slug": "registering-an-address",
}


@pytest.fixture
def save(desk, at):
    """Open a form, answer it, press a button."""

    def save(model, name, *args, button="", **answers):
        page = desk.get(at(model, name, *args))
        data = filled(page, **answers) | ({f"action-{button}": "1"} if button else {})
        return desk.post(at(model, name, *args), data, follow=True)

    return save


def test_a_draft_may_be_incomplete_and_nobody_sees_it(save, client):
    save(Guide, "add", title_zh_hans="住宿登记", slug="registering-an-address")

    guide = Guide.objects.get()
    assert (guide.title_zh_hans, guide.title_en, guide.live) == ("住宿登记", None, False)
    client.logout()
    assert client.get(f"/en/guides/{guide.slug}/").status_code == 404


def test_publishing_shows_it_in_both_languages(save, client):
    save(Guide, "add", button="publish", **TEXTS)

    client.logout()
    english = client.get("/en/guides/registering-an-address/")
    chinese = client.get("/zh-hans/guides/registering-an-address/")
    assert "Within a day." in english.text
    assert "一天之内。" in chinese.text
    assert SearchEntry.objects.get().title_zh_hans == "住宿登记"


def test_publishing_with_a_gap_names_the_field_and_the_language(save):
    answer = save(Guide, "add", button="publish", **TEXTS | {"summary_zh_hans": ""})

    assert not Guide.objects.exists()
    assert "Summary (中文)" in messages(answer)[0]
    assert "Summary (English)" not in messages(answer)[0]


def test_a_gap_in_a_step_is_named_too(save):
    step = {"steps-TOTAL_FORMS": "1", "steps-0-title_en": "One", "steps-0-title_zh_hans": "一",
            "steps-0-body_en": "Do this.", "steps-0-body_zh_hans": "", "steps-0-ORDER": "1",
            "steps-0-id": "", "steps-0-DELETE": ""}  # fmt: skip

    answer = save(Guide, "add", button="publish", **TEXTS | step)

    assert "Step 1: Text (中文)" in messages(answer)[0]


def test_a_new_draft_leaves_the_public_text_alone(save, client):
    save(Guide, "add", button="publish", **TEXTS)
    guide = Guide.objects.get()

    save(Guide, "edit", guide.pk, summary_en="Within an hour.")

    client.logout()
    assert "Within a day." in client.get("/en/guides/registering-an-address/").text


def test_a_scheduled_guide_appears_on_time_and_goes_on_time(save, client):
    soon = timezone.localtime() + dt.timedelta(hours=1)
    later = soon + dt.timedelta(hours=1)
    times = {"go_live_at": f"{soon:%Y-%m-%d %H:%M}", "expire_at": f"{later:%Y-%m-%d %H:%M}"}
    save(Guide, "add", button="publish", **TEXTS | times)
    client.logout()
    url = "/en/guides/registering-an-address/"
    assert client.get(url).status_code == 404

    _pass_time(hours=1.1)
    apply_schedule()
    assert client.get(url).status_code == 200

    _pass_time(hours=1)
    apply_schedule()
    assert client.get(url).status_code == 410
    assert not SearchEntry.objects.exists()


def _pass_time(*, hours: float) -> None:
    """Move everything that waits for its time back by some hours."""
    by = dt.timedelta(hours=hours)
    guide = Guide.objects.get()
    for field in ("go_live_at", "expire_at"):
        setattr(guide, field, getattr(guide, field) - by)
    guide.save(update_fields=["go_live_at", "expire_at"])
    for revision in guide.revisions.all():
        for field in ("go_live_at", "expire_at"):
            moment = dt.datetime.fromisoformat(revision.content[field]) - by
            revision.content[field] = moment.isoformat()
        if revision.approved_go_live_at:
            revision.approved_go_live_at -= by
        revision.save()


@pytest.mark.django_db(transaction=True)  # the desk must open the transaction itself
def test_withdrawing_and_deleting_take_it_from_the_public(desk, save, at, client):
    save(Guide, "add", button="publish", **TEXTS)
    guide = Guide.objects.get()
    url = "/en/guides/registering-an-address/"

    desk.post(at(Guide, "unpublish", guide.pk))
    assert client.get(url).status_code == 410

    desk.post(at(Guide, "delete", guide.pk))
    assert not Guide.objects.exists()
    assert not SearchEntry.objects.exists()


def test_a_button_above_the_form_keeps_what_was_typed(desk, save, at):
    save(Guide, "add", button="publish", **TEXTS)
    guide = Guide.objects.get()

    for url_name, typed in (("confirmation", "One"), ("unpublish", "Two")):
        page = desk.get(at(Guide, "edit", guide.pk))
        desk.post(at(Guide, url_name, guide.pk), filled(page, summary_en=typed))
        guide.refresh_from_db()
        assert guide.get_latest_revision_as_object().summary_en == typed
    assert (guide.live, guide.confirmed_on) == (False, timezone.localdate())

    kept = guide.revisions.count()
    desk.post(at(Guide, "unpublish", guide.pk), filled(desk.get(at(Guide, "edit", guide.pk))))
    assert guide.revisions.count() == kept


def test_withdrawing_does_not_wait_for_what_cannot_be_saved(desk, save, at):
    save(Guide, "add", button="publish", **TEXTS)
    guide = Guide.objects.get()
    page = desk.get(at(Guide, "edit", guide.pk))

    data = filled(page, summary_en="Typed", slug="no address")
    answer = desk.post(at(Guide, "unpublish", guide.pk), data)

    guide.refresh_from_db()
    assert not guide.live
    assert 'name="summary_en"' in answer.text
    assert "Typed" in answer.text


def test_who_did_what_is_written_down(desk, save, at, administrator):
    save(Guide, "add", button="publish", **TEXTS)
    desk.post(at(Guide, "unpublish", Guide.objects.get().pk))

    entries = ModelLogEntry.objects.order_by("pk").values_list("action", "user")
    assert list(entries) == [
        ("wagtail.create", administrator.pk),
        ("wagtail.publish", administrator.pk),
        ("wagtail.unpublish", administrator.pk),
    ]


def test_a_taken_address_is_refused_in_words(save):
    make_guide(slug="registering-an-address")

    answer = save(Guide, "add", **TEXTS)

    assert Guide.objects.count() == 1
    assert "Web address" in messages(answer)[0]
    assert "Another page has this address already." in answer.text


def test_what_others_need_is_not_deleted(desk, at):
    community = make_community()
    make_apartment(community=community, name_zh_hans="甲公寓")
    model = type(community)

    answer = desk.post(at(model, "delete", community.pk), follow=True)

    assert model.objects.exists()
    assert answer.status_code == 200
    assert "甲公寓" in " ".join(messages(answer))


def test_a_refused_publication_is_a_message_wherever_it_comes_from(desk, at, administrator):
    """The review publishes a stored draft without looking at the form again."""
    guide = make_guide(live=False, summary_zh_hans="")
    guide.save_revision(clean=False)
    state = guide.get_workflow().start(guide, administrator)
    address = at(Guide, "workflow_action", guide.pk, "approve", state.current_task_state.pk)

    answer = desk.post(address, follow=True)

    assert answer.status_code == 200
    assert "Summary (中文)" in " ".join(messages(answer))
    assert not Guide.objects.published().exists()


def test_a_refusal_is_told_to_scripts_too(desk, at):
    community = make_community()
    make_apartment(community=community, name_zh_hans="甲公寓")

    answer = desk.post(
        at(type(community), "delete", community.pk), headers={"accept": "application/json"}
    )

    assert answer.status_code == 409
    assert "甲公寓" in answer.json()["error_message"]


def test_a_date_is_public_at_once_and_cached_pages_fall(save):
    event = make_event()
    date = make_date(event=event, seats=10)
    before = ContentChange.objects.count()

    save(type(date), "edit", date.pk, seats="12")

    date.refresh_from_db()
    assert date.seats == 12
    assert ContentChange.objects.count() == before + 1


def test_seats_that_are_added_go_to_those_who_wait(save):
    date = make_date(seats=1)
    make_sign_up(date=date)
    waiting = make_sign_up(date=date, state="waiting")

    save(type(date), "edit", date.pk, seats="2")

    waiting.refresh_from_db()
    assert waiting.state == "confirmed"
    assert Message.objects.get().to == waiting.email


def test_a_place_is_cancelled_by_a_button_and_the_next_moves_up(desk, at):
    date = make_date(seats=1)
    guest = make_sign_up(date=date)
    waiting = make_sign_up(date=date, state="waiting")
    address = at(type(guest), "cancellation", guest.pk)

    assert desk.get(address).status_code == 200
    guest.refresh_from_db()
    assert guest.state == "confirmed"

    desk.post(address)

    guest.refresh_from_db()
    waiting.refresh_from_db()
    assert (guest.state, waiting.state) == ("cancelled", "confirmed")
    assert {message.to for message in Message.objects.all()} == {guest.email, waiting.email}


def test_a_rule_across_fields_is_told_at_each_of_them_and_saves_nothing(save):
    apartment = make_apartment()

    answer = save(type(apartment), "edit", apartment.pk, rent_min="3000", rent_as_of="")

    page = BeautifulSoup(answer.content, "html.parser")
    assert "Please look at: Rent from, Rent as of." in messages(answer)[0]
    told = [
        error.text.strip() for error in page.select("section[role=tabpanel] .error-message")
    ]
    assert told == ["A rent needs its date: fill in “rent as of” too."] * 2
    assert not apartment.revisions.exists()


def test_every_fault_is_named_once_in_the_readers_language(save, administrator):
    UserProfile.objects.create(user=administrator, preferred_language="zh-hans")
    source = {
        "sources-count": "1",
        "sources-0-deleted": "",
        "sources-0-order": "0",
        "sources-0-type": "source",
        "sources-0-value-title": "官网",
        "sources-0-value-publisher": "",
        "sources-0-value-read_on": "2026-11-20",
    }
    answers = {"rent_min": "3000", "rent_as_of": "", "summary_en": ""} | source
    apartment = make_apartment()

    answer = save(type(apartment), "edit", apartment.pk, button="publish", **answers)

    assert messages(answer)[0] == (
        "尚未发布。以下各项尚缺或有误：简介 (English)、最低租金、租金数据日期、来源。"
        "您填写的内容仍在表单中，点“保存草稿”即可留待以后继续。 转到第一处错误"
    )


def test_hours_are_filled_in_row_by_row_and_kept_as_one_text(save, desk, at):
    clinic = make_hospital(slug="clinic", hours="Mo-Fr 08:00-12:00; PH off")
    page = BeautifulSoup(desk.get(at(Hospital, "edit", clinic.pk)).content, "html.parser")
    labels = [label.text for label in page.select(".hours-input th label")]
    before = [box["value"] for box in page.select(".hours-input input")]

    wrong = save(Hospital, "edit", clinic.pk, button="publish", hours_5="9 to noon")
    asked = save(
        Hospital, "edit", clinic.pk, button="publish", hours_0="24小时", hours_5="9:30-12",
        hours_7="", hours_9="2026-12-25 休息",
    )  # fmt: skip
    desk.post(asked.redirect_chain[0][0], {"then": "publish", "is_change": "0"})

    assert labels[5:] == ["Sat", "Sun", "Public holidays", "Make-up workdays", "Special days"]
    assert before == [*["08:00-12:00"] * 5, "", "", "off", ""]
    assert "“9:00-noon” is no time; write 08:00-11:30." in wrong.content.decode()
    clinic.refresh_from_db()
    assert clinic.hours == ("Mo 00:00-24:00; Tu-Fr 08:00-12:00; Sa 09:30-12:00; 2026-12-25 off")


def test_what_is_not_published_says_what_is_missing_and_that_nothing_is_lost(desk, at):
    form = filled(desk.get(at(Guide, "add"))) | {"title_zh_hans": "题", "slug": "new"}

    refused = desk.post(at(Guide, "add"), form | {"action-publish": "1"})

    [said] = [each for each in messages(refused) if each]
    assert said.startswith("Not published yet. Still missing or wrong: Title (English),")
    assert "“Save draft” keeps it for later." in said
    assert 'value="题"' in refused.text


def test_a_saved_draft_says_what_readers_see_and_leads_there(save, at):
    guide = make_guide(slug="old-address")

    answer = save(Guide, "edit", guide.pk, summary_en="New.", slug="new-address")

    [link] = BeautifulSoup(answer.content, "html.parser").select(".messages a")
    assert "Readers still see the earlier text" in messages(answer)[0]
    compared = at(
        Guide, "revisions_compare", guide.pk, Guide.objects.get().live_revision_id, "latest"
    )
    assert f'<a href="{compared}">What differs</a>' in answer.text
    assert (link.text.strip(), link["href"]) == (
        "Look at what readers see",
        "/en/guides/old-address/",
    )


def test_a_faulty_set_of_questions_is_saved_and_its_fault_named(save):
    made = make_question_set(live=False)
    model = type(made)

    answer = save(model, "edit", made.pk, **{"answers-0-goes_to": "nowhere"})

    said = messages(answer)
    assert said[0] == "Saved as a draft. Readers do not see it yet."
    assert said[1].startswith("It cannot be published yet, readers would be lost. Question “")
    assert "it leads to “nowhere”, which is neither a question nor an outcome." in said[1]
    draft = model.objects.get().get_latest_revision_as_object()
    assert "nowhere" in {each.goes_to for each in draft.answers.all()}


@pytest.mark.parametrize("view", ["add", "edit"])
def test_enter_in_a_field_saves_the_draft_and_presses_no_other_button(desk, at, view):
    guide = make_guide()
    page = desk.get(at(Guide, view, *([guide.pk] if view == "edit" else [])))

    form = BeautifulSoup(page.content, "html.parser").select_one("form[data-edit-form]")

    first = form.select_one("button[type=submit]")
    assert (first.get("name"), first.get("formaction")) == (None, None)


def test_what_nobody_has_changed_has_a_history_that_says_so(desk, at):
    page = desk.get(at(Guide, "history", make_guide().pk))

    assert "Nobody has changed it at the desk yet." in page.text


def test_going_back_says_which_version_the_form_shows(save, desk, at):
    guide = make_guide()
    save(Guide, "edit", guide.pk, summary_en="New.")
    first = guide.revisions.order_by("pk").first()

    back = at(Guide, "revisions_revert", guide.pk, first.pk)
    page = desk.get(back)

    assert "which readers knew at first" in " ".join(messages(page))
    assert "None" not in " ".join(messages(page))
    assert back in desk.get(at(Guide, "history", guide.pk)).text


def test_a_record_is_looked_at_by_the_names_of_its_form(desk, at):
    station = make_station(name_zh_hans="望京")
    home = make_apartment(
        name_en="Lofts",
        nearest_metro=station,
        languages=["zh"],
        sources=[("source", {"title": "Record", "publisher": "City", "read_on": None})],
    )

    page = BeautifulSoup(desk.get(at(type(home), "inspect", home.pk)).content, "html.parser")

    shown = {term.text: term.find_next("dd").text.strip() for term in page.select("dl dt")}
    assert list(shown)[:2] == ["Name (English)", "Name (中文)"]
    assert shown["Name (English)"] == "Lofts"
    assert shown["Nearest metro station"] == "望京"
    assert shown["Staff speak"] == "Chinese"
    assert shown["Sources"] == "Record · City"
