"""Parts of the desk's first page that only some people see."""

from django.db.models import Model
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry


class PartOfFirstPage(Component):
    """A part that tells of one kind of thing, to whoever may view it."""

    model: type[Model]

    def render_html(self, parent_context=None):
        policy = policy_registry.get_by_type(self.model)
        if not policy.user_has_permission(parent_context["request"].user, "view"):
            return ""
        return super().render_html(parent_context)
