"""One errand explained: its steps, the papers to bring, the authority's own pages."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import Orderable

from portal.base.dated import DatedFact
from portal.base.languages import localized
from portal.base.markdown import plain
from portal.facts.texts import ShowsFacts, StatesFacts, searched
from portal.publishing.models import Publishable, PublishableQuerySet

# The guide that the points table belongs to.
POINTS_GUIDE = "work-permit"


class GuideQuerySet(PublishableQuerySet):
    def for_cards(self):
        """What a list of guides shows, in one query, in the same order in both languages."""
        return self.only("slug", "topic", *_both("title"), *_both("summary")).order_by("slug")


def _both(field: str) -> tuple[str, str]:
    return f"{field}_en", f"{field}_zh_hans"


class Guide(ShowsFacts, StatesFacts, Publishable):
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

    def stating(self) -> list:
        """Its texts, steps and papers, and its deadlines, each as long as a fact says."""
        deadlines = self.deadlines.select_related("fact") if self.pk else []
        return [self, *self.steps.all(), *self.papers.all(), *deadlines]

    def search_headings(self, language):
        deadlines = self.deadlines.all() if self.pk else []
        return [localized(each, "title", language) for each in [*self.steps.all(), *deadlines]]

    def search_text(self, language):
        texts = [
            localized(self, field, language)
            for field in ("who", "authority", "legal_basis", "fee", "where")
        ]
        texts += [plain(localized(step, "body", language)) for step in self.steps.all()]
        texts += [localized(paper, "name", language) for paper in self.papers.all()]
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

    def __str__(self):
        return self.title_zh_hans


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

    def __str__(self):
        return self.name_zh_hans


class OfficialLink(Orderable):
    """A link to an authority's own page."""

    guide = ParentalKey(Guide, on_delete=models.CASCADE, related_name="official_links")
    url = models.URLField(_("web address"), max_length=300)
    label = models.CharField(_("label"), max_length=200)

    class Meta(Orderable.Meta):
        verbose_name = _("official link")
        verbose_name_plural = _("official links")
