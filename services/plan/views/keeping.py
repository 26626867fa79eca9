"""A plan behind a link, for another device. Whoever has the link has the plan."""

from dataclasses import replace

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.base import limits
from portal.base.limits import Limit
from portal.base.private import private
from portal.base.redirects import see_other
from services.guides.models import Deadline
from services.plan import actions, calendar, lines, reminding
from services.plan.answers import Answers
from services.plan.forms import OwnLineForm, Questions
from services.plan.models import SealedPlan
from services.plan.views.plan import GO, LINES, MORE, address_of, page, personal

BY_SENDER = Limit(times=20, seconds=3600)
# Each tick is one.
CHANGES = Limit(times=300, seconds=3600)


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """Say what it means, with a button that puts the plan behind a link."""
    answers = Answers.given(request.GET)
    if not answers.is_dated:
        return redirect("plan:ask")
    if request.method == "POST":
        limits.count("plan-sender", limits.sender(request), BY_SENDER)
        key = actions.seal(answers=answers.with_key())
        return personal(see_other(reverse("plan:kept", kwargs={"key": key})))
    context = {"plan": address_of(answers)}
    return personal(render(request, "services/plan/keeping/keep.html", context))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: HttpRequest, key: str) -> HttpResponse:
    """The plan behind a link; a post adds a line of one's own."""
    plan, answers, told = _opened(key)
    own = OwnLineForm(request.POST or None)
    if own.is_valid():
        return _changed(request, plan, key, own.add_to(answers), at=f"#{LINES}")
    if plan.touched_on < timezone.localdate():
        actions.touch(plan)
    path = reverse("plan:kept", kwargs={"key": key})
    now = lines.of(answers, Deadline.objects.for_plans())
    context = page(answers) | {
        "key": key,
        "link": settings.SITE_ROOT + path,
        "feed": _without_scheme(reverse("plan:kept_calendar", kwargs={"key": key})),
        "own": own,
        "changes": reminding.changes(now, told, answers, timezone.localdate()),
    }
    status = 422 if own.is_bound else 200
    return private(render(request, "services/plan/keeping/kept.html", context, status=status))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, key: str) -> HttpResponse:
    """Other days for the plan behind a link.

    The form posts: neither the key nor an answer is ever part of another address.
    """
    plan, before, _told = _opened(key)
    form = Questions(
        request.POST or QueryDict(before.query()),
        is_asked=GO in request.POST,
        more=2 if MORE in request.POST else 0,
    )
    if GO in request.POST and form.is_valid():
        kept = {"key": before.key, "own": before.own, "done": before.done}
        return _changed(request, plan, key, replace(form.answers(), **kept))
    context = {"questions": form, "go": GO, "more": MORE, "key": key}
    status = 422 if GO in request.POST else 200
    answer = render(request, "services/plan/keeping/questions.html", context, status=status)
    return private(answer)


@never_cache
@require_POST
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Do what a button says: tick a line off, take one out, note what has been read."""
    plan, before, _told = _opened(key)
    return _changed(request, plan, key, before.changed(request.POST), at=f"#{LINES}")


def _changed(request, plan: SealedPlan, key: str, answers: Answers, at="") -> HttpResponse:
    limits.count("plan-change", limits.sender(request), CHANGES)
    actions.change(plan, key=key, answers=answers)
    return private(see_other(reverse("plan:kept", kwargs={"key": key}) + at))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: HttpRequest, key: str) -> HttpResponse:
    """A page that asks, with a button that deletes."""
    if request.method == "POST":
        actions.unseal(key=key)
        return private(see_other(reverse("plan:deleted")))
    _plan, answers, _told = _opened(key)
    context = {"key": key, "plan": address_of(answers)}
    return private(render(request, "services/plan/keeping/deletion.html", context))


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    """Say that it is done, at an address that no longer leads to anything."""
    return render(request, "services/plan/keeping/deleted.html")


@never_cache
@require_safe
def kept_calendar(request: HttpRequest, key: str) -> HttpResponse:
    """The same for a calendar to subscribe to; it follows when the days change."""
    _plan, answers, _told = _opened(key)
    address = settings.SITE_ROOT + reverse("plan:kept", kwargs={"key": key})
    told = lines.of(answers, Deadline.objects.for_plans())
    content = calendar.plan(answers, told, address=address)
    return private(HttpResponse(content, content_type="text/calendar; charset=utf-8"))


def _opened(key: str) -> tuple[SealedPlan, Answers, dict]:
    plan = SealedPlan.objects.filter(digest=SealedPlan.digest_of(key)).first()
    if plan is None:
        raise Http404("no plan lies behind this link")
    return plan, *plan.opened(key)


def _without_scheme(path: str) -> str:
    return settings.SITE_ROOT.partition("://")[2] + path
