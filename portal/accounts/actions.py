"""What happens to an account: somebody is invited, comes in, secures it, is signed out."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal.accounts.models import Duty, User

SALT = "portal.accounts.invitation"
OPEN_FOR = 7 * 24 * 60 * 60  # seconds


def invite(user: User) -> None:
    """Write to a new colleague where to choose a password; in Chinese, then in English.

    The mail becomes a row of the outbox in the caller's transaction, as all mail does.
    """
    token = signing.dumps([user.pk, user.email, _waiting(user)], salt=SALT)
    link = settings.SITE_ROOT + reverse("invitation", args=[token])
    subjects, texts = [], []
    for code in ("zh-hans", "en"):
        with translation.override(code):
            subjects.append(_("Your account at the desk"))
            context = {"user": user, "link": link}
            texts.append(render_to_string("portal/accounts/mails/invitation.txt", context))
    send_mail(" · ".join(subjects), "\n\n".join(texts), None, [user.email])
    log(user, "portal.invite")


def _waiting(user: User) -> str:
    """Name the time for which an account waits for its password; each is another."""
    return salted_hmac(SALT, user.password).hexdigest()[:16]


def invited(token: str) -> User | None:
    """Return whom an invitation is for, as long as it holds: seven days, only once, and
    only in the mailbox that the account has now. One that was used stays so when the account
    waits for a password anew."""
    try:
        pk, email, waiting = signing.loads(token, salt=SALT, max_age=OPEN_FOR)
    except (signing.BadSignature, ValueError):
        return None
    user = User.objects.filter(pk=pk, email=email, is_active=True).first()
    if user is None or user.has_usable_password():
        return None
    return user if constant_time_compare(waiting, _waiting(user)) else None


@transaction.atomic
def accept(user: User, *, password: str) -> None:
    """Give the invited person the password that they chose."""
    user.set_password(password)
    user.save(update_fields=["password"])
    log(user, "portal.accept", user=user)


@transaction.atomic
def assign(user: User, *, duties: set[tuple[str, int | None]]) -> None:
    """Let somebody hold these duties, role and community each, and no others."""
    held = {(duty.role, duty.community_id): duty for duty in user.duties.all()}
    for pair in held.keys() - duties:
        take_away(held[pair])
    for role, community in sorted(duties - held.keys(), key=str):
        duty = Duty.objects.create(user=user, role=role, community_id=community)
        note(duty, action="portal.give_role")


@transaction.atomic
def take_away(duty: Duty) -> None:
    """Take a role away; it ends at the person's next click. Doing it again changes nothing."""
    if Duty.objects.filter(pk=duty.pk).delete()[0]:
        note(duty, action="portal.take_role")


def note(duty: Duty, *, action: str) -> None:
    """Write into the record of the community which role it is about."""
    of_community = {"community": duty.community_id} if duty.community_id else {}
    log(duty.user, action, data={"role": duty.role} | of_community)


@transaction.atomic
def secured(user: User, *, action: str, what) -> None:
    """Put on record that somebody's password or second factor is another one now, and tell
    them: whoever has taken their account over would say nothing."""
    log(user, action, user=user)
    with translation.override(user.language):
        context = {
            "user": user,
            "what": what,
            "at": timezone.now(),
            "sessions": settings.SITE_ROOT + reverse("usersessions_list"),
        }
        text = render_to_string("portal/accounts/mails/secured.txt", context)
        send_mail(_("Your account at the desk"), text, None, [user.email])


def forget_addresses(user: User) -> None:
    """Let nobody sign in or ask for a password by an address that is the account's no more:
    the library keeps each that it has once written to."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()


@transaction.atomic
def start_over(user: User) -> None:
    """Have somebody who has lost their device choose a password and a second factor anew: by
    an invitation to their mailbox, and not by whoever has found the device."""
    end_sessions(user)
    Authenticator.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    log(user, "portal.start_over")
    invite(user)


@transaction.atomic
def end_sessions(user: User) -> int:
    """Sign somebody out everywhere, at once; return of how many places."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    log(user, "portal.end_sessions")
    return len(sessions)


@transaction.atomic
def forget_sessions() -> int:
    """Delete sessions that have ended, and from where they were; return how many."""
    number, _by_model = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    alive = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()
    return number
