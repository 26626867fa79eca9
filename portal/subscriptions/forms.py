"""What a reader wants to hear of."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.base.fields import LevelledEmailField, TrapField
from portal.base.languages import column, current, localized
from portal.search.models import SearchEntry
from portal.subscriptions.models import Subscription, Topic


def communities() -> list[tuple[str, str]]:
    """Name the communities that the public sees, in the active language."""
    entries = SearchEntry.objects.filter(kind="communities").order_by(column("title"))
    return [(entry.slug, localized(entry, "title", current())) for entry in entries]


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


class AskForm(ChoicesForm):
    """The same, and who asks."""

    email = LevelledEmailField(
        label=_("E-mail"),
        help_text=_("We first send a mail with a link to confirm that the address is yours."),
    )
    consent = forms.BooleanField(
        label=_("I agree that my e-mail is kept to send me news of events"),
        help_text=_(
            "We use it for nothing else. Every mail has a link that ends this at once; "
            "the address is then deleted."
        ),
        error_messages={
            "required": _("Without your consent we cannot keep your address for this.")
        },
    )
    website = TrapField()
