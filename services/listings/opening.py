"""The question "open now", whose answer changes by the clock.

Places with the same hours have the same text in their column, so it is enough to look
at each text once, however many places there are.
"""

import hashlib

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.facets.facets import Facet, Option, not_stated
from portal.places.hours import State, parse
from services.listings.models import Listing

LIFETIME = 600  # seconds; what is kept falls with the content version anyway


class OpenNow(Facet):
    """Places that are certainly open at this moment, and those that state no hours."""

    def __init__(self, texts: list[str]):
        now = timezone.now()
        statuses = {text: parse(text).at(now) for text in texts}
        is_open = sorted(text for text, s in statuses.items() if s.state is State.OPEN)
        self.state = hashlib.blake2b("\n".join(is_open).encode(), digest_size=6).hexdigest()
        self.until = min((s.until for s in statuses.values() if s.until), default=None)
        options = [Option("now", _("Open now"), Q(hours__in=is_open)), not_stated(Q(hours=""))]
        super().__init__("open", _("Opening hours"), options)


def open_now(model: type[Listing], version: int) -> OpenNow:
    """Build the facet for this moment from the hours that are stated anywhere."""
    key = f"listings:hours:{version}:{model.kind}"
    texts = cache.get(key)
    if texts is None:
        stated = model.objects.published().exclude(hours="").order_by()
        texts = list(stated.values_list("hours", flat=True).distinct())
        cache.set(key, texts, LIFETIME)
    return OpenNow(texts)
