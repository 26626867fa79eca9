"""What a parent may ask of the list of schools."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.facets.facets import ArrayFacet, BandFacet, NumberFacet, TriStateFacet
from portal.facets.question import Order
from portal.places.models import SpokenLanguage
from services.listings.kinds import BY_NAME, Kind
from services.listings.models import lowest_first
from services.schools.facts import card_facts, facts
from services.schools.models import School

SCHOOLS = Kind(
    model=School,
    facets=(
        NumberFacet("age", _("Age of the child"), field="age", least=0, most=19),
        ArrayFacet(
            "stage", pgettext_lazy("of a school", "Stage"), School.Stage, field="stages"
        ),
        ArrayFacet("curriculum", _("Curriculum"), School.Curriculum, field="curricula"),
        ArrayFacet(
            "taught_in", _("Taught in"), SpokenLanguage, field="languages_of_instruction"
        ),
        BandFacet(
            "fees",
            _("Fees a year"),
            field="tuition",
            steps=(100_000, 150_000, 200_000, 300_000),
        ),
        ArrayFacet("accepts", _("Takes"), School.Accepts),
        TriStateFacet("boarding", _("Boarding")),
    ),
    orders=(
        BY_NAME,
        Order("fees", _("Fees, lowest first (not stated: last)"), lowest_first("tuition")),
    ),
    card_facts=card_facts,
    facts=facts,
)
