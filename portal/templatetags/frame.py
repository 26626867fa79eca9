"""The tags that build the frame of a page: its languages, its head, the way round.

docs/design.md shows each of them in use.
"""

import json
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext_lazy

from portal.base import languages

register = template.Library()

# As HTML and the search engines write the languages.
HTML_CODES = {"en": "en", "zh-hans": "zh-Hans"}


# --- Languages ------------------------------------------------------------------


@register.filter
def html_code(language: str) -> str:
    """Write a language code for a lang attribute: "zh-hans" gives "zh-Hans"."""
    return HTML_CODES[language]


@register.simple_tag
def second(text: str) -> str:
    """Set a name in the other language: {% second place|there:"name" %}."""
    if not text:
        return ""
    return format_html(
        '<span class="second" lang="{}">{}</span>', HTML_CODES[languages.other()], text
    )


@register.simple_tag
def second_word(text: str) -> str:
    """Set a word of the interface in the other language: {% second_word "Guides" %}.

    The word itself stands in the same template, translated, so that it is extracted.
    """
    with translation.override(languages.other()):
        word = _(text)
    return second(word)


@register.simple_tag(takes_context=True)
def this_page_in(context, language: str) -> str:
    """Return the path of this page in a language; filters and page number stay.

    An address without a language (a page that was not found) leads to the home page.
    """
    request = context.get("request")
    if request is None:
        return f"/{language}/"
    for code in languages.CODES:
        if request.path.startswith(f"/{code}/"):
            path = f"/{language}/{request.path.removeprefix(f'/{code}/')}"
            query = request.GET.urlencode()
            return f"{path}?{query}" if query else path
    return f"/{language}/"


# --- The head of a page ---------------------------------------------------------


@register.simple_block_tag
def page_title(content):
    """Set a page's title, for the window and for those who share it."""
    site = _("Beijing International Talent Communities")
    title = content.strip()
    return format_html(
        """<title>{}{}</title>
  <meta property="og:site_name" content="{}">
  <meta property="og:title" content="{}">""",
        f"{title} · " if title else "",
        site,
        site,
        title or site,
    )


@register.simple_block_tag
def page_description(content):
    """Set the sentence that search engines and shared links show."""
    text = " ".join(content.split())
    return format_html(
        """<meta name="description" content="{}">
  <meta property="og:description" content="{}">""",
        text,
        text,
    )


@register.simple_tag
def share_picture(thing) -> str:
    """Name the pictures of a published thing for those who share it; drafts have none."""
    if not thing.live:
        return ""
    wide, square = (
        settings.SITE_ROOT + reverse("share_picture", args=[thing.kind, thing.slug, shape])
        for shape in ("wide", "square")
    )
    return format_html(
        """<meta property="og:image" content="{}">
  <meta property="og:image:width" content="1200">
  <meta property="og:image:height" content="630">
  <meta property="og:image" content="{}">
  <meta property="og:image:width" content="600">
  <meta property="og:image:height" content="600">
  <meta name="twitter:card" content="summary_large_image">
  <meta name="twitter:image" content="{}">""",
        wide,
        square,
        wide,
    )


# --- Machine-readable facts -----------------------------------------------------


@register.simple_tag
def json_ld(data: dict) -> SafeString:
    """Print structured data for search engines; empty values are left out."""
    facts = {"@context": "https://schema.org"} | data
    text = json.dumps(_without_gaps(facts), ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 (escaped above)


def _without_gaps(value):
    if isinstance(value, dict):
        pairs = ((key, _without_gaps(inner)) for key, inner in value.items())
        return {key: inner for key, inner in pairs if inner not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [_without_gaps(inner) for inner in value]
    return value if isinstance(value, int | float | None) else str(value)


# --- Finding one's way ----------------------------------------------------------

MENU = (
    ("communities:index", pgettext_lazy("menu", "Communities")),
    ("apartments:index", pgettext_lazy("menu", "Apartments")),
    ("schools:index", pgettext_lazy("menu", "Schools")),
    ("hospitals:index", pgettext_lazy("menu", "Hospitals")),
    ("guides:index", pgettext_lazy("menu", "Guides")),
    ("events:index", pgettext_lazy("menu", "Events")),
    ("programme:index", pgettext_lazy("menu", "Programme")),
)
FOOT = (
    ("emergency_card", _lazy("Emergency card")),
    ("about", _lazy("About and sources")),
    ("accessibility", _lazy("Accessibility")),
    ("privacy", _lazy("Privacy notice")),
    ("guides:glossary", _lazy("Glossary")),
    ("metro:index", _lazy("Metro stations")),
)


@register.simple_tag(takes_context=True)
def navigation(context) -> list[dict]:
    """The main menu, each entry knowing whether this page lies in its part."""
    request = context.get("request")
    path = request.path if request else ""
    return [entry | {"here": path.startswith(entry["href"])} for entry in _entries(MENU)]


@register.simple_tag
def footer_navigation() -> list[dict]:
    """The entries at the foot of every page."""
    return _entries(FOOT)


def _entries(menu) -> list[dict]:
    return [{"href": reverse(name), "label": label} for name, label in menu]


@register.simple_tag
def breadcrumb(*steps: str) -> str:
    """Show the way to this page: {% breadcrumb _("Schools") index school|here:"name" %}.

    Label and address in turn; the last label stands alone and is this page. Home comes
    first by itself. The same way is told to search engines.
    """
    pairs = list(zip(steps[:-1:2], steps[1::2], strict=True))
    home = f"/{languages.current()}/"
    way = [{"label": _("Home"), "url": home}]
    way += [{"label": label, "url": url} for label, url in pairs]
    items = [
        {
            "@type": "ListItem",
            "position": number,
            "name": step["label"],
            "item": settings.SITE_ROOT + step["url"],
        }
        for number, step in enumerate(way, start=1)
    ]
    items.append({"@type": "ListItem", "position": len(way) + 1, "name": steps[-1]})
    data = {"@type": "BreadcrumbList", "itemListElement": items}
    return render_to_string(
        "components/breadcrumb.html", {"way": way, "here": steps[-1], "data": data}
    )


@register.simple_tag(takes_context=True)
def pagination(context, page) -> str:
    """Show the way through the pages of a list; every other parameter stays."""
    if not page.has_other_pages():
        return ""
    parameters = context["request"].GET.copy()

    def address(number: int) -> str:
        parameters["page"] = number
        kept = [(k, v) for k, values in parameters.lists() for v in values]
        if number == 1:
            kept = [(k, v) for k, v in kept if k != "page"]
        return f"?{urlencode(kept)}"

    ellipsis = page.paginator.ELLIPSIS
    pages = [
        {"number": number, "href": None if number == ellipsis else address(number)}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1)
    ]
    return render_to_string(
        "components/pagination.html",
        {
            "page": page,
            "pages": pages,
            "previous": address(page.previous_page_number()) if page.has_previous() else "",
            "next": address(page.next_page_number()) if page.has_next() else "",
        },
    )
