"""Ask to hear of a page or a topic, confirm, end it. Links show a page, buttons act."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.base.languages import current
from portal.base.private import private
from portal.base.redirects import see_other
from portal.publishing import kinds
from portal.search.models import SearchEntry
from portal.subscriptions.views import by_one_button, count_wish
from portal.watches import actions, topics
from portal.watches.forms import WatchForm
from portal.watches.models import PageWatch
from portal.watches.topics import Topic


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Take the wish; the answer is the same whoever asks."""
    page = topics.find(slug) if kind == topics.KIND else _public(kind, slug)
    if page is None:
        raise Http404("no such topic")
    form = WatchForm(request.POST or None)
    if form.is_valid():
        email, rhythm = form.cleaned_data["email"], form.cleaned_data["rhythm"]
        count_wish(request, email)
        actions.ask(page=page, email=email, language=current(), rhythm=rhythm)
        return see_other(reverse("watches:answer"))
    status = 422 if form.is_bound else 200
    context = {"form": form, "page": page}
    return render(request, "portal/watches/ask.html", context, status=status)


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """Say that we have written, and nothing that differs from one address to another."""
    return render(request, "portal/watches/answer.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, token: UUID) -> HttpResponse:
    """A page that asks, with a button that begins it."""
    watch = get_object_or_404(PageWatch, token=token)
    if request.method == "POST":
        actions.confirm(watch)
        return private(see_other(watch.confirmation_url))
    context = {"watch": watch, "page": _page(watch)}
    return private(render(request, "portal/watches/confirmation.html", context))


@by_one_button
def end(request: HttpRequest, token: UUID) -> HttpResponse:
    """End it, and keep nothing of it."""
    if request.method == "POST":
        actions.end(token=token)
    watch = PageWatch.objects.filter(token=token).first()
    context = {"watch": watch, "page": _page(watch) if watch else None}
    return private(render(request, "portal/watches/end.html", context))


def _public(kind: str, slug: str) -> SearchEntry:
    pages = SearchEntry.objects.filter(kind__in=kinds.names())
    return get_object_or_404(pages, kind=kind, slug=slug)


def _page(watch: PageWatch) -> SearchEntry | Topic | None:
    """Return the topic, or the page as the public finds it; none while it is withdrawn."""
    if watch.group:
        return topics.of_group(watch.group)
    return SearchEntry.objects.filter(kind=watch.kind, object_pk=watch.object_pk).first()
