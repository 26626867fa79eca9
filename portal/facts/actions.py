"""Notes what the facts say since the clock last looked, and puts it on their pages' record."""

import datetime as dt

from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from portal.base.languages import CODES, localized
from portal.base.steps import done
from portal.facts import wording
from portal.facts.models import Fact, FactChange
from portal.facts.stated import Stated, facts_on, stated_on
from portal.publishing import answers
from portal.publishing.actions import publishable_models
from portal.publishing.content import content_changed
from portal.publishing.spreading import spread
from portal.search import index

# So much of a value fits into the line that a page's history has for a change.
_LONGEST = 80


def note_changes() -> int:
    """Note every fact that says something else than was noted last; count them.

    It matters not whether a person has changed it or its day has come. Harmless to repeat,
    and at the same time: what was noted is compared under the lock of the fact. A fact that
    cannot be noted keeps no other from it.
    """
    stated = facts_on(timezone.localdate()).values()
    new = [each.fact.pk for each in stated if not _is_noted(each.fact, each)]
    return sum(done(_note, pk) for pk in new)


def _is_noted(fact: Fact, stated: Stated) -> bool:
    return fact.noted_on is not None and fact.noted == stated.plain


def _note(pk: int) -> bool:
    fact = Fact.objects.select_for_update().get(pk=pk)
    stated = stated_on(fact, timezone.localdate())
    if _is_noted(fact, stated):
        return False
    before, last_noted = fact.noted, fact.noted_on
    fact.noted, fact.noted_on = stated.plain, stated.day
    fact.save(update_fields=["noted", "noted_on"])
    if last_noted is None:  # nobody can have been told otherwise
        return False
    change = FactChange.objects.create(
        fact=fact, before=before, after=stated.plain, from_day=_from_day(stated, last_noted)
    )
    _put_on_record(change)
    content_changed()
    return True


def _from_day(stated: Stated, last_noted: dt.date) -> dt.date:
    """The day that the value names; today where somebody has mended what held before."""
    if stated.has_ended:
        named = stated.value.valid_until + dt.timedelta(days=1)
    else:
        named = stated.value.valid_from
    return named if named and last_noted < named <= stated.day else stated.day


def _put_on_record(change: FactChange) -> None:
    """Let every page that shows the fact say when and how it changed, and be found by it."""
    pages = change.fact.used_on().values_list("kind", "object_pk", "groups")
    keys, groups = {}, set()
    for kind, pk, of_page in pages:
        keys.setdefault(kind, []).append(pk)
        groups |= {*of_page}
    notes = {code: _told(change, code) for code in CODES}
    for model in publishable_models():
        for page in model.objects.published().filter(pk__in=keys.get(model.kind, [])):
            answers.note_change(page, notes=notes)
            index.refresh(page)
        groups -= {f"{model.kind}/{pk}" for pk in keys.get(model.kind, [])}
    spread(groups, notes=notes)


def _told(change: FactChange, language: str) -> str:
    """Say in one line what changed, from what to what, and from which day."""
    with translation.override(language):
        said = {
            "name": localized(change.fact, "name", language),
            "before": change.before and _short(change.before),
            "after": change.after and _short(change.after),
            "date": wording.day(change.from_day),
        }
        if change.after is None:
            return _("%(name)s: %(before)s no longer holds from %(date)s") % said
        if change.before is None:
            return _("%(name)s: %(after)s from %(date)s") % said
        return _("%(name)s: %(after)s from %(date)s, before that %(before)s") % said


def _short(plain: dict) -> str:
    return Truncator(wording.say(plain)).chars(_LONGEST)
