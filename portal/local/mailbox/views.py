"""/mailbox/: what the portal of this machine would have mailed. On no server."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from portal.local.mailbox import letters

SHOWN = 200
# A mail may bring styles of its own, nothing else; its links open in the whole window.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "sandbox allow-top-navigation-by-user-activation"
)


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """The latest mails."""
    context = {"letters": letters.newest_first(SHOWN)}
    return render(request, "portal/local/mailbox.html", context)


@require_safe
@never_cache
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """One mail as its reader would see it."""
    return render(request, "portal/local/letter.html", {"letter": _find(name)})


@require_safe
@never_cache
@xframe_options_sameorigin
def html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML of a mail, for the frame on its page."""
    response = HttpResponse('<base target="_top">' + _find(name).html)
    response["Content-Security-Policy"] = MAIL_POLICY
    return response


@require_safe
@never_cache
def attachment(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One file that came with a mail, to be saved."""
    parts = _find(name).attachments
    if not 1 <= number <= len(parts):
        raise Http404
    part = parts[number - 1]
    response = HttpResponse(part.get_payload(decode=True), content_type=part.get_content_type())
    response["Content-Disposition"] = content_disposition_header(
        True, part.get_filename() or f"attachment-{number}"
    )
    return response


def _find(name: str) -> letters.Letter:
    found = letters.find(name)
    if found is None:
        raise Http404
    return found
