"""Hospitals and clinics at the desk."""

from django.utils.translation import gettext_lazy as _

from portal.base.panels import group, row
from portal.places.desk import CONTACT, OPENING, PLACE_TEXTS, WHERE
from services.hospitals.kind import HOSPITALS
from services.hospitals.models import Hospital
from services.listings.desk import ListingViewSet


class HospitalViewSet(ListingViewSet):
    model = Hospital
    icon = "plus-inverse"
    kind = HOSPITALS
    texts = (*PLACE_TEXTS, "opening_hours")
    facts = (
        group(
            _("What it is"),
            row("hospital_kind", "ownership"),
            row("community", "emergency_24h"),
            "departments",
        ),
        group(_("Appointments"), row("appointment_phone", "appointment_url")),
        OPENING,
        group(_("Insurance"), "direct_billing", "insurers"),
        WHERE,
        CONTACT,
    )
    filters = ("community", "hospital_kind", "emergency_24h", "district")
