"""The yardsticks: the least that Django can do, and 24 cards from one query."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from services.apartments.facts import card_facts
from services.apartments.models import Apartment


def bare(request: HttpRequest) -> HttpResponse:
    """Answer with a few words."""
    return HttpResponse("bare")


def cards(request: HttpRequest) -> HttpResponse:
    """Render 24 cards, as the list shows them, from one query; no page around them."""
    apartments = Apartment.objects.published().for_cards().order_by("pk")[:24]
    context = {"cards": [(apartment, card_facts(apartment)) for apartment in apartments]}
    return render(request, "portal/bench/cards.html", context)
