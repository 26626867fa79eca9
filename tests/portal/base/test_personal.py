"""Every field of ours is known to be personal or not; what is personal can be erased."""

import uuid

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from communities.models import Arrival
from portal.base import personal
from portal.base.languages import CODES, suffix
from portal.base.rights import Role
from portal.models import Duty, Message, PageWatch, User
from services.models import Reminders, SealedPlan
from tests.factories import (
    make_door_link,
    make_remark,
    make_sign_up,
    make_subscription,
    make_user,
)

OURS = [
    model
    for app in ("portal", "communities", "services")
    for model in apps.get_app_config(app).get_models()
]
# In tables of what is public, only such fields could hold something about a person.
TELLING_TYPES = (models.EmailField, models.GenericIPAddressField, models.FileField)
TELLING_NAMES = {"phone", "wechat", "birthday", "passport", "nationality", "person"}


def label(model) -> str:
    return model._meta.label


def own_fields(model) -> list[models.Field]:
    """The columns of a table, a translated text counted once."""
    fields = [*model._meta.concrete_fields, *model._meta.local_many_to_many]
    names = {field.name for field in fields}
    spellings = {f"{name}_{suffix(code)}" for name in names for code in CODES}
    return [field for field in fields if field.name not in spellings]


def could_tell_of_a_person(field) -> bool:
    return (
        isinstance(field, TELLING_TYPES)
        or bool(set(field.name.split("_")) & TELLING_NAMES)
        or (field.is_relation and field.related_model._meta.label == settings.AUTH_USER_MODEL)
    )


def test_every_table_is_known_to_hold_personal_data_or_not():
    assert {label(model) for model in OURS} == {*personal.REGISTER, *personal.PUBLIC}


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_field_is_known_to_be_personal_or_not(model):
    names = {field.name for field in own_fields(model)}
    if label(model) in personal.PUBLIC:
        telling = {field.name for field in own_fields(model) if could_tell_of_a_person(field)}

        known = personal.PUBLIC_CONTACTS | personal.PUBLIC_FILES | personal.STAFF_AT_WORK
        assert telling - known == set()
    else:
        register = personal.REGISTER[label(model)]
        impersonal = personal.IMPERSONAL[label(model)]

        assert names - {*register, *impersonal} == set(), "say in portal/base/personal/"
        assert {*register, *impersonal} - names == set(), "no longer there"
        assert {*register} & {*impersonal} == set()


@pytest.mark.django_db
def test_everything_personal_can_be_erased_and_the_row_stays():
    place = make_sign_up(name="Ada", email="ada@example.org", answers={"1": "vegan"})
    Arrival.objects.create(sign_up=place, nonce=uuid.uuid4())
    make_door_link(date=place.date)
    make_subscription(email="ada@example.org", topics=["health"])
    PageWatch.objects.create(email="ada@example.org", kind="guides", object_pk=1)
    Reminders.objects.create(email="ada@example.org", answers="x=1", told={"x": 1})
    SealedPlan.objects.create(digest="x", sealed="locked")
    Message.objects.create(key="x", to="ada@example.org", subject="s", text="t", html="h")
    make_remark(email="ada@example.org")
    user = make_user(email="ada@example.org", name="Ada")
    Duty.objects.create(user=user, role=Role.CITY_OFFICE)

    for model in map(apps.get_model, personal.REGISTER):
        before = model.objects.get()
        personal.erase(model.objects.all())
        after = model.objects.get()
        for name, field in personal.of(model).items():
            was, now = getattr(before, name), getattr(after, name)
            assert (was == now) == (field.erased is personal.STAYS or not was), name

    assert User.objects.get().email.endswith("@invalid")
