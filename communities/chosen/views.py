"""Choose one of the communities, or none; no account, and nobody is told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from communities.directory.chosen import remember
from communities.directory.models import Community
from portal.base.origin import posted_from_here
from portal.base.redirects import see_other


@require_safe
def choice(request: HttpRequest) -> HttpResponse:
    """Offer the eight, and none; each is a button."""
    context = {
        "communities": Community.objects.published().for_cards(),
        "back": _back(request, request.GET.get("next", "")),
    }
    return render(request, "communities/chosen/choice.html", context)


@posted_from_here
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the choice in the reader's browser, and go back to where they came from."""
    response = see_other(_back(request, request.POST.get("next", "")))
    return remember(response, request.POST.get("community", ""))


def _back(request: HttpRequest, address: str) -> str:
    """Return an address of ours; anything else is the list of communities."""
    ours = address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts=None
    )
    return address if ours else reverse("communities:index")
