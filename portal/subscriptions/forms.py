"""What a reader wants to hear of."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.base.fields import LevelledEmailField, TrapField
from portal.base.languages import current, localized
from portal.publishing import kinds
from portal.subscriptions.models import Subscription, Topic


def communities() -> list[tuple[str, str]]:
    """Name the public communities, as briefly and in the order as everywhere else."""
    found = kinds.model("communities").objects.published().in_order()
    return [(each.slug, localized(each, "short_name", current())) for each in found]


def rhythms() -> list[tuple[str, str]]:
    """Name the rhythms as buttons do, with a capital letter."""
    return [(value, capfirst(label)) for value, label in Subscription.Rhythm.choices]


class ChoicesForm(forms.Form):
    """Of which communities, on which topics, how often. It saves nothing."""

    communities = forms.MultipleChoiceField(
        label=_("Communities"),
        help_text=_("Tick none to hear of all."),
        choices=communities,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"),
        help_text=_("Tick none to hear of all."),
        choices=Topic,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    rhythm = forms.ChoiceField(
        label=_("How often"),
        choices=rhythms,
        initial=Subscription.Rhythm.WEEKLY,
        widget=forms.RadioSelect,
    )

    def choices(self) -> dict:
        """What the actions want to know."""
        return {name: self.cleaned_data[name] for name in ("communities", "topics", "rhythm")}


def consent(label: str) -> forms.BooleanField:
    """Ask for the consent without which no address is kept."""
    return forms.BooleanField(
        label=label,
        help_text=_(
            "We use it for nothing else. Every mail has a link that ends this at once; "
            "the address is then deleted."
        ),
        error_messages={
            "required": _("Without your consent we cannot keep your address for this.")
        },
    )


class WishForm(forms.Form):
    """Whoever asks to be written to, of whatever. It saves nothing."""

    email = LevelledEmailField(
        label=_("Email address"),
        help_text=_("We first send an email with a link to confirm that the address is yours."),
    )
    website = TrapField()


class AskForm(ChoicesForm, WishForm):
    """Who asks for news, and of what."""

    consent = consent(_("I agree that my email address is kept to send me event news"))
