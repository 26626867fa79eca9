"""What is told about a hospital, in the page's language."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.base.dates import confirmed_by_staff
from portal.base.languages import current, join, localized
from portal.base.wording import lines
from portal.places.models import SpokenLanguage
from services.hospitals.models import Hospital
from services.listings.facts import Fact, one, several, spoken, stated, yes_or_no


def card_facts(hospital: Hospital) -> list[Fact]:
    """Name what a patient looks for first: care at night, kind, languages.

    That a public hospital is public is said by its kind, that staff speak Chinese goes
    without saying.
    """
    night = Fact("night", _("Emergency care"), _("Emergency care, day and night"))
    return stated(
        night if hospital.emergency_24h else None,
        _kind(hospital),
        None
        if hospital.hospital_kind == Hospital.Kind.PUBLIC_HOSPITAL
        else _ownership(hospital),
        _foreign(hospital),
    )


def facts(hospital: Hospital) -> list[Fact]:
    """Name everything that is stated about a hospital."""
    return stated(
        _kind(hospital),
        _ownership(hospital),
        yes_or_no("night", _("Emergency care, day and night"), hospital.emergency_24h),
        None
        if hospital.hours  # they have a table of their own, with these words beside it
        else Fact(
            "hours",
            _("Opening hours"),
            localized(hospital, "opening_hours", current()),
            confirmed_by_staff(hospital.fact_confirmed_on("hours")),
        ),
        several("departments", _("Departments"), hospital.departments, Hospital.Department),
        spoken(hospital),
        yes_or_no("billing", _("Bills insurers directly"), hospital.direct_billing),
        Fact("insurers", _("Insurers billed"), join(lines(hospital.insurers))),
    )


def _kind(hospital: Hospital) -> Fact | None:
    term = pgettext("what sort of place", "Kind")
    return one("kind", term, hospital.hospital_kind, Hospital.Kind)


def _foreign(hospital: Hospital) -> Fact | None:
    foreign = [each for each in hospital.languages if each != SpokenLanguage.CHINESE]
    return several("languages", _("Staff speak"), foreign, SpokenLanguage)


def _ownership(hospital: Hospital) -> Fact | None:
    return one("ownership", _("Ownership"), hospital.ownership, Hospital.Ownership)
