"""What becomes public, and when: the clock, staff's word, and things that have no draft."""

import logging

from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.db import transaction
from django.utils import timezone
from wagtail.actions.create import CreateAction
from wagtail.actions.delete import DeleteAction
from wagtail.actions.edit import EditAction
from wagtail.log_actions import log
from wagtail.models import Revision

from portal.base.errors import Refusal
from portal.base.languages import suffix
from portal.base.steps import done
from portal.publishing import meaning
from portal.publishing.content import content_changed
from portal.publishing.models import Publishable

logger = logging.getLogger(__name__)

CHECKED_EVERY = relativedelta(months=6)


def apply_schedule() -> int:
    """Publish what was put on the calendar and withdraw what has expired; count both.

    Each item is claimed under a lock that others skip, so two clocks at once do every
    thing once. One that cannot be done is logged and does not stop the rest.
    """
    due = Revision.objects.filter(approved_go_live_at__lte=timezone.now())
    number = sum(
        done(_publish_due, revision)
        for revision in due.order_by("approved_go_live_at").values_list("pk", flat=True)
    )
    for model in publishable_models():
        expired = model.objects.published().filter(expire_at__lte=timezone.now())
        number += sum(done(_withdraw, model, pk) for pk in expired.values_list("pk", flat=True))
    return number


def publishable_models() -> list[type[Publishable]]:
    """Return every kind of thing that is prepared as a draft and then shown."""
    return [model for model in apps.get_models() if issubclass(model, Publishable)]


def _publish_due(pk: int) -> bool:
    claimed = Revision.objects.select_for_update(skip_locked=True).filter(
        pk=pk, approved_go_live_at__lte=timezone.now()
    )
    revision = claimed.first()
    if revision is None:
        return False
    try:
        revision.publish(log_action="wagtail.publish.scheduled")
    except Refusal as refusal:
        # It would be refused every minute: take it off the calendar, a person must look.
        logger.warning("Taken off the calendar: %s: %s", revision, refusal.message)
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        return False
    return True


def _withdraw(model: type[Publishable], pk: int) -> bool:
    claimed = model.objects.select_for_update(skip_locked=True, of=("self",)).published()
    thing = claimed.filter(pk=pk, expire_at__lte=timezone.now()).first()
    if thing is None:
        return False
    thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


@transaction.atomic
def still_right(thing, *, language: str, by) -> None:
    """Note that a text states the current meaning as it stands: it was only not looked at."""
    rows = type(thing)._base_manager.filter(pk=thing.pk)
    row = rows.select_for_update().get()
    if not meaning.is_outdated(row, language):
        return
    rows.update(**{f"answered_version_{suffix(language)}": row.meaning_version})
    log(row, "portal.still_right", user=by, data={"language": language})
    content_changed(thing.kind)


@transaction.atomic
def confirm(thing, *, by) -> None:
    """Note that staff have looked at a record today and that it holds, every fact of it.

    Its next check is due in half a year, unless it was due later anyway.
    """
    today = timezone.localdate()
    rows = type(thing)._base_manager.filter(pk=thing.pk)
    row = rows.select_for_update(of=("self",)).get()
    stated = [fact.name for fact in row.dated_facts if fact.is_stated(row)]
    rows.update(
        confirmed_on=today,
        confirmed_by=by,
        facts_confirmed=dict.fromkeys(stated, today.isoformat()),
        review_due=max(row.review_due or today, today + CHECKED_EVERY),
    )
    log(row, "portal.confirmed", user=by)
    content_changed(thing.kind)


@transaction.atomic
def confirm_fact(thing, *, name: str, by) -> None:
    """Note that staff have looked at one dated fact of a record today and that it holds."""
    rows = type(thing)._base_manager.filter(pk=thing.pk)
    row = rows.select_for_update(of=("self",)).get()
    today = timezone.localdate().isoformat()
    rows.update(facts_confirmed=row.facts_confirmed | {name: today})
    log(row, "portal.confirmed_fact", user=by, data={"fact": name})
    content_changed(thing.kind)


@transaction.atomic
def entrust(thing, *, owner, review_due, by) -> None:
    """Put somebody in charge of a record, and say by when it is to be checked again."""
    rows = type(thing)._base_manager.filter(pk=thing.pk)
    rows.update(owner=owner, review_due=review_due)
    log(thing, "portal.entrust", user=by)
    content_changed(thing.kind)


class _Shown:
    """Writes a thing that has no draft: what is saved is public, in the same transaction."""

    @transaction.atomic
    def execute(self, **options):
        result = super().execute(**options)
        content_changed()
        return result


class CreateShown(_Shown, CreateAction):
    """Add a thing that readers see at once."""


class EditShown(_Shown, EditAction):
    """Change a thing that readers see at once."""


class DeleteShown(_Shown, DeleteAction):
    """Delete a thing that readers saw."""
