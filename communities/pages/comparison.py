"""What is told of a community beside others, in the page's language."""

from collections.abc import Callable

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from communities.directory.models import Community
from portal.base.languages import current, localized, other
from portal.base.wording import lines
from portal.comparing.rows import Cell, Row
from portal.search.models import SearchEntry

# The kinds of places that people choose, in the order of the menu.
PLACES = {
    "apartments": (
        gettext_lazy("Homes"),
        ngettext_lazy("%(n)d home", "All %(n)d homes", "n"),
    ),
    "schools": (
        gettext_lazy("Schools"),
        ngettext_lazy("%(n)d school", "All %(n)d schools", "n"),
    ),
    "hospitals": (
        gettext_lazy("Hospitals and clinics"),
        ngettext_lazy("%(n)d hospital or clinic", "All %(n)d hospitals and clinics", "n"),
    ),
}


def rows(communities: list[Community]) -> list[Row]:
    """Set communities side by side, in one query."""
    place = {
        _("District"): lambda each: Cell(each.get_district_display()),
        _("Stage"): lambda each: Cell(each.get_stage_display()),
        _("Batch"): lambda each: Cell(each.batch_label),
        _("Nearest metro"): _metro,
    }
    character = {
        _("What it is good for"): lambda each: _list(each, "strengths"),
        _("Industries"): lambda each: _list(each, "industries"),
    }
    return [
        *_rows(place, communities),
        *_counts(communities),
        *_rows(character, communities),
    ]


def _rows(told: dict[str, Callable], communities: list[Community]) -> list[Row]:
    return [Row(term, [tell(each) for each in communities]) for term, tell in told.items()]


def _metro(community: Community) -> Cell:
    station = community.nearest_metro
    if station:
        names = (localized(station, "name", language) for language in (current(), other()))
        return Cell(*names, href=station.get_absolute_url())
    if community.has_position:
        return Cell(_("none within 2 km"), is_none=True)
    return Cell()


def _list(community: Community, field: str) -> Cell:
    return Cell(items=tuple(lines(localized(community, field, current()))))


def _counts(communities: list[Community]) -> list[Row]:
    """A row for each kind of thing: how many each community has, and where they are."""
    counted = SearchEntry.objects.values("community", "kind").annotate(number=Count("pk"))
    numbers = {(row["community"], row["kind"]): row["number"] for row in counted.order_by()}
    terms = {kind: str(title) for kind, (title, _link) in PLACES.items()}
    terms["platforms"] = _("Platforms and service sites")

    def cell(community: Community, kind: str) -> Cell:
        if number := numbers.get((community.slug, kind)):
            return Cell(str(number), href=f"{community.get_absolute_url()}#{kind}")
        return Cell(_("none listed here"), is_none=True)

    return [
        Row(term, [cell(community, kind) for community in communities])
        for kind, term in terms.items()
    ]
