"""What is told of an event beside another one, in the page's language."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from communities.events.models import Event, EventDate
from communities.events.models.events import EventQuerySet
from portal.base.languages import current, localized
from portal.base.wording import money

DATES_TOLD = 3


def with_coming_dates() -> EventQuerySet:
    """What the public may see, each with its dates to come in `coming`, in two queries."""
    coming = EventDate.objects.upcoming().with_places().select_related("nearest_metro")
    return (
        Event.objects.published()
        .select_related("community")
        .prefetch_related(Prefetch("dates", coming, to_attr="coming"))
    )


def facts_of(event: Event) -> list[tuple[str, str]]:
    """Name what people choose by: when, where, what it costs; gaps are left out."""
    dates = [date for date in event.coming if not date.is_called_off]
    next_date = dates[0] if dates else None
    facts = [
        (_("When"), _("; ").join(date.when() for date in dates[:DATES_TOLD])),
        *(_of_date(next_date) if next_date else []),
        (_("Fee"), money(event.fee) if event.fee else _("Free of charge")),
        (_("Held in"), _(", ").join(map(str, event.language_names))),
        (_("Topic"), event.get_topic_display()),
        (
            pgettext("one of the eight", "Community"),
            localized(event.community, "name", current()),
        ),
        (_("Organiser"), localized(event, "organiser", current())),
    ]
    return [(term, words) for term, words in facts if words]


def _of_date(date: EventDate) -> list[tuple[str, str]]:
    station, language = date.nearest_metro, current()
    return [
        (_("Places"), date.standing()),
        (_("Venue"), localized(date, "venue", language)),
        (_("Address"), localized(date, "address", language)),
        (_("Nearest metro station"), localized(station, "name", language) if station else ""),
    ]
