"""A guide as schema.org tells it to machines."""

from django.conf import settings

from portal.base.languages import current, localized
from services.guides.models import Guide, Paper, Step


def how_to(guide: Guide, steps: list[Step], papers: list[Paper]) -> dict:
    """Describe a guide as a HowTo, in the page's language; the steps' texts are on the page."""
    language = current()
    address = settings.SITE_ROOT + guide.get_absolute_url()
    return {
        "@type": "HowTo",
        "name": localized(guide, "title", language),
        "description": localized(guide, "summary", language),
        "inLanguage": language,
        "url": address,
        "supply": [
            {"@type": "HowToSupply", "name": localized(paper, "name", language)}
            for paper in papers
        ],
        "step": [
            {
                "@type": "HowToStep",
                "position": number,
                "name": localized(step, "title", language),
                "url": f"{address}#step-{number}",
            }
            for number, step in enumerate(steps, start=1)
        ],
    }
