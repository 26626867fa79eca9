"""Policy guides: what to do, in which order, with which papers, by when."""

import datetime as dt

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import Orderable

from portal.base.dated import DatedFact
from portal.base.fields import several
from portal.base.languages import current, localized, suffix
from portal.base.markdown import plain
from portal.base.sorting import sort_key
from portal.facts.models import Fact, Period, Unit
from portal.facts.stated import Stated, stated_on
from portal.facts.texts import StatesFacts, searched
from portal.publishing.models import Publishable, PublishableQuerySet
from services.guides.wording import sentence

# The guide that the points table belongs to.
POINTS_GUIDE = "work-permit"


class GuideQuerySet(PublishableQuerySet):
    def for_cards(self):
        """What a list of guides shows, in one query, in the same order in both languages."""
        return self.only("slug", "topic", *_both("title"), *_both("summary")).order_by("slug")


def _both(field: str) -> tuple[str, str]:
    return f"{field}_en", f"{field}_zh_hans"


class Guide(StatesFacts, Publishable):
    """One errand explained from beginning to end."""

    kind = "guides"
    name_field = "title"
    prominence = 0.4
    required_in_every_language = ("title", "summary", "who")
    dated_facts = (DatedFact("fee", _("Fee"), ("fee_en", "fee_zh_hans")),)
    fact_texts = ("who", "legal_basis", "fee", "processing_time", "where")
    texts_without_facts = ("title", "summary", "authority")

    class Topic(models.TextChoices):
        ENTRY_VISA = "entry_visa", _("Entry and visas")
        WORK = "work", _("Work")
        RESIDENCE = "residence", _("Residence")
        PERMANENT_RESIDENCE = "permanent_residence", _("Permanent residence")
        FAMILY = "family", _("Family")
        HOUSING = "housing", _("Housing")
        SCHOOLING = "schooling", _("Schooling")
        HEALTHCARE = "healthcare", _("Healthcare")
        MONEY_TAX = "money_tax", _("Money and tax")
        DRIVING_TRANSPORT = "driving_transport", _("Driving and transport")
        DAILY_LIFE = "daily_life", _("Daily life")
        BUSINESS = "business", _("Business")

    topic = models.CharField(_("topic"), max_length=24, choices=Topic)
    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(_("summary"))
    who = models.TextField(_("who it is for"))
    authority = models.CharField(_("authority"), max_length=300, blank=True)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    effective_from = models.DateField(_("in force since"), null=True, blank=True)
    fee = models.TextField(_("fee"), blank=True)
    processing_time = models.TextField(_("how long it takes"), blank=True)
    where = models.TextField(_("where"), blank=True)
    related = ParentalManyToManyField(
        "self", verbose_name=_("related guides"), blank=True, symmetrical=False
    )

    objects = GuideQuerySet.as_manager()

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    @property
    def newest_fact(self) -> str:
        """The latest date that a source gives its facts, as exact as the source; or none."""
        return max((source.value.get("as_of") or "" for source in self.sources), default="")

    @property
    def newest_fact_is_old(self) -> bool:
        """Whether even the newest dated source is older than last year."""
        return (
            bool(self.newest_fact) and int(self.newest_fact[:4]) < timezone.localdate().year - 1
        )

    @property
    def explains_points(self) -> bool:
        """Whether its page carries the points table of the work permit."""
        return self.slug == POINTS_GUIDE

    @property
    def groups(self) -> set[str]:
        """What it belongs to that readers may follow: its topic and its journeys."""
        journeys = self.journey_steps.values_list("journey", flat=True)
        return {f"topics/{self.topic}"} | {f"journeys/{pk}" for pk in journeys}

    @property
    def shown_facts(self) -> list[str]:
        """Name every fact that its page shows: those of its texts and of its deadlines."""
        parts = [self, *self.steps.all(), *self.papers.all()]
        lengths = self.deadlines.values_list("fact__slug", flat=True) if self.pk else []
        return [name for part in parts for name in part.own_facts()] + list(lengths)

    def search_text(self, language):
        texts = [
            localized(self, field, language)
            for field in ("who", "authority", "legal_basis", "fee", "where")
        ]
        for step in self.steps.all():
            texts += [
                localized(step, "title", language),
                plain(localized(step, "body", language)),
            ]
        texts += [localized(paper, "name", language) for paper in self.papers.all()]
        if self.pk:
            texts += [localized(each, "title", language) for each in self.deadlines.all()]
        return searched("\n".join(texts), language)


class Step(StatesFacts, Orderable):
    """One thing to do."""

    fact_texts = ("body",)
    texts_without_facts = ("title",)

    guide = ParentalKey(Guide, on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(_("title"), max_length=160)
    body = models.TextField(_("text"), help_text=_("Markdown."))

    class Meta(Orderable.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")


class Paper(StatesFacts, Orderable):
    """A document to bring."""

    fact_texts = ("note",)
    texts_without_facts = ("name",)

    guide = ParentalKey(Guide, on_delete=models.CASCADE, related_name="papers")
    name = models.CharField(_("name"), max_length=200)
    note = models.TextField(_("note"), blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("paper to bring")
        verbose_name_plural = _("papers to bring")


class OfficialLink(Orderable):
    """A link to an authority's own page."""

    guide = ParentalKey(Guide, on_delete=models.CASCADE, related_name="official_links")
    url = models.URLField(_("web address"), max_length=300)
    label = models.CharField(_("label"), max_length=200)

    class Meta(Orderable.Meta):
        verbose_name = _("official link")
        verbose_name_plural = _("official links")


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
        clocks = (Deadline.Clock.ENTERED_CHINA, Deadline.Clock.MOVED_IN)
        return self.filter(clock__in=clocks, direction=Deadline.Direction.WITHIN)


class Deadline(models.Model):
    """A period that the law or good sense sets, counted from an event in one's life."""

    class Clock(models.TextChoices):
        ENTERED_CHINA = "entered_china", _("the day you enter China")
        MOVED_IN = "moved_in", _("the moment you move in")
        CIRCUMSTANCES_CHANGED = "circumstances_changed", _("the day of the change")
        PERMIT_ENDS = "permit_ends", _("the day your permit ends")
        JOB_ENDS = "job_ends", _("the day your job ends")

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

    @property
    def found_as(self) -> Guide:
        """Whose search entry changes with it."""
        return self.guide

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


class PointsRule(models.Model):
    """One line of the work permit's points table: bands of a number, or choices."""

    slug = models.SlugField(unique=True)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=160)
    maximum = models.PositiveSmallIntegerField(_("maximum"))
    # {"from", "to", "points", "then_each_year"}: a band holds its lower end, not its upper.
    bands = models.JSONField(default=list)
    # Each choice has a slug, its name in both languages, and points.
    choices = models.JSONField(default=list)

    class Meta:
        verbose_name = _("points rule")
        verbose_name_plural = _("points rules")
        ordering = ["position"]

    def __str__(self):
        return self.name_zh_hans

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Every band or choice with its points, in the page's language."""
        key = f"name_{suffix(current())}"
        return [(_band(band), _points(band, self.maximum)) for band in self.bands] + [
            (choice[key], str(choice["points"])) for choice in self.choices
        ]


def _band(band: dict) -> str:
    low = intcomma(band["from"], use_l10n=False)
    if "to" not in band:
        return gettext("%(low)s or more") % {"low": low}
    high = intcomma(band["to"], use_l10n=False)
    if band["from"] == 0:
        return gettext("under %(high)s") % {"high": high}
    return gettext("%(low)s to under %(high)s") % {"low": low, "high": high}


def _points(band: dict, maximum: int) -> str:
    if "then_each_year" not in band:
        return str(band["points"])
    return gettext("%(points)d, and %(more)d more for each further year, up to %(maximum)d") % {
        "points": band["points"],
        "more": band["then_each_year"],
        "maximum": maximum,
    }


class Term(models.Model):
    """A word that a newcomer meets, with how to say it."""

    kind = "glossary"
    name_field = "term"
    prominence = 0.0
    over_at = None

    term = models.CharField(_("term"), max_length=120)
    pinyin = models.CharField(_("pinyin"), max_length=160)
    note = models.TextField(_("note"))

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("glossary")
        constraints = [
            models.UniqueConstraint(fields=["term_en"], name="one_term_per_english_word")
        ]

    def __str__(self):
        return self.term_zh_hans

    @property
    def slug(self) -> str:
        """Where it stands on the page of the glossary."""
        return slugify(self.term_en)

    @property
    def found_as(self) -> "Term":
        """Whose search entry changes with it."""
        return self

    def search_names(self) -> list[str]:
        """Other names that it goes by: none."""
        return []

    def search_summary(self, language: str) -> str:
        """What it means."""
        return localized(self, "note", language)

    def search_text(self, language: str) -> str:
        """Nothing but the word and its meaning."""
        return ""

    @property
    def sort_key(self) -> str:
        """What a reader looks it up by: the English word, or the pinyin without tones."""
        return sort_key(self.term_en if current() == "en" else self.pinyin, "en")

    @property
    def letter(self) -> str:
        """The heading that it stands under; what begins with a figure stands under 0–9."""
        first = self.sort_key[:1].upper()
        return first if first.isalpha() else "0–9"
