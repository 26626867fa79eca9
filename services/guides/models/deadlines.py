"""Periods that a guide sets; how long each is, a fact says."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.base.fields import several
from portal.base.languages import CODES, localized
from portal.facts.models import Fact, Period, Unit
from portal.facts.stated import Stated, stated_on
from services.guides.models.guides import Guide
from services.guides.wording import sentence

_LENGTHS = {
    Unit.HOURS: dt.timedelta(hours=1),
    Unit.DAYS: dt.timedelta(days=1),
    Unit.WORKING_DAYS: dt.timedelta(days=7 / 5),
    Unit.MONTHS: dt.timedelta(days=30),
    Unit.YEARS: dt.timedelta(days=365),
}


class DeadlineQuerySet(models.QuerySet):
    def public(self):
        """Deadlines whose guide the public may see."""
        return self.filter(guide__live=True)

    def with_facts(self):
        """With their lengths, in two more queries for any number."""
        return self.select_related("fact").prefetch_related("fact__values")

    def for_plans(self):
        """What plans are reckoned with, everything about it read at once."""
        return self.public().with_facts().select_related("guide").order_by("pk")

    def on_arrival(self):
        """What runs from the day somebody enters China or moves in."""
        return self.filter(clock__in=Deadline.ON_ARRIVAL, direction=Deadline.Direction.WITHIN)


class Deadline(models.Model):
    """A period that the law or good sense sets, counted from an event in one's life."""

    class Clock(models.TextChoices):
        ENTERED_CHINA = "entered_china", _("the day you enter China")
        MOVED_IN = "moved_in", _("the moment you move in")
        CIRCUMSTANCES_CHANGED = "circumstances_changed", _("the day of the change")
        PERMIT_ENDS = "permit_ends", _("the day your permit ends")
        JOB_ENDS = "job_ends", _("the day your job ends")

    ON_ARRIVAL = (Clock.ENTERED_CHINA, Clock.MOVED_IN)

    class Direction(models.TextChoices):
        WITHIN = "within", _("within")
        BEFORE = "before", _("before")

    class AppliesTo(models.TextChoices):
        WORK = "work", _("people who work")
        FAMILY = "family_long_stay", _("family members on a long stay")
        STUDY = "study_long_stay", _("students on a long stay")

    slug = models.SlugField(unique=True)
    guide = models.ForeignKey(
        Guide, verbose_name=_("guide"), on_delete=models.CASCADE, related_name="deadlines"
    )
    title = models.CharField(_("title"), max_length=160)
    clock = models.CharField(_("counted from"), max_length=24, choices=Clock)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction)
    fact = models.ForeignKey(
        Fact,
        verbose_name=_("length"),
        on_delete=models.PROTECT,
        limit_choices_to={"kind": Fact.Kind.PERIOD},
        related_name="+",
    )
    firm = models.BooleanField(_("set by law or authority"))
    # Empty means everybody.
    applies_to = several(AppliesTo, verbose_name=_("applies to"))
    # Ages in years, both included; none means any age.
    age_from = models.PositiveSmallIntegerField(_("youngest"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("oldest"), null=True, blank=True)
    opens = models.BooleanField(
        _("begins to be possible"),
        default=False,
        help_text=_("It can be done from this day on; nothing is late before."),
    )

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")

    def __str__(self):
        return self.title_zh_hans

    def clean(self):
        """Refuse another short name: plans, calendars and letters know it by this one."""
        known = Deadline.objects.filter(pk=self.pk).values_list("slug", flat=True).first()
        if known and known != self.slug:
            raise ValidationError(
                {"slug": _("Plans know it by “%s”: this name stays.") % known}
            )

    @property
    def titles(self) -> tuple[str, ...]:
        """What is due, in each language."""
        return tuple(localized(self, "title", code) for code in CODES)

    @property
    def found_as(self) -> Guide:
        """Whose search entry changes with it."""
        return self.guide

    def own_facts(self) -> list[str]:
        """Name the fact that is its length."""
        return [self.fact.slug]

    def stated_on(self, day: dt.date) -> Stated:
        """How the fact that is its length stands on a day."""
        return stated_on(self.fact, day)

    def period_on(self, day: dt.date) -> Period:
        """How long it is by the rule of a day; where that has ended, by the last one known."""
        return self.stated_on(day).period

    @property
    def stated(self) -> Stated:
        """How its length stands today."""
        return self.stated_on(timezone.localdate())

    def when_on(self, day: dt.date) -> str:
        """The period by the rule of a day as one sentence, in the page's language."""
        return self.said(self.period_on(day))

    def said(self, period: Period) -> str:
        """A period of this deadline as one sentence, in the page's language."""
        return sentence(self.clock, self.direction, period.unit, period.amount)

    @property
    def when(self) -> str:
        """The period as one sentence today."""
        return self.when_on(timezone.localdate())

    @property
    def length(self) -> dt.timedelta:
        """How long it is, to put deadlines in order; five working days are a week."""
        amount, unit = self.stated.period
        return amount * _LENGTHS[unit]

    @property
    def order(self) -> tuple:
        """Where it stands among others: clock by clock, each in the order of time."""
        forward = self.direction == self.Direction.WITHIN
        return self.Clock.values.index(self.clock), self.length if forward else -self.length

    @property
    def people(self) -> list:
        """Whom it binds, in words; empty means everybody."""
        return [self.AppliesTo(value).label for value in self.applies_to]
