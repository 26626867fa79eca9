"""A change of one page is a change of what holds it, too: the journeys that it belongs to."""

from collections.abc import Iterable

from django.apps import apps
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from portal.base.languages import CODES, localized
from portal.publishing import answers
from portal.publishing.history import MeaningAnswer, MeaningChange
from portal.search.models import SearchEntry

_LONGEST = MeaningChange._meta.get_field("note").max_length


def spread(groups: Iterable[str], *, notes: dict[str, str]) -> None:
    """Put a change on the record of each public page among the groups of the changed ones.

    Inside the transaction of the change. Groups are those of the search index.
    """
    wanted = [group.split("/") for group in groups]
    for model in apps.get_models():
        if not hasattr(model, "meaning_version"):
            continue
        pks = [pk for kind, pk in wanted if kind == model.kind]
        for whole in model.objects.published().filter(pk__in=pks) if pks else ():
            answers.note_change(whole, notes=notes)


def spread_answer(thing, given: MeaningAnswer) -> None:
    """Do the same for what staff said of a page that is being published."""
    entry = SearchEntry.objects.filter(kind=thing.kind, object_pk=thing.pk)
    groups = entry.values_list("groups", flat=True).first()
    if groups:
        spread(groups, notes={code: _with_name(thing, given, code) for code in CODES})


def _with_name(thing, given: MeaningAnswer, language: str) -> str:
    parts = {
        "name": localized(thing, thing.name_field, language),
        "change": localized(given, "note", language),
    }
    with translation.override(language):
        return Truncator(_("%(name)s: %(change)s") % parts).chars(_LONGEST)
