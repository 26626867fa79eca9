"""How allauth behaves here: staff are invited, nobody signs up by themselves."""

from types import SimpleNamespace
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts import actions

# What allauth tells of, by its template: the action of the record, and what the person reads.
SECURED = {
    "account/email/password_changed": (
        "portal.password",
        gettext_lazy("The password of your account has been changed."),
    ),
    "account/email/password_reset": (
        "portal.password",
        gettext_lazy("The password of your account has been changed."),
    ),
    "mfa/email/totp_activated": (
        "portal.app_added",
        gettext_lazy("An authenticator app has been added to your account."),
    ),
    "mfa/email/totp_deactivated": (
        "portal.app_removed",
        gettext_lazy("The authenticator app of your account has been removed."),
    ),
    "mfa/email/webauthn_added": (
        "portal.passkey_added",
        gettext_lazy("A passkey has been added to your account."),
    ),
    "mfa/email/webauthn_removed": (
        "portal.passkey_removed",
        gettext_lazy("A passkey of your account has been removed."),
    ),
    "mfa/email/recovery_codes_generated": (
        "portal.codes_made",
        gettext_lazy("New recovery codes have been made for your account."),
    ),
}


class StaffAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        """Without the "[host]" that allauth would put before it."""
        return subject.strip()

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Name the site by its name; allauth would name its host."""
        name = _("Beijing International Talent Communities")
        site = SimpleNamespace(name=name, domain=settings.SITE_HOST)
        super().send_mail(template_prefix, email, {"current_site": site} | context)

    def send_notification_mail(self, template_prefix, user, context=None, email=None) -> None:
        """In words of our own, and on record."""
        action, what = SECURED[template_prefix]
        actions.secured(user, action=action, what=what)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """On the portal's own address, whatever host and port the asking browser named."""
        return settings.SITE_ROOT + urlsplit(super().get_reset_password_from_key_url(key)).path
