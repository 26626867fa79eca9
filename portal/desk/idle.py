"""Accounts without a role in a community that nobody uses, on the desk's first page."""

from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from portal.accounts.models import User


class Idle(Component):
    """For administrators: those who hold a role are asked about among the lines of work."""

    name = "idle"
    order = 30
    template_name = "portal/desk/idle.html"

    def render_html(self, parent_context=None):
        policy = policy_registry.get_by_type(User)
        if not policy.user_has_permission(parent_context["request"].user, "view"):
            return ""
        return super().render_html(parent_context)

    def get_context_data(self, parent_context=None):
        return {"people": User.objects.unused().filter(duties=None)}
