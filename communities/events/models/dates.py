"""When and where an event is held, and how many people fit in."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from communities.events.models.events import Event
from communities.events.models.standing import Standing, people
from communities.events.models.wording import Wording, in_beijing
from portal.base.languages import suffix
from portal.places.models import LATITUDES, LONGITUDES, MetroStation
from portal.places.models.positions import degrees

# A seat that comes free this near the start is offered, not given.
OFFER_HOURS = 24
REMINDER_HOURS = (24, 2)
# When sign-up closes unless staff say otherwise: late enough for people to make up their
# mind, early enough for a list to be printed and for those who move up to come.
CLOSES_BEFORE = dt.timedelta(hours=2)


def reminder_hours() -> list[int]:
    """Return how long before the start people are reminded, unless staff say otherwise."""
    return list(REMINDER_HOURS)


class EventDateQuerySet(models.QuerySet):
    def published(self):
        """The dates of events that the public may see."""
        return self.filter(event__live=True)

    def upcoming(self):
        """What is not over yet, the next one first."""
        return self.filter(ends_at__gt=timezone.now()).order_by("starts_at", "pk")

    def past(self):
        """What is over, the latest first."""
        return self.filter(ends_at__lte=timezone.now()).order_by("-starts_at", "-pk")

    def with_places(self):
        """Count the seats given away and the people waiting, by the same query."""
        return self.annotate(
            taken=people("sign_ups__", "confirmed", "offered"),
            waiting_count=people("sign_ups__", "waiting"),
        )

    def locked(self, pk: int):
        """Take a date for ourselves until the commit; other rows may still point at it."""
        dates = self.select_for_update(no_key=True, of=("self",))
        return dates.select_related("event").get(pk=pk)

    def due(self):
        """Those that the clock should look at now, the longest overdue first."""
        return self.filter(next_due_at__lte=timezone.now()).order_by("next_due_at", "pk")

    def for_rows(self):
        """Everything that a row of a list says, in one query."""
        return self.with_places().select_related("event__community")


class EventDate(Standing, Wording, models.Model):
    """When and where an event is held, and how many people fit in."""

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", pgettext_lazy("event", "scheduled")
        CALLED_OFF = "called_off", _("called off")

    class Stage(models.TextChoices):
        """What a person who would like to come meets at this moment."""

        OPEN = "open", _("places left")
        WAITING_LIST = "waiting_list", _("waiting list open")
        FULL = "full", _("full")
        NOT_OPEN_YET = "not_open_yet", _("sign-up not open yet")
        CLOSED = "closed", _("sign-up closed")
        OVER = "over", _("over")
        CALLED_OFF = "called_off", _("called off")

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="dates"
    )
    starts_at = models.DateTimeField(_("starts at"), help_text=_("Beijing time."))
    ends_at = models.DateTimeField(
        _("ends at"),
        help_text=_("Beijing time. From midnight to midnight: the whole day, without hours."),
    )
    venue = models.CharField(
        _("venue"), max_length=200, help_text=_("House, floor and room, as a guest finds it.")
    )
    address = models.CharField(
        _("address"),
        max_length=300,
        help_text=_("Street and number. The Chinese one is shown large, for a driver."),
    )
    latitude = degrees(_("latitude"), LATITUDES, null=True, blank=True)
    longitude = degrees(_("longitude"), LONGITUDES, null=True, blank=True)
    nearest_metro = models.ForeignKey(
        MetroStation,
        verbose_name=_("nearest metro station"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    seats = models.PositiveIntegerField(
        _("seats"),
        validators=[MinValueValidator(1)],
        help_text=_("How many people can come. Readers see how many places are left."),
    )
    party_max = models.PositiveSmallIntegerField(
        _("largest party"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("How many people one person can sign up; 1 means nobody but themselves."),
    )
    waiting_places = models.PositiveIntegerField(
        _("places on the waiting list"),
        default=20,
        help_text=_("How many may wait for a seat; 0 means that there is no waiting list."),
    )
    sign_up_opens_at = models.DateTimeField(_("sign-up opens at"), default=timezone.now)
    sign_up_closes_at = models.DateTimeField(
        _("sign-up closes at"),
        blank=True,
        help_text=_(
            "From then on nobody signs up and nobody moves up from the waiting list. Left "
            "empty: two hours before the start."
        ),
    )
    change_until = models.DateTimeField(
        _("places can be changed until"),
        null=True,
        blank=True,
        help_text=_("Or cancelled. Left empty: until the start."),
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours in which a seat is offered"),
        default=OFFER_HOURS,
        help_text=_(
            "A seat that comes free goes straight to the next on the waiting list; in these "
            "last hours before the start it is offered, and they must accept it in time."
        ),
    )
    reminder_hours = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1)]),
        verbose_name=_("reminders"),
        default=reminder_hours,
        blank=True,
        help_text=_("Hours before the start, separated by commas; empty: no reminder."),
    )
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.SCHEDULED
    )
    called_off_reason = models.CharField(_("why it was called off"), max_length=500, blank=True)
    # When it was to start before it was last moved, for those who have noted that.
    moved_from = models.DateTimeField(null=True, editable=False)
    # How often it was moved or called off; with the place's own count, a calendar's SEQUENCE.
    revision = models.PositiveIntegerField(default=0, editable=False)
    # When staff last wrote it; what the clock notes on it does not count.
    changed_at = models.DateTimeField(auto_now=True)
    # When the clock should look at it next: offers that end, reminders, thanks. Looking too
    # early does no harm, so whoever changes a date says "now".
    next_due_at = models.DateTimeField(default=timezone.now, null=True, editable=False)

    objects = EventDateQuerySet.as_manager()

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(
                fields=["next_due_at"],
                condition=Q(next_due_at__isnull=False),
                name="date_due",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="date_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="date_has_a_seat"),
            models.CheckConstraint(
                condition=Q(party_max__gte=1), name="date_lets_one_person_in_at_least"
            ),
            models.CheckConstraint(
                condition=Q(sign_up_closes_at__gt=F("sign_up_opens_at"))
                & Q(sign_up_closes_at__lte=F("ends_at")),
                name="sign_up_closes_after_it_opens_and_before_the_end",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=LATITUDES, longitude__range=LONGITUDES),
                name="date_position_is_whole_and_in_beijing",
            ),
        ]

    def __str__(self):
        return f"{self.event} · {in_beijing(self.starts_at):%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return f"{self.event.get_absolute_url()}#date-{self.pk}"

    def clean(self):
        """Say at the field concerned what the database would refuse; fill in what may be
        left empty.
        """
        if self.sign_up_closes_at is None and self.starts_at:
            self.sign_up_closes_at = self.starts_at - CLOSES_BEFORE
        if faults := self._faulty_times() | self._faulty_position():
            raise ValidationError(faults)

    def _faulty_times(self) -> dict:
        faults = {}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            faults["ends_at"] = _("The end must be later than the start.")
        if closes := self.sign_up_closes_at:
            if self.sign_up_opens_at and closes <= self.sign_up_opens_at:
                faults["sign_up_closes_at"] = _("Sign-up must close after it opens.")
            elif self.ends_at and closes > self.ends_at:
                faults["sign_up_closes_at"] = _("Sign-up must close before the event ends.")
        if self.change_until and self.starts_at and self.change_until > self.starts_at:
            faults["change_until"] = _("Places can be changed until the start at the latest.")
        return faults

    def _faulty_position(self) -> dict:
        fault = _("A position needs both latitude and longitude.")
        if self.latitude is None and self.longitude is not None:
            return {"latitude": fault}
        if self.longitude is None and self.latitude is not None:
            return {"longitude": fault}
        return {}

    @property
    def found_as(self) -> Event:
        """Whose search entry changes with it."""
        return self.event

    def hearers(self) -> dict[str, int]:
        """Whom news of the date concerns: the places held and those waited for, by language."""
        languages = self.sign_ups.active().order_by().values_list("language")
        return {suffix(code): n for code, n in languages.annotate(Count("pk"))}

    @property
    def taxi_url(self) -> str:
        """Where the card for the driver is."""
        return reverse("events:taxi", kwargs={"slug": self.event.slug, "pk": self.pk})

    @property
    def sign_up_url(self) -> str:
        return reverse("events:sign_up", kwargs={"slug": self.event.slug, "pk": self.pk})
