"""Did the meaning change? The question, its answer, and the effects when it is published.

One of five effects is not here: who watches the page is told by the clock
(portal/watches/actions.py), which looks at the table of changes.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.base.dated import unchanged
from portal.base.errors import Refusal
from portal.base.languages import CODES, suffix
from portal.publishing import meaning
from portal.publishing.history import MeaningAnswer, MeaningChange

_ANSWERED = [
    field.name
    for field in MeaningAnswer._meta.concrete_fields
    if field.name not in {"id", "kind", "object_pk"}
]


class Unanswered(Refusal):
    """A draft says something else than the public page, and nobody has said what it means."""


def parts_changed(live, draft) -> frozenset[str]:
    """Name the parts of the meaning in which a draft differs from what the public knows.

    None where nothing was ever public, or only layout, links or order differ: then there
    is nothing to ask.
    """
    return _changed(live, meaning.of(draft))


def _changed(live, said: dict[str, str]) -> frozenset[str]:
    known = meaning.of(live) if live.live else live.withdrawn_meaning
    return meaning.changed(known, said) if known else frozenset()


def answer_to(draft) -> MeaningAnswer | None:
    """Return what was answered about a draft as it is now."""
    answer = MeaningAnswer.objects.of(draft).first()
    return answer if answer and answer.about == meaning.of(draft) else None


def is_open(live, draft) -> bool:
    """Whether somebody must still say if the meaning changed."""
    return bool(parts_changed(live, draft)) and answer_to(draft) is None


def answer(draft, *, by, is_change: bool, stated_in: list[str], notes: dict[str, str]) -> None:
    """Note what a draft means, until it is published; a later answer takes its place.

    `stated_in` names the languages that state what the record means now; `notes` says
    what has changed, by language, and is empty where the meaning did not change.
    """
    answer_all([draft], by=by, is_change=is_change, stated_in=stated_in, notes=notes)


def answer_all(drafts: Iterable, *, notes: dict[str, str], **said) -> None:
    """Note that many drafts mean one and the same."""
    said |= {f"note_{suffix(code)}": text for code, text in notes.items()}
    MeaningAnswer.objects.bulk_create(
        [
            MeaningAnswer(kind=draft.kind, object_pk=draft.pk, about=meaning.of(draft), **said)
            for draft in drafts
        ],
        update_conflicts=True,
        unique_fields=["kind", "object_pk"],
        update_fields=_ANSWERED,
    )


def settle(live, draft, *, now_public: bool) -> MeaningAnswer | None:
    """Give an answer its effects on a draft that takes the place of the live row, inside
    the publishing transaction.

    A draft that is only put on the calendar needs its answer too, but keeps it until its
    time has come. Returns the answer if by it the meaning has changed for the public now.
    Raises Unanswered.
    """
    said = meaning.of(draft)
    kept = MeaningAnswer.objects.of(draft).first()
    given = None
    if _changed(live, said):
        if kept is None or kept.about != said:
            raise Unanswered(
                _("Not published: please say first whether the meaning of “%(name)s” changed.")
                % {"name": draft}
            )
        given = kept
    if not now_public:
        return None
    same = unchanged(live.dated_facts, live, draft)
    draft.withdrawn_meaning = None
    # Nobody has confirmed what was not yet said.
    draft.facts_confirmed = {
        name: day for name, day in live.facts_confirmed.items() if name in same
    }
    for name, value in (_effects(live, given) if given else {}).items():
        setattr(draft, name, value)
    if kept:
        kept.delete()
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
            by_id=given.by_id,
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
