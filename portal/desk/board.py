"""The first page of the desk: how much there is of each kind, and in which state."""

from django.db.models import Count, Q, Value
from django.urls import reverse
from django.utils.text import capfirst
from wagtail.admin.ui.components import Component
from wagtail.models import Revision

from portal.publishing.actions import publishable_models


def _counts() -> dict[str, dict]:
    """Count live things and drafts of every kind, all in one query."""
    questions = [
        model.objects.order_by()
        .values(kind=Value(model.kind))
        .annotate(
            live=Count("pk", filter=Q(live=True)),
            newer_drafts=Count("pk", filter=Q(live=True, has_unpublished_changes=True)),
            drafts=Count("pk", filter=Q(live=False)),
        )
        for model in publishable_models()
    ]
    rows = questions[0].union(*questions[1:], all=True)
    return {row["kind"]: row for row in rows}


def _scheduled() -> dict[int, int]:
    """Count what is on the calendar, by content type."""
    planned = Revision.objects.filter(approved_go_live_at__isnull=False).order_by()
    return dict(planned.values_list("content_type").annotate(Count("pk")))


class Board(Component):
    """Every kind of thing with its numbers; each number leads to its list."""

    name = "board"
    order = 10
    template_name = "portal/desk/board.html"

    def get_context_data(self, parent_context=None):
        counts, scheduled = _counts(), _scheduled()
        empty = {"live": 0, "newer_drafts": 0, "drafts": 0}
        return {
            "kinds": [
                counts.get(model.kind, empty)
                | {
                    "label": capfirst(model._meta.verbose_name_plural),
                    "icon": model.snippet_viewset.icon,
                    "scheduled": scheduled.get(model.get_content_type().pk, 0),
                    "list_url": reverse(model.snippet_viewset.get_url_name("list")),
                    "add_url": reverse(model.snippet_viewset.get_url_name("add")),
                }
                for model in publishable_models()
            ]
        }
