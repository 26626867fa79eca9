"""The tags of the components that hold a body, or say what a reader may be told.

docs/design.md shows each of them in use.
"""

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.base import languages
from portal.base.dates import confirmed_by_staff
from portal.paper import codes
from portal.places.map_links import links_to
from portal.publishing import meaning, sources
from portal.templatetags.frame import second as second_name
from portal.templatetags.frame import this_page_in

register = template.Library()


# Lists hold many cards: filling in a template for each would take three times as long, and
# each byte is sent two dozen times.
CARD = """
<li class=card data-lattice={lattice}><div class=plate>{tag}</div>\
<div class=card__body><h{level}><a href="{href}">{title}</a></h{level}>
{second}{text}{facts}</div></li>
"""


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
        second=second_name(second),
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


# --- Maps ---------------------------------------------------------------------


@register.simple_tag
def map_tiles() -> dict[str, str]:
    """Return what the operator lays under the map: url (empty if nothing), datum, credit."""
    return settings.MAP_TILES


@register.simple_tag
def map_links(place) -> list:
    """Return the links to a place in the maps on people's phones (portal.places.map_links)."""
    return links_to(place)


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
    days = {source.get("read_on") for source in named}
    context = {
        "thing": thing,
        "sources": named,
        # Where all were read on one day, it is said once.
        "read_on": days.pop() if len(named) > 1 and len(days) == 1 else None,
        "changes": changes,
    }
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
