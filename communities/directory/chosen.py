"""Which of the eight communities a reader has chosen, in a cookie that says nothing else.

The cookie names the community by its lattice: of those there are eight by their very type,
so that the page cache knows without asking anybody that nine kinds of pages are enough.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.cookie import parse_cookie
from django.utils.functional import SimpleLazyObject

from communities.directory.models import Community

COOKIE = "community"
LIVES = 365 * 24 * 3600  # seconds


def named_in(header: str) -> str:
    """Return the lattice that a request's cookies name; nothing for anything else.

    The header is the text that Django reads, too: read otherwise, one reader's page could
    be kept for those who have chosen something else.
    """
    return _lattice(parse_cookie(header)) if COOKIE in header else ""


def chosen(request: HttpRequest) -> Community | None:
    """Return the chosen community, if the public may see it; asks the database once."""
    if not hasattr(request, "chosen_community"):
        lattice = _lattice(request.COOKIES)
        published = Community.objects.published().select_related("nearest_metro")
        request.chosen_community = (
            published.filter(lattice=lattice).first() if lattice else None
        )
    return request.chosen_community


def remember(response: HttpResponse, lattice: str) -> HttpResponse:
    """Keep a choice in the reader's browser, or forget it if it is none of the eight."""
    if lattice in Community.Lattice.values:
        response.set_cookie(
            COOKIE,
            lattice,
            max_age=LIVES,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response


def for_templates(request: HttpRequest) -> dict:
    """Name the chosen community; the database is asked when a template does, if at all."""
    if COOKIE not in request.COOKIES:
        return {"chosen_community": None}
    return {"chosen_community": SimpleLazyObject(lambda: chosen(request))}


def _lattice(cookies: dict[str, str]) -> str:
    value = cookies.get(COOKIE, "")
    return value if value in Community.Lattice.values else ""
