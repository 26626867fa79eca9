"""The buttons under a form: what each person may do next with this very item."""

from django.utils.translation import pgettext_lazy
from wagtail.snippets.action_menu import SubmitForModerationMenuItem

from portal.publishing.models import Publishable

# One would begin the review anew, which nobody needs: it goes on by being submitted again.
UNUSED = {"action-restart-workflow", "action-unpublish"}


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


def arrange(items: list, request, context: dict) -> None:
    """Leave what leads somewhere: to publish alone is not offered where two must look."""
    if not issubclass(context["model"], Publishable):
        return
    thing = context.get("instance")
    unused = set(UNUSED)
    if thing and thing.is_alone_with(request.user):
        unused.add("action-publish")
    items[:] = [
        SubmitItem(order=item.order) if item.name == "action-submit" else item
        for item in items
        if item.name not in unused
    ]
