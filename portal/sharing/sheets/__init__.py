"""What goes on paper: one thing, told for forms/sheet.typ by the same facts as its page."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from communities.directory.models import Community
from communities.events.models.events import Event
from communities.events.models.series import EventSeries
from communities.programme.models import Platform, Project, Scenario
from portal.base.dates import partial_date
from portal.base.languages import current, localized
from portal.paper import sheet
from portal.publishing.models import Publishable
from portal.sharing import things
from portal.sharing.sheets.communities import KINDS, community
from portal.sharing.sheets.events import event
from portal.sharing.sheets.guides import guide
from portal.sharing.sheets.journeys import journey
from portal.sharing.sheets.places import listing, platform
from portal.sharing.sheets.programme import project, scenario, series
from services.guides.models import Guide
from services.journeys.models import Journey

BUILDERS = {
    **{kind.name: listing(kind) for kind in KINDS},
    Community.kind: community,
    Event.kind: event,
    EventSeries.kind: series,
    Guide.kind: guide,
    Journey.kind: journey,
    Platform.kind: platform,
    Project.kind: project,
    Scenario.kind: scenario,
}


def of(thing: Publishable) -> dict | None:
    """Tell a published thing for paper; None for a kind that is not printed."""
    build = BUILDERS.get(thing.kind)
    if build is None:
        return None
    told = build(thing)
    return sheet.blank(
        path=thing.get_absolute_url(),
        title=things.title(thing),
        second=things.second(thing),
        summary=localized(thing, "summary", current()),
        eyebrow=things.eyebrow(thing),
        lattice=things.lattice(thing),
        driver=told.get("driver"),
        facts=[[term, str(value)] for term, value in told["facts"] if value],
        parts=[part for part in told["parts"] if part["blocks"]],
        sources=_sources(thing),
    )


def _sources(thing: Publishable) -> dict | None:
    """Say where it comes from; an event that its own organiser tells of says nothing."""
    if isinstance(thing, Event) and not (thing.sources or thing.confirmed_on):
        return None
    return {
        "title": _("Where this comes from"),
        "state": " ".join(_state(thing)),
        "list": [_source(block.value) for block in thing.sources],
    }


def _state(thing: Publishable) -> Iterable[str]:
    if thing.confirmed_on:
        date = {"date": date_format(thing.confirmed_on, "DATE_FORMAT")}
        yield _("Confirmed by the community's staff on %(date)s.") % date
    else:
        yield _("Compiled from public sources, not yet confirmed by the community's staff.")
    if thing.reviewed_on:
        date = {"date": date_format(thing.reviewed_on, "DATE_FORMAT")}
        yield _("Checked against the sources on %(date)s.") % date


def _source(source: dict) -> str:
    words = [source["title"], source["publisher"]]
    if source.get("as_of"):
        words.append(_("as of %(date)s") % {"date": partial_date(source["as_of"])})
    read_on = date_format(source["read_on"], "DATE_FORMAT")
    words.append(_("read on %(date)s") % {"date": read_on})
    return " · ".join(words)
