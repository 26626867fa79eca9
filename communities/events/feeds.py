"""Public calendars to subscribe to, and one date to add to one's own."""

import datetime as dt

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from communities.directory.models import Community
from communities.events import calendar
from communities.events.models import EventDate, EventSeries
from portal.base.languages import current, localized

# A calendar that is read again and again still holds a date this long after its end.
HELD = dt.timedelta(days=30)


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """All events."""
    name = _("Events of the international talent communities of Beijing")
    return _calendar(name, EventDate.objects.all())


@require_safe
def community(request: HttpRequest, slug: str) -> HttpResponse:
    """The events of a community."""
    found = get_object_or_404(Community.objects.published(), slug=slug)
    dates = EventDate.objects.filter(event__community=found)
    return _calendar(localized(found, "name", current()), dates)


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """The events of a series."""
    found = get_object_or_404(EventSeries.objects.published(), slug=slug)
    dates = EventDate.objects.filter(event__series=found)
    return _calendar(localized(found, "name", current()), dates)


@require_safe
def date(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One date, as a file."""
    dates = EventDate.objects.published().select_related("event")
    found = get_object_or_404(dates, pk=pk, event__slug=slug)
    return _answer(calendar.feed(localized(found.event, "title", current()), [found]))


def _calendar(name: str, dates: QuerySet) -> HttpResponse:
    held = dates.published().filter(ends_at__gt=timezone.now() - HELD)
    return _answer(
        calendar.feed(name, held.select_related("event").order_by("starts_at", "pk"))
    )


def _answer(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
