"""One entry per published thing: what lists, neighbours and search read."""

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.urls import reverse

from portal.search.geometry import position


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

    @property
    def is_near_station_only(self) -> bool:
        """Whether the position is only that of the nearest metro station."""
        return self.position_precision == "metro"

    def get_absolute_url(self) -> str:
        return reverse(f"{self.kind}:detail", kwargs={"slug": self.slug})
