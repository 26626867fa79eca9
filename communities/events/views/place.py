"""A person's own place: seen, changed, accepted, given back, and asked of afterwards."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from communities.events import actions
from communities.events.forms import ChangeForm, OpinionForm
from communities.events.models import SignUp
from portal.base.errors import Refusal
from portal.base.private import private
from portal.base.redirects import see_other


@never_cache
@require_safe
def place(request: HttpRequest, token: UUID) -> HttpResponse:
    """How a person's place stands. Opening it changes nothing."""
    found = _found(token)
    address = settings.SITE_ROOT + found.get_absolute_url()
    return private(_page(request, "place", found, address=address), "no-referrer")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, token: UUID) -> HttpResponse:
    """Change the party or the answers, until the organiser's time for it is over."""
    found = _found(token)
    form = ChangeForm(request.POST if request.method == "POST" else None, sign_up=found)
    if form.is_valid():
        refusal = _attempt(actions.change, found, **form.party())
        if refusal is None:
            return _back_to(found)
        form.add_error(None, refusal.message)
    status = 422 if form.is_bound else 200
    return private(_page(request, "change", found, status=status, form=form), "same-origin")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, token: UUID) -> HttpResponse:
    """A seat that is offered: the page says until when, the button takes it."""
    return _button(request, "offer", _found(token), actions.accept)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancellation(request: HttpRequest, token: UUID) -> HttpResponse:
    """A page that asks, with a button that acts: a link in a mail cancels nothing."""
    return _button(request, "cancellation", _found(token), actions.cancel)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, token: UUID) -> HttpResponse:
    """One question after the date; the answer is counted and has no name."""
    found = _found(token)
    form = OpinionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.give_opinion(found, answer=form.cleaned_data["answer"])
        return private(see_other(found.opinion_url), "same-origin")
    status = 422 if form.is_bound else 200
    return private(_page(request, "opinion", found, status=status, form=form), "same-origin")


def _found(token: UUID) -> SignUp:
    return get_object_or_404(SignUp.objects.for_page(), token=token)


def _attempt(action: Callable, *arguments, **named) -> Refusal | None:
    try:
        action(*arguments, **named)
    except Refusal as refusal:
        return refusal
    return None


def _button(request: HttpRequest, name: str, found: SignUp, action: Callable) -> HttpResponse:
    """Show a page with one button; pressed, it acts and leads back to the place."""
    refusal = _attempt(action, found) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        return _back_to(found)
    status = 422 if refusal else 200
    # Not "no-referrer": browsers would send the form without an origin, and it would fail.
    return private(_page(request, name, found, status=status, refusal=refusal), "same-origin")


def _page(
    request: HttpRequest, name: str, found: SignUp, *, status: int = 200, **more
) -> HttpResponse:
    context = {"sign_up": found, "date": found.date, "event": found.date.event, **more}
    return render(request, f"communities/events/{name}.html", context, status=status)


def _back_to(found: SignUp) -> HttpResponse:
    return private(see_other(found), "no-referrer")
