"""A place on paper: its facts, how to get there, when it is open."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from communities.programme.models import Platform
from portal.base.dates import partial_date
from portal.base.languages import current, localized, other
from portal.paper import blocks
from portal.places import opening
from portal.places.models import Opening, Place
from portal.sharing import things
from services.listings.kinds import Kind


def driver(place: Place) -> dict | None:
    if not place.address_zh_hans:
        return None
    return {
        "label": _("Show this to the driver"),
        "name": place.name_zh_hans,
        "address": place.address_zh_hans,
        "other": place.address_en or "",
    }


def reach(place: Place) -> list[tuple[str, str]]:
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
        (_("Email address"), place.email),
        (_("WeChat account"), place.wechat),
    ]


def hours(place: Place) -> list[dict]:
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


def listing(kind: Kind) -> Callable[[Place], dict]:
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
            "driver": driver(place),
            "facts": [*facts, *own, *reach(place)],
            "parts": hours(place),
        }

    return build


def platform(platform: Platform) -> dict:
    facts = [
        (_("Run by"), localized(platform, "operator", current())),
        (_("Opened"), partial_date(platform.opened)),
    ]
    return {
        "driver": driver(platform),
        "facts": [*facts, *reach(platform)],
        "parts": hours(platform),
    }
