"""What of a plan goes on paper: a sheet for the counter, and the pack to arrive with.

A sheet for the counter is Chinese over English whatever the page's language: the one for
who stands behind the counter, the other for who stands before it.
"""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from communities.directory.models import Community
from portal.base.languages import current, localized, other
from portal.paper import sheet
from portal.places.hotlines import hotlines
from portal.places.models import Place
from services.guides.models import Guide
from services.plan import around
from services.plan.around import Checklist
from services.plan.lines import Line

# Chinese and English of what is always the same on a sheet for the counter.
PLEASE = (
    "您好！我想办理这件事，请您帮忙。",
    "Hello! I would like to do this. Could you please help me?",
)
NEED = ("我需要办理", "What I need")
BROUGHT = ("我带来了（打勾）", "What I have brought (tick)")
ANSWER = ("请您打勾或填写", "Please tick or write")
WHERE = ("地点", "Where")
ALL_THERE = ("材料齐全", "Everything is here")
BLANKS = (
    ("还缺", "Still missing"),
    ("请改日再来，日期", "Please come back on"),
    ("请到其他窗口或地点", "Please go to this window or place"),
    ("领取日期和地点", "To collect: when and where"),
)


def counter(guide: Guide, places: Iterable[Place], *, path: str) -> dict:
    """Tell one errand for the counter: one page."""
    with override("zh-hans"):
        return sheet.blank(
            path=path,
            eyebrow=" ".join(NEED),
            title=guide.title_zh_hans,
            second=guide.title_en,
            summary="\n".join(PLEASE),
            parts=[part for part in _counter(guide, places) if part["blocks"]],
        )


def _counter(guide: Guide, places: Iterable[Place]) -> list[dict]:
    where = guide.where_zh_hans, guide.where_en
    said = [_said(*where)] if where[0] else []
    papers = [
        {"kind": "tick", "text": each.name_zh_hans, "second": each.name_en, "note": ""}
        for each in guide.papers.all()
    ]
    return [
        {"title": " ".join(BROUGHT), "blocks": papers},
        {"title": " ".join(ANSWER), "blocks": [_tick(ALL_THERE), *map(_blank, BLANKS)]},
        {"title": " ".join(WHERE), "blocks": [*said, *map(_place, places)]},
    ]


def _said(chinese: str, english: str) -> dict:
    return {"kind": "entry", "title": chinese, "second": english, "lines": []}


def _tick(words: Sequence[str]) -> dict:
    return {"kind": "tick", "text": words[0], "second": words[1], "note": ""}


def _blank(words: tuple[str, str]) -> dict:
    return {"kind": "write", "text": words[0], "second": words[1]}


def _place(place: Place) -> dict:
    said = [place.address_zh_hans, place.address_en, place.phone]
    return {
        "kind": "entry",
        "title": place.name_zh_hans,
        "second": place.name_en,
        "lines": [text for text in said if text],
    }


def pack(
    lines: Iterable[Line],
    checklists: Iterable[Checklist],
    errands: Iterable[Guide],
    community: Community | None,
    *,
    path: str,
) -> dict:
    """Tell the whole plan: days, checklists, a page for each counter, cards, numbers."""
    places = around.places(community) if community else []
    with override(other()):
        second = _("My plan for Beijing")
    dated = {"title": _("By when"), "blocks": [_line(line) for line in lines]}
    counters = [part for guide in errands for part in _errand(guide)]
    drivers = [_driver(place) for place in places if place.address_zh_hans]
    parts = [
        dated,
        *map(_checklist, checklists),
        *counters,
        {"title": _("Show this to the driver"), "blocks": drivers, "new-page": True},
        {"title": _("Who to call"), "blocks": [_hotline(each) for each in hotlines()]},
    ]
    return sheet.blank(
        path=path,
        title=_("My plan for Beijing"),
        second=second,
        summary=_("Dates as worked out on the day of printing; the code opens the plan."),
        eyebrow=localized(community, "name", current()) if community else "",
        lattice=community.lattice if community else "none",
        parts=[part for part in parts if part["blocks"]],
    )


def _line(line: Line) -> dict:
    said = [line.who, line.period, *line.notes]
    return {
        "kind": "tick",
        "text": f"{line.date} · {line.title}",
        "second": line.second,
        "note": " · ".join(filter(None, said)),
    }


def _checklist(checklist: Checklist) -> dict:
    steps = checklist.journey.steps.all()
    return {
        "title": localized(checklist.journey, "title", current()),
        "blocks": [
            _tick([localized(step, "title", language) for language in (current(), other())])
            for step in steps
        ],
    }


def _errand(guide: Guide) -> list[dict]:
    """The sheet for the counter within the pack: it begins a page of its own."""
    first, *others = [part for part in _counter(guide, []) if part["blocks"]]
    head = _said(guide.title_zh_hans, guide.title_en)
    need = {"title": " ".join(NEED), "blocks": [head, _said(*PLEASE)], "new-page": True}
    return [need, first, *others]


def _driver(place: Place) -> dict:
    return {
        "kind": "driver",
        "label": _("Show this to the driver"),
        "name": place.name_zh_hans,
        "address": place.address_zh_hans,
        "other": f"{place.name_en} {place.phone}".strip(),
    }


def _hotline(line: dict) -> dict:
    said = [line["hours"], line["languages"]]
    return {
        "kind": "entry",
        "title": f"{line['number']} · {line['name']}",
        "second": line["second"],
        "lines": [" · ".join(filter(None, said))] if any(said) else [],
    }
