"""The one gate before every view of the desk."""

from functools import wraps

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from wagtail.log_actions import log
from wagtail.permissions import policy_registry, register_permission_policy

from portal.base.policy import ScopedPolicy
from portal.base.rights import Area

# What one must be allowed to do for each view. What is not named here, or by a view set for
# its own views, is open to administrators alone.
NEEDS = {
    "index": "view",
    "index_results": "view",
    "list": "view",
    "list_results": "view",
    "inspect": "view",
    "history": "view",
    "history_results": "view",
    "revisions_view": "view",
    "revisions_compare": "view",
    "workflow_history": "view",
    "workflow_history_detail": "view",
    "workflow_preview": "view",
    "add": "add",
    "preview_on_add": "add",
    "copy": "add",
    "edit": "change",
    "preview_on_edit": "change",
    "revisions_revert": "change",
    "usage": "change",
    "confirm_workflow_cancellation": "change",
    "delete": "delete",
    "unpublish": "publish",
    "revisions_unschedule": "publish",
    "workflow_action": "publish",
    "collect_workflow_action_data": "publish",
    "lock": "lock",
    "unlock": "unlock",
}
ADMINISTER = "administer"  # no level holds it


class Gate:
    """Lets a request through to a view only if its user may do what the view needs.

    What is not theirs does not exist for them: the answer is 404. The thing that the view
    is about is put into the user's hand, so that what Wagtail then asks of the model
    (portal/base/policy.py) is answered for this thing.
    """

    def __init__(self, model: type[Model], action: str, *, recorded: bool):
        self.model = model
        self.action = action
        self.recorded = recorded

    @property
    def policy(self) -> ScopedPolicy:
        return policy_registry.get_by_type(self.model)

    def before(self, view):
        """Put the gate before a view."""

        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs):
            if "pk" in kwargs:
                request.user.at_hand = self._find(request.user, kwargs["pk"])
            elif not self.policy.user_has_permission(request.user, self.action):
                raise Http404
            response = view(request, *args, **kwargs)
            if response.status_code == 200:
                self._note(request)
            return response

        return guarded

    def _note(self, request: HttpRequest) -> None:
        """Write down who read personal data, and who took any list along."""
        takes_along = "export" in request.GET
        if not (self.recorded or takes_along):
            return
        thing = getattr(request.user, "at_hand", None) or self.model(pk=0)
        taken = "portal.export" if self.recorded else "portal.take_along"
        log(thing, taken if takes_along else "portal.read", data=self._whose(request.user))

    def _whose(self, user) -> dict:
        """Tell of which community a list was, where somebody sees that of one alone: its
        publishers read of it in the record."""
        seen = user.scope(self.policy.area, "view")
        alone = len(seen.communities) == 1 and not (seen.everywhere or seen.shared)
        return {"community": next(iter(seen.communities))} if alone else {}

    def _find(self, user, pk) -> Model:
        theirs = self.policy.instances_user_has_permission_for(user, self.action)
        try:
            return get_object_or_404(theirs, pk=pk)
        except (ValueError, ValidationError) as error:  # no key at all
            raise Http404 from error


class Gated:
    """A view set that shows everybody only what is theirs: every view stands behind a gate.

    A subclass names its model, its `area` in the table of rights and, where things belong
    to communities, the `path` to them. Views of its own stand in `own_urls`, and in `needs`
    what one must be allowed for each. Who looks at the views in `personal` is recorded.
    """

    area: Area
    path = ""
    policy_class = ScopedPolicy
    needs: dict[str, str] = {}
    personal: tuple[str, ...] = ()

    def on_register(self):
        policy = self.policy_class(self.model, self.area, self.path)
        register_permission_policy(self.model, policy, exact_class=True)
        super().on_register()

    def own_urls(self) -> list[URLPattern]:
        return []

    def get_urlpatterns(self):
        urls = [*super().get_urlpatterns(), *self.own_urls()]
        needs = NEEDS | self.needs
        for url in urls:
            action = needs.get(url.name, ADMINISTER)
            gate = Gate(self.model, action, recorded=url.name in self.personal)
            url.callback = gate.before(url.callback)
        return urls
