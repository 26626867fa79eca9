"""One entry per published thing: what lists, neighbours and search read."""

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.urls import reverse

from portal.search.geometry import distance_from, position, within


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
        entries = self.filter(within(latitude, longitude, kilometres * 1000))
        if exclude is not None:
            entries = entries.exclude(kind=exclude.kind, object_pk=exclude.pk)
        distance = distance_from(latitude, longitude)
        return entries.annotate(distance=distance).order_by("distance")[:limit]


class SearchEntry(models.Model):
    """A published thing, in both languages. Written by portal.search.index only."""

    kind = models.CharField(max_length=20)
    object_pk = models.PositiveBigIntegerField()
    slug = models.SlugField(max_length=120)
    title_en = models.CharField(max_length=200)
    title_zh_hans = models.CharField(max_length=200)
    summary_en = models.TextField(blank=True)
    summary_zh_hans = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    text_zh_hans = models.TextField(blank=True)
    community = models.SlugField(blank=True)
    district = models.CharField(max_length=20, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    position_precision = models.CharField(max_length=10, blank=True)
    changed_on = models.DateField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_pk"], name="one_search_entry_per_thing"
            )
        ]
        indexes = [
            models.Index(fields=["community", "kind"]),
            GistIndex(position(), name="search_entry_position"),
        ]

    def __str__(self):
        return f"{self.kind}/{self.slug}"

    def get_absolute_url(self) -> str:
        return reverse(f"{self.kind}:detail", kwargs={"slug": self.slug})

    @property
    def is_near_station_only(self) -> bool:
        """Whether the position is only that of the nearest metro station."""
        return self.position_precision == "metro"
