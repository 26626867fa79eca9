"""What every kind of place has in common."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.base.fields import several
from portal.places.fields import HoursField
from portal.places.hours import Schedule, parse
from portal.places.models.metro import MetroStation
from portal.places.models.positions import LATITUDES, LONGITUDES, Precision, degrees
from portal.places.models.words import District, SpokenLanguage


class Place(models.Model):
    """Somewhere that one can go to: what every kind of place has in common."""

    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(
        _("summary"), help_text=_("What it is and for whom, in one or two sentences.")
    )
    district = models.CharField(_("district"), max_length=20, choices=District, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    latitude = degrees(_("latitude"), LATITUDES, null=True, blank=True)
    longitude = degrees(_("longitude"), LONGITUDES, null=True, blank=True)
    position_precision = models.CharField(
        _("how exact the position is"), max_length=10, choices=Precision, blank=True
    )
    coordinates_from = models.CharField(
        _("where the position comes from"), max_length=200, blank=True
    )
    nearest_metro = models.ForeignKey(
        MetroStation,
        verbose_name=_("nearest metro station"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    metro_note = models.CharField(
        _("way from the metro"),
        max_length=200,
        blank=True,
        help_text=_("Station and line as the place itself words them."),
    )
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    wechat = models.CharField(_("WeChat account"), max_length=80, blank=True)
    languages = several(SpokenLanguage, verbose_name=_("staff speak"))

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    latitude__isnull=True, longitude__isnull=True, position_precision=""
                )
                | Q(
                    latitude__range=LATITUDES,
                    longitude__range=LONGITUDES,
                    position_precision__in=Precision.values,
                ),
                name="%(class)s_position_is_whole_and_in_beijing",
                violation_error_message=_(
                    "A position needs latitude, longitude and how exact it is, all three "
                    "or none, and lies in Beijing."
                ),
            )
        ]

    @classmethod
    def nowhere(cls) -> Q:
        """Ask for those that one cannot go to, which therefore need no position."""
        return Q(pk__in=())

    @property
    def has_position(self) -> bool:
        return self.latitude is not None

    @property
    def taxi_url(self) -> str:
        """Where the card for the driver is."""
        return f"{self.get_absolute_url()}taxi/"


class Opening(models.Model):
    """Where one is let in at certain hours: what the place says, and the hours themselves."""

    opening_hours = models.CharField(
        _("opening hours"),
        max_length=300,
        blank=True,
        help_text=_("As the place words them. Readers see this beside the table."),
    )
    hours = HoursField(_("hours by weekday"), blank=True)

    class Meta:
        abstract = True

    @property
    def schedule(self) -> Schedule:
        """What is certain of the hours; it says when the place is open."""
        return parse(self.hours)
