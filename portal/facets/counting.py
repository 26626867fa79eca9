"""How many rows each answer would leave, and which rows are on a page.

Each is worked out in one query and kept in the shared cache under the content version,
so that a list that somebody has looked at costs only the query for its cards.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count

from portal.base import languages
from portal.facets.question import PAGE_SIZE, Question

LIFETIME = 600  # seconds; what is kept falls with the content version anyway


@dataclass(frozen=True)
class Tally:
    """The counts that belong to one choice of filters."""

    total: int
    # For every option: the places left if it were chosen under all other facets' choices.
    options: dict[tuple[str, str], int]
    # For every facet in use: the places if it were not, and the places if it alone were.
    without: dict[str, int]
    alone: dict[str, int]


def count(question: Question) -> Tally:
    """Count everything that the page of a question tells, in one query."""
    aggregates = {"total": Count("pk", filter=question.condition())}
    names = {}
    for facet in question.facets:
        others = question.condition(leaving_out=facet.name)
        for option in facet.options:
            names[facet.name, option.value] = f"option{len(names)}"
            aggregates[names[facet.name, option.value]] = Count(
                "pk", filter=option.condition & others
            )
        if facet.name in question.chosen:
            aggregates[f"without_{facet.name}"] = Count("pk", filter=others)
            aggregates[f"alone_{facet.name}"] = Count(
                "pk", filter=facet.condition(question.chosen[facet.name])
            )
    row = question.kind.rows().aggregate(**aggregates)
    return Tally(
        total=row["total"],
        options={option: row[alias] for option, alias in names.items()},
        without={name: row[f"without_{name}"] for name in question.chosen},
        alone={name: row[f"alone_{name}"] for name in question.chosen},
    )


def ids(question: Question) -> list[int]:
    """Return the numbers of the rows on the question's page, in order."""
    start = (question.page - 1) * PAGE_SIZE
    rows = question.kind.rows().filter(question.condition())
    ordered = rows.order_by(*question.order.columns())
    return list(ordered.values_list("pk", flat=True)[start : start + PAGE_SIZE])


class Shelf:
    """What is kept about one question, fetched in one go; what is missing is made."""

    def __init__(self, question: Question, version: int):
        self.question = question
        place = f"listings:{version}:{question.kind.name}" + "".join(
            f":{facet.state}" for facet in question.facets if facet.state
        )
        language = languages.current()
        page = f"{question.filters}&{question.order.name}&{question.page}&{language}"
        self._keys = {
            "everything": f"{place}:tally:",
            "tally": f"{place}:tally:{_short(question.filters)}",
            "facets": f"{place}:facets:{language}:{_short(question.filters)}",
            "ids": f"{place}:ids:{_short(page)}",
        }
        self._kept = cache.get_many(self._keys.values())

    def everything(self) -> Tally:
        """Return the counts where nothing is filtered."""
        return self.take("everything", lambda: count(self.question.without_filters()))

    def tally(self) -> Tally:
        """Return the counts that belong to the question."""
        if not self.question.chosen:
            return self.everything()
        return self.take("tally", lambda: count(self.question))

    def ids(self) -> list[int]:
        """Return the numbers of the places on the question's page."""
        return self.take("ids", lambda: ids(self.question))

    def take(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what is kept under a name, or make it and keep it."""
        key = self._keys[name]
        if key not in self._kept:
            self._kept[key] = make()
            cache.set(key, self._kept[key], LIFETIME)
        return self._kept[key]


def _short(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest() if text else ""
