"""How allauth behaves here: staff are invited, nobody signs up by themselves."""

from types import SimpleNamespace
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils.translation import gettext as _


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

    def get_reset_password_from_key_url(self, key: str) -> str:
        """On the portal's own address, whatever host and port the asking browser named."""
        return settings.SITE_ROOT + urlsplit(super().get_reset_password_from_key_url(key)).path
