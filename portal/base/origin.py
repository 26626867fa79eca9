"""Buttons on pages that everybody shares, which can hold no token of their own."""

from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.views.decorators.csrf import csrf_exempt


def posted_from_here(view):
    """Let a post in only from a page of ours, as the browser says itself.

    For what a cached page's button does: such a page sets no cookie, so Django's token
    cannot stand in it. Every browser of today names the origin of a post, and no page of
    another host can name a false one.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs):
        origin = request.headers.get("Origin", "")
        if request.method == "POST" and urlsplit(origin).netloc not in _hosts(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def _hosts(request: HttpRequest) -> set[str]:
    return {request.get_host(), urlsplit(settings.SITE_ROOT).netloc}
