"""What stands in place of Wagtail's own doors, and the search across all lists."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.forms.search import SearchForm
from wagtail.permissions import policy_registry

from communities.directory.models import Community
from portal.desk import todo
from portal.desk.lines import LINES
from portal.desk.search import find


def sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the portal's sign-in, which asks for the second factor."""
    target = request.GET.get("next", "")
    query = f"?{urlencode({'next': target})}" if target else ""
    return redirect(reverse("account_login") + query)


def search(request: HttpRequest) -> HttpResponse:
    """Find a thing by its name in either language, whatever its kind."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    context = {
        "page_title": _("Search"),
        "header_icon": "search",
        "search_form": form,
        "search_url": request.path,
        "words": words,
        "found": [
            (
                model._meta.verbose_name_plural,
                [(thing, _way_in(request.user, thing)) for thing in things],
            )
            for model, things in find(words, user=request.user)
        ],
    }
    return render(request, "portal/desk/search.html", context)


def _way_in(user, thing) -> str:
    policy = policy_registry.get(thing)
    changes = policy.user_has_permission_for_instance(user, "change", thing)
    view = "edit" if changes else "inspect"
    return reverse(thing.snippet_viewset.get_url_name(view), args=[thing.pk])


def work(request: HttpRequest, slug: str) -> HttpResponse:
    """List one kind of work, the most urgent first: one's own, or that of a community."""
    line = next((each for each in LINES if each.slug == slug), None)
    community = request.GET.get("community", "")
    if line is None or not (community.isdecimal() or community in {"", "all", todo.SHARED}):
        raise Http404
    names = {each.pk: each for each in Community.objects.in_order()}
    context = {
        "page_title": line.heading if community else line.title,
        "page_subtitle": names.get(int(community), "") if community.isdecimal() else "",
        "header_icon": "list-ul",
        "line": line,
        "community": community,
        "page_obj": todo.page(
            line,
            request.user,
            community=community,
            number=request.GET.get("p", "1"),
            names=names,
        ),
    }
    return render(request, "portal/desk/work_list.html", context)
