"""What apartments, schools and hospitals share beyond being places."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from communities.directory.models import Community
from portal.base.languages import localized
from portal.base.sorting import SortKeyField
from portal.places.models import Place
from portal.publishing.models import Publishable, PublishableQuerySet


class ListingQuerySet(PublishableQuerySet):
    def for_cards(self):
        """Everything a card shows, in one query."""
        return self.select_related("community").defer("sources")

    def for_page(self):
        """Everything that the page of one place shows of it."""
        return self.select_related("community", "nearest_metro").prefetch_related(
            "nearest_metro__lines"
        )


def lowest_first(field: str):
    """Order by the lower end of a range, by the upper one where only that is stated;
    rows that state neither come last."""
    return Coalesce(F(f"{field}_min"), F(f"{field}_max")).asc(nulls_last=True)


def live_index(*order, name: str) -> models.Index:
    """Build an index over what the public sees, for one order of a list."""
    return models.Index(*order, F("id"), name=name, condition=Q(live=True))


class Listing(Publishable, Place):
    """A place that people choose: to live in, to learn at, to get well at."""

    required_in_every_language = ("name", "summary")

    community = models.ForeignKey(
        Community,
        verbose_name=_("community"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        help_text=_("The international talent community that it serves."),
    )
    sort_key_en = SortKeyField(language="en")
    sort_key_zh_hans = SortKeyField(language="zh-hans")

    objects = ListingQuerySet.as_manager()

    class Meta(Place.Meta):
        abstract = True
        indexes = [
            live_index(F("sort_key_en"), name="%(class)s_by_english"),
            live_index(F("sort_key_zh_hans"), name="%(class)s_by_pinyin"),
        ]

    def search_text(self, language):
        return localized(self, "address", language)
