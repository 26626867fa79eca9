"""A community's pack: what it is, and everything in it."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from communities.directory.models import Community
from communities.events.models.dates import EventDate
from communities.programme.models import Platform, Project
from portal.base.languages import current, localized
from portal.base.wording import lines
from portal.paper import blocks
from portal.paper.sheet import entry
from portal.places.models import Place
from portal.search.geometry import distance_from
from portal.sharing.sheets.events import where_and_when
from portal.sharing.sheets.places import driver, reach
from services.apartments.kind import APARTMENTS
from services.guides.models import Guide
from services.hospitals.kind import HOSPITALS
from services.listings.kinds import Kind
from services.schools.kind import SCHOOLS

EACH = 60  # things of a kind
KINDS = (APARTMENTS, SCHOOLS, HOSPITALS)


def community(community: Community) -> dict:
    """Tell a community and everything in it: a pack to carry."""
    return {
        "driver": driver(community),
        "facts": [
            (_("Stage"), community.get_stage_display()),
            (_("Batch"), community.batch_label),
            *reach(community),
        ],
        "parts": [
            *_itself(community),
            *(_of_kind(kind, community) for kind in KINDS),
            *_around(community),
        ],
    }


def _itself(community: Community) -> list[dict]:
    strengths = lines(localized(community, "strengths", current()))
    return [
        {
            "title": _("What it is good for"),
            "blocks": [{"kind": "ul", "items": [[blocks.paragraph(s)] for s in strengths]}]
            if strengths
            else [],
        },
        {
            "title": _("Its story"),
            "blocks": blocks.of_markdown(localized(community, "description", current())),
        },
    ]


def _of_kind(kind: Kind, community: Community) -> dict:
    return {
        "title": str(kind.model._meta.verbose_name_plural).capitalize(),
        "blocks": _first(
            _nearest(kind.model, community),
            lambda place: entry(
                place, "name", [*_where(place), *map(str, kind.card_facts(place))]
            ),
        ),
    }


def _around(community: Community) -> list[dict]:
    projects = Project.objects.published().filter(community=community).order_by("slug")
    guides = Guide.objects.published().order_by("topic", "slug")
    told = {
        _("Platforms and service sites"): (
            _nearest(Platform, community),
            lambda each: entry(each, "name", _where(each)),
        ),
        _("Coming up"): (
            _dates(community),
            lambda date: entry(date.event, "title", where_and_when(date)),
        ),
        _("Key projects"): (
            projects,
            lambda each: entry(each, "name", [each.get_status_display()]),
        ),
        _("Guides"): (
            guides,
            lambda guide: entry(guide, "title", [localized(guide, "summary", current())]),
        ),
    }
    return [
        {"title": title, "blocks": _first(rows, tell)} for title, (rows, tell) in told.items()
    ]


def _dates(community: Community) -> QuerySet:
    """Return the coming dates of a community's public events."""
    dates = EventDate.objects.published().upcoming().filter(event__community=community)
    return dates.select_related("event", "nearest_metro")


def _nearest(model: type[Place], community: Community) -> QuerySet:
    """Return a community's own places, nearest first where its own position is known."""
    places = model.objects.published().filter(community=community)
    if not community.has_position:
        return places.order_by("slug")
    distance = distance_from(community.latitude, community.longitude)
    return places.order_by(distance.asc(nulls_last=True), "slug")


def _first(rows: QuerySet, tell: Callable[..., dict]) -> list[dict]:
    """Tell the first of a list, and whether there are more: paper has an end."""
    found = list(rows[: EACH + 1])
    told = [tell(row) for row in found[:EACH]]
    if len(found) > EACH:
        more = _("Only the first %(n)d stand on this sheet; the portal lists them all.")
        told.append(blocks.paragraph(more % {"n": EACH}))
    return told


def _where(place: Place) -> list[str]:
    """Its address in Chinese, for whoever helps to find it, and its phone."""
    return [text for text in (place.address_zh_hans, place.phone) if text]
