"""The yardsticks: the least that Django can do, and 24 cards from one query."""

from django.http import HttpRequest, HttpResponse


def bare(request: HttpRequest) -> HttpResponse:
    """Answer with a few words."""
    return HttpResponse("bare")


def cards(request: HttpRequest) -> HttpResponse:
    """Render 24 cards from one query."""
    return HttpResponse("cards")
