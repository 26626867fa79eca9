"""Reminders: an address and days, each letter once, and nothing left after the last."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.models import Message
from services.models import Deadline, Guide, Reminders
from services.plan import actions
from tests.factories import make_deadline, make_fact, make_guide, make_paper

pytestmark = pytest.mark.django_db

TOLD = "key=0a1b2c3d&route=work&entered=2027-03-01&permit_ends=2028-02-28"
ASK = f"/en/plan/reminders/?{TOLD}&own=2027-05-01~Call+Frau+Schmidt"
ADA = {"email": "ada@example.org", "consent": "on", "website": ""}


@pytest.fixture(autouse=True)
def deadlines():
    guide = make_guide(slug="work-permit", title_en="Work permit", where_en="Hall 3")
    make_paper(guide=guide, name_en="Passport")
    fact = make_fact(slug="work-permit-period", values=[{"number": 15, "unit": "days"}])
    make_deadline(
        guide=guide,
        slug="apply",
        clock="entered_china",
        fact=fact,
        title_en="Apply for it",
        title_zh_hans="申请",
    )
    make_deadline(
        guide=guide, slug="check", clock="entered_china", amount=7, unit="days", firm=False,
        title_en="Check", title_zh_hans="体检",
    )  # fmt: skip


@pytest.fixture
def on(monkeypatch):
    """Do what the clock does, on the morning of a day."""

    def look(day: str, hour: int = 9) -> list[str]:
        moment = dt.datetime.fromisoformat(f"{day}T{hour:02}:00+08:00")
        before = set(Message.objects.values_list("pk", flat=True))
        with monkeypatch.context() as clock:
            clock.setattr(timezone, "now", lambda: moment)
            actions.remind()
            actions.forget()
        written = Message.objects.exclude(pk__in=before).order_by("pk")
        return [message.subject for message in written]

    return look


@pytest.fixture
def reminders(client):
    client.post(ASK, ADA)
    wish = Reminders.objects.get()
    client.post(wish.confirmation_url)
    return wish


def send_all():
    Message.objects.update(status=Message.Status.SENT)


def test_nothing_begins_before_the_mailbox_has_answered(client, on):
    answer = client.post(ASK, ADA)
    wish, mail = Reminders.objects.get(), Message.objects.get()

    assert answer.status_code == 303
    assert wish.confirmation_url in mail.text
    assert mail.subject == "Please confirm: reminders of your plan for Beijing"
    client.get(wish.confirmation_url)
    assert on("2027-03-13") == []
    client.post(wish.confirmation_url)
    assert Reminders.objects.confirmed().count() == 1


def test_each_day_is_reminded_of_once_and_nothing_is_left_after_the_last(reminders, on):
    # Sixteen March is the last day to apply; the permit ends on 28 February 2028.
    told = {
        day: on(day)
        for day in (
            "2027-03-12",
            "2027-03-13",
            "2027-03-14",
            "2027-11-30",
            "2028-01-14",
            "2028-01-28",
        )
    }
    send_all()
    last = on("2028-01-29")
    kept_until_sent = Reminders.objects.count()
    send_all()
    on("2028-01-29", hour=10)

    assert told == {
        "2027-03-12": [],
        "2027-03-13": ["Tue 16 March 2027 · Apply for it"],
        "2027-03-14": [],
        "2027-11-30": ["Mon 28 February 2028 · Last day of the permit"],
        "2028-01-14": ["Mon 28 February 2028 · Last day of the permit"],
        "2028-01-28": [],
    }
    assert last == ["Mon 28 February 2028 · Last day of the permit"]
    assert (kept_until_sent, Reminders.objects.count()) == (1, 0)
    assert set(Message.objects.values_list("to", "text", "html")) == {("", "", "")}


def test_looking_twice_or_late_tells_nothing_twice_and_nothing_that_is_past(reminders, on):
    first = on("2027-03-15")  # the clock stood still for two days
    assert first == ["Tue 16 March 2027 · Apply for it"]
    assert on("2027-03-15") == []
    assert on("2027-12-02", hour=3) == []  # nobody is woken
    assert on("2027-12-02") == ["Mon 28 February 2028 · Last day of the permit"]


def test_what_is_kept_is_an_address_days_and_choices(reminders):
    (row,) = Reminders.objects.values()
    kept = {name: value for name, value in row.items() if not isinstance(value, dt.datetime)}

    assert kept == {
        "id": reminders.pk,
        "token": reminders.token,
        "email": "ada@example.org",
        "email_key": "ada@example.org",
        "language": "en",
        "answers": TOLD,
        "told": {
            "apply.you": ["2027-03-16", 15, "days", "Apply for it", "申请"],
            "check.you": ["2027-03-08", 7, "days", "Check", "体检"],
        },
        "looked_on": timezone.localdate() - dt.timedelta(days=1),
        "is_spent": False,
    }
    assert set(row) - set(kept) == {"asked_at", "confirmed_at"}
    assert not Message.objects.filter(text__contains="Schmidt").exists()
    others = [each for each in apps.get_models() if each not in (Reminders, Message)]
    assert not any(
        each.objects.filter(email="ada@example.org").exists()
        for each in others
        if hasattr(each, "objects") and "email" in {field.name for field in each._meta.fields}
    )


def test_one_button_ends_it_without_cookie_and_takes_the_letters_along(client, reminders, on):
    client.handler.enforce_csrf_checks = True
    on("2027-03-13")

    client.get(reminders.end_url)
    opened = Reminders.objects.count()
    answers = [client.post(reminders.end_url, {"List-Unsubscribe": "One-Click"}) for _ in "12"]

    assert (opened, Reminders.objects.count()) == (1, 0)
    assert [answer.status_code for answer in answers] == [200, 200]
    assert set(Message.objects.values_list("to", "text")) == {("", "")}
    assert set(Message.objects.values_list("status", flat=True)) == {Message.Status.WITHDRAWN}


def test_new_days_of_the_same_plan_take_the_place_of_the_old_ones(client, reminders):
    client.post(ASK.replace("2028-02-28", "2029-02-28"), ADA | {"email": "ADA@example.org"})
    newer = Reminders.objects.latest("pk")
    assert Reminders.objects.filter(pk=reminders.pk).exists()  # anybody can type an address

    client.post(newer.confirmation_url)

    assert Reminders.objects.get() == newer


def test_a_plan_that_has_nothing_to_remind_of_is_refused(client):
    answer = client.post("/en/plan/reminders/?key=0a1b2c3d&entered=2020-03-01", ADA)

    assert answer.status_code == 422
    assert "There is no date left in this plan to remind you of." in answer.text
    assert Reminders.objects.count() == 0


def test_whoever_never_confirms_is_forgotten_with_the_letter(client, on):
    client.post(ASK, ADA)
    Reminders.objects.update(asked_at=timezone.now() - dt.timedelta(days=8))
    send_all()

    actions.forget()

    assert Reminders.objects.count() == 0
    assert Message.objects.get().to == ""


def test_a_reminder_says_where_to_go_with_what_and_how_to_end_it(reminders, on):
    told = f"{TOLD}&p1-relation=child&community=wangjing"
    Reminders.objects.update(answers=told)
    on("2027-03-13")
    letter = Message.objects.latest("pk")

    for said in (
        "Tue 16 March 2027 · Apply for it (You, Your child)",
        "Within 15 days of entering China",
        "Where: Hall 3",
        "- Passport / 护照",
        "/en/plan/counter/work-permit/?community=wangjing",
        f"/en/plan/dates/?{told}",
        reminders.end_url,
    ):
        assert letter.text.count(said) == 1
    for said in ("Hall 3", "Passport", "/en/plan/counter/work-permit/", reminders.end_url):
        assert said in letter.html


def test_before_a_permit_ends_the_letter_says_what_has_to_be_done_first(reminders, on):
    make_deadline(
        guide=Guide.objects.get(), slug="renew", title_en="Renew it", clock="permit_ends",
        direction="before", amount=30, unit="days", firm=False,
    )  # fmt: skip
    on("2027-11-30")

    letter = Message.objects.latest("pk")
    assert letter.subject == "Mon 28 February 2028 · Last day of the permit"
    assert "Before that\n- Sat 29 January 2028 · Renew it (You)\n  Offices are" in letter.text


def test_what_staff_add_and_take_away_its_reader_hears_of_once(reminders, on):
    guide = Guide.objects.get()
    make_deadline(guide=guide, slug="tell", title_en="Tell them", clock="entered_china")
    make_deadline(
        guide=guide, clock="entered_china", title_en="Study", applies_to=["study_long_stay"]
    )
    first = on("2027-02-20") + on("2027-02-21")
    told = Message.objects.latest("pk").text
    Deadline.objects.filter(slug="apply").delete()
    second = on("2027-02-22") + on("2027-02-23")
    taken = Message.objects.latest("pk").text
    Deadline.objects.all().delete()  # what is past by then is nothing to write of
    third = on("2027-04-01")

    assert first == ["New in your plan for Beijing: Tell them"]
    assert "New in your plan: Tue 2 March 2027 · Tell them (You)" in told
    assert "Within 24 hours of entering China" in told
    assert second == ["No longer in your plan for Beijing: Apply for it"]
    assert (
        "No longer in your plan: Apply for it · You\n申请\nBefore: Tue 16 March 2027" in taken
    )
    assert third == []


def test_the_name_by_which_plans_know_a_deadline_stays():
    deadline = Deadline.objects.get(slug="apply")
    deadline.full_clean()
    deadline.slug = "apply-here"

    with pytest.raises(ValidationError, match="Plans know it by “apply”"):
        deadline.full_clean()


def test_a_plan_that_cannot_be_read_keeps_no_other_from_its_reminders(client, reminders, on):
    Reminders.objects.update(told={"apply.you": "nonsense"})
    client.post(ASK.replace("0a1b2c3d", "ffff0000"), ADA)
    client.post(Reminders.objects.latest("pk").confirmation_url)

    assert len(on("2027-03-13")) == 1
    assert Reminders.objects.get(pk=reminders.pk).looked_on < dt.date(2027, 3, 13)


def test_after_asking_the_way_back_leads_to_the_very_plan(client):
    page = client.get(client.post(ASK, ADA).url)

    back = BeautifulSoup(page.content, "html.parser").find("a", string="Back to the plan")
    assert "Call Frau Schmidt" in client.get(back["href"]).text
    assert "no-store" in page["Cache-Control"]
