"""What apartments, schools and hospitals share beyond being places."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from communities.directory.models import Community
from portal.base.fields import stated
from portal.base.languages import current, localized
from portal.base.sorting import SortKeyField
from portal.places.models import District, Place
from portal.publishing.models import Publishable, PublishableQuerySet


class ListingQuerySet(PublishableQuerySet):
    def for_cards(self):
        """What a card shows and nothing else, in one query."""
        return self.select_related("community").only(*self.model.card_fields)

    def for_page(self):
        """Everything that the page of one place shows of it."""
        page = super().for_page().select_related("community", "nearest_metro")
        return page.prefetch_related("nearest_metro__lines")


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
    # The columns that a card reads; a kind adds those of its facts.
    card_fields = (
        "slug",
        "name_en",
        "name_zh_hans",
        "district",
        "latitude",
        "longitude",
        "position_precision",
        "community__short_name_en",
        "community__short_name_zh_hans",
        "community__lattice",
        "facts_confirmed",
    )
    # What schema.org calls it.
    schema_type = "Place"
    # The facts by whose words it is found.
    found_by = ()

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

    @property
    def lattice(self) -> str:
        """The mark of the community that it belongs to."""
        return self.community.lattice if self.community else "none"

    @property
    def area(self) -> str:
        """Where it is in a word or two: its community, else its district."""
        if self.community:
            return localized(self.community, "short_name", current())
        return District(self.district).label if self.district else ""

    def search_text(self, language):
        return "\n".join(
            [
                localized(self, "address", language),
                localized(self.community, "short_name", language) if self.community else "",
                localized(self.nearest_metro, "name", language) if self.nearest_metro else "",
                *stated(self, ("languages", *self.found_by), language),
            ]
        )
