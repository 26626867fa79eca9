"""Writes the search entries; what publishes and withdraws calls it in its transaction.

A thing can be found if it has a `kind`, a `slug`, a `name_field`, and says what it is
found by: `search_summary` and `search_text` in a language, `search_names` beside its
name, `over_at` and `prominence`. Publishable has them all. What has headings within its
page says them: `search_headings`, for they tell more than the text below them. What shows
named facts says which: `shown_facts`; what belongs to something that readers follow says
to what: `groups`.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func, Model, Q, Value
from django.utils import timezone

from portal.base.languages import CODES, localized, suffix
from portal.search import texts
from portal.search.models import SearchAlias, SearchEntry, SearchWord

BATCH = 500
_KEY = ["kind", "object_pk"]
_WRITTEN = [
    field.name
    for field in SearchEntry._meta.concrete_fields
    if not field.primary_key and field.name not in _KEY
]


def is_findable(model: type[Model]) -> bool:
    """Whether things of this kind have entries."""
    return hasattr(model, "search_text")


def refresh(thing: Model) -> None:
    """Write the entry of a thing anew, or remove it if it is not public."""
    if getattr(thing, "live", True):
        refresh_many([thing])
    else:
        remove(thing)


def refresh_many(things: Iterable[Model]) -> None:
    """Write the entries of many public things, batch by batch, in three statements each."""
    _write(_entry(thing) for thing in things)


def renew(kind: str, slugs: Iterable[str]) -> None:
    """Write entries anew whose other names have changed."""
    _write(SearchEntry.objects.filter(kind=kind, slug__in=list(slugs)))


def remove(thing: Model) -> None:
    """Take a thing out of everything that reads the index."""
    SearchEntry.objects.filter(kind=thing.kind, object_pk=thing.pk).delete()


def _entry(thing: Model) -> SearchEntry:
    entry = SearchEntry(
        kind=thing.kind,
        object_pk=thing.pk,
        slug=thing.slug,
        other_names=[name for name in thing.search_names() if name],
        facts=sorted(set(getattr(thing, "shown_facts", ()))),
        groups=sorted(getattr(thing, "groups", ())),
        changed_on=getattr(thing, "meaning_changed_on", None) or timezone.localdate(),
        over_at=thing.over_at,
        prominence=thing.prominence,
    )
    for language in CODES:
        ending = suffix(language)
        setattr(entry, f"title_{ending}", localized(thing, thing.name_field, language))
        setattr(entry, f"summary_{ending}", thing.search_summary(language))
        setattr(entry, f"text_{ending}", thing.search_text(language))
        if hasattr(thing, "search_headings"):
            headings = filter(None, thing.search_headings(language))
            setattr(entry, f"headings_{ending}", "\n".join(headings))
    entry.district = getattr(thing, "district", "")
    # A station lies near places; it is not one of those that lie near something.
    if precision := getattr(thing, "position_precision", ""):
        entry.position_precision = precision
        entry.latitude, entry.longitude = thing.latitude, thing.longitude
    community = getattr(thing, "community", None)
    entry.community = community.slug if community else ""
    return entry


def _write(entries: Iterable[SearchEntry]) -> None:
    entries, words = iter(entries), set()
    while batch := list(islice(entries, BATCH)):
        words |= _write_batch(batch)
    # Last, and in one order: somebody who writes the same word waits until we have ended.
    SearchWord.objects.bulk_create(
        map(SearchWord, sorted(words)), batch_size=5000, ignore_conflicts=True
    )


def _write_batch(entries: list[SearchEntry]) -> set[str]:
    aliases, words = _aliases(entries), set()
    for entry in entries:
        words |= _derive(entry, aliases[entry.kind, entry.slug])
    SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=_KEY, update_fields=_WRITTEN
    )
    return words


def _aliases(entries: list[SearchEntry]) -> dict[tuple[str, str], list[str]]:
    kinds = {entry.kind for entry in entries}
    slugs = {entry.slug for entry in entries}
    found = defaultdict(list)
    rows = SearchAlias.objects.filter(Q(kind__in=kinds) & Q(slug__in=slugs))
    for kind, slug, name in rows.values_list("kind", "slug", "name"):
        found[kind, slug].append(name)
    return found


def _derive(entry: SearchEntry, aliases: list[str]) -> set[str]:
    """Fill what is searched from what is shown; return the words for the vocabulary."""
    names = [entry.title_en, entry.title_zh_hans, *entry.other_names, *aliases]
    summaries = [entry.summary_en, entry.summary_zh_hans]
    headings = [entry.headings_en, entry.headings_zh_hans]
    bodies = [entry.text_en, entry.text_zh_hans]
    kind = f"'@{entry.kind}':1A"
    entry.names = sorted({key for name in names for key in texts.keys(name)})
    name_words = _vector((names, "A"), kind, named=True)
    entry.name_words = name_words
    entry.words = _Joined(
        name_words,
        _vector((summaries, "B"), ""),
        _vector((headings, "C"), ""),
        _vector((bodies, "D"), ""),
    )
    return texts.vocabulary(names, [*summaries, *headings, *bodies])


class _Joined(Func):
    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = SearchVectorField()


def _vector(part: tuple[list[str], str], more: str, *, named: bool = False) -> Func:
    """Stem the Latin words of some texts in PostgreSQL and join the rest, made here."""
    words, weight = part
    stems = Func(
        Value(texts.latin(*words)),
        template=f"setweight(to_tsvector('english', %(expressions)s), '{weight}')",
    )
    own = f"{texts.vector(words, weight, named=named)} {more}"
    return _Joined(stems, Func(Value(own), template="%(expressions)s::tsvector"))
