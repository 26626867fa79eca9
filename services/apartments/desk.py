"""Apartments at the desk."""

from django.utils.translation import gettext_lazy as _

from portal.base.panels import group, row
from portal.places.desk import CONTACT, PLACE_TEXTS, WHERE
from services.apartments.kind import APARTMENTS
from services.apartments.models import Apartment
from services.listings.desk import ListingViewSet


class ApartmentViewSet(ListingViewSet):
    model = Apartment
    icon = "key"
    kind = APARTMENTS
    texts = (*PLACE_TEXTS, "operator", "eligibility")
    facts = (
        group(_("What it is"), row("apartment_kind", "community"), "bedrooms"),
        group(
            _("Rent and size"),
            row("rent_min", "rent_max", "rent_as_of"),
            "deposit_months",
            "rent_includes",
            row("area_min", "area_max", "minimum_lease_months"),
            help_text=_("Readers see a rent with its date; leave empty what nobody states."),
        ),
        group(
            _("What tenants ask"), row("furnished", "pets"), "registration_support", "amenities"
        ),
        WHERE,
        CONTACT,
    )
    filters = ("community", "apartment_kind", "district")
