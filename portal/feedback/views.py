"""Say whether a page helped, write what is wrong with it, and see what came of it."""

import re
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.base import limits
from portal.base.languages import current
from portal.base.limits import Limit
from portal.base.origin import posted_from_here
from portal.base.paging import page_of
from portal.base.particulars import Particular
from portal.base.redirects import see_other
from portal.feedback import actions
from portal.feedback.forms import FactRemarkForm, RemarkForm
from portal.feedback.models import Remark
from portal.publishing import kinds
from portal.publishing.models import Publishable
from portal.search.models import SearchEntry

REMARKS = Limit(times=10, seconds=3600)
# Whole companies sit behind one address; of one page they count once a day.
CLICKS = Limit(times=1, seconds=24 * 3600)
A_PAGE = 20


def _page(kind: str, slug: str) -> SearchEntry:
    pages = SearchEntry.objects.filter(kind__in=kinds.names())
    return get_object_or_404(pages, kind=kind, slug=slug)


@posted_from_here
@require_POST
def useful(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Count one click; after a no, ask what is wrong."""
    page = _page(kind, slug)
    is_useful = request.POST.get("useful") == "yes"
    try:
        limits.count("useful", f"{limits.sender(request)} {kind} {slug}", CLICKS)
    except limits.TooOften:
        pass  # has been counted today: the answer is the same
    else:
        actions.count(page=page, useful=is_useful)
    name = "thanks" if is_useful else "remark"
    return see_other(reverse(f"feedback:{name}", kwargs={"kind": kind, "slug": slug}))


@require_safe
def thanks(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Thank for a yes, and lead back."""
    return render(request, "portal/feedback/thanks.html", {"page": _page(kind, slug)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remark(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Take what is wrong with a page; the answer tells the number of the remark."""
    form = RemarkForm(request.POST or None)
    return _remark(request, actions.thing_of(_page(kind, slug)), form)


def about_particular(
    request: HttpRequest, thing: Publishable, told: Iterable[Particular], key: str
) -> HttpResponse:
    """Take what is wrong with one of the things that a page tells.

    Each kind of page calls this from a view of its own. What a page does not tell any more
    is written of as any other thing.
    """
    fact = next((each for each in told if each.key == key), None)
    if fact is None:
        return redirect("feedback:remark", kind=thing.kind, slug=thing.slug)
    about = Remark.About.CONTACT if fact.is_contact else Remark.About.FACT
    form = FactRemarkForm(request.POST or None)
    return _remark(request, thing, form, about=about, fact=fact)


def _remark(request: HttpRequest, thing: Publishable, form: RemarkForm, **known):
    if form.is_valid():
        limits.count("remark", limits.sender(request), REMARKS)
        fields = {name: form.cleaned_data[name] for name in form.fields if name != "website"}
        taken = actions.take(thing, language=current(), **fields | known)
        return see_other(taken.state_url)
    status = 422 if form.is_bound else 200
    context = {"form": form, "thing": thing, "fact": known.get("fact")}
    return render(request, "portal/feedback/remark.html", context, status=status)


@never_cache
@require_safe
def state(request: HttpRequest, reference: str) -> HttpResponse:
    """Say how a remark stands; what it says is shown to nobody here."""
    found = get_object_or_404(Remark.objects.with_page(), reference=_number(reference))
    return render(request, "portal/feedback/state.html", {"remark": found})


@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    """You said, we did: what came of remarks whose writers agreed; and find one's own."""
    number = _number(request.GET.get("number", ""))
    if number and Remark.objects.filter(reference=number).exists():
        return redirect("feedback:state", reference=number)
    told = Remark.objects.told().with_page().order_by("-answered_at", "-pk")
    page = page_of(told.count(), request.GET.get("page", 1), A_PAGE)
    listed = told[page.start_index() - 1 : page.end_index()] if page else ()
    context = {"remarks": listed, "page_obj": page, "unknown": number}
    return render(request, "portal/feedback/outcomes.html", context)


def _number(typed: str) -> str:
    """Return what may be a remark's number in what somebody has typed."""
    return "".join(re.findall(r"[0-9A-Z-]", typed.upper()))[:9]
