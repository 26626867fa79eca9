"""The work that links make: those that do not work."""

from django.db.models import DateTimeField, F, Q
from django.db.models.functions import Cast, Coalesce, Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.base.board import Line, by_time
from portal.links.models import LinkUse


def _broken(uses):
    """Links that lead nowhere; those within our own pages are late at once."""
    moment = Coalesce(Cast(F("link__failed_first"), DateTimeField()), Now())
    return by_time(uses.broken(), moment, late=~Q(link__page_kind=""))


LINKS = Line(
    slug="links",
    title=_("Links that do not work"),
    heading=pgettext_lazy("work", "Links"),
    since=_("failing since"),
    models=lambda: [LinkUse],
    waits=_broken,
)
