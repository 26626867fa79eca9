"""A sheet before anything stands on it: what forms/sheet.typ asks for, and its parts."""

from django.conf import settings
from django.utils.translation import gettext as _

from portal.base.languages import current, localized, other
from portal.paper import codes, press


def blank(*, path: str, title: str, second: str, summary: str, **more) -> dict:
    """Begin a sheet about the page at a path; `more` are facts, parts, driver, sources,
    eyebrow and lattice, each of them empty unless given."""
    address = settings.SITE_ROOT + path
    return {
        **press.dress(more.pop("lattice", "none")),
        "language": "zh" if current() == "zh-hans" else "en",
        "site": _("Beijing International Talent Communities"),
        # An address that a person could not type stands in the code alone.
        "address": address.partition("?")[0],
        "code": codes.drawing(address) if len(address) <= codes.LONGEST else None,
        "code_says": _("QR code of this page"),
        "title": title,
        "second": second,
        "summary": summary,
        "eyebrow": "",
        "facts": [],
        "parts": [],
        "driver": None,
        "sources": None,
        **more,
    }


def entry(thing, name: str, said: list[str]) -> dict:
    """One of several things: both its names, and a few lines below them."""
    return {
        "kind": "entry",
        "title": localized(thing, name, current()),
        "second": localized(thing, name, other()),
        "lines": said,
    }
