"""Events, their dates, and the people who sign up."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from communities.directory.models import Community
from portal.base.fields import PartialDateField, several
from portal.base.languages import localized
from portal.places.models import LATITUDES, LONGITUDES, MetroStation, SpokenLanguage
from portal.publishing.models import Publishable, PublishableQuerySet


class EventSeries(Publishable):
    """A recurring event, with the editions that sources tell of."""

    kind = "series"
    required_in_every_language = ("name", "summary")

    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("summary"))
    organiser = models.CharField(_("organiser"), max_length=300, blank=True)
    first_held = models.PositiveSmallIntegerField(_("first held in"), null=True, blank=True)
    usual_month = models.PositiveSmallIntegerField(_("usual month"), null=True, blank=True)
    venue = models.CharField(_("venue"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("event series")
        verbose_name_plural = _("event series")
        constraints = [
            models.CheckConstraint(
                condition=Q(usual_month__isnull=True) | Q(usual_month__range=(1, 12)),
                name="series_month_is_a_month",
            )
        ]

    def search_text(self, language):
        return "\n".join(localized(self, field, language) for field in ("organiser", "venue"))


class Edition(Orderable):
    """One year of a series, as far as a source states it."""

    series = ParentalKey(EventSeries, on_delete=models.CASCADE, related_name="editions")
    year = models.PositiveSmallIntegerField(_("year"))
    first_day = PartialDateField(_("first day"))
    last_day = PartialDateField(_("last day"))
    dates_note = models.CharField(_("note on the dates"), max_length=120, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    figures = models.TextField(_("figures"), blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("edition")
        verbose_name_plural = _("editions")


class EventQuerySet(PublishableQuerySet):
    pass


class Event(Publishable):
    """Something that a community holds: what it is. When and where are its dates."""

    kind = "events"
    name_field = "title"
    required_in_every_language = ("title", "summary", "description")

    class Topic(models.TextChoices):
        SETTLING_IN = "settling_in", _("Settling in")
        CAREER = "career", _("Work and business")
        FAMILY = "family", _("Family and school")
        HEALTH = "health", _("Health")
        CULTURE = "culture", _("Culture")
        LANGUAGE = "language", _("Language exchange")
        OUTDOORS = "outdoors", _("Sport and outdoors")

    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(_("summary"))
    description = models.TextField(_("description"), help_text=_("Markdown."))
    community = models.ForeignKey(
        Community,
        verbose_name=_("community"),
        on_delete=models.PROTECT,
        related_name="events",
    )
    series = models.ForeignKey(
        EventSeries,
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
    )
    topic = models.CharField(_("topic"), max_length=20, choices=Topic)
    languages = several(SpokenLanguage, verbose_name=_("held in"))
    fee = models.PositiveIntegerField(
        _("fee"), default=0, help_text=_("Yuan a person; 0 means free.")
    )
    organiser = models.CharField(_("organiser"), max_length=200, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def search_text(self, language):
        return "\n".join(
            localized(self, field, language) for field in ("description", "organiser")
        )


class EventDate(models.Model):
    """When and where an event is held, and how many people fit in."""

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", _("scheduled")
        CALLED_OFF = "called_off", _("called off")

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="dates"
    )
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    venue = models.CharField(_("venue"), max_length=200)
    address = models.CharField(_("address"), max_length=300)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    nearest_metro = models.ForeignKey(
        MetroStation,
        verbose_name=_("nearest metro station"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    seats = models.PositiveIntegerField(_("seats"))
    waiting_places = models.PositiveIntegerField(_("places on the waiting list"), default=20)
    sign_up_opens_at = models.DateTimeField(_("sign-up opens at"), default=timezone.now)
    sign_up_closes_at = models.DateTimeField(_("sign-up closes at"))
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.SCHEDULED
    )

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
        return f"{self.event} · {timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"


class SignUpQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(state=self.model.State.CONFIRMED)

    def waiting(self):
        """The queue for a seat, first come first."""
        return self.filter(state=self.model.State.WAITING).order_by("pk")

    def active(self):
        return self.exclude(state=self.model.State.CANCELLED)


class SignUp(models.Model):
    """A person's place at a date: a seat, or a place in the queue for one."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        WAITING = "waiting", _("on the waiting list")
        CANCELLED = "cancelled", _("cancelled")

    date = models.ForeignKey(
        EventDate, verbose_name=_("date"), on_delete=models.CASCADE, related_name="sign_ups"
    )
    name = models.CharField(_("full name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(_("state"), max_length=10, choices=State)
    # The key to "my place": it stands in the person's mailbox and nowhere else.
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("signed up at"), auto_now_add=True)
    consented_at = models.DateTimeField(_("consent given at"), default=timezone.now)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        constraints = [
            models.UniqueConstraint(
                fields=["date", "email"],
                condition=~Q(state="cancelled"),
                name="one_place_a_person",
            ),
        ]

    def __str__(self):
        return f"{self.name} · {self.date}"
