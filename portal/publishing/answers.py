"""Did the meaning change? The question, its answer, and the effects when it is published.

One of five effects is not here: who watches the page is told by the clock
(portal/watches/actions.py), which looks at the table of changes.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.base.dated import unchanged
from portal.base.errors import Refusal
from portal.base.languages import CODES, suffix
from portal.publishing import meaning
from portal.publishing.history import MeaningAnswer, MeaningChange


class Unanswered(Refusal):
    """A draft says something else than the public page, and nobody has said what it means."""


def parts_changed(live, draft) -> frozenset[str]:
    """Name the parts of the meaning in which a draft differs from what the public knows.

    None where nothing was ever public, or only layout, links or order differ: then there
    is nothing to ask.
    """
    known = meaning.of(live) if live.live else live.withdrawn_meaning
    return meaning.changed(known, meaning.of(draft)) if known else frozenset()


def answer_to(draft) -> MeaningAnswer | None:
    """Return what was answered about a draft as it is now."""
    answer = MeaningAnswer.objects.of(draft).first()
    return answer if answer and answer.about == meaning.of(draft) else None


def is_open(live, draft) -> bool:
    """Whether somebody must still say if the meaning changed."""
    return bool(parts_changed(live, draft)) and answer_to(draft) is None


@transaction.atomic
def answer(draft, *, by, is_change: bool, stated_in: list[str], notes: dict[str, str]) -> None:
    """Note what a draft means, until it is published; a later answer takes its place.

    `stated_in` names the languages that state what the record means now; `notes` says
    what has changed, by language, and is empty where the meaning did not change.
    """
    said = {f"note_{suffix(code)}": text for code, text in notes.items()}
    MeaningAnswer.objects.update_or_create(
        kind=draft.kind,
        object_pk=draft.pk,
        defaults=said
        | {
            "is_change": is_change,
            "stated_in": stated_in,
            "by": by,
            "about": meaning.of(draft),
            "at": timezone.now(),
        },
    )


def settle(live, draft, *, now_public: bool) -> MeaningAnswer | None:
    """Give an answer its effects on the live row, inside the publishing transaction.

    A draft that is only put on the calendar needs its answer too, but keeps it until its
    time has come. Returns the answer if by it the meaning has changed for the public now.
    Raises Unanswered.
    """
    given = answer_to(draft) if parts_changed(live, draft) else None
    if given is None and parts_changed(live, draft):
        raise Unanswered(
            _("Not published: please say first whether the meaning of “%(name)s” changed.")
            % {"name": draft}
        )
    if not now_public:
        return None
    same = unchanged(live.dated_facts, live, draft)
    # Nobody has confirmed what was not yet said.
    kept = {name: day for name, day in live.facts_confirmed.items() if name in same}
    effects = {"withdrawn_meaning": None, "facts_confirmed": kept}
    if given:
        effects |= _effects(live, given)
    type(live)._base_manager.filter(pk=live.pk).update(**effects)
    MeaningAnswer.objects.of(live).delete()
    return given if given and given.is_change else None


def _effects(live, given: MeaningAnswer) -> dict:
    version = live.meaning_version + given.is_change
    effects = {f"answered_version_{suffix(code)}": version for code in given.stated_in}
    if given.is_change:
        MeaningChange.objects.create(
            kind=live.kind,
            object_pk=live.pk,
            version=version,
            note_en=given.note_en,
            note_zh_hans=given.note_zh_hans,
            stated_in=given.stated_in,
            by=given.by,
        )
        today = timezone.localdate()
        effects |= {"meaning_version": version, "meaning_changed_on": today}
    return effects


@transaction.atomic
def note_change(thing, *, notes: dict[str, str]) -> None:
    """Put on a page's record a change that no draft of it made: a fact that it shows.

    Every language that was up to date still is, since they share the fact.
    """
    rows = type(thing)._base_manager.filter(pk=thing.pk)
    live = rows.select_for_update(of=("self",)).get()
    current = [code for code in CODES if not meaning.is_outdated(live, code)]
    said = {f"note_{suffix(code)}": text for code, text in notes.items()}
    given = MeaningAnswer(is_change=True, stated_in=current, by=None, **said)
    rows.update(**_effects(live, given))


def forget(thing) -> None:
    """Drop what belongs to a record that is gone."""
    for model in (MeaningChange, MeaningAnswer):
        model.objects.of(thing).delete()
