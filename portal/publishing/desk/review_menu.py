"""The buttons under a form: what each person may do next with this very item."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.permissions import policy_registry
from wagtail.snippets.action_menu import PublishMenuItem, SubmitForModerationMenuItem

from portal.publishing.models import Publishable

# One would begin the review anew, which nobody needs: it goes on by being submitted again.
UNUSED = {"action-restart-workflow", "action-unpublish"}
_PUBLISH_ORDER = 30  # as Wagtail's own


class SubmitItem(SubmitForModerationMenuItem):
    """Says what it does; Wagtail would name the workflow, in one language for all."""

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        thing = parent_context.get("instance")
        again = thing is not None and thing.current_workflow_state is not None
        context["label"] = (
            pgettext_lazy("review", "Submit again")
            if again
            else pgettext_lazy("review", "Submit for review")
        )
        return context


def _may_publish(request, context: dict) -> bool:
    """Ask the table of rights; Wagtail asks Django's permissions, which only
    administrators have here. An item that is being edited is at hand (portal/base/gate.py)."""
    policy = policy_registry.get_by_type(context["model"])
    thing = context.get("instance")
    # What is under review is approved or returned.
    taken = context.get("locked_for_user") or (thing and thing.workflow_in_progress)
    return not taken and policy.user_has_permission(request.user, "publish")


def arrange(items: list, request, context: dict) -> None:
    """Leave what leads somewhere: to publish alone is not offered where two must look."""
    if not issubclass(context["model"], Publishable):
        return
    thing = context.get("instance")
    unused = set(UNUSED)
    if thing and thing.is_alone_with(request.user):
        unused.add("action-publish")
    if _may_publish(request, context) and PublishMenuItem.name not in {i.name for i in items}:
        items.append(PublishMenuItem(order=_PUBLISH_ORDER))
        items.sort(key=lambda item: item.order)
    # Who opens what waits for them has come to decide; Wagtail puts a draft first.
    items.sort(key=lambda item: item.name != "approve")
    if items and items[0].name == "approve":
        items[0].label = _("Approve and publish")
    items[:] = [
        SubmitItem(order=item.order) if item.name == "action-submit" else item
        for item in items
        if item.name not in unused
    ]
