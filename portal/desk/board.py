"""The first page of the desk: how much there is of each kind, and in which state."""

from django.db.models import Count, Value
from django.urls import reverse
from django.utils.text import capfirst
from wagtail.admin.ui.components import Component
from wagtail.models import Revision

from portal.publishing.actions import publishable_models


def _counts() -> dict[str, dict]:
    """Count live things and drafts of every kind, all in one query."""
    models = publishable_models()
    questions = [
        model.objects.order_by()
        .annotate(kind=Value(model.kind))
        .values("kind", "live", "has_unpublished_changes")
        .annotate(number=Count("pk"))
        for model in models
    ]
    counts = {model.kind: {"shown": 0, "newer": 0, "drafts": 0} for model in models}
    for row in questions[0].union(*questions[1:], all=True):
        count = counts[row["kind"]]
        count["shown" if row["live"] else "drafts"] += row["number"]
        if row["live"] and row["has_unpublished_changes"]:
            count["newer"] += row["number"]
    return counts


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
        return {
            "kinds": [
                counts[model.kind]
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
