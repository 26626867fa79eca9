"""The few tags and filters that the whole house uses."""

import re
from urllib.parse import urlsplit

from django import template
from django.utils.translation import gettext as _

from portal.base import dates, languages, markdown, wording
from portal.places.walking import walking_minutes

register = template.Library()

register.filter(dates.month_name)
register.filter(dates.partial_date)
register.filter(wording.lines)
register.filter(wording.after_label)
register.filter(wording.metres)
register.filter(wording.money)


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


@register.filter(expects_localtime=True)
def weekday(moment) -> str:
    """Write the day of the week as lists do: "Sat", 周六 (Django's Chinese says 星期六)."""
    return dates.weekday(moment)


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
