"""A guide on paper, with its list of papers to tick."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.base.languages import current, localized, other
from portal.facts.texts import fill
from portal.paper import blocks
from portal.paper.sheet import entry
from services.guides import views as guides
from services.guides.models import Guide

TEXTS = ("who", "fee", "processing_time", "where", "authority", "legal_basis")


def guide(guide: Guide) -> dict:
    """Tell a guide as its page does."""
    page = guides.page(guide)
    facts = page["facts"]
    here = {name: fill(localized(guide, name, current()), facts) for name in TEXTS}
    since = guide.effective_from and date_format(guide.effective_from, "DATE_FORMAT")
    return {
        "facts": [
            (_("Who it is for"), here["who"]),
            (_("Fee"), here["fee"]),
            (_("How long it takes"), here["processing_time"]),
            (_("Where"), here["where"]),
            (_("Authority"), here["authority"]),
            (_("Legal basis"), here["legal_basis"]),
            (_("In force since"), since),
        ],
        "parts": [
            {"title": _("By when"), "blocks": [_deadline(each) for each in page["deadlines"]]},
            {
                "title": _("What to do"),
                "blocks": [
                    _step(n, step, facts) for n, step in enumerate(page["steps"], start=1)
                ],
            },
            {
                "title": _("The points, item by item"),
                "blocks": [block for rule in page["points"] for block in _points(rule)],
            },
            {
                "title": _("What to bring"),
                "blocks": [_paper(each, facts) for each in page["papers"]],
            },
            {
                "title": _("Official pages"),
                "blocks": [entry(link, "label", [link.url]) for link in page["official_links"]],
            },
        ],
    }


def _step(number: int, step, facts: dict) -> dict:
    return {
        "kind": "step",
        "number": number,
        "title": localized(step, "title", current()),
        "blocks": blocks.of_markdown(fill(localized(step, "body", current()), facts)),
    }


def _deadline(deadline) -> dict:
    firm = _("Set by law or authority") if deadline.firm else _("Our advice")
    return entry(deadline, "title", [f"{deadline.when} · {firm}"])


def _points(rule) -> list[dict]:
    head = {"kind": "h", "runs": [{"text": localized(rule, "name", current())}]}
    rows = [[[{"text": what}], [{"text": str(points)}]] for what, points in rule.lines]
    titles = [[{"text": pgettext("column", "Item")}], [{"text": pgettext("column", "Points")}]]
    return [head, {"kind": "table", "rows": [titles, *rows]}]


def _paper(paper, facts: dict) -> dict:
    return {
        "kind": "tick",
        "text": localized(paper, "name", current()),
        "second": localized(paper, "name", other()),
        "note": fill(localized(paper, "note", current()), facts),
    }
