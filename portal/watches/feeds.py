"""What has changed, as Atom: of one page, of a topic, of everything."""

import re

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from portal.base.languages import current, localized, other
from portal.publishing import kinds
from portal.publishing.history import MeaningChange
from portal.search.models import SearchEntry

SHOWN = 50
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CONTENT_TYPE = "application/atom+xml; charset=utf-8"


def _newest(request: HttpRequest, **kwargs) -> str:
    """Whoever has the newest change of all needs nothing anew."""
    newest = MeaningChange.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return f'"{current()}-{newest}"'


unless_known = condition(etag_func=_newest)


@require_safe
@unless_known
def everything(request: HttpRequest) -> HttpResponse:
    """The changes of all public pages."""
    title = _("What has changed on the portal")
    return atom(request, title=title, about=reverse("home"), pages=SearchEntry.objects.all())


@require_safe
@unless_known
def page(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The changes of one page."""
    entries = SearchEntry.objects.filter(kind__in=kinds.names())
    entry = get_object_or_404(entries, kind=kind, slug=slug)
    title = _("Changes: %(title)s") % {"title": _legal(localized(entry, "title", current()))}
    return atom(
        request, title=title, about=entry.get_absolute_url(), pages=entries.filter(pk=entry.pk)
    )


def atom(
    request: HttpRequest, *, title: str, about: str, pages: QuerySet[SearchEntry]
) -> HttpResponse:
    """Answer with the newest changes of some pages; an entry keeps its name for ever."""
    of_change = {"kind": OuterRef("kind"), "object_pk": OuterRef("object_pk")}
    changes = list(
        MeaningChange.objects.filter(Exists(pages.filter(**of_change))).order_by("-at")[:SHOWN]
    )
    shown = SearchEntry.objects.filter(
        kind__in={change.kind for change in changes},
        object_pk__in={change.object_pk for change in changes},
    )
    entries = {(entry.kind, entry.object_pk): entry for entry in shown}
    feed = Atom1Feed(
        title=title,
        link=settings.SITE_ROOT + about,
        description=None,
        language=current(),
        feed_url=settings.SITE_ROOT + request.path,
    )
    for change in changes:
        entry = entries[change.kind, change.object_pk]
        feed.add_item(
            title=_legal(localized(entry, "title", current())),
            link=settings.SITE_ROOT + entry.get_absolute_url(),
            description=_note(change),
            unique_id=f"tag:{settings.SITE_HOST},2026:{current()}/change/{change.pk}",
            pubdate=change.at,
            updateddate=change.at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=_CONTENT_TYPE)


def _note(change: MeaningChange) -> str:
    note = localized(change, "note", current()) or localized(change, "note", other())
    return _legal(note)


def _legal(text: str) -> str:
    """Leave out signs that XML knows no way to write; they come along from word processors."""
    return _ILLEGAL.sub("", text)
