"""Who stands at the door of a date, and who has come in."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.events.models import EventDate, SignUp
from communities.events.models.sign_ups import KEPT


class DoorLinkQuerySet(models.QuerySet):
    def open(self):
        """Those of dates whose last day is not over."""
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return self.filter(date__ends_at__gte=today, date__event__live=True)

    def outlived(self):
        """Those of dates that have been over for as long as people's names are kept."""
        return self.exclude(name="").filter(date__ends_at__lt=timezone.now() - KEPT)

    def for_page(self):
        """Everything that the pages at the door say about the date."""
        return self.select_related("date__event__community")


class DoorLink(models.Model):
    """A secret address for one who helps at the door: it can only check in, at one date,
    and ends with the date's day. Deleting it shuts the door at once."""

    date = models.ForeignKey(
        EventDate, verbose_name=_("date"), on_delete=models.CASCADE, related_name="door_links"
    )
    name = models.CharField(
        _("who gets it"),
        max_length=120,
        help_text=_("Give everybody who helps a link of their own: each can be shut alone."),
    )
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects = DoorLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("door link")
        verbose_name_plural = _("door links")

    def __str__(self):
        return f"{self.name} · {self.date}"

    def get_absolute_url(self) -> str:
        return reverse("check_in:door", kwargs={"token": self.token})

    def address(self) -> str:
        """The whole address, to be sent to the person; empty when its day is over."""
        return settings.SITE_ROOT + self.get_absolute_url() if self.is_open else ""

    @property
    def is_open(self) -> bool:
        """Whether the day on which the date ends is not over."""
        return timezone.localdate() <= timezone.localdate(self.date.ends_at)


class Arrival(models.Model):
    """A party has come in, once. The nonce is that of the tap or scan that let it in."""

    sign_up = models.OneToOneField(
        SignUp, verbose_name=_("sign-up"), on_delete=models.CASCADE, related_name="arrival"
    )
    arrived_at = models.DateTimeField(_("arrived at"), default=timezone.now)
    nonce = models.UUIDField(editable=False)

    class Meta:
        verbose_name = _("arrival")
        verbose_name_plural = _("arrivals")

    def __str__(self):
        return f"{self.sign_up.name} · {self.arrived_at:%Y-%m-%d %H:%M}"

    def clock(self) -> str:
        """When they came in, by Beijing's clock."""
        moment = timezone.localtime(self.arrived_at, timezone.get_default_timezone())
        return f"{moment:%H:%M}"
