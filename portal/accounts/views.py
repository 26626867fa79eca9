"""What stands in place of allauth's doors that we do not open."""

from django.http import Http404, HttpRequest, HttpResponse


def shut(request: HttpRequest) -> HttpResponse:
    """There is nothing behind this address."""
    raise Http404
