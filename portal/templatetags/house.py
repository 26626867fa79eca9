"""The few tags and filters that the whole house uses."""

import datetime as dt
import re
from urllib.parse import urlsplit

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.base import dates, languages, markdown
from portal.places.walking import walking_minutes

register = template.Library()


@register.filter
def here(thing, field: str) -> str:
    """Read a field in the page's language, without fallback: {{ place|here:"name" }}."""
    return languages.localized(thing, field, languages.current()) if thing else ""


@register.filter
def there(thing, field: str) -> str:
    """Read a field in the other language: {{ place|there:"name" }}."""
    return languages.localized(thing, field, languages.other()) if thing else ""


@register.filter
def in_language(thing, spec: str) -> str:
    """Read a field in a named language: {{ place|in_language:"address zh-hans" }}."""
    field, language = spec.split()
    return languages.localized(thing, field, language)


@register.filter(name="markdown")
def render_markdown(text: str) -> str:
    """Turn staff's Markdown into safe HTML."""
    return markdown.render(text)


@register.filter
def partial_date(text: str, until: str = "") -> str:
    """Write "2020", "2020-10" or "2020-10-15" as the page's language writes it.

    With a last day it is a range: {{ edition.first_day|partial_date:edition.last_day }}.
    """
    if until and until != text:
        return _date_range(text, until)
    numbers = _numbers(text)
    match numbers:
        case [year]:
            return pgettext("a year alone", "%(year)d") % {"year": year}
        case [year, month]:
            return date_format(dt.date(year, month, 1), "YEAR_MONTH_FORMAT")
        case [_year, _month, _day]:
            return date_format(dt.date(*numbers), "DATE_FORMAT")
    return ""


def confirmed_by_staff(day: dt.date | None) -> str:
    """Say when staff last found that a fact holds; nothing if they never have."""
    if day is None:
        return ""
    words = _("confirmed by staff on %(date)s")
    return words % {"date": date_format(day, "DATE_FORMAT")}


def _date_range(first: str, last: str) -> str:
    days = [_numbers(text) for text in (first, last)]
    if all(len(day) == 3 for day in days) and days[0][:2] == days[1][:2]:
        month = partial_date(first[:7])
        parts = {"first": days[0][2], "last": days[1][2], "month": month}
        return _("%(first)d–%(last)d %(month)s") % parts
    return _("%(first)s to %(last)s") % {
        "first": partial_date(first),
        "last": partial_date(last),
    }


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split("-")] if text else []


@register.filter(expects_localtime=True)
def weekday(moment) -> str:
    """Write the day of the week as lists do: "Sat", 周六 (Django's Chinese says 星期六)."""
    return dates.weekday(moment)


@register.filter
def month_name(number: int) -> str:
    """Write a month alone: "July", "7月"."""
    letters = pgettext("how to write a month alone, in Django's date letters", "F")
    return date_format(dt.date(2000, number, 1), letters)


@register.filter
def lines(text: str) -> list[str]:
    """Split a text that has one thing on each line; empty lines do not count."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@register.filter
def money(low, high="") -> str:
    """Write yuan: {{ fee|money }}, or a range: {{ rent_min|money:rent_max }}.

    A range that lacks one end says so ("from", "up to"); one that lacks both is empty.
    """
    if low is None and high in (None, ""):
        return ""
    if low is None:
        return _("up to ¥%(amount)s") % {"amount": intcomma(high, use_l10n=False)}
    amount = intcomma(low, use_l10n=False)
    if high is None:
        return _("from ¥%(amount)s") % {"amount": amount}
    if high in ("", low):
        return f"¥{amount}"
    return f"¥{amount}–{intcomma(high, use_l10n=False)}"


@register.filter
def metres(distance) -> str:
    """Write a distance: metres below a kilometre, rounded to ten; kilometres above."""
    if distance is None:
        return ""
    rounded = round(distance / 10) * 10
    if rounded < 1000:
        return _("%(distance)d m") % {"distance": rounded}
    return _("%(distance)s km") % {"distance": f"{distance / 1000:.1f}"}


@register.filter
def on_foot(distance) -> str:
    """Write how long one walks a straight distance in metres: "12 min on foot"."""
    return _("%(minutes)d min on foot") % {"minutes": walking_minutes(distance)}


@register.filter
def tel(number: str) -> str:
    """Write a telephone number as an address to dial, with its extension if it has one."""
    main, _word, extension = re.sub(r"(?i)ext\.?|转", "x", number).partition("x")
    dialled = "tel:" + re.sub(r"[^0-9+]", "", main)
    digits = re.sub(r"[^0-9]", "", extension)
    return f"{dialled};ext={digits}" if digits else dialled


@register.filter
def host(url: str) -> str:
    """Name a website in short: "https://www.isb.bj.edu.cn/en" gives "isb.bj.edu.cn"."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


@register.filter
def written_in(text: str) -> str:
    """Tell the language of a title that may be in any: lang="{{ title|written_in }}"."""
    return languages.written_in(text)
