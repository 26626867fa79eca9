"""To pass a thing on: a link, a QR code, a picture for previews, a sheet of paper.

Only what is published has any of these, and all of them say only what its page says:
nobody can have words of their own set under the portal's name.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.base.languages import current
from portal.paper import codes, press
from portal.publishing.models import Publishable
from portal.sharing import sheets, things

# Wide for most networks, square for WeChat.
SHAPES = {"wide": (1200, 630), "square": (600, 600)}


@require_safe
def page(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The link to copy, the code to scan, the sheet to print."""
    thing = things.find(kind, slug)
    context = {
        "thing": thing,
        "title": things.title(thing),
        "second": things.second(thing),
        "address": settings.SITE_ROOT + thing.get_absolute_url(),
        "printed": kind in sheets.BUILDERS,
    }
    return render(request, "portal/sharing/page.html", context)


@require_safe
def picture(request: HttpRequest, kind: str, slug: str, shape: str) -> HttpResponse:
    """The picture that a shared link shows, in the page's language."""
    if shape not in SHAPES:
        raise Http404("there is no such picture")
    thing = things.find(kind, slug)
    return HttpResponse(press.picture(request, _drawn(thing, shape)), content_type="image/png")


def _drawn(thing: Publishable, shape: str) -> dict:
    width, height = SHAPES[shape]
    return {
        **press.dress(things.lattice(thing)),
        "language": "zh" if current() == "zh-hans" else "en",
        "width": width,
        "height": height,
        "eyebrow": things.eyebrow(thing),
        "title": things.title(thing),
        "second": things.second(thing),
        "site": _("Beijing International Talent Communities"),
    }


@require_safe
def code(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The QR code of a thing's page, to be put on a poster."""
    thing = things.find(kind, slug)
    drawn = codes.drawing(settings.SITE_ROOT + thing.get_absolute_url())
    return _unlisted(HttpResponse(drawn, content_type="image/svg+xml"))


@require_safe
def pdf(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """A thing on paper."""
    told = sheets.of(things.find(kind, slug))
    if told is None:
        raise Http404("this kind of thing is not printed")
    answer = HttpResponse(press.sheet(request, told), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{slug}.pdf"'
    return _unlisted(answer)


def _unlisted(answer: HttpResponse) -> HttpResponse:
    """Search engines keep the page, not its copies."""
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
