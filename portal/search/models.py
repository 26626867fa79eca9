"""One entry for each thing that can be found, and the words that staff add to help."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.search import texts
from portal.search.geometry import distance_from, position, within

# What only the search reads; it is large.
DERIVED = ("names", "name_words", "words")
# Kinds whose things have no page of their own but a place on one.
ON_ONE_PAGE = {"glossary": "guides:glossary"}


class SearchEntryQuerySet(models.QuerySet):
    """Questions about everything that is public."""

    def nearby(
        self,
        latitude: float,
        longitude: float,
        *,
        kilometres: float = 2,
        exclude: models.Model | None = None,
        limit: int = 12,
    ):
        """Return what lies around a place, nearest first, in one query.

        Each entry knows its `distance` in metres. Where `is_near_station_only` is true
        it is the distance to the station, and the page has to say so.
        """
        entries = self.filter(within(latitude, longitude, kilometres * 1000)).defer(*DERIVED)
        if exclude is not None:
            entries = entries.exclude(kind=exclude.kind, object_pk=exclude.pk)
        distance = distance_from(latitude, longitude)
        return entries.annotate(distance=distance).order_by("distance")[:limit]

    def with_page(self):
        """What has a page of its own."""
        return self.exclude(kind__in=ON_ONE_PAGE)


class SearchEntry(models.Model):
    """A thing that can be found, in both languages. Written by portal.search.index only."""

    kind = models.CharField(max_length=20)
    object_pk = models.PositiveBigIntegerField()
    slug = models.SlugField(max_length=120)
    title_en = models.CharField(max_length=200)
    title_zh_hans = models.CharField(max_length=200)
    other_names = ArrayField(models.CharField(max_length=200), default=list)
    summary_en = models.TextField(blank=True)
    summary_zh_hans = models.TextField(blank=True)
    # The headings within its page, one a line.
    headings_en = models.TextField(blank=True)
    headings_zh_hans = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    text_zh_hans = models.TextField(blank=True)
    community = models.SlugField(blank=True)
    district = models.CharField(max_length=20, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    position_precision = models.CharField(max_length=10, blank=True)
    # The named facts that its page shows (portal/facts): what changes with them.
    facts = ArrayField(models.SlugField(max_length=60), default=list)
    # What it belongs to: "topics/work", "journeys/3". Who follows that hears of it, too.
    groups = ArrayField(models.CharField(max_length=60), default=list)
    changed_on = models.DateField()
    # When it is over; nothing for what goes on.
    over_at = models.DateTimeField(null=True)
    # What most readers mean comes before what few mean, where all else is equal.
    prominence = models.FloatField(default=0)

    # Every complete name and alias as one word; the lexemes of the names; all lexemes
    # with their weights (A name, B summary, C heading, D text).
    names = ArrayField(models.TextField(), default=list)
    name_words = SearchVectorField(default="")
    words = SearchVectorField(default="")

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_pk"], name="one_search_entry_per_thing"
            )
        ]
        indexes = [
            models.Index(fields=["community", "kind"]),
            models.Index(fields=["kind", "slug"], name="search_entry_address"),
            GistIndex(position(), name="search_entry_position"),
            GinIndex(fields=["facts"], name="search_entry_facts", fastupdate=False),
            GinIndex(fields=["groups"], name="search_entry_groups", fastupdate=False),
            GinIndex(fields=["names"], name="search_entry_names", fastupdate=False),
            GinIndex(fields=["name_words"], name="search_entry_name_words", fastupdate=False),
            GinIndex(fields=["words"], name="search_entry_words", fastupdate=False),
        ]

    def __str__(self):
        return f"{self.kind}/{self.slug}"

    def get_absolute_url(self) -> str:
        if self.kind in ON_ONE_PAGE:
            return f"{reverse(ON_ONE_PAGE[self.kind])}#{self.slug}"
        return reverse(f"{self.kind}:detail", kwargs={"slug": self.slug})

    @property
    def is_near_station_only(self) -> bool:
        """Whether the position is only that of the nearest metro station."""
        return self.position_precision == "metro"


class SearchAlias(models.Model):
    """Another name by which readers look for a thing: an old one, a brand, a short form."""

    kind = models.CharField(_("kind"), max_length=20)
    slug = models.SlugField(
        pgettext_lazy("page", "address"),
        max_length=120,
        help_text=_("The last part of the page's address: small letters, digits, hyphens."),
    )
    name = models.CharField(_("other name"), max_length=120)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug", "name"], name="one_alias_of_a_thing"
            )
        ]

    def __str__(self):
        return f"{self.name} → {self.kind}/{self.slug}"

    def clean(self):
        if not SearchEntry.objects.filter(kind=self.kind, slug=self.slug).exists():
            raise ValidationError({"slug": _("Nothing public has this kind and address.")})


class SearchSynonym(models.Model):
    """Words of both languages that mean the same: who asks for one finds the others."""

    slug = models.SlugField(pgettext_lazy("synonym", "short name"), unique=True)
    words = ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("words"),
        help_text=_("In both languages, with commas between them: doctor, physician, 医生."),
    )

    class Meta:
        verbose_name = _("group of words")
        verbose_name_plural = _("words of one meaning")
        ordering = ["slug"]

    def __str__(self):
        return ", ".join(self.words)


class SearchWord(models.Model):
    """A word that stands in something public; a misspelt one is compared with these."""

    word = models.CharField(max_length=texts.LONGEST, primary_key=True)

    class Meta:
        indexes = [
            GinIndex(
                OpClass("word", name="gin_trgm_ops"),
                name="search_word_trigrams",
                fastupdate=False,
            )
        ]

    def __str__(self):
        return self.word


class MissedSearch(models.Model):
    """What readers looked for on a day in vain: the words, how often, and nobody's name."""

    day = models.DateField(_("day"))
    words = models.CharField(_("words"), max_length=60)
    number = models.PositiveIntegerField(_("how often"), default=1)

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        ordering = ["-day", "-number", "words"]
        constraints = [
            models.UniqueConstraint(fields=["day", "words"], name="one_count_a_day_and_words")
        ]

    def __str__(self):
        return self.words
