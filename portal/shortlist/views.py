"""The shortlist: whatever its address names, kind by kind."""

from urllib.parse import quote, urlencode

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from communities.directory.models import Community
from portal.addresses import finding
from portal.base.languages import current, localized, other
from portal.comparing.views import MOST as COMPARED
from portal.paper import codes, press, sheet
from portal.publishing import kinds
from portal.search.models import DERIVED, ON_ONE_PAGE, SearchEntry
from portal.shortlist import things
from portal.shortlist.things import Thing


@require_safe
def shortlist(request: HttpRequest) -> HttpResponse:
    """Show what the address names; what is not public any more is named and said to be gone.

    The address holds it all, so that it can be shared and printed and works without script.
    """
    asked, entries = _asked(request)
    communities = Community.objects.published().in_bulk(field_name="slug") if entries else {}
    names = kinds.plurals()
    items = {
        thing: _item(thing, entries[thing], communities, asked)
        for thing in asked
        if thing in entries
    }
    link, subject = settings.SITE_ROOT + _address(asked), _("My shortlist for Beijing")
    context = {
        "things": things.write(asked),
        "total": len(asked),
        "groups": [
            {
                "kind": kind,
                "name": names[kind],
                "compare": _comparison(kind),
                "found": [item for thing, item in items.items() if thing.kind == kind],
            }
            for kind in dict.fromkeys(thing.kind for thing in items)
        ],
        "gone": [_gone(thing, names, asked) for thing in asked if thing not in entries],
        "compared": COMPARED,
        "link": link,
        "code": link if len(link) <= codes.LONGEST else "",
        "mail": "mailto:?" + urlencode({"subject": subject, "body": link}, quote_via=quote),
    }
    return render(request, "portal/shortlist/page.html", context)


@require_safe
def pdf(request: HttpRequest) -> HttpResponse:
    """The shortlist on paper: what its address names, kind by kind."""
    asked, entries = _asked(request)
    public = [thing for thing in asked if thing in entries]
    if not public:
        raise Http404("nothing of this list is public")
    names = kinds.plurals()
    subject = _("My shortlist for Beijing")
    with translation.override(other()):
        second = _("My shortlist for Beijing")
    told = sheet.blank(
        # What is not public has no part in it: the fingerprint is that of what is told.
        path=_address(public),
        title=subject,
        second=second,
        summary=_("Everything that is told here was public when this sheet was made."),
        parts=[
            {
                "title": names[kind],
                "blocks": [_line(entries[each]) for each in public if each.kind == kind],
            }
            for kind in dict.fromkeys(each.kind for each in public)
        ],
    )
    made = press.sheet(request, told, lifetime=press.OF_A_READER_LIVES)
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="shortlist.pdf"'
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _asked(request: HttpRequest) -> tuple[list[Thing], dict[Thing, SearchEntry]]:
    """Read what the address names, under the names that things have now."""
    asked = things.read(request.GET.get("things", ""))
    entries = _entries(asked)
    lost = [thing for thing in asked if thing not in entries]
    present = {
        Thing(kind, was): Thing(kind, slug)
        for kind in {thing.kind for thing in lost}
        for was, slug in finding.now(kind, [t.slug for t in lost if t.kind == kind]).items()
    }
    if not present:
        return asked, entries
    asked = list(dict.fromkeys(present.get(thing, thing) for thing in asked))
    return asked, _entries(asked)


def _line(entry: SearchEntry) -> dict:
    address = settings.SITE_ROOT + entry.get_absolute_url()
    return sheet.entry(entry, "title", [localized(entry, "summary", current()), address])


def _entries(asked: list[Thing]) -> dict[Thing, SearchEntry]:
    wanted = Q()
    for kind in {thing.kind for thing in asked}:
        slugs = [thing.slug for thing in asked if thing.kind == kind]
        wanted |= Q(kind=kind, slug__in=slugs)
    entries = SearchEntry.objects.with_page().filter(wanted).defer(*DERIVED) if wanted else []
    return {Thing(entry.kind, entry.slug): entry for entry in entries}


def _item(thing: Thing, entry: SearchEntry, communities: dict, asked: list[Thing]) -> dict:
    return {
        "slug": thing.slug,
        "entry": entry,
        "community": communities.get(entry.community),
        "is_over": bool(entry.over_at and entry.over_at < timezone.now()),
        "without": _without(thing, asked),
    }


def _gone(thing: Thing, names: dict, asked: list[Thing]) -> dict:
    known = thing.kind in names and thing.kind not in ON_ONE_PAGE
    return {
        "key": ".".join(thing),
        "slug": thing.slug,
        "kind": names.get(thing.kind, ""),
        "path": reverse(f"{thing.kind}:detail", kwargs={"slug": thing.slug}) if known else "",
        "without": _without(thing, asked),
    }


def _comparison(kind: str) -> str:
    """Where things of a kind are compared; nothing for kinds that are not."""
    try:
        return reverse(f"{kind}:compare")
    except NoReverseMatch:
        return ""


def _without(thing: Thing, asked: list[Thing]) -> str:
    return _address([each for each in asked if each != thing])


def _address(asked: list[Thing]) -> str:
    query = f"?things={things.write(asked)}" if asked else ""
    return reverse("shortlist") + query
