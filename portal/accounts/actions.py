"""What happens to an account: somebody is invited, comes in, is signed out."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal.accounts.models import User

SALT = "portal.accounts.invitation"
OPEN_FOR = 7 * 24 * 60 * 60  # seconds


def invite(user: User) -> None:
    """Write to a new colleague where to choose a password; in Chinese, then in English.

    The mail becomes a row of the outbox in the caller's transaction, as all mail does.
    """
    token = signing.dumps(user.pk, salt=SALT)
    link = settings.SITE_ROOT + reverse("invitation", args=[token])
    subjects, texts = [], []
    for code in ("zh-hans", "en"):
        with translation.override(code):
            subjects.append(_("Your account at the desk"))
            context = {"user": user, "link": link}
            texts.append(render_to_string("portal/accounts/mails/invitation.txt", context))
    send_mail(" · ".join(subjects), "\n\n".join(texts), None, [user.email])
    log(user, "portal.invite")


def invited(token: str) -> User | None:
    """Return whom an invitation is for, as long as it holds: seven days, and only once."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=OPEN_FOR)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return None if user is None or user.has_usable_password() else user


@transaction.atomic
def accept(user: User, *, password: str) -> None:
    """Give the invited person the password that they chose."""
    user.set_password(password)
    user.save(update_fields=["password"])
    log(user, "portal.accept", user=user)


@transaction.atomic
def end_sessions(user: User) -> int:
    """Sign somebody out everywhere, at once; return of how many places."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    log(user, "portal.end_sessions")
    return len(sessions)
