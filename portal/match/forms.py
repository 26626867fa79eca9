"""What a family or an employer answers, made clean; it lives in the address alone."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.facets.facets import NOT_STATED, Facet
from portal.getting_around.ends import LONGEST
from services.apartments.kind import APARTMENTS
from services.hospitals.kind import HOSPITALS
from services.listings.kinds import Kind
from services.schools.kind import SCHOOLS

MOST_CHILDREN = 4
USUAL_WEIGHT = 2
WEIGHTS = (
    (0, pgettext_lazy("how much it counts", "Not at all")),
    (1, pgettext_lazy("how much it counts", "A little")),
    (2, pgettext_lazy("how much it counts", "It matters")),
    (3, pgettext_lazy("how much it counts", "Most")),
)
# The parts of the score, in the order of the page.
PARTS = {
    "way": _("Way to work"),
    "schools": _("Schools"),
    "hospitals": _("Hospitals and clinics"),
    "homes": _("Homes"),
}


def facet_of(kind: Kind, name: str) -> Facet:
    """Return a question that the lists of a kind ask, so that both understand it alike."""
    return next(facet for facet in kind.facets if facet.name == name)


AGE, CURRICULUM = facet_of(SCHOOLS, "age"), facet_of(SCHOOLS, "curriculum")
# The answers about doctors and homes: name in the address, the lists' own question.
ABOUT_HOSPITALS = {
    name: facet_of(HOSPITALS, name) for name in ("department", "language", "billing")
}
ABOUT_HOMES = {name: facet_of(APARTMENTS, name) for name in ("kind", "rent", "bedrooms")}


@dataclass(frozen=True)
class Child:
    """A child's age and the curriculum wished for; either may be left open."""

    age: str = ""
    curriculum: str = ""


@dataclass(frozen=True)
class Answers:
    """All answers in one normal form; whatever is no answer is not given."""

    work: str = ""
    children: tuple[Child, ...] = ()
    hospitals: dict[str, str] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    weights: dict[str, int] = field(default_factory=dict)
    is_asked: bool = False

    @classmethod
    def given(cls, parameters: QueryDict) -> "Answers":
        """Read the answers from the parameters of an address."""
        ages, curricula = parameters.getlist("age"), parameters.getlist("curriculum")
        rows = [
            Child(_one(AGE, ages[n : n + 1]), _one(CURRICULUM, curricula[n : n + 1]))
            for n in range(MOST_CHILDREN)
        ]
        return cls(
            work=parameters.get("work", "").strip()[:LONGEST],
            children=tuple(child for child in rows if child != Child()),
            hospitals=_answered(ABOUT_HOSPITALS, parameters),
            homes=_answered(ABOUT_HOMES, parameters),
            weights={part: _weight(parameters.get(f"weight_{part}", "")) for part in PARTS},
            is_asked=bool(parameters),
        )

    def url(self, *, work: str = "", community: str = "") -> str:
        """Return the one address of these answers, the work place changed if one is given;
        with a community that of what is behind its points."""
        said: list[tuple[str, str]] = [("work", work or self.work)]
        for child in self.children:
            said += [("age", child.age), ("curriculum", child.curriculum)]
        said += [*self.hospitals.items(), *self.homes.items()]
        said += [
            (f"weight_{part}", str(weight))
            for part, weight in self.weights.items()
            if weight != USUAL_WEIGHT
        ]
        page = (
            reverse("match:community", args=[community])
            if community
            else reverse("match:index")
        )
        return f"{page}?{urlencode(said)}"


def _one(facet: Facet, values: list[str]) -> str:
    """Return the first value that answers a question; not "not stated", which is no wish."""
    return next((value for value in facet.clean(values) if value != NOT_STATED), "")


def _answered(facets: dict[str, Facet], parameters: QueryDict) -> dict[str, str]:
    given = {name: _one(facet, parameters.getlist(name)) for name, facet in facets.items()}
    return {name: value for name, value in given.items() if value}


def _weight(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-3]", text) else USUAL_WEIGHT
