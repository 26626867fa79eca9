"""The record: who did what, who read of whom; it stays as it was written."""

import re
from pathlib import Path

import pytest
import wagtail
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, transaction
from django.utils import translation
from wagtail.log_actions import registry

import portal
from communities.events import organising
from communities.models import AuditEntry, EventDate, SignUp
from communities.record import words
from portal.base.rights import Role
from tests.factories import (
    make_apartment,
    make_colleague,
    make_community,
    make_date,
    make_school,
    make_sign_up,
    make_user,
)

pytestmark = pytest.mark.django_db


_X = {"who": "王", "item": "名"}


def sentences():
    return [str(entry) for entry in AuditEntry.objects.order_by("pk")]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE wagtailcore_modellogentry SET label = ''",
        "DELETE FROM wagtailcore_modellogentry",
    ],
)
def test_the_database_lets_nobody_change_what_was_recorded(desk, at, change):
    desk.post(
        at(EventDate, "calling_off", make_date().pk), {"reason_en": "R", "reason_zh_hans": "雨"}
    )
    before = sentences()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(change)

    assert sentences() == before != []


def test_who_reads_or_takes_along_personal_data_is_recorded_without_their_names(desk, at):
    guest = make_sign_up(name="Ada")
    entries = {
        at(SignUp, "inspect", guest.pk):
            f"Administrator read personal data: Sign-up {guest.pk}.",
        at(SignUp, "list"): "Administrator read personal data: Sign-ups.",
        at(SignUp, "list") + "?export=csv":
            "Administrator took personal data along as a file: Sign-ups.",
    }  # fmt: skip

    for address in entries:
        desk.get(address)

    assert sentences() == [*entries.values()]
    assert not AuditEntry.objects.filter(label__contains="Ada").exists()


def test_what_staff_did_is_said_in_either_language(desk, at):
    date = make_date()
    desk.post(at(SignUp, "cancellation", make_sign_up(date=date).pk))
    desk.post(at(EventDate, "calling_off", date.pk), {"reason_en": "R", "reason_zh_hans": "雨"})

    [_cancelled, english] = sentences()
    assert english == f"Administrator called off “{date}”."
    with translation.override("zh-hans"):
        assert sentences()[1] == f"Administrator取消了“{date}”。"


def _written() -> set[str]:
    """Every action that our code or Wagtail's writes into the record."""
    packages = [Path(portal.__file__).parent, Path(wagtail.__file__).parent]
    root = packages[0].parent
    files = [
        file
        for folder in (*packages, root / "communities", root / "services")
        for file in folder.rglob("*.py")
        if "tests" not in file.parts
    ]
    quoted = re.compile(r'"((?:portal|wagtail)\.[a-z_]+(?:\.[a-z]+)?)"')
    return {name for file in files for name in quoted.findall(file.read_text("utf-8"))}


# Of Wagtail's those that only pages, its library and its interface to programs write.
ELSEWHERE = (
    "wagtail.apitoken", "wagtail.comments", "wagtail.convert_alias", "wagtail.copy",
    "wagtail.create_alias", "wagtail.create_initial_revision", "wagtail.moderation",
    "wagtail.move", "wagtail.reorder", "wagtail.view_restriction",
)  # fmt: skip


def test_every_action_has_its_sentence_in_both_languages():
    known = {name for name, _label in registry.get_choices() if not name.startswith(ELSEWHERE)}
    ours = {name for name in _written() if name in known or name in words.SENTENCES}

    assert known - set(words.SENTENCES) == set()
    assert set(words.SENTENCES) - ours == set()
    with translation.override("zh-hans"):
        left = [a for a, said in words.SENTENCES.items() if re.search(r"[a-z]{3}", said % _X)]
    assert left == []


def test_what_the_clock_does_is_recorded_as_nobodys(db):
    date = make_date()
    organising.call_off(date, reason_en="R", reason_zh_hans="雨")

    assert sentences() == [f"system called off “{date}”."]


def test_a_publisher_reads_the_record_of_one_community(client, settings):
    settings.DESK_SECOND_FACTOR = False
    here = make_community()
    own, foreign = make_apartment(community=here), make_apartment(community=make_community())
    user = make_colleague(Role.PUBLISHER, here, name="王")
    AuditEntry.objects.log_action(own, "wagtail.publish")
    AuditEntry.objects.log_action(foreign, "wagtail.publish")
    client.force_login(user)

    client.get("/desk/sign-ups/?export=csv")
    page = client.get("/desk/record/")

    found = [str(entry) for entry in page.context["object_list"]]
    assert found == [
        "王 took personal data along as a file: Sign-ups.",
        f"system published “{own}”.",
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_the_record_costs_the_same_however_long_it_is(
    desk, administrator, django_assert_num_queries, number
):
    for _turn in range(number):
        AuditEntry.objects.log_action(make_apartment(), "wagtail.edit", user=administrator)
    desk.get("/desk/record/")  # what is asked once a process is asked here

    with django_assert_num_queries(9):
        assert desk.get("/desk/record/").status_code == 200


def test_the_record_is_narrowed_by_person_and_by_kind_and_names_no_one_else(client, settings):
    settings.DESK_SECOND_FACTOR = False
    here, there = make_community(), make_community()
    reader = make_colleague(Role.PUBLISHER, here, name="王")
    other, stranger = (make_user(is_staff=True, name=name) for name in "李张")
    home, foreign = make_apartment(community=here), make_apartment(community=there)
    school = make_school(community=here)
    for thing, who in ((home, reader), (home, other), (school, other), (foreign, stranger)):
        AuditEntry.objects.log_action(thing, "wagtail.edit", user=who)
    client.force_login(reader)
    schools = ContentType.objects.get_for_model(type(school)).pk

    def found(**asked):
        page = client.get("/desk/record/", asked)
        return [(entry.user, entry.item) for entry in page.context["object_list"]]

    assert found(user=other.pk) == [(other, str(school)), (other, str(home))]
    assert found(user=other.pk, content_type=schools) == [(other, str(school))]
    page = client.get("/desk/record/")
    assert "李" in page.text
    assert "张" not in page.text
