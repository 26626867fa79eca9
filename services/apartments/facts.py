"""What is told about a home, in the page's language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.base.languages import current, localized
from services.apartments.models import Apartment
from services.listings.facts import (
    Fact,
    a_month,
    as_of,
    one,
    several,
    span,
    spoken,
    stated,
    yes_or_no,
)


def card_facts(apartment: Apartment) -> list[Fact]:
    """Name what people compare first: rent with its date, size, kind."""
    return stated(_rent(apartment), _bedrooms(apartment), _kind(apartment))


def facts(apartment: Apartment) -> list[Fact]:
    """Name everything that is stated about a home."""
    lease = apartment.minimum_lease_months
    return stated(
        _kind(apartment),
        _rent(apartment),
        several(
            "rent-includes", _("Rent includes"), apartment.rent_includes, Apartment.Included
        ),
        Fact("deposit", _("Deposit"), _deposit(apartment.deposit_months)),
        _bedrooms(apartment),
        _area(apartment),
        yes_or_no("furnished", _("Furnished"), apartment.furnished),
        Fact("lease", _("Shortest lease"), _months(lease)),
        yes_or_no("pets", _("Takes pets"), apartment.pets),
        yes_or_no(
            "registration",
            _("Helps with accommodation registration"),
            apartment.registration_support,
        ),
        several("amenities", _("Amenities"), apartment.amenities, Apartment.Amenity),
        spoken(apartment),
        Fact("operator", _("Run by"), localized(apartment, "operator", current())),
    )


def _kind(apartment: Apartment) -> Fact | None:
    term = pgettext("what sort of place", "Kind")
    return one("kind", term, apartment.apartment_kind, Apartment.Kind)


def _rent(apartment: Apartment) -> Fact:
    rent = a_month(apartment.rent_min, apartment.rent_max)
    if not rent:
        return Fact("rent", _("Rent"), "")
    dates = as_of(apartment.rent_as_of, apartment.fact_confirmed_on("rent"))
    return Fact("rent", _("Rent"), rent, dates)


def _bedrooms(apartment: Apartment) -> Fact | None:
    if not apartment.bedrooms:
        return None
    fewest, most = min(apartment.bedrooms), max(apartment.bedrooms)
    if most == 0:
        words = pgettext("a home without a separate bedroom", "Studio")
    elif fewest == 0:
        words = ngettext("Studio to %(most)d bedroom", "Studio to %(most)d bedrooms", most) % {
            "most": most
        }
    else:
        words = ngettext("%(rooms)s bedroom", "%(rooms)s bedrooms", most) % {
            "rooms": most if fewest == most else f"{fewest}–{most}"
        }
    return Fact("bedrooms", _("Bedrooms"), words)


def _area(apartment: Apartment) -> Fact:
    area = span(
        apartment.area_min,
        apartment.area_max,
        both=_("%(range)s m²"),
        least=_("from %(low)d m²"),
        most=_("up to %(high)d m²"),
    )
    return Fact("area", _("Area"), area)


def _months(number: int | None) -> str:
    if number is None:
        return ""
    return ngettext("%(number)d month", "%(number)d months", number) % {"number": number}


def _deposit(months: int | None) -> str:
    if months is None:
        return ""
    if months == 0:
        return pgettext("deposit", "None")
    return ngettext("%(number)d month’s rent", "%(number)d months’ rent", months) % {
        "number": months
    }
