"""Accounts without a role in a community that nobody uses, on the desk's first page."""

from portal.accounts.models import User
from portal.desk.first_page import PartOfFirstPage


class Idle(PartOfFirstPage):
    """For administrators: those who hold a role are asked about among the lines of work."""

    model = User
    name = "idle"
    order = 30
    template_name = "portal/desk/idle.html"

    def get_context_data(self, parent_context=None):
        return {"people": User.objects.unused().filter(duties=None)}
