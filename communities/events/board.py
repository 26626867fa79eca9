"""The work that dates make: few who come, or more than fit in."""

import datetime as dt

from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from communities.events.models import EventDate
from portal.base.board import Line, by_time

AHEAD = dt.timedelta(days=14)
LATE = dt.timedelta(days=3)
FEW = 3  # one seat in so many is taken, or fewer


def _odd(dates):
    """Dates of the next two weeks that hardly anybody has signed up for, or with a queue."""
    odd = EventDate.objects.with_places().filter(
        Q(waiting_count__gt=0) | Q(taken__lt=F("seats") / FEW),
        event__live=True,
        status=EventDate.Status.SCHEDULED,
        sign_up_opens_at__lte=Now(),
        starts_at__gt=Now(),
        starts_at__lte=Now() + AHEAD,
    )
    found = dates.filter(pk__in=odd.values("pk"))
    return by_time(found, F("starts_at"), late=Q(starts_at__lte=Now() + LATE))


DATES = Line(
    slug="dates",
    title=_("Events with few sign-ups or with a queue"),
    heading=pgettext_lazy("work", "Events"),
    since=_("held on"),
    models=lambda: [EventDate],
    waits=_odd,
    needs="publish",
    names=("event__title_zh_hans", "event__title_en"),
)
