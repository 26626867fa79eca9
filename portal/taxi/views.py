"""The taxi card: one screen to hold up to a driver."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.taxi.cards import Card


def show(request: HttpRequest, card: Card) -> HttpResponse:
    """Fill the screen with a card; each kind of place calls this from a view of its own."""
    context = {"card": card, "address_of_card": settings.SITE_ROOT + request.path}
    return render(request, "portal/taxi/card.html", context)
