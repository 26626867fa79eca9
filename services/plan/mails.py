"""The letters of reminders: is it really you, what comes up, what has changed and why."""

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from portal.outbox.queue import Draft
from portal.subscriptions.mails import letter
from services.plan.models import Reminders
from services.plan.reminding import Changes, Notice

FOLDER = "services/plan/mails"


def confirmation(wish: Reminders) -> Draft:
    """Ask the mailbox whether it wants this. Nothing else is sent before it has answered."""
    key = f"confirmation:{wish.asked_at:%Y%m%dT%H%M%S%f}"
    return letter(wish, f"{FOLDER}/confirmation", key=key)


def reminder(wish: Reminders, notices: list[Notice], today: dt.date) -> Draft:
    """Tell of what comes up, with papers and place: one letter a day at most."""
    context = {"notices": notices, "community": wish.plan.community}
    context["plan_link"] = _plan_link(wish)
    return letter(wish, f"{FOLDER}/reminder", key=f"reminder:{today:%Y%m%d}", **context)


def changed(wish: Reminders, changes: Changes, today: dt.date) -> Draft:
    """Tell of what is new, what has moved, by which rule, and what is no longer there."""
    context = {"changes": changes, "plan_link": _plan_link(wish)}
    return letter(wish, f"{FOLDER}/changed", key=f"changed:{today:%Y%m%d}", **context)


def _plan_link(wish: Reminders) -> str:
    with override(wish.language):
        return f"{settings.SITE_ROOT}{reverse('plan:dates')}?{wish.answers}"
