"""A guide as schema.org tells it to machines."""

from django.conf import settings
from django.utils.html import strip_tags

from portal.base.languages import current, localized
from portal.base.markdown import render
from portal.facts.texts import fill
from services.guides.models import Guide, Paper, Step


def how_to(guide: Guide, steps: list[Step], papers: list[Paper], facts: dict) -> dict:
    """Describe a guide as a HowTo, in the page's language."""
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
                "text": _text(step, facts),
                "url": f"{address}#step-{number}",
            }
            for number, step in enumerate(steps, start=1)
        ],
    }


def _text(step: Step, facts: dict) -> str:
    body = fill(localized(step, "body", current()), facts)
    return strip_tags(render(body)).strip()
