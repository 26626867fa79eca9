"""A journey on paper, step by step."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.base.languages import current, localized
from portal.paper import blocks
from services.journeys import views as journeys
from services.journeys.models import Journey


def journey(journey: Journey) -> dict:
    """Tell a journey as its page does."""
    steps = [_step(each) for each in journeys.page(journey)["steps"]]
    return {
        "facts": [(_("Who it is for"), localized(journey, "who", current()))],
        "parts": [{"title": _("What to do"), "blocks": steps}],
    }


def _step(told: dict) -> dict:
    facts = [
        (pgettext("does a step", "Who"), told["who"]),
        (_("Where"), told["where"]),
        (_("Papers"), told["papers"]),
        (_("Cost"), told["cost"]),
        (_("How long it takes"), told["time"]),
    ]
    said = [
        blocks.paragraph(_("%(term)s: %(value)s") % {"term": term, "value": value})
        for term, value in facts
        if value
    ]
    return {
        "kind": "step",
        "number": told["number"],
        "title": localized(told["step"], "title", current()),
        "blocks": [*blocks.of_markdown(told["note"]), *said],
    }
