"""What makes a kind of listing: its table, its questions, its orders, its facts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from communities.directory import facet as communities
from communities.directory.models import Community
from portal.facets.census import Census
from portal.facets.facets import ChoiceFacet, Facet, Option, StationFacet
from portal.facets.keeping import census_of
from portal.facets.question import Order
from portal.places.models import District, MetroStation
from portal.publishing import content
from services.listings.facts import Fact
from services.listings.models import Listing, ListingQuerySet

NO_COMMUNITY = "none"


BY_NAME = Order("name", _("Name"))
DISTRICT = ChoiceFacet("district", _("District"), District)
METRO = StationFacet("metro", _("Metro"))


@dataclass(frozen=True)
class Kind:
    """A kind of listing. The views, templates and counts work for any of them."""

    model: type[Listing]
    facets: tuple[Facet, ...]
    # What is told on a card, and what on the place's own page.
    card_facts: Callable[[Listing], Sequence[Fact]]
    facts: Callable[[Listing], Sequence[Fact]]
    orders: tuple[Order, ...] = (BY_NAME,)
    # Facets that must be built anew for each content version, or each moment.
    made: tuple[Callable[[type[Listing], int], Facet], ...] = ()

    @property
    def name(self) -> str:
        return self.model.kind

    @property
    def url(self) -> str:
        return reverse(f"{self.name}:index")

    def rows(self) -> ListingQuerySet:
        return self.model.objects.published()

    @property
    def state(self) -> str:
        """The state of all that its facets ask about; what is counted belongs to one."""
        return content.state_of(self.name, Community.kind, MetroStation.kind)

    def census(self, facets: tuple[Facet, ...] | None = None) -> Census:
        """Return which places each answer stands for now, counted at once if need be."""
        return census_of(self, facets or self.facets_at(content.version()), self.state)

    def facets_at(self, version: int) -> tuple[Facet, ...]:
        """Return the kind's own facets and those that all kinds share."""
        made = [make(self.model, version) for make in self.made]
        return (*made, *self.facets, METRO, community_facet(version), DISTRICT)


def community_facet(version: int) -> Facet:
    """Build the facet of communities, whose options are rows."""
    none = Option(NO_COMMUNITY, gettext("None of the eight"), Q(community_id__isnull=True))
    options = [*communities.options(version), none]
    return Facet("community", pgettext("one of the eight", "Community"), options)
