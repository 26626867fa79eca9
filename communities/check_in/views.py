"""The door of one date, for whoever has its link: search, camera, list on paper."""

import uuid
from functools import wraps

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from communities.check_in import actions
from communities.check_in.forms import ArrivalForm, matching
from communities.check_in.models import DoorLink
from communities.events.models import EventDate, SignUp
from portal.base.errors import Refusal
from portal.base.private import private
from portal.base.redirects import see_other
from portal.base.sorting import sort_key


def at_the_door(view):
    """Find the link's date for a view; a wrong link, or one whose day is over, is a 404."""

    @wraps(view)
    def guarded(request: HttpRequest, token: uuid.UUID, **rest) -> HttpResponse:
        link = get_object_or_404(DoorLink.objects.open().for_page(), token=token)
        return private(view(request, link, **rest))

    return never_cache(guarded)


@at_the_door
@require_safe
def door(request: HttpRequest, link: DoorLink) -> HttpResponse:
    """Who is expected, with one button each; all of them, or those that are looked for."""
    return _door(request, link)


@at_the_door
@require_safe
def camera(request: HttpRequest, link: DoorLink) -> HttpResponse:
    """Scan the codes, or type what stands below them. Scanning needs script."""
    context = _context(link) | {"nonce": uuid.uuid4()}
    return render(request, "communities/check_in/camera.html", context)


@at_the_door
@require_safe
def listing(request: HttpRequest, link: DoorLink) -> HttpResponse:
    """Everybody in order of name, to be printed."""
    context = _context(link) | {"places": _in_order(_places(link.date))}
    return render(request, "communities/check_in/list.html", context)


@at_the_door
@require_POST
def arrive(request: HttpRequest, link: DoorLink) -> HttpResponse:
    """Let a party in. A page hears by a redirect, the camera's script in JSON."""
    form = ArrivalForm(request.POST, places=_places(link.date))
    place, refusal = None, ""
    if form.is_valid():
        place = form.cleaned_data["place"]
        try:
            actions.check_in(place, nonce=form.cleaned_data["nonce"])
        except Refusal as no:
            refusal = str(no.message)
    else:
        refusal = _("This code belongs to nobody at this date.")
    if request.accepts("text/html"):
        return _told(request, link, place, refusal)
    return JsonResponse(
        {
            "name": place.name if place else "",
            "people": place.party_size if place else 0,
            "refusal": refusal,
            **_counts(link.date),
        }
    )


@at_the_door
@require_POST
def withdraw(request: HttpRequest, link: DoorLink, pk: int) -> HttpResponse:
    """Take back that a party came in."""
    actions.take_back(get_object_or_404(_places(link.date), pk=pk))
    return redirect(link)


def _told(
    request: HttpRequest, link: DoorLink, place: SignUp | None, refusal: str
) -> HttpResponse:
    if refusal:
        return _door(request, link, refusal=refusal, refused=place, status=422)
    return see_other(f"{link.get_absolute_url()}?in={place.pk}#done")


def _door(request: HttpRequest, link: DoorLink, *, status: int = 200, **told) -> HttpResponse:
    places = _in_order(_places(link.date))
    asked = request.GET.get("q", "").strip()
    shown = matching(places, asked) if asked else places
    for place in shown:
        place.nonce = uuid.uuid4()
    done = next((p for p in places if str(p.pk) == request.GET.get("in")), None)
    context = _context(link) | told | {"places": shown, "asked": asked, "done": done}
    return render(request, "communities/check_in/door.html", context, status=status)


def _context(link: DoorLink) -> dict:
    return {"link": link, "date": link.date, "event": link.date.event, **_counts(link.date)}


def _places(date: EventDate) -> QuerySet:
    return date.sign_ups.confirmed().select_related("arrival")


def _in_order(places: QuerySet) -> list[SignUp]:
    return sorted(places, key=lambda place: sort_key(place.name, "zh-hans"))


def _counts(date: EventDate) -> dict[str, int]:
    """How many people have come, of how many."""
    came = Sum("party_size", filter=Q(arrival__isnull=False))
    return date.sign_ups.confirmed().aggregate(
        arrived=Coalesce(came, 0), expected=Coalesce(Sum("party_size"), 0)
    )
