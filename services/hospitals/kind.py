"""What a patient may ask of the list of hospitals."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.facets.facets import ArrayFacet, ChoiceFacet, TriStateFacet
from portal.places.models import SpokenLanguage
from services.hospitals.facts import card_facts, facts
from services.hospitals.models import Hospital
from services.listings.kinds import Kind
from services.listings.opening import open_now

HOSPITALS = Kind(
    model=Hospital,
    facets=(
        TriStateFacet("emergency", _("Emergency care, day and night"), field="emergency_24h"),
        ChoiceFacet(
            "kind",
            pgettext_lazy("what sort of place", "Kind"),
            Hospital.Kind,
            field="hospital_kind",
        ),
        ArrayFacet("department", _("Department"), Hospital.Department, field="departments"),
        ArrayFacet("language", _("Staff speak"), SpokenLanguage, field="languages"),
        ChoiceFacet("ownership", _("Ownership"), Hospital.Ownership),
        TriStateFacet("billing", _("Bills insurers directly"), field="direct_billing"),
    ),
    made=(open_now,),
    card_facts=card_facts,
    facts=facts,
)
