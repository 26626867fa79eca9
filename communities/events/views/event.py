"""One event with its dates, and the way to each for a driver."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from communities.events import structured
from communities.events.models import Event, EventDate
from portal.base.languages import current, localized
from portal.places.map_links import links_to
from portal.taxi.cards import Card
from portal.taxi.views import show as show_card

EARLIER_DATES_SHOWN = 5


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One event with all its coming dates."""
    event = get_object_or_404(Event.objects.published().for_page(), slug=slug)
    return render(request, "communities/events/detail.html", page(event))


@require_safe
def taxi(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show the way to the venue of a date to a driver."""
    dates = EventDate.objects.published().select_related("event", "nearest_metro")
    return show_card(request, _card(get_object_or_404(dates, pk=pk, event__slug=slug)))


def _card(date: EventDate) -> Card:
    return Card(
        name_zh=date.venue_zh_hans,
        name_en=date.venue_en,
        back=date.get_absolute_url(),
        address_zh=date.address_zh_hans,
        address_en=date.address_en,
        station=date.nearest_metro,
        maps=links_to(date, name="venue"),
        occasion=f"{localized(date.event, 'title', current())} · {date.when()}",
        called_off=date.is_called_off,
    )


def page(event: Event) -> dict:
    """Gather what the page of an event shows; a preview of a draft shows the same."""
    dates = EventDate.objects.filter(event_id=event.pk)
    coming = list(dates.upcoming().with_places().select_related("nearest_metro"))
    for date in coming:
        date.event = event
    return {
        "event": event,
        "dates": coming,
        "next": next((date for date in coming if not date.is_called_off), None),
        "one_venue": len({_where(date) for date in coming}) == 1,
        "earlier": dates.past()[:EARLIER_DATES_SHOWN],
        "marks": _marks(coming),
        "structured": structured.facts(event, coming),
    }


def _where(date: EventDate) -> tuple:
    """What tells one venue from another."""
    return date.venue_zh_hans, date.address_zh_hans, date.nearest_metro_id


def _marks(dates: list[EventDate]) -> list[dict]:
    """Where the coming dates are held, for the map: each venue once."""
    marks = {(date.latitude, date.longitude): date.mark() for date in dates if date.latitude}
    return list(marks.values())
