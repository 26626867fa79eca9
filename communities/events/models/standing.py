"""How a date stands at this moment: what may happen, and how many places there are."""

import datetime as dt

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone


def people(path: str, *states: str):
    """Sum up the people of the parties in some states, along a path to the sign-ups."""
    parties = Sum(f"{path}party_size", filter=Q(**{f"{path}state__in": states}))
    return Coalesce(parties, 0)


class Standing:
    """What a date answers about itself; its fields are in dates.py."""

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def last_changed_at(self) -> dt.datetime:
        """When the date, or what its event says, was last changed for readers."""
        return max(filter(None, (self.changed_at, self.event.last_published_at)))

    @property
    def is_called_off(self) -> bool:
        return self.status == self.Status.CALLED_OFF

    @property
    def is_filling(self) -> bool:
        """Whether a free seat goes to the next in the queue: until sign-up closes."""
        return (
            self.event.live
            and not self.is_called_off
            and timezone.now() < self.sign_up_closes_at
        )

    @property
    def offers_seats(self) -> bool:
        """Whether a free seat is only offered: in the last hours before the start."""
        return timezone.now() >= self.starts_at - dt.timedelta(hours=self.offer_hours)

    @property
    def changes_end_at(self) -> dt.datetime:
        """Until when a person may change or cancel a place."""
        return min(self.change_until or self.starts_at, self.starts_at)

    @property
    def takes_changes(self) -> bool:
        return not self.is_called_off and timezone.now() < self.changes_end_at

    def count_places(self) -> None:
        """Count as `with_places` does, at this moment: what an action asks under its lock."""
        counts = self.sign_ups.aggregate(
            taken=people("", "confirmed", "offered"), waiting=people("", "waiting")
        )
        self.taken, self.waiting_count = counts["taken"], counts["waiting"]

    @property
    def free(self) -> int:
        """The seats that nobody holds. Known after `with_places` or `count_places`."""
        return max(self.seats - self.taken, 0)

    @property
    def places_left(self) -> int:
        """The seats that a newcomer can have: none while somebody waits for one.

        Known after `with_places` or `count_places`.
        """
        return 0 if self.waiting_count else self.free

    @property
    def waiting_places_left(self) -> int:
        """How many more people may wait. Known after `with_places` or `count_places`."""
        return max(self.waiting_places - self.waiting_count, 0)

    def seats_given_back(self) -> int:
        """The seats given back so far: what somebody who waits can hope for."""
        return self.sign_ups.aggregate(sum=Coalesce(Sum("given_back"), 0))["sum"]

    @property
    def stage(self) -> str:
        """What a person who would like to come meets now (one of Stage)."""
        now = timezone.now()
        answers = (
            (self.is_called_off, self.Stage.CALLED_OFF),
            (self.is_over, self.Stage.OVER),
            (self.sign_up_closes_at <= now, self.Stage.CLOSED),
            (self.sign_up_opens_at > now, self.Stage.NOT_OPEN_YET),
            (self.places_left > 0, self.Stage.OPEN),
            (self.waiting_places_left > 0, self.Stage.WAITING_LIST),
            (True, self.Stage.FULL),
        )
        return next(stage for holds, stage in answers if holds)

    @property
    def takes_sign_ups(self) -> bool:
        return self.stage in {self.Stage.OPEN, self.Stage.WAITING_LIST}
