"""The list of a kind and the page of one place, for every kind alike."""

from math import ceil

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.publishing import content
from services.listings.counting import Shelf
from services.listings.forms import PAGE_SIZE, Question
from services.listings.kinds import Kind
from services.listings.models import Listing


@require_safe
def index(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Show the places that a question leaves, 24 on a page."""
    version = content.version()
    question = Question.asked(kind, kind.facets_at(version), request.GET)
    shelf = Shelf(question, version)
    total = shelf.tally().total
    if question.page > max(1, ceil(total / PAGE_SIZE)):
        raise Http404("there is no such page")
    places = kind.model.objects.published().for_cards().in_bulk(shelf.ids())
    return render(
        request,
        f"services/{kind.name}/index.html",
        {
            "kind": kind,
            "question": question,
            "total": total,
            "places": [places[pk] for pk in shelf.ids() if pk in places],
        },
    )


@require_safe
def detail(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """Show everything that is stated about one place."""
    places = kind.model.objects.published().for_page()
    return page(request, kind, get_object_or_404(places, slug=slug))


def page(request: HttpRequest, kind: Kind, place: Listing) -> HttpResponse:
    """Render the page of a place, public or draft (the desk previews through this)."""
    return render(request, f"services/{kind.name}/detail.html", {"kind": kind, "place": place})
