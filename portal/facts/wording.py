"""A value of a fact in words, in the active language."""

import datetime as dt

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext_lazy, pgettext

from portal.base.languages import current, suffix

_PERIODS = {
    "hours": ngettext_lazy("%(n)d hour", "%(n)d hours", "n"),
    "days": ngettext_lazy("%(n)d day", "%(n)d days", "n"),
    "working_days": ngettext_lazy("%(n)d working day", "%(n)d working days", "n"),
    "months": ngettext_lazy("%(n)d month", "%(n)d months", "n"),
    "years": ngettext_lazy("%(n)d year", "%(n)d years", "n"),
}
_MYRIAD = 10_000


def say(plain: dict) -> str:
    """Say what a value states: "800 yuan", "10 working days", "31 December 2026"."""
    return _SAYING[plain["kind"]](plain)


def day(date: dt.date) -> str:
    """Write a day as texts do: "31 December 2026"."""
    return date_format(date, "DATE_FORMAT")


def _number(number: int) -> str:
    if current() == "en":
        return intcomma(number, use_l10n=False)
    if number >= _MYRIAD and number % (_MYRIAD // 10) == 0:
        return f"{number / _MYRIAD:g}万"
    return str(number)


def _yuan(plain: dict) -> str:
    return gettext("%(amount)s yuan") % {"amount": _number(plain["number"])}


_SAYING = {
    "money": _yuan,
    "count": lambda plain: _number(plain["number"]),
    "period": lambda plain: _PERIODS[plain["unit"]] % {"n": plain["number"]},
    "age": lambda plain: pgettext("age", "%(n)d") % {"n": plain["number"]},
    "date": lambda plain: day(dt.date.fromisoformat(plain["date"])),
    "phone": lambda plain: plain["phone"],
    "text": lambda plain: plain[f"text_{suffix(current())}"],
}
