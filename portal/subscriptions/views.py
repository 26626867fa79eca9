"""Subscribe, confirm, change one's choices, end it. Links show a page, buttons act."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.base import limits
from portal.base.languages import current
from portal.base.limits import Limit
from portal.base.private import private
from portal.base.redirects import see_other
from portal.subscriptions import actions
from portal.subscriptions.forms import AskForm, ChoicesForm
from portal.subscriptions.models import Subscription

# Each wish makes us write to a mailbox that has not said a word yet: a stranger can make it
# hear three times at once and six times a day, whatever is asked for.
BY_MAILBOX = Limit(times=3, seconds=3600)
BY_MAILBOX_A_DAY = Limit(times=6, seconds=24 * 3600)
# Whole companies and student houses sit behind one address.
BY_SENDER = Limit(times=30, seconds=3600)


def by_one_button(view: Callable) -> Callable:
    """Let a wish be ended by one button, ours or that of a mail program (RFC 8058).

    A mail program has no cookie to prove itself with; the secret address proves it, and
    all that it can do there is to end the wish.
    """
    return csrf_exempt(never_cache(require_http_methods(["GET", "HEAD", "POST"])(view)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take the wish; the answer is the same whoever asks."""
    form = AskForm(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        count_wish(request, email)
        actions.ask(email=email, language=current(), **form.choices())
        return see_other("subscriptions:answer")
    status = 422 if form.is_bound else 200
    return render(request, "portal/subscriptions/ask.html", {"form": form}, status=status)


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """Say that we have written, and nothing that differs from one address to another."""
    return render(request, "portal/subscriptions/answer.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, token: UUID) -> HttpResponse:
    """A page that asks, with a button that begins the subscription."""
    subscription = get_object_or_404(Subscription, token=token)
    if request.method == "POST":
        actions.confirm(subscription)
        return private(see_other(subscription))
    context = {
        "subscription": subscription,
        "form": ChoicesForm(initial=_choices(subscription)),
    }
    return private(render(request, "portal/subscriptions/confirmation.html", context))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest, token: UUID) -> HttpResponse:
    """What is told now, and a form to change it."""
    subscription = get_object_or_404(Subscription.objects.confirmed(), token=token)
    form = ChoicesForm(request.POST or None, initial=_choices(subscription))
    if form.is_valid():
        actions.choose(subscription, **form.choices())
        return private(see_other(subscription))
    context = {"subscription": subscription, "form": form}
    status = 422 if form.is_bound else 200
    return private(render(request, "portal/subscriptions/choices.html", context, status=status))


@by_one_button
def end(request: HttpRequest, token: UUID) -> HttpResponse:
    """End a subscription."""
    if request.method == "POST":
        actions.end(token=token)
    subscription = Subscription.objects.filter(token=token).first()
    context = {"subscription": subscription}
    return private(render(request, "portal/subscriptions/end.html", context))


def _choices(subscription: Subscription) -> dict:
    return {name: getattr(subscription, name) for name in ("communities", "topics", "rhythm")}


def count_wish(request: HttpRequest, email: str) -> None:
    """Count a wish to be written to, of whatever sort, against its sender and mailbox."""
    limits.count("subscription-sender", limits.sender(request), BY_SENDER)
    limits.count("subscription-mailbox", email, BY_MAILBOX)
    limits.count("subscription-mailbox-day", email, BY_MAILBOX_A_DAY)
