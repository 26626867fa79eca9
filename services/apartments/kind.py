"""What a reader may ask of the list of homes."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.facets.facets import (
    ArrayFacet,
    BandFacet,
    ChoiceFacet,
    Facet,
    Option,
    TriStateFacet,
    not_stated,
)
from portal.facets.question import Order
from services.apartments.facts import card_facts, facts
from services.apartments.models import Apartment
from services.listings.kinds import BY_NAME, Kind
from services.listings.models import lowest_first

MANY = 5  # bedrooms; whoever wants more finds them under "5 and more"

BEDROOMS = Facet(
    "bedrooms",
    _("Bedrooms"),
    [
        Option(
            "0",
            pgettext_lazy("a home without a separate bedroom", "Studio"),
            Q(bedrooms__contains=[0]),
        ),
        *(Option(str(n), str(n), Q(bedrooms__contains=[n])) for n in range(1, MANY)),
        Option(str(MANY), _("5 and more"), Q(bedrooms__overlap=list(range(MANY, 4 * MANY)))),
        not_stated(Q(bedrooms=[])),
    ],
)

APARTMENTS = Kind(
    model=Apartment,
    facets=(
        ChoiceFacet(
            "kind",
            pgettext_lazy("what sort of place", "Kind"),
            Apartment.Kind,
            field="apartment_kind",
        ),
        BandFacet(
            "rent", _("Rent a month"), field="rent", steps=(5_000, 10_000, 20_000, 40_000)
        ),
        BEDROOMS,
        TriStateFacet(
            "registration",
            _("Helps with accommodation registration"),
            field="registration_support",
        ),
        TriStateFacet("pets", _("Takes pets")),
        TriStateFacet("furnished", _("Furnished")),
        ArrayFacet("amenities", _("Amenities"), Apartment.Amenity),
    ),
    orders=(
        BY_NAME,
        Order("rent", _("Rent, lowest first (not stated: last)"), lowest_first("rent")),
    ),
    card_facts=card_facts,
    facts=facts,
)
