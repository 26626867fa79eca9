"""What a reader may ask of the list of events: when, whose, about what, at what price."""

import datetime as dt

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from communities.directory import facet as communities
from communities.events.models import Event, EventDate
from communities.events.models.dates import EventDateQuerySet
from portal.facets.facets import ArrayFacet, ChoiceFacet, Facet, Option
from portal.facets.question import Order
from portal.places.models import SpokenLanguage

SATURDAY = 5


class ComingDates:
    """The dates to come, as a list that can be asked. Some answers depend on the moment."""

    name = "events"
    orders = (Order("date", _("Date"), F("starts_at").asc()),)

    def __init__(self, now: dt.datetime):
        self.now = now

    @property
    def url(self) -> str:
        return reverse("events:index")

    def rows(self) -> EventDateQuerySet:
        return EventDate.objects.published().upcoming().with_places()

    def facets_at(self, version: int) -> tuple[Facet, ...]:
        """Return the questions, with the communities as they are public now."""
        return (
            Facet("when", _("When"), self._times()),
            Facet(
                "community",
                pgettext_lazy("one of the eight", "Community"),
                communities.options(version, "event__community_id"),
            ),
            ChoiceFacet("topic", _("Topic"), Event.Topic, field="event__topic"),
            Facet("places", _("Places"), self._places()),
            Facet("fee", _("Fee"), _fees()),
            ArrayFacet("language", _("Held in"), SpokenLanguage, field="event__languages"),
        )

    def _times(self) -> list[Option]:
        """Days begin at midnight in Beijing; a weekend that has begun is this one."""
        today = timezone.localtime(self.now).replace(hour=0, minute=0, second=0, microsecond=0)
        saturday = today + dt.timedelta(days=max(SATURDAY - today.weekday(), 0))
        monday = today + dt.timedelta(days=7 - today.weekday())
        month = today + dt.timedelta(days=30)
        return [
            Option("today", _("Today"), _between(today, today + dt.timedelta(days=1))),
            Option("weekend", _("This weekend"), _between(saturday, monday)),
            Option("week", _("Next 7 days"), _between(today, today + dt.timedelta(days=7))),
            Option("month", _("Next 30 days"), _between(today, month)),
            Option("later", pgettext_lazy("after 30 days", "Later"), Q(starts_at__gte=month)),
        ]

    def _places(self) -> list[Option]:
        """Sort as `EventDate.stage` does: who waits comes before a newcomer."""
        takes_sign_ups = Q(
            status=EventDate.Status.SCHEDULED,
            sign_up_opens_at__lte=self.now,
            sign_up_closes_at__gt=self.now,
        )
        left = takes_sign_ups & Q(waiting_count=0, taken__lt=F("seats"))
        may_wait = takes_sign_ups & Q(waiting_count__lt=F("waiting_places")) & ~left
        return [
            Option("left", _("Places left"), left),
            Option("waiting-list", _("Waiting list open"), may_wait),
        ]


def _fees() -> list[Option]:
    return [
        Option("free", pgettext_lazy("costs nothing", "Free"), Q(event__fee=0)),
        Option("paid", _("With a fee"), Q(event__fee__gt=0)),
    ]


def _between(start: dt.datetime, end: dt.datetime) -> Q:
    return Q(starts_at__lt=end, ends_at__gt=start)
