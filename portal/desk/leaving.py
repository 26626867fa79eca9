"""The end of an account, which nothing that somebody owns depends on any more."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import WorkflowState

from portal.accounts.actions import assign, end_sessions
from portal.accounts.models import User
from portal.base.errors import Refusal
from portal.feedback.models import Remark
from portal.publishing.actions import publishable_models


class LastAdministrator(Refusal):
    """Nobody would be left who could let anybody in."""


@transaction.atomic
def leave(user: User, *, successor: User | None) -> int:
    """End an account at once and hand over what the person owned; count that. What came back
    to them from review goes along, or waits for everybody; what they had locked is free.

    The name stays beside what was done under it. Raises LastAdministrator.
    """
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        raise LastAdministrator(_("Somebody has to stay administrator."))
    end_sessions(user)
    Authenticator.objects.filter(user=user).delete()
    assign(user, duties=set())
    user.is_active = user.is_superuser = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "is_superuser", "password"])
    number = _hand_over(user, successor)
    log(user, "portal.leave", data={"successor": successor and successor.pk})
    return number


def _hand_over(user: User, successor: User | None) -> int:
    number = 0
    for model in publishable_models():
        number += model.objects.filter(owner=user).update(owner=successor)
        locked = model.objects.filter(locked_by=user)
        locked.update(locked=False, locked_by=None, locked_at=None)
    under_way = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    reviews = WorkflowState.objects.filter(requested_by=user, status__in=under_way)
    reviews.update(requested_by=successor)
    Remark.objects.waiting().filter(owner=user).update(owner=successor)
    return number
