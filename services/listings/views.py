"""The list of a kind and the page of one place, for every kind alike."""

import hashlib

from django.core.cache import cache
from django.db.models import Avg, Count, F
from django.db.models.functions import Floor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import push_url

from communities.directory.chosen import chosen
from communities.directory.models import Community
from portal.base.languages import current
from portal.base.moments import keep_until
from portal.base.paging import page_of
from portal.comparing.views import show as show_side_by_side
from portal.facets import choices
from portal.facets.census import Tally
from portal.facets.question import MAP, PAGE_SIZE, Question
from portal.feedback.views import about_particular
from portal.places import opening, structured
from portal.places.datums import drawn
from portal.places.models import Opening
from portal.publishing import content
from portal.publishing.nearby import around
from portal.taxi.cards import of_place
from portal.taxi.views import show as show_card
from services.listings.facts import contacts, whereabouts
from services.listings.kinds import Kind
from services.listings.models import Listing, ListingQuerySet

FACETS_LIVE = 600  # seconds
MOST_MARKS = 1000  # places that a map is told one by one
CELL = 0.03  # degrees, two to three kilometres


@require_safe
def index(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Show the places that a question leaves, 24 on a page."""
    question = Question.asked(kind, kind.facets_at(content.version()), request.GET)
    census = kind.census(question.facets)
    tally = census.tally(question)
    everything = census.tally(question.without_filters())
    page_obj = page_of(tally.total, question.page, PAGE_SIZE)
    leading = _leading(question, chosen(request))
    numbers = census.page(question, first=leading and ("community", leading.slug))
    found = kind.model.objects.published().for_cards().in_bulk(numbers)
    places = [found[number] for number in numbers if number in found]
    context = {
        "question": question,
        "leading": leading,
        "total": tally.total,
        "page_obj": page_obj,
        "facets": _facets(question, tally, everything),
        "chips": choices.chips(question),
        "orders": choices.orders(question),
        "views": choices.views(question),
        "cards": [(place, kind.card_facts(place)) for place in places],
        "on_map": question.view == MAP,
        "map_source": _map_source(question) if question.view == MAP else "",
        "wider": [] if tally.total else choices.wider(question, tally),
        "everything": 0 if tally.total else everything.total,
    }
    response = render(request, f"services/{kind.name}/index.html", context)
    keep_until(response, *(facet.until for facet in question.facets))
    patch_vary_headers(response, ["HX-Request"])
    # A form sends its empty fields too; the address bar gets the question in short.
    return push_url(response, question.url) if request.htmx else response


def _leading(question: Question, community: Community | None) -> Community | None:
    """Return the chosen community if its own places lead the list: where nobody has asked
    for some community, or for another order."""
    has_asked = "community" in question.chosen or "order" in question.extras
    return None if has_asked else community


def _facets(question: Question, tally: Tally, everything: Tally) -> str:
    """Write the options with their counts, or take them as they were written before."""
    moments = [facet.state for facet in question.facets]
    asked = repr((question.kind.state, moments, question.url, current()))
    key = f"listings:facets:{hashlib.blake2b(asked.encode(), digest_size=12).hexdigest()}"
    if (written := cache.get(key)) is None:
        groups = choices.groups(question, tally, everything)
        written = render_to_string("portal/facets/facets.html", {"groups": groups})
        cache.set(key, written, FACETS_LIVE)
    return written


def _map_source(question: Question) -> str:
    return f"{reverse(f'{question.kind.name}:places')}?{question.filters}"


@require_safe
def places(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Give the map all places that a question leaves, those of every page of the list.

    Where they are very many they are counted by squares of a few kilometres, so that what
    is sent stays small; their names are in the list.
    """
    question = Question.asked(kind, kind.facets_at(content.version()), request.GET)
    found = kind.rows().filter(question.condition(), latitude__isnull=False)
    if found.count() > MOST_MARKS:
        told = {"places": [], "cells": _cells(found)}
    else:
        told = {"places": structured.marks(*found.for_cards().order_by("pk"))}
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    return keep_until(response, *(facet.until for facet in question.facets))


def _cells(found: ListingQuerySet) -> list[dict]:
    counted = (
        found.annotate(x=Floor(F("longitude") / CELL), y=Floor(F("latitude") / CELL))
        .order_by()
        .values("x", "y")
        .annotate(number=Count("pk"), lat=Avg("latitude"), lon=Avg("longitude"))
    )
    return [
        {"lat": round(at.latitude, 4), "lon": round(at.longitude, 4), "number": cell["number"]}
        for cell in counted
        for at in [drawn(cell["lat"], cell["lon"])]
    ]


@require_safe
def detail(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """Show everything that is stated about one place."""
    place = get_object_or_404(kind.model.objects.published().for_page(), slug=slug)
    return page(request, kind, place)


@require_safe
def compare(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Set a few places of one kind side by side."""
    places = kind.model.objects.published().select_related("community", "nearest_metro")

    def told(place: Listing) -> list[tuple[str, str]]:
        facts = [*kind.facts(place), *whereabouts(place)]
        return [(fact.term, str(fact)) for fact in facts]

    return show_side_by_side(request, places, told)


@require_safe
def taxi(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """Show the way to one place to a driver."""
    places = kind.model.objects.published().select_related("nearest_metro")
    return show_card(request, of_place(get_object_or_404(places, slug=slug)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wrong(request: HttpRequest, kind: Kind, slug: str, key: str) -> HttpResponse:
    """Take what is wrong with one fact about a place."""
    place = get_object_or_404(kind.model.objects.published().for_page(), slug=slug)
    told = [*kind.facts(place), *whereabouts(place), *contacts(place)]
    return about_particular(request, place, told, key)


def page(request: HttpRequest, kind: Kind, place: Listing) -> HttpResponse:
    """Render the page of a place; the desk shows a draft through this too."""
    hours = opening.told(place.schedule) if isinstance(place, Opening) else {}
    context = {
        "place": place,
        "facts": kind.facts(place),
        "whereabouts": whereabouts(place),
        "contacts": contacts(place),
        "opening": hours,
        "marks": structured.marks(place),
        "structured": structured.facts(place, place.schema_type),
        "nearby": around(place, exclude=place),
    }
    response = render(request, f"services/{kind.name}/detail.html", context)
    return keep_until(response, hours.get("until"))
