"""Schools at the desk."""

from django.utils.translation import gettext_lazy as _

from portal.base.panels import group, row
from portal.places.desk import CONTACT, PLACE_TEXTS, WHERE
from services.listings.desk import ListingViewSet
from services.schools.kind import SCHOOLS
from services.schools.models import School


class SchoolViewSet(ListingViewSet):
    model = School
    icon = "glasses"
    kind = SCHOOLS
    texts = PLACE_TEXTS
    facts = (
        group(
            _("What it teaches"),
            row("community", "boarding"),
            "stages",
            row("age_min", "age_max"),
            "curricula",
            "languages_of_instruction",
            "accepts",
            "accreditations",
        ),
        group(
            _("Fees"),
            row("tuition_min", "tuition_max", "tuition_year"),
            help_text=_("Readers see fees with their school year."),
        ),
        group(_("Size"), row("founded", "students", "students_year")),
        WHERE,
        CONTACT,
    )
    filters = ("community", "district")
