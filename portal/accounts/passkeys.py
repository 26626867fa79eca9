"""The form of a new passkey; a module of its own, since allauth's forms need its settings."""

import ipaddress

from allauth.core import context
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _


class AddPasskeyForm(AddWebAuthnForm):
    """Says in every language what the name is for, which allauth leaves in English."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What you call this device")
        if _is_number(context.request.get_host()):
            self.fields["name"].help_text = _(
                "Browsers make no passkey for an address in numbers: open the portal by its "
                "name, on this machine as localhost."
            )


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.rpartition(":")[0].strip("[]") or host)
    except ValueError:
        return False
    return True
