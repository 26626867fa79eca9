"""Named facts that many pages show: a fee, a period, a phone, each value with its dates."""

import datetime as dt
from typing import NamedTuple

from dateutil.relativedelta import relativedelta
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import (
    Deferrable,
    F,
    Func,
    OuterRef,
    ProtectedError,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField

from portal.base.dated import Check
from portal.base.languages import localized
from portal.publishing.blocks import SourceBlock
from portal.search.models import SearchEntry

_CHECKED_EVERY = relativedelta(years=1)


class Unit(models.TextChoices):
    """What a period is counted in."""

    HOURS = "hours", _("hours")
    DAYS = "days", _("days")
    WORKING_DAYS = "working_days", _("working days")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")


class Period(NamedTuple):
    """A length of time as the law gives it: 10 working days."""

    amount: int
    unit: str


class FactQuerySet(models.QuerySet):
    def with_days(self):
        """Add by when each is to be checked, and the day after which nothing is stated."""
        a_year_on = Func(F("checked_on"), template="%(expressions)s + interval '1 year'")
        values = FactValue.objects.filter(fact=OuterRef("pk"))
        last = values.order_by(F("valid_from").desc(nulls_last=True))
        return self.annotate(
            check_by=Coalesce("review_due", Cast(a_year_on, models.DateField())),
            ends_on=Subquery(last.values("valid_until")[:1]),
        )

    def to_check(self, until: dt.date):
        """Those that are to be checked, or end without another value, by a day."""
        return self.with_days().filter(Q(check_by__lte=until) | Q(ends_on__lte=until))


class Fact(ClusterableModel):
    """One thing that texts say by name, so that it is kept in one place.

    Its values follow each other; which of them holds is a matter of the day
    (portal/facts/stated.py). What readers were last told of it is noted here, so that the
    clock sees by itself what has changed since (portal/facts/actions.py).
    """

    class Kind(models.TextChoices):
        MONEY = "money", _("Money (yuan)")
        COUNT = "count", pgettext_lazy("kind of fact", "Number")
        PERIOD = "period", _("Period of time")
        DATE = "date", pgettext_lazy("kind of fact", "Date")
        AGE = "age", pgettext_lazy("kind of fact", "Age")
        PHONE = "phone", pgettext_lazy("kind of fact", "Phone")
        TEXT = "text", _("Address or other text")

    slug = models.SlugField(
        _("name in texts"),
        max_length=60,
        unique=True,
        help_text=_("Texts show the fact by this name: [[visa-free-stay]]."),
    )
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    sources = StreamField([("source", SourceBlock())], verbose_name=_("sources"), blank=True)
    checked_on = models.DateField(_("checked against the sources on"))
    review_due = models.DateField(
        _("to be checked again by"),
        null=True,
        blank=True,
        help_text=_("Empty means a year after it was last checked."),
    )
    noted = models.JSONField(null=True, editable=False)
    noted_on = models.DateField(null=True, editable=False)
    # Of what each person was last told (portal/publishing/reminding.py).
    review_told = models.TextField(blank=True, editable=False)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ["slug"]

    def __str__(self):
        return localized(self, "name", "zh-hans") or self.slug

    @property
    def due_on(self) -> dt.date:
        """The day by which it is to be checked again."""
        return self.review_due or self.checked_on + _CHECKED_EVERY

    @property
    def checks(self) -> list[Check]:
        """The days by which somebody is to look at it again: that one, and its end."""
        values = sorted(self.values.all(), key=lambda value: value.valid_from or dt.date.min)
        ends_on = values[-1].valid_until if values else None
        return [Check(self.due_on)] + ([Check(ends_on, is_end=True)] if ends_on else [])

    def used_on(self) -> models.QuerySet:
        """The public pages that show it."""
        return SearchEntry.objects.filter(facts__contains=[self.slug])

    def delete(self, *args, **kwargs):
        """Delete it, unless a page would be left with a name that means nothing."""
        if pages := list(self.used_on()):
            raise ProtectedError(gettext("Pages still show this fact."), pages)
        return super().delete(*args, **kwargs)


class _Days(Func):
    """The days on which a value holds, its first and last among them."""

    function = "daterange"


class _Only(Func):
    """One number as a range, which a GiST index knows without an extension."""

    function = "int8range"


class FactValue(models.Model):
    """What a fact says from one day until another; open where no day is given.

    Which column holds it goes by the kind of the fact (portal/facts/wording.py).
    """

    COLUMNS = ("number", "unit", "date", "phone", "text_en", "text_zh_hans")

    fact = ParentalKey(Fact, on_delete=models.CASCADE, related_name="values")
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("The last day on which it holds.")
    )
    # Whether that day was not typed but came with the value after it, and goes with it.
    ends_for_next = models.BooleanField(default=False, editable=False)
    number = models.PositiveIntegerField(
        pgettext_lazy("value of a fact", "number"),
        null=True,
        blank=True,
        help_text=_("Yuan, years of age, how many."),
    )
    unit = models.CharField(_("counted in"), max_length=14, choices=Unit, blank=True)
    date = models.DateField(pgettext_lazy("kind of fact", "date"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    text = models.CharField(_("text"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("value")
        verbose_name_plural = _("values")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from"))
                | Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True),
                name="fact_value_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first one."),
            ),
            ExclusionConstraint(
                name="one_value_of_a_fact_a_day",
                expressions=[
                    (_Only(F("fact"), F("fact"), Value("[]")), RangeOperators.OVERLAPS),
                    (
                        _Days(F("valid_from"), F("valid_until"), Value("[]")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                # Two values that are moved together overlap while the first is written.
                deferrable=Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return f"{self.fact.slug} · {self.valid_from or '…'}–{self.valid_until or '…'}"

    @property
    def plain(self) -> dict:
        """What it says, as plain data that can be kept and compared."""
        said = {name: getattr(self, name) for name in self.COLUMNS}
        said["date"] = self.date and self.date.isoformat()
        return {name: value for name, value in said.items() if value not in (None, "")} | {
            "kind": self.fact.kind
        }


class FactChange(models.Model):
    """That a fact says something else from a day on: by a person's hand, or by itself.

    `before` and `after` are FactValue.plain; `after` is null where a rule has ended and
    nobody knows yet what comes after it, `before` where there was none.
    """

    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="changes")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    from_day = models.DateField()
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.fact.slug} · {self.from_day}"
