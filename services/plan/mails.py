"""The letters of reminders: is it really you, what comes up, what has moved and why."""

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from portal.outbox.queue import Draft
from portal.subscriptions.mails import letter
from services.plan.lines import Line
from services.plan.models import Reminders
from services.plan.reminding import Move

FOLDER = "services/plan/mails"


def confirmation(wish: Reminders) -> Draft:
    """Ask the mailbox whether it wants this. Nothing else is sent before it has answered."""
    key = f"confirmation:{wish.asked_at:%Y%m%dT%H%M%S%f}"
    return letter(wish, f"{FOLDER}/confirmation", key=key)


def reminder(wish: Reminders, lines: list[Line], today: dt.date) -> Draft:
    """Tell of what comes up: one letter a day at most."""
    context = {"lines": lines, "plan_link": _plan_link(wish)}
    return letter(wish, f"{FOLDER}/reminder", key=f"reminder:{today:%Y%m%d}", **context)


def moved(wish: Reminders, moves: list[Move], today: dt.date) -> Draft:
    """Tell of days that have moved, from when to when and by which rule."""
    context = {"moves": moves, "plan_link": _plan_link(wish)}
    return letter(wish, f"{FOLDER}/moved", key=f"moved:{today:%Y%m%d}", **context)


def _plan_link(wish: Reminders) -> str:
    with override(wish.language):
        return f"{settings.SITE_ROOT}{reverse('plan:dates')}?{wish.answers}"
