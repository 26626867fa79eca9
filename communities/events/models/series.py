"""Recurring events, as far as sources tell of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from portal.base.fields import PartialDateField
from portal.base.languages import localized
from portal.publishing.models import Publishable


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
                violation_error_message=_("A month is a number from 1 to 12."),
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
