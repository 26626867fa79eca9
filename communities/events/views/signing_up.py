"""Signing up for a date, and the answer to it."""

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.core.cache.utils import make_template_fragment_key
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from communities.events import actions
from communities.events.forms import SignUpForm
from communities.events.models import EventDate
from portal.base import limits
from portal.base.errors import Refusal
from portal.base.languages import current
from portal.base.limits import Limit
from portal.base.redirects import see_other

# How long the page that refuses everybody is kept. It holds nothing of anybody.
REFUSAL_LIVES = 10  # seconds
# The answer page says which address we have written to; only this browser knows it.
ANSWER_COOKIE = "sign-up-answer"
ANSWER_LIVES = 600  # seconds
BY_MAILBOX = Limit(times=20, seconds=3600)
# Whole companies and student houses sit behind one address.
BY_SENDER = Limit(times=60, seconds=600)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Sign a person up. The link to the place goes to the mailbox, never to the page:
    whoever types a stranger's address must learn nothing and be able to cancel nothing.
    """
    date = get_object_or_404(_dates(), pk=pk, event__slug=slug)
    form = SignUpForm(request.POST or None, date=date)
    if form.is_valid():
        guest = form.guest()
        limits.count("sign-up-sender", limits.sender(request), BY_SENDER)
        limits.count("sign-up-mailbox", guest["email"], BY_MAILBOX)
        try:
            actions.refuse_at_sight(date, email=guest["email"])
            actions.sign_up(date, **guest, language=current())
        except actions.NobodySignsUp as refusal:
            return _refused(request, date, refusal)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            return _answered(date, guest["email"])
    date.count_places()
    context = {"date": date, "event": date.event, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "communities/events/sign_up.html", context, status=status)


def _dates():
    return EventDate.objects.published().select_related("event")


def _refused(request: HttpRequest, date: EventDate, refusal: Refusal) -> HttpResponse:
    """Tell somebody what everybody is told now. In a rush the page is drawn once for all."""
    of_page = [request.get_full_path(), date.revision, refusal.message]
    key = make_template_fragment_key("nobody-signs-up", of_page)
    context = {"date": date, "event": date.event, "refusal": refusal.message}
    page = cache.get_or_set(
        key,
        lambda: render_to_string("communities/events/refused.html", context, request),
        REFUSAL_LIVES,
    )
    return HttpResponse(page, status=422)


def _answered(date: EventDate, email: str) -> HttpResponse:
    response = see_other("events:answer", slug=date.event.slug, pk=date.pk)
    response.set_cookie(
        ANSWER_COOKIE,
        signing.dumps(email, salt=ANSWER_COOKIE),
        max_age=ANSWER_LIVES,
        path=response.url,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@never_cache
@require_safe
def answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say that we have written, and nothing that differs from one address to another."""
    date = get_object_or_404(_dates(), pk=pk, event__slug=slug)
    cookie = request.COOKIES.get(ANSWER_COOKIE, "")
    try:
        email = signing.loads(cookie, salt=ANSWER_COOKIE, max_age=ANSWER_LIVES)
    except signing.BadSignature:
        email = ""
    context = {"date": date, "event": date.event, "email": email}
    return render(request, "communities/events/answer.html", context)
