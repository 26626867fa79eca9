"""What a guide states at a glance, beside the facts that its texts name."""

from django.utils.translation import gettext as _

from portal.base.languages import current, localized
from portal.base.particulars import Particular
from portal.facts.stated import Stated
from portal.facts.texts import fill
from portal.facts.wording import day
from services.guides.models import Guide


def glance(guide: Guide, facts: dict[str, Stated]) -> list[Particular]:
    """Name everything that stands at the top of a guide, as far as it is stated."""
    texts = {
        "fee": _("Fee"),
        "processing_time": _("How long it takes"),
        "where": _("Where"),
        "authority": _("Authority"),
        "legal_basis": _("Legal basis"),
    }
    stated = [
        Particular(name, term, fill(localized(guide, name, current()), facts))
        for name, term in texts.items()
    ]
    if guide.effective_from:
        stated.append(
            Particular("effective_from", _("In force since"), day(guide.effective_from))
        )
    return [each for each in stated if each.value]
