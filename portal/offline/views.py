"""What a reader's own browser keeps for them, and the worker in it that brings it back."""

import json

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.base.languages import CODES


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """List what this browser keeps; the browser fills it in. Without a network it is what
    the worker shows in the place of every page that is not kept."""
    return render(request, "portal/offline/kept.html")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The worker's script. It stands at the root so that it may serve the pages of both
    languages; it is a new one whenever a static file has changed."""
    known = {
        "version": getattr(staticfiles_storage, "manifest_hash", "") or "unhashed",
        "static": settings.STATIC_URL,
        "languages": {code: _said_in(code) for code in CODES},
    }
    # JSON is JavaScript; what would end a script element does not stand in one.
    body = render_to_string("portal/offline/worker.js", {"known": json.dumps(known)})
    return HttpResponse(
        body,
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )


def _said_in(language: str) -> dict[str, str]:
    with translation.override(language):
        return {
            "kept": reverse("kept"),
            "saved": _("Saved on {when}. There is no network now; look again when there is."),
            "missing": _("There is no network, and this page is not kept on this device."),
        }
