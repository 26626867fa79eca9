"""Journeys: what to do step by step, across guides and counters."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from portal.base.languages import localized
from portal.facts.texts import ShowsFacts, StatesFacts
from portal.publishing.models import Publishable, PublishableQuerySet


class JourneyQuerySet(PublishableQuerySet):
    def for_cards(self):
        """What a list of journeys shows, in the order in which staff have put them."""
        texts = ("title_en", "title_zh_hans", "summary_en", "summary_zh_hans")
        return self.only("slug", *texts).order_by("position", "slug")


class Journey(ShowsFacts, Publishable):
    """One matter of life, from its first step to its last."""

    kind = "journeys"
    name_field = "title"
    required_in_every_language = ("title", "summary", "who")

    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(_("summary"))
    who = models.TextField(_("who it is for"))
    position = models.PositiveSmallIntegerField(
        _("place in the list"), default=100, help_text=_("Small numbers come first.")
    )

    objects = JourneyQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("steps across guides", "journey")
        verbose_name_plural = pgettext_lazy("steps across guides", "journeys")

    def stating(self) -> list:
        """Its steps; what its guides say belongs to the guides."""
        return list(self.steps.all())

    def search_text(self, language):
        return "\n".join(localized(step, "title", language) for step in self.steps.all())


class JourneyStep(StatesFacts, Orderable):
    """One step: a guide's errand, or something that no guide explains.

    Where it says nothing of its own, the page tells what its guide says of cost and time.
    """

    fact_texts = ("note", "who", "where", "papers", "cost", "time")
    texts_without_facts = ("title",)

    journey = ParentalKey(Journey, on_delete=models.CASCADE, related_name="steps")
    key = models.SlugField(
        pgettext_lazy("step", "short name"),
        max_length=40,
        help_text=_("Other steps call it by this: small letters, digits, hyphens."),
    )
    title = models.CharField(_("title"), max_length=160)
    # By its name: the page of a guide shows its journeys, so guides stand above them.
    guide = models.ForeignKey(
        "services.Guide",
        verbose_name=_("guide"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="journey_steps",
        help_text=_("Empty where no guide explains it."),
    )
    note = models.TextField(_("what to know"), blank=True)
    who = models.CharField(_("who does it"), max_length=200, blank=True)
    where = models.CharField(_("where"), max_length=300, blank=True)
    papers = models.CharField(_("papers"), max_length=300, blank=True)
    cost = models.CharField(_("cost"), max_length=200, blank=True)
    time = models.CharField(_("how long it takes"), max_length=200, blank=True)
    after = ArrayField(
        models.SlugField(max_length=40),
        verbose_name=_("only after"),
        default=list,
        blank=True,
        help_text=_("Short names of earlier steps, with commas between them."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        indexes = [models.Index(fields=["guide", "journey"], name="journeys_of_guide")]

    def __str__(self):
        return self.title_zh_hans

    @property
    def found_as(self):
        """Whose search entry changes with it: its guide is one of the journey now."""
        return self.guide

    def get_absolute_url(self) -> str:
        """Its guide's page if readers see one, else its place on the journey's page."""
        if self.guide and self.guide.live:
            return self.guide.get_absolute_url()
        return f"{self.journey.get_absolute_url()}#{self.key}"
