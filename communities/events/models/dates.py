"""When and where an event is held, and how many people fit in."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from communities.events.models.events import Event
from portal.base.dates import weekday
from portal.base.languages import current, localized, other
from portal.places.models import LATITUDES, LONGITUDES, MetroStation, Precision


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
            confirmed_count=Count("sign_ups", filter=Q(sign_ups__state="confirmed")),
            waiting_count=Count("sign_ups", filter=Q(sign_ups__state="waiting")),
        )

    def for_rows(self):
        """Everything that a row of a list says, in one query."""
        return self.with_places().select_related("event__community")


class EventDate(models.Model):
    """When and where an event is held, and how many people fit in."""

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", _("scheduled")
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
    ends_at = models.DateTimeField(_("ends at"), help_text=_("Beijing time."))
    venue = models.CharField(
        _("venue"), max_length=200, help_text=_("House, floor and room, as a guest finds it.")
    )
    address = models.CharField(
        _("address"),
        max_length=300,
        help_text=_("Street and number. The Chinese one is shown large, for a driver."),
    )
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(LATITUDES[0]), MaxValueValidator(LATITUDES[1])],
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(LONGITUDES[0]), MaxValueValidator(LONGITUDES[1])],
    )
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
    waiting_places = models.PositiveIntegerField(
        _("places on the waiting list"),
        default=20,
        help_text=_("How many may wait for a seat; 0 means that there is no waiting list."),
    )
    sign_up_opens_at = models.DateTimeField(_("sign-up opens at"), default=timezone.now)
    sign_up_closes_at = models.DateTimeField(
        _("sign-up closes at"),
        help_text=_("From then on nobody signs up and nobody moves up from the waiting list."),
    )
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.SCHEDULED
    )

    objects = EventDateQuerySet.as_manager()

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="date_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="date_has_a_seat"),
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
        return f"{self.event} · {_in_beijing(self.starts_at):%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return f"{self.event.get_absolute_url()}#date-{self.pk}"

    def clean(self):
        """Say at the field concerned what the database would refuse."""
        faults = {}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            faults["ends_at"] = _("The end must be later than the start.")
        if closes := self.sign_up_closes_at:
            if self.sign_up_opens_at and closes <= self.sign_up_opens_at:
                faults["sign_up_closes_at"] = _("Sign-up must close after it opens.")
            elif self.ends_at and closes > self.ends_at:
                faults["sign_up_closes_at"] = _("Sign-up must close before the event ends.")
        if self.latitude is None and self.longitude is not None:
            faults["latitude"] = _("A position needs both latitude and longitude.")
        if self.longitude is None and self.latitude is not None:
            faults["longitude"] = _("A position needs both latitude and longitude.")
        if faults:
            raise ValidationError(faults)

    @property
    def sign_up_url(self) -> str:
        return reverse("events:sign_up", kwargs={"slug": self.event.slug, "pk": self.pk})

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

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

    def count_places(self) -> None:
        """Count as `with_places` does, at this moment: what an action asks under its lock."""
        counts = self.sign_ups.aggregate(
            confirmed=Count("pk", filter=Q(state="confirmed")),
            waiting=Count("pk", filter=Q(state="waiting")),
        )
        self.confirmed_count, self.waiting_count = counts["confirmed"], counts["waiting"]

    @property
    def places_left(self) -> int:
        """The seats that a newcomer can have: none while somebody waits for one.

        Known after `with_places` or `count_places`.
        """
        if self.waiting_count:
            return 0
        return max(self.seats - self.confirmed_count, 0)

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
            (self.waiting_count < self.waiting_places, self.Stage.WAITING_LIST),
            (True, self.Stage.FULL),
        )
        return next(stage for holds, stage in answers if holds)

    @property
    def takes_sign_ups(self) -> bool:
        return self.stage in {self.Stage.OPEN, self.Stage.WAITING_LIST}

    def day(self) -> str:
        """The day it starts on, as the active language writes it, with the weekday."""
        return _day(_in_beijing(self.starts_at))

    def standing(self) -> str:
        """How it stands with the places, in a few words of the active language."""
        if self.stage == self.Stage.OPEN:
            left = self.places_left
            return ngettext("%(n)d place left", "%(n)d places left", left) % {"n": left}
        if self.stage == self.Stage.NOT_OPEN_YET:
            return gettext("Sign-up opens: %(time)s") % {"time": self.opens()}
        return str(capfirst(self.Stage(self.stage).label))

    def mark(self) -> dict:
        """The venue as a mark on the map (see components/map.html)."""
        language = current()
        return {
            "name": localized(self, "venue", language),
            "second": localized(self, "venue", other(language)),
            "url": self.get_absolute_url(),
            "lat": self.latitude,
            "lon": self.longitude,
            "precision": Precision.EXACT,
            "lattice": self.event.community.lattice,
        }

    def opens(self) -> str:
        """When sign-up opens, in the active language."""
        return _moment(_in_beijing(self.sign_up_opens_at))

    def closes(self) -> str:
        """When sign-up closes, in the active language."""
        return _moment(_in_beijing(self.sign_up_closes_at))

    def when(self) -> str:
        """Day and time from start to end, by Beijing's clock, in the active language."""
        starts, ends = _in_beijing(self.starts_at), _in_beijing(self.ends_at)
        parts = {
            "day": _day(starts),
            "start": f"{starts:%H:%M}",
            "last_day": _day(ends),
            "end": f"{ends:%H:%M}",
        }
        if starts.date() == ends.date():
            return gettext("%(day)s, %(start)s–%(end)s") % parts
        return gettext("%(day)s, %(start)s, to %(last_day)s, %(end)s") % parts


def _in_beijing(moment):
    return timezone.localtime(moment, timezone.get_default_timezone())


def _moment(moment) -> str:
    return gettext("%(day)s, %(time)s") % {"day": _day(moment), "time": f"{moment:%H:%M}"}


def _day(moment) -> str:
    parts = {
        "weekday": weekday(moment),
        "date": date_format(moment, "DATE_FORMAT"),
    }
    return gettext("%(weekday)s %(date)s") % parts
