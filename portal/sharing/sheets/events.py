"""An event on paper: what it is about, and its dates. Places left would soon be wrong there."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from communities.events.models.dates import EventDate
from communities.events.models.events import Event
from communities.events.views.event import page
from portal.base.languages import current, localized, other
from portal.base.wording import money
from portal.paper import blocks


def event(event: Event) -> dict:
    """Tell an event with its coming dates; the way there is that of the next one."""
    told = page(event)
    community = event.community if event.community.live else None
    series = event.series if event.series and event.series.live else None
    return {
        "driver": _driver(told["next"]) if told["next"] else None,
        "facts": [
            (
                pgettext("one of the eight", "Community"),
                localized(community, "name", current()) if community else "",
            ),
            (_("Topic"), event.get_topic_display()),
            (_("Held in"), _(", ").join(map(str, event.language_names))),
            (_("Fee"), money(event.fee) if event.fee else _("Free of charge")),
            (_("Organiser"), localized(event, "organiser", current())),
            (_("Questions"), event.contact_email),
            (
                _("Part of"),
                localized(series, "name", current()) if series and series.live else "",
            ),
        ],
        "parts": [
            {
                "title": _("When"),
                "blocks": [_date(date) for date in told["dates"]]
                or [blocks.paragraph(_("No further date is planned at the moment."))],
            },
            {
                "title": _("What it is about"),
                "blocks": blocks.of_markdown(localized(event, "description", current())),
            },
        ],
    }


def _driver(date: EventDate) -> dict:
    return {
        "label": _("Show this to the driver"),
        "name": date.venue_zh_hans,
        "address": date.address_zh_hans,
        "other": date.address_en,
    }


def _date(date: EventDate) -> dict:
    standing = [date.get_status_display()] if date.is_called_off else []
    return {
        "kind": "entry",
        "title": _("%(when)s (Beijing time)") % {"when": date.when()},
        "second": "",
        "lines": [*standing, *_where(date)],
    }


def where_and_when(date: EventDate) -> list[str]:
    """Say of a date of an event, below its title, when and where it is."""
    return [date.when(), *_where(date)]


def _where(date: EventDate) -> list[str]:
    venue = [localized(date, "venue", language) for language in (current(), other())]
    lines = [" ".join(venue), date.address_zh_hans]
    if station := date.nearest_metro:
        names = f"{station.name_zh_hans} {station.name_en}"
        lines.append(_("Nearest metro station: %(station)s") % {"station": names})
    return [line for line in lines if line]
