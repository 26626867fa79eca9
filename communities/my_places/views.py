"""A person's own places: find them, have them in a calendar; see, take and delete them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import (
    conditional_page,
    require_http_methods,
    require_safe,
)

from communities.events import calendar
from communities.events.models import SignUp
from communities.my_places import actions
from communities.my_places.forms import FindForm
from portal.base import limits, personal
from portal.base.limits import Limit
from portal.base.private import private

BY_MAILBOX = Limit(times=5, seconds=3600)
BY_SENDER = Limit(times=30, seconds=3600)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Mail the places of an address to it; the answer is the same whoever asks."""
    form = FindForm(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        limits.count("find-sender", limits.sender(request), BY_SENDER)
        limits.count("find-mailbox", email, BY_MAILBOX)
        actions.find(email=email)
        return redirect("my_places:answer")
    status = 422 if form.is_bound else 200
    return render(request, "communities/my_places/find.html", {"form": form}, status=status)


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """Say that we write, and nothing that differs from one address to another."""
    return render(request, "communities/my_places/answer.html")


@conditional_page
@cache_control(private=True, no_cache=True)
@require_safe
def calendar_feed(request: HttpRequest, token: UUID) -> HttpResponse:
    """All coming places of the person, for a calendar to subscribe to."""
    known = get_object_or_404(SignUp.objects.exclude(email=""), token=token)
    places = SignUp.objects.of_person(known.email).coming().for_page()
    content = calendar.places(_("My events in Beijing"), places)
    return private(HttpResponse(content, content_type="text/calendar; charset=utf-8"))


@never_cache
@require_safe
def data(request: HttpRequest, token: UUID) -> HttpResponse:
    """What is kept of a person: what, why and for how long."""
    found = _found(token)
    context = {"sign_up": found, "fields": _fields(found)}
    return private(render(request, "communities/my_places/data.html", context), "no-referrer")


@never_cache
@require_safe
def download(request: HttpRequest, token: UUID) -> HttpResponse:
    """The same as a file, to take elsewhere."""
    found = _found(token)
    event = found.date.event
    facts = {
        "event": {"en": event.title_en, "zh-Hans": event.title_zh_hans},
        "starts_at": found.date.starts_at,
        "ends_at": found.date.ends_at,
        **{name: value for name, value, _entry in _fields(found)},
    }
    response = JsonResponse(facts, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="place.json"'
    return private(response, "no-referrer")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: HttpRequest, token: UUID) -> HttpResponse:
    """A page that asks, with a button that deletes."""
    found = _found(token)
    if request.method == "POST":
        actions.forget(found)
        return private(redirect("my_places:deleted"))
    return private(render(request, "communities/my_places/deletion.html", {"sign_up": found}))


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    """Say that it is done, at an address that no longer names anybody."""
    return render(request, "communities/my_places/deleted.html")


def _found(token: UUID) -> SignUp:
    return get_object_or_404(SignUp.objects.for_page(), token=token)


def _fields(sign_up: SignUp) -> list[tuple]:
    """Each personal field that says something: its name, its value in words, its entry."""
    entries = personal.of(SignUp).items()
    fields = [(name, _in_words(sign_up, name), entry) for name, entry in entries]
    return [field for field in fields if field[1]]


def _in_words(sign_up: SignUp, name: str) -> object:
    if name == "answers":
        return dict(sign_up.said())
    display = getattr(sign_up, f"get_{name}_display", None)
    return display() if display else getattr(sign_up, name)
