"""The verbs: be reminded, confirm, end, look at what is due; seal a plan and forget it."""

import datetime as dt
import secrets
from dataclasses import replace

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.base import personal
from portal.base.errors import Refusal
from portal.base.steps import done
from portal.outbox.models import Message
from portal.outbox.queue import enqueue, withdraw
from services.guides.models import Deadline
from services.plan import around, lines, mails, reminding
from services.plan.answers import Answers
from services.plan.models import UNTOUCHED_KEPT, Reminders, SealedPlan

# By this hour a reminder is read, not slept through.
MORNING = 8


@transaction.atomic
def ask(*, answers: Answers, email: str, language: str) -> None:
    """Note the wish to be reminded, and ask the mailbox whether it is its own.

    Refuses a plan that has nothing to remind of.
    """
    told = lines.of(answers, Deadline.objects.for_plans())
    if not reminding.are_left(told, after=timezone.localdate()):
        raise Refusal(_("There is no date left in this plan to remind you of."))
    wish = Reminders.objects.create(
        email=email, language=language, answers=replace(answers, own=()).query()
    )
    enqueue(mails.confirmation(wish))


@transaction.atomic
def confirm(wish: Reminders) -> None:
    """Begin, in the place of what the mailbox had for the same plan. Harmless to repeat."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    told = _known(wish.plan)
    asked = Reminders.objects.filter(pk=wish.pk, confirmed_at__isnull=True)
    if not asked.update(confirmed_at=timezone.now(), looked_on=yesterday, told=told):
        return
    of_person = Reminders.objects.of_person(wish.email).exclude(pk=wish.pk)
    for older in of_person.select_for_update():
        if older.plan.key == wish.plan.key:
            _forget(older)


@transaction.atomic
def end(*, token) -> None:
    """End the reminders and keep nothing of them. Doing it again changes nothing."""
    for wish in Reminders.objects.filter(token=token).select_for_update():
        withdraw(wish.letters)
        _forget(wish)


def remind() -> int:
    """Once a day, in the morning, look at every plan that is to be reminded of.

    Tells of what comes up, and of what the portal has changed in it; return how many were
    looked at. A plan that cannot be read keeps no other from its reminders.
    """
    if timezone.localtime().hour < MORNING:
        return 0
    today = timezone.localdate()
    waiting = Reminders.objects.to_look_at(today).order_by("pk").values_list("pk", flat=True)
    if not (keys := list(waiting)):
        return 0
    deadlines = list(Deadline.objects.for_plans())
    return sum(done(_look_at, key, deadlines, today) for key in keys)


def _look_at(key: int, deadlines: list[Deadline], today: dt.date) -> bool:
    free = Reminders.objects.to_look_at(today).select_for_update(skip_locked=True)
    wish = free.filter(pk=key).first()
    if wish is None:  # another worker has it, or its reader has just ended it
        return False
    with translation.override(wish.language):
        told = lines.of(wish.plan, deadlines)
        if changes := reminding.changes(told, wish.told, wish.plan, today):
            enqueue(mails.changed(wish, changes, today))
        if due := reminding.due(told, after=wish.looked_on, until=today):
            guides = around.guides(line.guide.slug for line in due if line.guide)
            enqueue(mails.reminder(wish, reminding.notices(due, told, guides), today))
        wish.told = reminding.known(told)
    wish.looked_on = today
    wish.is_spent = not reminding.are_left(told, after=today)
    wish.save(update_fields=["told", "looked_on", "is_spent"])
    return True


@transaction.atomic
def forget() -> int:
    """Forget whoever has had the last reminder, or has never confirmed; count them."""
    under_way = Message.Status.QUEUED, Message.Status.SENDING
    gone = 0
    for wish in [*Reminders.objects.spent(), *Reminders.objects.outlived()]:
        if not wish.letters.filter(status__in=under_way).exists():
            _forget(wish)
            gone += 1
    return gone


def _forget(wish: Reminders) -> None:
    """Erase the letters with it: they tell as much of a person as the wish."""
    personal.erase(wish.letters.finished())
    wish.delete()


@transaction.atomic
def seal(*, answers: Answers) -> str:
    """Keep a plan behind a link; return the key of the link, which is kept nowhere."""
    key = secrets.token_urlsafe(24)
    plan = SealedPlan(digest=SealedPlan.digest_of(key))
    plan.seal(key, answers=answers, told=_known(answers))
    plan.save()
    return key


@transaction.atomic
def change(plan: SealedPlan, *, key: str, answers: Answers) -> None:
    """Keep these answers behind the same link; its reader knows their days now."""
    plan.seal(key, answers=answers, told=_known(answers))
    plan.touched_on = timezone.localdate()
    # On another device it may have been deleted at this moment; it stays so.
    of_plan = SealedPlan.objects.filter(pk=plan.pk)
    of_plan.update(sealed=plan.sealed, touched_on=plan.touched_on)


def _known(answers: Answers) -> dict:
    return reminding.known(lines.of(answers, Deadline.objects.for_plans()))


@transaction.atomic
def touch(plan: SealedPlan) -> None:
    """Note that somebody has opened it, once a day."""
    SealedPlan.objects.filter(pk=plan.pk).update(touched_on=timezone.localdate())


@transaction.atomic
def unseal(*, key: str) -> None:
    """Delete what is behind a link. Doing it again changes nothing."""
    SealedPlan.objects.filter(digest=SealedPlan.digest_of(key)).delete()


@transaction.atomic
def forget_untouched() -> int:
    """Delete plans that nobody has opened for a year; count them."""
    limit = timezone.localdate() - UNTOUCHED_KEPT
    gone, _by_model = SealedPlan.objects.filter(touched_on__lt=limit).delete()
    return gone
