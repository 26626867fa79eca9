"""Events by month, one event, signing up for a date of it, and a person's own place."""

from collections.abc import Callable
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.core.cache.utils import make_template_fragment_key
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from communities.directory.chosen import chosen
from communities.directory.models import Community
from communities.events import actions, structured
from communities.events.comparison import facts_of, with_coming_dates
from communities.events.forms import ChangeForm, OpinionForm, SignUpForm
from communities.events.kind import ComingDates
from communities.events.models import Event, EventDate, SignUp
from communities.events.models.dates import EventDateQuerySet
from portal.base import limits
from portal.base.errors import Refusal
from portal.base.languages import current, localized
from portal.base.limits import Limit
from portal.base.private import private
from portal.comparing.views import show as show_side_by_side
from portal.facets import choices
from portal.facets.census import Census, take
from portal.facets.question import Question
from portal.places.map_links import links_to
from portal.publishing import content
from portal.taxi.cards import Card
from portal.taxi.views import show as show_card

DATES_A_PAGE = 30
DATES_LEADING = 3
EARLIER_DATES_SHOWN = 5
# How long the page that refuses everybody is kept. It holds nothing of anybody.
REFUSAL_LIVES = 10  # seconds
# The answer page says which address we have written to; only this browser knows it.
ANSWER_COOKIE = "sign-up-answer"
ANSWER_LIVES = 600  # seconds
BY_MAILBOX = Limit(times=20, seconds=3600)
# Whole companies and student houses sit behind one address.
BY_SENDER = Limit(times=60, seconds=600)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All that is to come, by month, with the places left."""
    kind = ComingDates(timezone.now())
    question = Question.asked(kind, kind.facets_at(content.version()), request.GET)
    census = take(kind, question.facets)
    tally = census.tally(question)
    everything = census.tally(question.without_filters())
    page = Paginator(range(tally.total), DATES_A_PAGE).get_page(question.page)
    numbers = census.page(question.at_page(page.number), DATES_A_PAGE)
    page.object_list = _in_order(question, numbers)
    mine = None if "community" in question.chosen or page.number > 1 else chosen(request)
    context = {
        "question": question,
        "page": page,
        "total": tally.total,
        "months": [list(dates) for _month, dates in groupby(page, key=_month_of)],
        "groups": choices.groups(question, tally, everything),
        "chips": choices.chips(question),
        "mine": mine,
        "leading": _leading(question, census, mine) if mine else [],
        "wider": [] if tally.total else choices.wider(question, tally),
        "everything": everything.total,
    }
    return render(request, "communities/events/index.html", context)


def _leading(question: Question, census: Census, community: Community) -> EventDateQuerySet:
    """The next dates of the chosen community among those that were asked for."""
    own = question.narrowed("community", community.slug)
    return _in_order(question, census.page(own, DATES_LEADING))


def _in_order(question: Question, numbers: list[int]) -> EventDateQuerySet:
    rows = question.kind.rows().filter(pk__in=numbers)
    return rows.select_related("event__community").order_by(*question.order.columns())


def _month_of(date: EventDate) -> tuple[int, int]:
    starts = timezone.localtime(date.starts_at)
    return starts.year, starts.month


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One event with all its coming dates."""
    event = get_object_or_404(Event.objects.published().for_page(), slug=slug)
    return render(request, "communities/events/detail.html", page(event))


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Set a few events side by side."""
    return show_side_by_side(request, with_coming_dates(), facts_of)


@require_safe
def taxi(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show the way to the venue of a date to a driver."""
    dates = EventDate.objects.published().select_related("event", "nearest_metro")
    return show_card(request, _card(get_object_or_404(dates, pk=pk, event__slug=slug)))


def _card(date: EventDate) -> Card:
    return Card(
        name_zh=date.venue_zh_hans,
        name_en=date.venue_en,
        back=date.get_absolute_url(),
        address_zh=date.address_zh_hans,
        address_en=date.address_en,
        station=date.nearest_metro,
        maps=links_to(date, name="venue"),
        occasion=f"{localized(date.event, 'title', current())} · {date.when()}",
        called_off=date.is_called_off,
    )


def page(event: Event) -> dict:
    """Gather what the page of an event shows; a preview of a draft shows the same."""
    dates = EventDate.objects.filter(event_id=event.pk)
    coming = list(dates.upcoming().with_places().select_related("nearest_metro"))
    for date in coming:
        date.event = event
    return {
        "event": event,
        "dates": coming,
        "next": next((date for date in coming if not date.is_called_off), None),
        "one_venue": len({_where(date) for date in coming}) == 1,
        "earlier": dates.past()[:EARLIER_DATES_SHOWN],
        "marks": _marks(coming),
        "structured": structured.facts(event, coming),
    }


def _where(date: EventDate) -> tuple:
    """What tells one venue from another."""
    return date.venue_zh_hans, date.address_zh_hans, date.nearest_metro_id


def _marks(dates: list[EventDate]) -> list[dict]:
    """Where the coming dates are held, for the map: each venue once."""
    marks = {(date.latitude, date.longitude): date.mark() for date in dates if date.latitude}
    return list(marks.values())


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
    response = redirect("events:answer", slug=date.event.slug, pk=date.pk)
    response.status_code = 303
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
        response = redirect(found.opinion_url)
        response.status_code = 303
        return private(response, "same-origin")
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
    response = redirect(found)
    response.status_code = 303
    return private(response, "no-referrer")
