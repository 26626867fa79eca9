"""Letters to staff: a review waits, came back, is published; a check is due."""

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from portal.outbox.queue import Draft
from portal.outbox.writing import written


def waits(task_state, thing, person, *, by) -> Draft:
    """Tell somebody who may publish an item that it waits for them."""
    return _of_review("waits", task_state, thing, person, by=by)


def came_back(task_state, thing, person, *, by) -> Draft:
    """Tell who submitted an item why it came back."""
    return _of_review("came_back", task_state, thing, person, by=by)


def approved(task_state, thing, person, *, by) -> Draft:
    """Tell who submitted an item that it has been approved."""
    return _of_review("approved", task_state, thing, person, by=by)


def due(person, things, *, last_day: dt.date, key: str) -> Draft:
    """Tell somebody which of their records are due to be checked again, or end, by a day."""
    context = {
        "things": [_named(thing) for thing in things],
        "today": timezone.localdate(),
        "last_day": last_day,
    }
    return _letter("due", context, person, key=key)


def _of_review(name: str, task_state, thing, person, *, by) -> Draft:
    context = _named(thing) | {"by": by, "comment": task_state.comment}
    key = f"review:{task_state.pk}:{name}:{person.pk}"
    return _letter(name, context, person, key=key)


def _named(thing) -> dict:
    """What a letter says of a record: what it is, when it is due, where it is edited."""
    edit = reverse(thing.snippet_viewset.get_url_name("edit"), args=[thing.pk])
    return {
        "name": str(thing),
        "kind": thing._meta.verbose_name,
        "checks": thing.checks,
        "link": settings.SITE_ROOT + edit,
    }


def _letter(name: str, context: dict, person, *, key: str) -> Draft:
    return written(
        f"portal/publishing/mails/{name}",
        context,
        language=person.language,
        with_html=False,
        key=key,
        to=person.email,
    )
