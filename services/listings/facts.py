"""Facts about a place in words. A fact that is not stated has no words and no row."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext

from portal.base.dates import confirmed_by_staff, is_over_a_year_old, partial_date
from portal.base.languages import current, join, localized
from portal.base.particulars import Particular
from portal.base.wording import money
from portal.places.models import District, SpokenLanguage
from services.listings.models import Listing


@dataclass(frozen=True)
class Fact(Particular):
    """What is stated of a place, and the date of the fact, in words too."""

    as_of: str = ""

    def __str__(self):
        if not self.as_of:
            return self.value
        return _("%(fact)s, %(date)s") % {"fact": self.value, "date": self.as_of}


def stated(*facts: Fact | None) -> list[Fact]:
    """Leave out the facts that a record does not state."""
    return [fact for fact in facts if fact and fact.value]


def yes_or_no(key: str, term: str, answer: bool | None) -> Fact | None:
    """Say yes or no; nothing where the record says nothing."""
    if answer is None:
        return None
    words = pgettext("a fact", "Yes") if answer else pgettext("a fact", "No")
    return Fact(key, term, words)


def one(key: str, term: str, value: str, choices) -> Fact | None:
    """Name the chosen value."""
    return Fact(key, term, str(choices(value).label)) if value else None


def several(key: str, term: str, values: Iterable[str], choices) -> Fact | None:
    """List the names of the chosen values, in the order of the choices."""
    names = [str(label) for value, label in choices.choices if value in values]
    return Fact(key, term, join(names)) if names else None


def spoken(place: Listing) -> Fact | None:
    """Name the languages that one can speak with the people there."""
    return several("languages", _("Staff speak"), place.languages, SpokenLanguage)


def whereabouts(place: Listing) -> list[Fact]:
    """Name where a place is, as far as it is stated."""
    station, language = place.nearest_metro, current()
    community = place.community if place.community and place.community.live else None
    return stated(
        Fact(
            "community",
            pgettext("one of the eight", "Community"),
            localized(community, "short_name", language) if community else "",
        ),
        one("district", _("District"), place.district, District),
        Fact(
            "station",
            _("Nearest metro station"),
            localized(station, "name", language) if station else "",
        ),
        Fact("metro", _("From the metro"), localized(place, "metro_note", language)),
    )


# Where one turns to; hospitals have ways of their own for appointments.
_CONTACTS = {
    "phone": _lazy("Phone"),
    "appointment_phone": _lazy("Phone for appointments"),
    "appointment_url": _lazy("Appointments online"),
    "website": _lazy("Website"),
    "email": _lazy("Email address"),
    "wechat": _lazy("WeChat account"),
}


def contacts(place: Listing) -> list[Fact]:
    """Name when and how one reaches a place, as far as it is stated."""
    hours = getattr(place, "hours", "") and (
        localized(place, "opening_hours", current()) or place.hours
    )
    ways = (
        Fact(key, str(term), getattr(place, key, ""), is_contact=True)
        for key, term in _CONTACTS.items()
    )
    return stated(
        Fact("address", _("Address"), localized(place, "address", current())),
        Fact("hours", _("Opening hours"), hours),
        *ways,
    )


def a_month(low: int | None, high: int | None) -> str:
    """Write a monthly price."""
    amount = money(low, high)
    return _("%(amount)s a month") % {"amount": amount} if amount else ""


def a_year(low: int | None, high: int | None) -> str:
    """Write a yearly price."""
    amount = money(low, high)
    return _("%(amount)s a year") % {"amount": amount} if amount else ""


def span(low: int | None, high: int | None, *, both: str, least: str, most: str) -> str:
    """Write a range in the given words, which have `both` ends or the one that is stated.

    The words hold %(range)s, %(low)d and %(high)d.
    """
    if low is None and high is None:
        return ""
    if low is None:
        return most % {"high": high}
    if high is None:
        return least % {"low": low}
    return both % {"range": low if low == high else f"{low}–{high}"}


def as_of(date: str, confirmed: dt.date | None = None) -> str:
    """Say of when a fact is, as exactly as its source does, and when that is long ago."""
    if not date:
        return confirmed_by_staff(confirmed)
    long_ago = is_long_ago(date, confirmed)
    words = _("as of %(date)s, over a year ago") if long_ago else _("as of %(date)s")
    return dated(words % {"date": partial_date(date)}, confirmed)


def is_long_ago(date: str, confirmed: dt.date | None) -> bool:
    """Whether a fact is more than a year old, and staff have not confirmed it since."""
    newest = max(date, confirmed.isoformat()) if confirmed else date
    return is_over_a_year_old(newest, timezone.localdate())


def dated(words: str, confirmed: dt.date | None) -> str:
    """Say of when a fact is, and after it when staff last found that it holds."""
    return join(filter(None, (words, confirmed_by_staff(confirmed))))
