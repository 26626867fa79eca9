"""Answers where a page once was: leads on, or says what came in its place.

It looks only at what would be "not found" otherwise, and asks one question then.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import ResolverMatch, reverse
from django.utils.cache import patch_cache_control

from portal.addresses import finding
from portal.addresses.models import FormerAddress, with_pages

# A browser would keep a lasting redirect for good; an address may go back to where it was.
KEPT = 3600  # seconds
# Where the feature is another one than that of the record which the slug names.
_OF_OTHERS = {
    "events:community_calendar": "communities",
    "events:series_calendar": "series",
    "match:community": "communities",
}


class AddressMiddleware:
    """Takes up every "not found" of a page that has a slug, in whatever feature it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code != HTTPStatus.NOT_FOUND or match is None:
            return response
        if request.method not in {"GET", "HEAD"} or "slug" not in match.kwargs:
            return response
        return _lead_on(request, match) or response


def _lead_on(request: HttpRequest, match: ResolverMatch) -> HttpResponse | None:
    # The kind is named by the address ("share/schools/isb/") or is the word of the feature.
    kind = match.kwargs.get("kind")
    if not isinstance(kind, str):
        kind = _OF_OTHERS.get(match.view_name, match.namespace)
    model = with_pages().get(kind)
    former = (
        model and FormerAddress.objects.filter(kind=kind, slug=match.kwargs["slug"]).first()
    )
    if not former:
        return None
    slugs = model._base_manager.filter(pk=former.object_pk, live=True).values_list("slug")
    present = slugs.first()
    if present is None:
        return _gone(request, former)
    if present[0] == former.slug:
        return None
    return _moved(request, match, present[0])


def _moved(request: HttpRequest, match: ResolverMatch, slug: str) -> HttpResponse:
    named = {
        name: value for name, value in match.kwargs.items() if name not in match.extra_kwargs
    }
    address = reverse(match.view_name, kwargs=named | {"slug": slug})
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    patch_cache_control(response, max_age=KEPT)
    return response


def _gone(request: HttpRequest, former: FormerAddress) -> HttpResponse:
    name, address = finding.list_of(former.kind)
    context = {
        "successor": finding.successor(former.kind, former.object_pk),
        "list_name": name,
        "list_address": address,
    }
    response = render(request, "410.html", context, status=HTTPStatus.GONE)
    patch_cache_control(response, max_age=60)
    return response
