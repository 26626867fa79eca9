"""The dates of an event, as schema.org tells them to search engines."""

from django.conf import settings
from django.utils import timezone

from communities.events.models import Event, EventDate
from portal.base.languages import current, localized

AVAILABILITY = {
    EventDate.Stage.OPEN: "InStock",
    EventDate.Stage.WAITING_LIST: "BackOrder",
    EventDate.Stage.FULL: "SoldOut",
    EventDate.Stage.NOT_OPEN_YET: "PreOrder",
    EventDate.Stage.CLOSED: "SoldOut",
}


def facts(event: Event, dates: list[EventDate]) -> dict:
    """Describe every coming date as an Event of its own, in the page's language."""
    return {"@graph": [_date(event, date) for date in dates]}


def _date(event: Event, date: EventDate) -> dict:
    language = current()
    before = date.moved_from
    status = "EventRescheduled" if before else "EventScheduled"
    if date.is_called_off:
        status = "EventCancelled"
    return {
        "@type": "Event",
        "name": localized(event, "title", language),
        "description": localized(event, "summary", language),
        "url": settings.SITE_ROOT + date.get_absolute_url(),
        "startDate": timezone.localtime(date.starts_at).isoformat(),
        "previousStartDate": date.moved_from
        and timezone.localtime(date.moved_from).isoformat(),
        "endDate": timezone.localtime(date.ends_at).isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "inLanguage": event.languages,
        "isAccessibleForFree": not event.fee,
        "location": {
            "@type": "Place",
            "name": localized(date, "venue", language),
            "address": localized(date, "address", language),
            "geo": date.latitude
            and {
                "@type": "GeoCoordinates",
                "latitude": date.latitude,
                "longitude": date.longitude,
            },
        },
        "organizer": {
            "@type": "Organization",
            "name": localized(event, "organiser", language)
            or localized(event.community, "name", language),
            "url": settings.SITE_ROOT
            + (event.community if event.community.live else event).get_absolute_url(),
        },
        "offers": _offer(event, date),
        "maximumAttendeeCapacity": date.seats,
    }


def _offer(event: Event, date: EventDate) -> dict | None:
    if date.stage not in AVAILABILITY:
        return None
    return {
        "@type": "Offer",
        "price": event.fee,
        "priceCurrency": "CNY",
        "availability": f"https://schema.org/{AVAILABILITY[date.stage]}",
        "validFrom": timezone.localtime(date.sign_up_opens_at).isoformat(),
        "url": settings.SITE_ROOT + date.sign_up_url,
    }
