"""What goes on paper: one thing, told for forms/sheet.typ by the same facts as its page."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from communities.directory.models import Community
from communities.programme.models import Platform
from portal.base.languages import current, localized, other
from portal.facts.texts import fill
from portal.pages import things
from portal.paper import blocks, sheet
from portal.paper.sheet import entry
from portal.places import opening
from portal.places.models import Opening, Place
from portal.publishing.models import Publishable
from portal.search.geometry import distance_from
from portal.templatetags.house import lines, partial_date
from services.apartments.kind import APARTMENTS
from services.guides import views as guides
from services.guides.models import Guide
from services.hospitals.kind import HOSPITALS
from services.listings.kinds import Kind
from services.schools.kind import SCHOOLS


def of(thing: Publishable) -> dict | None:
    """Tell a published thing for paper; None for a kind that is not printed."""
    build = BUILDERS.get(thing.kind)
    if build is None:
        return None
    told = build(thing)
    return sheet.blank(
        path=thing.get_absolute_url(),
        title=things.title(thing),
        second=things.second(thing),
        summary=localized(thing, "summary", current()),
        eyebrow=things.eyebrow(thing),
        lattice=things.lattice(thing),
        driver=told.get("driver"),
        facts=[[term, value] for term, value in told["facts"] if value],
        parts=[part for part in told["parts"] if part["blocks"]],
        sources={
            "title": _("Where this comes from"),
            "state": " ".join(_state(thing)),
            "list": [_source(block.value) for block in thing.sources],
        },
    )


def _state(thing: Publishable) -> Iterable[str]:
    if thing.confirmed_on:
        date = {"date": date_format(thing.confirmed_on, "DATE_FORMAT")}
        yield _("Confirmed by the community's staff on %(date)s.") % date
    else:
        yield _("Compiled from public sources, not yet confirmed by the community's staff.")
    if thing.reviewed_on:
        date = {"date": date_format(thing.reviewed_on, "DATE_FORMAT")}
        yield _("Checked against the sources on %(date)s.") % date


def _source(source: dict) -> str:
    words = [source["title"], source["publisher"]]
    if source.get("as_of"):
        words.append(_("as of %(date)s") % {"date": partial_date(source["as_of"])})
    read_on = date_format(source["read_on"], "DATE_FORMAT")
    words.append(_("read on %(date)s") % {"date": read_on})
    return " · ".join(words)


# --- Places -------------------------------------------------------------------


def _driver(place: Place) -> dict | None:
    if not place.address_zh_hans:
        return None
    return {
        "label": _("Show this to the driver"),
        "name": place.name_zh_hans,
        "address": place.address_zh_hans,
        "other": place.address_en or "",
    }


def _reach(place: Place) -> list[tuple[str, str]]:
    """How to get there and whom to ask."""
    station = place.nearest_metro
    both = (
        f"{localized(station, 'name', current())} {localized(station, 'name', other())}"
        if station
        else ""
    )
    return [
        (_("Nearest metro station"), both),
        (_("From the metro"), localized(place, "metro_note", current())),
        (_("District"), place.get_district_display() if place.district else ""),
        (_("Phone"), place.phone),
        (_("Website"), place.website),
        (_("E-mail"), place.email),
        (_("WeChat account"), place.wechat),
    ]


def _hours(place: Place) -> list[dict]:
    """The days and their hours; how it is just now would soon be wrong on paper."""
    told = opening.told(place.schedule) if isinstance(place, Opening) else {}
    if not told:
        return []
    rows = [[[{"text": row.label}], [{"text": row.times}]] for row in told["rows"]]
    head = [[{"text": pgettext("column", "Day")}], [{"text": _("Opening hours")}]]
    said = localized(place, "opening_hours", current())
    own = [blocks.paragraph(_("In its own words: %(said)s") % {"said": said})] if said else []
    table = [*own, {"kind": "table", "rows": [head, *rows]}]
    return [{"title": _("When it is open"), "blocks": table}]


def _listing(kind: Kind) -> Callable[[Place], dict]:
    def build(place: Place) -> dict:
        facts = [
            (fact.term, f"{fact.value} ({fact.as_of})" if fact.as_of else fact.value)
            for fact in kind.facts(place)
        ]
        own = [
            (_("Who may apply"), things.text(place, "eligibility")),
            (_("Phone for appointments"), getattr(place, "appointment_phone", "")),
        ]
        return {
            "driver": _driver(place),
            "facts": [*facts, *own, *_reach(place)],
            "parts": _hours(place),
        }

    return build


def _platform(platform: Platform) -> dict:
    facts = [
        (_("Run by"), localized(platform, "operator", current())),
        (_("Opened"), partial_date(platform.opened)),
    ]
    return {
        "driver": _driver(platform),
        "facts": [*facts, *_reach(platform)],
        "parts": _hours(platform),
    }


# --- Guides -------------------------------------------------------------------


def _guide(guide: Guide) -> dict:
    page = guides.page(guide)
    facts = page["facts"]
    here = {name: fill(localized(guide, name, current()), facts) for name in _GUIDE_TEXTS}
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


_GUIDE_TEXTS = ("who", "fee", "processing_time", "where", "authority", "legal_basis")


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


# --- A community's pack -------------------------------------------------------


def _community(community: Community) -> dict:
    places = [
        {
            "title": str(kind.model._meta.verbose_name_plural).capitalize(),
            "blocks": _first(
                _nearest(kind.model, community),
                lambda place, kind=kind: entry(
                    place, "name", [*_where(place), *map(str, kind.card_facts(place))]
                ),
            ),
        }
        for kind in KINDS
    ]
    strengths = lines(localized(community, "strengths", current()))
    return {
        "driver": _driver(community),
        "facts": [
            (_("Stage"), community.get_stage_display()),
            (_("Batch"), community.batch_label),
            *_reach(community),
        ],
        "parts": [
            {
                "title": _("What it is good for"),
                "blocks": [{"kind": "ul", "items": [[blocks.paragraph(s)] for s in strengths]}]
                if strengths
                else [],
            },
            {
                "title": _("Its story"),
                "blocks": blocks.of_markdown(localized(community, "description", current())),
            },
            *places,
            {
                "title": _("Platforms and service sites"),
                "blocks": _first(
                    _nearest(Platform, community),
                    lambda each: entry(each, "name", _where(each)),
                ),
            },
            {
                "title": _("Guides"),
                "blocks": _first(
                    Guide.objects.published().order_by("topic", "slug"),
                    lambda guide: entry(
                        guide, "title", [localized(guide, "summary", current())]
                    ),
                ),
            },
        ],
    }


def _nearest(model: type[Place], community: Community) -> QuerySet:
    """Return a community's own places, nearest first where its own position is known."""
    places = model.objects.published().filter(community=community)
    if not community.has_position:
        return places.order_by("slug")
    distance = distance_from(community.latitude, community.longitude)
    return places.order_by(distance.asc(nulls_last=True), "slug")


def _first(rows: QuerySet, tell: Callable[..., dict]) -> list[dict]:
    """Tell the first of a list, and whether there are more: paper has an end."""
    found = list(rows[: EACH + 1])
    told = [tell(row) for row in found[:EACH]]
    if len(found) > EACH:
        more = _("Only the first %(n)d stand on this sheet; the portal lists them all.")
        told.append(blocks.paragraph(more % {"n": EACH}))
    return told


def _where(place: Place) -> list[str]:
    """Its address in Chinese, for whoever helps to find it, and its phone."""
    return [text for text in (place.address_zh_hans, place.phone) if text]


EACH = 60  # things of a kind in a community's pack
KINDS = (APARTMENTS, SCHOOLS, HOSPITALS)
BUILDERS = {
    **{kind.name: _listing(kind) for kind in KINDS},
    Platform.kind: _platform,
    Guide.kind: _guide,
    Community.kind: _community,
}
