"""What apartments, schools and hospitals share beyond being places."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.directory.models import Community
from portal.base.languages import localized
from portal.places.models import Place
from portal.publishing.models import Publishable, PublishableQuerySet


class ListingQuerySet(PublishableQuerySet):
    def for_cards(self):
        """Everything a card shows, in one query."""
        return self.select_related("community", "nearest_metro").defer("sources")


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

    objects = ListingQuerySet.as_manager()

    class Meta(Place.Meta):
        abstract = True

    def search_text(self, language):
        return localized(self, "address", language)
