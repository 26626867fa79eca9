"""Reminds those in charge of a record that it is due to be checked again."""

import datetime as dt

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from wagtail.permissions import policy_registry

from portal.outbox.models import Message
from portal.outbox.queue import enqueue
from portal.publishing import mails
from portal.publishing.actions import publishable_models

# How many days before somebody is reminded; the last time on the day itself.
STAGES = (0, 7, 30)


def remind() -> int:
    """Write to everybody of whose records one is due; return how many were written to.

    A person gets one mail a day at most, which names all that is due. Each record is
    spoken of once at each stage; when it goes to somebody else, or its day moves, anew.
    """
    people = set()
    for model in publishable_models():
        people |= set(_soon(model).values_list("owner", flat=True))
    return sum(_remind(person) for person in sorted(people))


def _soon(model):
    last = timezone.localdate() + dt.timedelta(days=max(STAGES))
    return model.objects.published().filter(review_due__lte=last, owner__is_active=True)


@transaction.atomic
def _remind(pk: int) -> bool:
    people = get_user_model().objects.select_for_update(no_key=True, of=("self",))
    person = people.select_related("wagtail_userprofile").get(pk=pk)
    key = f"review-due:{pk}:{timezone.localdate()}"
    if Message.objects.filter(key=key).exists():
        return False
    things = [
        thing
        for model in publishable_models()
        for thing in _soon(model).filter(owner=person).select_for_update(of=("self",))
        if _sees(person, thing)
    ]
    if all(thing.review_told == _stage(thing) for thing in things):
        return False
    for thing in things:
        rows = type(thing)._base_manager.filter(pk=thing.pk)
        rows.update(review_told=_stage(thing))
    enqueue(mails.due(person, sorted(things, key=lambda each: each.review_due), key=key))
    return True


def _stage(thing) -> str:
    """Say of what its owner is to be told now: which day, how near, and whom."""
    left = (thing.review_due - timezone.localdate()).days
    near = next(days for days in STAGES if left <= days)
    return f"{thing.review_due}:{near}:{thing.owner_id}"


def _sees(person, thing) -> bool:
    policy = policy_registry.get(thing)
    return policy.user_has_permission_for_instance(person, "view", thing)
