"""Facts inside texts: [[visa-free-stay]] stands for what the fact says on the day."""

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.base.languages import CODES, localized, suffix
from portal.facts.models import Fact
from portal.facts.stated import Stated, facts_on

_NAMED = re.compile(r"\[\[(?P<name>[^\[\]|]*)(?P<short>\|\s*short\s*)?\]\]")


def names_in(text: str) -> list[str]:
    """Name every fact that a text shows, in the order in which it does."""
    return [found["name"].strip() for found in _NAMED.finditer(text or "")]


def fill(text: str, facts: dict[str, Stated], *, dated: bool = True) -> str:
    """Put what the facts say in the place of their names, in the active language.

    [[name]] says until when it holds where that matters, [[name|short]] only the value, as
    all do where nothing is `dated`. What is no fact stays as it is written.
    """

    def said(found: re.Match) -> str:
        fact = facts.get(found["name"].strip())
        if fact is None:
            return found[0]
        return fact.words if found["short"] or not dated else fact.with_dates

    return _NAMED.sub(said, text or "")


def filled(thing: "StatesFacts", facts: dict[str, Stated]) -> "StatesFacts":
    """Put the facts into every text of a record that may show them, in both languages.

    The record is for showing now, and must not be saved.
    """
    for code in CODES:
        with translation.override(code):
            for field in thing.fact_texts:
                column = f"{field}_{suffix(code)}"
                setattr(thing, column, fill(getattr(thing, column), facts))
    return thing


def searched(text: str, language: str) -> str:
    """Return a text as it is searched in a language: with what its facts say today."""
    if not names_in(text):
        return text
    with translation.override(language):
        return fill(text, facts_on(timezone.localdate()), dated=False)


class ShowsFacts:
    """A page that shows facts: in its own texts and in those of the rows that belong to it."""

    def stating(self) -> list:
        """Return everything on it that may show facts: each has `own_facts`."""
        raise NotImplementedError

    @property
    def shown_facts(self) -> list[str]:
        """Name every fact that it shows; the search index keeps them."""
        return [name for part in self.stating() for name in part.own_facts()]

    def faults_on(self, day: dt.date) -> list[str]:
        """Say what readers would stumble over by what the facts say on a day: nothing."""
        return []

    def showing(self, name: str) -> list:
        """Return the parts of it that show a fact."""
        return [part for part in self.stating() if name in part.own_facts()]


class StatesFacts(models.Model):
    """A record whose texts may show facts by name.

    A subclass says in which of its translated fields they may (`fact_texts`), and in which
    not, because lists and letters show those without the page (`texts_without_facts`).
    """

    fact_texts: tuple[str, ...] = ()
    texts_without_facts: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def own_facts(self) -> list[str]:
        """Name every fact that its own texts show, in either language."""
        return [
            name
            for field in self.fact_texts
            for code in CODES
            for name in names_in(localized(self, field, code))
        ]

    def clean(self):
        """Refuse names that are none, where they were written."""
        super().clean()
        named = set(self.own_facts())
        known = set(Fact.objects.filter(slug__in=named).values_list("slug", flat=True))
        faults = {}
        for field in (*self.fact_texts, *self.texts_without_facts):
            for code in CODES:
                names = names_in(localized(self, field, code))
                if fault := self._fault(field, names, known):
                    faults[f"{field}_{suffix(code)}"] = fault
        if faults:
            raise ValidationError(faults)

    def _fault(self, field: str, names: list[str], known: set[str]) -> str:
        if names and field in self.texts_without_facts:
            return _("Lists show this text by itself: write it without [[…]].")
        for name in names:
            if name not in known:
                return _("There is no fact named “%(name)s”.") % {"name": name}
        return ""
