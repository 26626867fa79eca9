"""How one hears of a page, and where."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.base.fields import LevelledEmailField, TrapField
from portal.subscriptions.forms import rhythms
from portal.watches.models import Rhythm


class WatchForm(forms.Form):
    """Who asks, and how often they want to hear. It saves nothing."""

    email = LevelledEmailField(
        label=_("E-mail"),
        help_text=_("We first send a mail with a link to confirm that the address is yours."),
    )
    rhythm = forms.ChoiceField(
        label=_("How often"),
        choices=rhythms,
        initial=Rhythm.AT_ONCE,
        widget=forms.RadioSelect,
    )
    consent = forms.BooleanField(
        label=_("I agree that my e-mail is kept to tell me of changes to this page"),
        help_text=_(
            "We use it for nothing else. Every mail has a link that ends this at once; "
            "the address is then deleted."
        ),
        error_messages={
            "required": _("Without your consent we cannot keep your address for this.")
        },
    )
    website = TrapField()
