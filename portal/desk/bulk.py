"""Many things at once: only those that are one's own, each by the action of single things."""

from django.http import Http404
from django.utils.functional import cached_property
from wagtail.actions.registry import action_registry
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction

from portal.base.desk import ReadOnlyViewSet


class DeleteMany(DeleteBulkAction):
    """Deletes what somebody may delete. What is not theirs is neither touched nor named."""

    @cached_property
    def _actionable_objects(self):
        if isinstance(self.model.snippet_viewset, ReadOnlyViewSet):
            raise Http404
        theirs = self.permission_policy.instances_user_has_permission_for(
            self.request.user, "delete"
        )
        asked = self.request.GET.getlist("id")
        if "all" not in asked:
            theirs = theirs.filter(pk__in=[pk for pk in asked if pk.isdecimal()])
        things = list(theirs)
        if not things:
            raise Http404
        return things, {"items_with_no_access": []}

    @classmethod
    def execute_action(cls, objects, user=None, **kwargs):
        action = action_registry.get_action_class(kwargs["self"].model, "delete")
        for thing in objects:
            action(thing, user=kwargs["self"].request.user).execute()
        return len(objects), 0
