"""The first page of the desk: how much there is of each kind, and in which state."""

from django.db.models import Count, Value
from django.urls import reverse
from django.utils.text import capfirst
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from portal.publishing.actions import publishable_models
from portal.publishing.desk import with_schedule
from portal.publishing.models import Publishable


def _counts(models: list[type[Publishable]], user) -> dict[str, dict]:
    """Count what somebody sees of every kind, live things and drafts, all in one query."""
    if not models:
        return {}
    questions = [
        with_schedule(
            policy_registry.get_by_type(model).instances_user_has_permission_for(user, "view")
        )
        .order_by()
        .annotate(kind=Value(model.kind))
        .values("kind", "live", "has_unpublished_changes", "is_scheduled")
        .annotate(number=Count("pk"))
        for model in models
    ]
    counts = {
        model.kind: {"shown": 0, "newer": 0, "drafts": 0, "scheduled": 0} for model in models
    }
    for row in questions[0].union(*questions[1:], all=True):
        count = counts[row["kind"]]
        count["shown" if row["live"] else "drafts"] += row["number"]
        if row["live"] and row["has_unpublished_changes"]:
            count["newer"] += row["number"]
        if row["is_scheduled"]:
            count["scheduled"] += row["number"]
    return counts


class Overview(Component):
    """Every kind of thing with its numbers; each number leads to its list."""

    name = "overview"
    order = 10
    template_name = "portal/desk/overview.html"

    def get_context_data(self, parent_context=None):
        user = parent_context["request"].user
        models = [model for model in publishable_models() if _may(user, "view", model)]
        counts = _counts(models, user)
        return {
            "kinds": [
                counts[model.kind]
                | {
                    "label": capfirst(model._meta.verbose_name_plural),
                    "icon": model.snippet_viewset.icon,
                    "list_url": reverse(model.snippet_viewset.get_url_name("list")),
                    "add_url": _may(user, "add", model)
                    and reverse(model.snippet_viewset.get_url_name("add")),
                }
                for model in models
            ]
        }


def _may(user, action: str, model: type[Publishable]) -> bool:
    return policy_registry.get_by_type(model).user_has_permission(user, action)
