"""Reminds those in charge of a record that it is due to be checked again, or that it ends."""

import datetime as dt
from collections import defaultdict

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import timezone
from wagtail.permissions import policy_registry

from portal.outbox.models import Message
from portal.outbox.queue import enqueue
from portal.publishing import mails
from portal.publishing.review import reviewers

# How many days before somebody is reminded; the last time on the day itself.
STAGES = (0, 7, 30)


def remind() -> int:
    """Write to everybody of whose records one is due; return how many were written to.

    A person gets one mail a day at most, which names all that is due. Each record is
    spoken of once at each stage; when it goes to somebody else, or its day moves, anew.
    """
    theirs = defaultdict(lambda: defaultdict(list))
    for model in _checked_models():
        for thing in _soon(model):
            for person in _in_charge(thing):
                theirs[person][model].append(thing.pk)
    return sum(_remind(person, theirs[person]) for person in sorted(theirs))


def _checked_models() -> list[type[models.Model]]:
    """Every kind of record that says which of its rows are `to_check`."""
    return [each for each in apps.get_models() if hasattr(each._default_manager, "to_check")]


def _last_day() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=max(STAGES))


def _soon(model: type[models.Model]) -> models.QuerySet:
    return model.objects.to_check(_last_day())


def _in_charge(thing) -> list[int]:
    """Its owner; what has none by its kind is everybody's who may publish it."""
    if hasattr(thing, "owner_id"):
        return [thing.owner_id]
    return [person.pk for person in reviewers(thing)]


@transaction.atomic
def _remind(pk: int, theirs: dict[type[models.Model], list[int]]) -> bool:
    people = get_user_model().objects.select_for_update(no_key=True, of=("self",))
    person = people.select_related("wagtail_userprofile").get(pk=pk)
    key = f"review-due:{pk}:{timezone.localdate()}"
    if Message.objects.filter(key=key).exists():
        return False
    things = [
        thing
        for model, pks in theirs.items()
        for thing in _soon(model).filter(pk__in=pks).select_for_update(of=("self",))
        if pk in _in_charge(thing) and _sees(person, thing)
    ]
    if all(_stage(thing, pk) in thing.review_told.split() for thing in things):
        return False
    for thing in things:
        rows = type(thing)._base_manager.filter(pk=thing.pk)
        rows.update(review_told=_told(thing, pk))
    in_order = sorted(things, key=lambda each: min(each.checks))
    enqueue(mails.due(person, in_order, last_day=_last_day(), key=key))
    return True


def _stage(thing, person: int) -> str:
    """Say of what somebody is to be told now: which days, and how near."""
    stages = []
    for day, _is_end in thing.checks:
        left = (day - timezone.localdate()).days
        stages += [f"{day}:{days}" for days in STAGES if left <= days][:1]
    return f"{person}:{','.join(stages)}"


def _told(thing, person: int) -> str:
    """What each of those in charge has been told, this one among them."""
    others = {str(each) for each in _in_charge(thing)} - {str(person)}
    kept = [each for each in thing.review_told.split() if each.partition(":")[0] in others]
    return " ".join([*kept, _stage(thing, person)])


def _sees(person, thing) -> bool:
    policy = policy_registry.get(thing)
    return policy.user_has_permission_for_instance(person, "view", thing)
