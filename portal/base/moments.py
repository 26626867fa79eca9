"""Pages that say how things are right now, and so must not be kept beyond a change."""

import datetime as dt

from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control


def keep_until(response: HttpResponse, *moments: dt.datetime | None) -> HttpResponse:
    """Let no cache keep an answer beyond the first of these moments; returns the answer."""
    if known := [moment for moment in moments if moment]:
        left = (min(known) - timezone.now()).total_seconds()
        patch_cache_control(response, max_age=max(0, int(left)))
    return response
