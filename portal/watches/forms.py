"""How one hears of a page or a topic, and where."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.subscriptions.forms import WishForm, consent, rhythms
from portal.watches.models import Rhythm


class WatchForm(WishForm):
    """Who asks, and how often they want to hear."""

    rhythm = forms.ChoiceField(
        label=_("How often"),
        choices=rhythms,
        initial=Rhythm.AT_ONCE,
        widget=forms.RadioSelect,
    )
    consent = consent(_("I agree that my email address is kept to tell me about these changes"))
