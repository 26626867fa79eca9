"""What follows when the meaning of a draft is settled: publish, submit, or approve it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from portal.publishing.review import may_publish

DONE = {
    "publish": _("“%(name)s” is published."),
    "submit": _("“%(name)s” waits for review; those who may publish it have been written to."),
    "approve": _("“%(name)s” is approved and published."),
    "reject": _("“%(name)s” is returned; who submitted it has been written to."),
    "": _("The answer about “%(name)s” is kept."),
}


def waits_for_its_time(draft) -> bool:
    """Whether a draft, once it may be public, appears later."""
    return draft.go_live_at is not None and draft.go_live_at > timezone.now()


def done(draft, then: str) -> str:
    """Say what has followed, and when readers will see it if that is later."""
    if then in {"publish", "approve"} and waits_for_its_time(draft):
        return gettext("“%(name)s” is on the calendar and appears on %(moment)s.") % {
            "name": draft,
            "moment": formats.localize(timezone.localtime(draft.go_live_at)),
        }
    return str(DONE[then]) % {"name": draft}


def follow(thing, then: str, *, by) -> None:
    """Do with the newest version of a thing what somebody asked for before the question."""
    if then == "publish":
        publish(thing, by=by)
    elif then == "submit":
        submit(thing, by=by)
    elif then == "approve":
        approve(thing, by=by)


def publish(thing, *, by) -> None:
    """Make the newest version public, now or at its time."""
    if not may_publish(by, thing):
        raise PermissionDenied
    thing.get_latest_revision().publish(user=by, skip_permission_checks=True)


@transaction.atomic
def submit(thing, *, by) -> None:
    """Ask for review, for the first time or again after it came back."""
    state = thing.current_workflow_state
    if state is None:
        thing.get_workflow().start(thing, by)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(by)


@transaction.atomic
def approve(thing, *, by) -> None:
    """Let what waits for review become public."""
    state = thing.current_workflow_task_state
    task = thing.current_workflow_task
    actions = task.get_actions(thing, by) if task else []
    if "approve" not in {name for name, _label, _asks in actions}:
        raise PermissionDenied
    task.on_action(state, by, "approve")
