"""What is needed, as conditions on rows: which places fit, and which may fit.

The conditions are those of the lists' own filters. A place fits if it states everything
that is asked; it may fit if nothing that it states speaks against it. "Not stated" is
never a no.
"""

from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from urllib.parse import urlencode

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.base.languages import join
from portal.facets.facets import NOT_STATED, Facet
from portal.match.forms import (
    ABOUT_HOMES,
    ABOUT_HOSPITALS,
    AGE,
    CURRICULUM,
    Answers,
    Child,
)
from services.listings.kinds import Kind
from services.listings.models import Listing


@dataclass(frozen=True)
class Need:
    """One thing that is looked for among the places of a kind."""

    label: str
    asked: tuple[tuple[Facet, str], ...]

    @property
    def fits(self) -> Q:
        return reduce(and_, (facet.condition((value,)) for facet, value in self.asked), Q())

    @property
    def may_fit(self) -> Q:
        conditions = (facet.condition(_or_not_stated(facet, v)) for facet, v in self.asked)
        return reduce(and_, conditions, Q())

    def list_url(self, kind: Kind, community: str) -> str:
        """Return the list of a community's own places that fit or may fit."""
        said = [
            (facet.name, each)
            for facet, value in self.asked
            for each in _or_not_stated(facet, value)
        ]
        return f"{kind.url}?{urlencode([*said, ('community', community)])}"


def _or_not_stated(facet: Facet, value: str) -> tuple[str, ...]:
    can_be_silent = any(option.value == NOT_STATED for option in facet.options)
    return (value, NOT_STATED) if can_be_silent else (value,)


def of_children(answers: Answers) -> list[Need]:
    """One need for each child."""
    return [_of_child(child) for child in answers.children]


def _of_child(child: Child) -> Need:
    given = ((AGE, child.age), (CURRICULUM, child.curriculum))
    asked = tuple((facet, value) for facet, value in given if value)
    words = [
        _("Age %(age)s") % {"age": child.age} if child.age else "",
        str(CURRICULUM.name_of(child.curriculum)) if child.curriculum else "",
    ]
    return Need(join(filter(None, words)), asked)


def of_patients(answers: Answers) -> list[Need]:
    """What is looked for in a hospital; nothing in particular is a need too."""
    asked = tuple((ABOUT_HOSPITALS[name], value) for name, value in answers.hospitals.items())
    words = [_words(facet, value) for facet, value in asked]
    return [Need(join(words) or _("Any hospital or clinic"), asked)]


def of_tenants(answers: Answers) -> list[Need]:
    """What is looked for in a home; nothing in particular is a need too."""
    asked = tuple((ABOUT_HOMES[name], value) for name, value in answers.homes.items())
    words = [_words(facet, value) for facet, value in asked]
    return [Need(join(words) or _("Any home"), asked)]


def _words(facet: Facet, value: str) -> str:
    if facet.name == "bedrooms" and value.isdigit() and value != "0":
        return ngettext("%(n)s bedroom", "%(n)s bedrooms", int(value)) % {
            "n": facet.name_of(value)
        }
    if facet.name == "billing":
        return str(facet.label)
    return str(facet.name_of(value))


def places(kind: Kind, needs: list[Need]) -> list[Listing]:
    """Fetch the places that may fit one of the needs and can lie near a community.

    One query. Each place has for every need `fits_N` and `may_fit_N`.
    """
    if not needs:
        return []
    verdicts = {}
    for n, need in enumerate(needs):
        verdicts[f"fits_{n}"] = _yes(need.fits)
        verdicts[f"may_fit_{n}"] = _yes(need.may_fit)
    placed = Q(community__isnull=False) | Q(latitude__isnull=False)
    return list(
        kind.rows()
        .filter(placed, reduce(or_, (need.may_fit for need in needs)))
        .only(*kind.model.card_fields, "sources")
        .annotate(**verdicts)
        .order_by("pk")
    )


def _yes(condition: Q) -> ExpressionWrapper:
    # An empty Q is true of every row; a condition of its own says so to the database.
    return ExpressionWrapper(condition or Q(pk__isnull=False), output_field=BooleanField())
