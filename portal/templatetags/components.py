"""The tags that build a page: its frame, and the components that hold a body.

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
from portal.paper import codes
from portal.places.map_links import links_to
from portal.publishing import meaning, sources
from portal.templatetags.house import confirmed_by_staff

register = template.Library()

# As HTML and the search engines write the languages.
HTML_CODES = {"en": "en", "zh-hans": "zh-Hans"}


# Lists hold many cards: filling in a template for each would take three times as long, and
# each byte is sent two dozen times.
CARD = """
<li class=card data-lattice={lattice}><div class=plate>{tag}</div>\
<div class=card__body><h{level}><a href="{href}">{title}</a></h{level}>
{second}{text}{facts}</div></li>
"""


# --- Languages ------------------------------------------------------------------


@register.filter
def html_code(language: str) -> str:
    """Write a language code for a lang attribute: "zh-hans" gives "zh-Hans"."""
    return HTML_CODES[language]


@register.simple_tag
def second(text: str) -> str:
    """Set a name in the other language: {% second place|there:"name" %}."""
    return _second(text)


def _second(text: str) -> str:
    if not text:
        return ""
    return format_html(
        '<span class="second" lang="{}">{}</span>', HTML_CODES[languages.other()], text
    )


@register.simple_tag
def map_tiles() -> dict[str, str]:
    """Return what the operator lays under the map: url (empty if nothing), datum, credit."""
    return settings.MAP_TILES


@register.simple_tag
def map_links(place) -> list:
    """Return the links to a place in the maps on people's phones (portal.places.map_links)."""
    return links_to(place)


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


# --- Components with a body -----------------------------------------------------


@register.simple_block_tag
def notice(content, *, tone="info"):
    """Frame a short remark: {% notice tone="warning" %}<p>…</p>{% endnotice %}"""
    return format_html('<div class="notice notice--{}">{}</div>', tone, content)


@register.simple_block_tag
def card(content, *, href, title, second="", tag="", text="", lattice="none", level=3):  # noqa: PLR0913
    """Show a thing in a list of things; the body is a row of <li> facts, or nothing."""
    facts = content.strip()
    return format_html(
        CARD,
        lattice=lattice or "none",
        tag=format_html("<span class=tag>{}</span>", tag) if tag else "",
        level=level,
        href=href,
        title=title,
        second=_second(second),
        text=format_html('\n<p class="card__text">{}</p>', text) if text else "",
        facts=mark_safe(f"\n<ul>{facts}</ul>" if facts else ""),  # noqa: S308 (a template's own output)
    )


@register.simple_block_tag
def fact(content, *, term, as_of=""):
    """A fact whose value needs markup; it leaves itself out when there is none.

    {% fact term=_("Website") %}<a href="…">…</a>{% endfact %}
    """
    value = content.strip()
    return render_to_string(
        "components/fact.html",
        {"term": term, "value": mark_safe(value), "as_of": as_of},  # noqa: S308 (a template's own output)
    )


@register.simple_tag
def qr_code(address: str) -> SafeString:
    """Draw an address for a telephone's camera."""
    return mark_safe(codes.drawing(address))  # noqa: S308 (made of squares)


# --- What a reader may be told --------------------------------------------------


@register.simple_tag
def provenance(thing) -> str:
    """Say where the facts of a record come from and whether staff have confirmed them."""
    website = getattr(thing, "website", "")
    named = [
        {
            **block.value,
            "link": block.value.get("url")
            if sources.is_trusted(block.value.get("url") or "", website)
            else "",
        }
        for block in thing.sources
    ]
    changes = thing.changes() if thing.meaning_version > 1 else ()
    context = {"thing": thing, "sources": named, "changes": changes}
    return render_to_string("components/provenance.html", context)


@register.simple_tag(takes_context=True)
def outdated(context, thing) -> str:
    """Tell readers of a text that is behind the other language, and lead them there."""
    language = languages.current()
    if not meaning.is_outdated(thing, language):
        return ""
    return render_to_string(
        "components/outdated.html",
        {
            "since": thing.changes().told_after(language, thing).first(),
            "other": "" if meaning.is_outdated(thing, languages.other()) else languages.other(),
            "address": this_page_in(context, languages.other()),
        },
    )


@register.simple_tag
def confirmed(thing, fact: str) -> str:
    """Say beside a dated fact when staff last found that it holds."""
    words = confirmed_by_staff(thing.fact_confirmed_on(fact))
    return format_html(' <span class="tag">{}</span>', words) if words else ""


@register.simple_tag
def trusted_source(title: str, url: str) -> str:
    """Name a source, as a link only where it leads to somewhere that can be trusted."""
    language = languages.written_in(title)
    if not sources.is_trusted(url):
        return format_html('<cite lang="{}">{}</cite>', language, title)
    link = '<a href="{}" rel="noopener noreferrer" lang="{}">{}</a>'
    return format_html(link, url, language, title)
