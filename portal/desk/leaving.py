"""The end of an account, which nothing that somebody owns depends on any more."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal.accounts.actions import assign, end_sessions
from portal.accounts.models import User
from portal.base.errors import Refusal
from portal.feedback.models import Remark
from portal.publishing.actions import publishable_models


class LastAdministrator(Refusal):
    """Nobody would be left who could let anybody in."""


@transaction.atomic
def leave(user: User, *, successor: User | None) -> int:
    """End an account at once and hand over what the person owned; count that.

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
    owned = [model.objects.filter(owner=user) for model in publishable_models()]
    number = sum(things.update(owner=successor) for things in owned)
    Remark.objects.waiting().filter(owner=user).update(owner=successor)
    log(user, "portal.leave", data={"successor": successor and successor.pk})
    return number
