"""What a reader tells us of a page, and what staff answer."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.base.fields import LevelledEmailField, TrapField
from portal.feedback.models import Remark

# With or without https: what ends like a site, but no mailbox.
_ADDRESS = re.compile(
    r"https?://|(?<![@/\w.-])(?:www\.|(?:[a-z0-9-]+\.)+(?:com|net|org|cn|ru|top|xyz|shop|vip|cc|info)\b)",
    re.IGNORECASE | re.ASCII,
)
MOST_ADDRESSES = 2


class RemarkForm(forms.Form):
    """One box, and what it is about. It saves nothing."""

    about = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[choice for choice in Remark.About.choices if choice[0] != Remark.About.FACT],
        initial=Remark.About.TEXT,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what it is about.")},
    )
    text = forms.CharField(
        label=_("What is wrong or missing"),
        help_text=_(
            "If you know the right fact, please tell us, and say where we can check it. Leave "
            "out names, passport numbers and other personal details; we hide what we find."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Please tell us what is wrong, in a few words.")},
    )
    email = LevelledEmailField(
        label=_("Email address, if you want an answer"),
        help_text=_("We delete the address when we have answered."),
        required=False,
    )
    may_be_told = forms.BooleanField(
        label=_("Others may read what we did"),
        help_text=_("They see our answer, not what you wrote."),
        required=False,
        initial=True,
    )
    website = TrapField()

    def clean_text(self):
        text = self.cleaned_data["text"]
        if len(_ADDRESS.findall(text)) > MOST_ADDRESSES:
            words = _("Please give no more than two web addresses: robots give more.")
            raise ValidationError(words)
        return text


class FactRemarkForm(RemarkForm):
    """One box beside one fact: what it is about is known."""

    about = None
    text = forms.CharField(
        label=_("What is the right fact?"),
        help_text=RemarkForm.base_fields["text"].help_text,
        max_length=RemarkForm.base_fields["text"].max_length,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=RemarkForm.base_fields["text"].error_messages,
    )


class AnswerForm(forms.Form):
    """What was done about a remark, for its writer and, if they agree, for everybody."""

    state = forms.ChoiceField(
        label=_("What came of it"),
        choices=[choice for choice in Remark.State.choices if choice[0] != Remark.State.NEW],
        widget=forms.RadioSelect,
    )
    outcome_zh_hans = forms.CharField(
        label=_("What we did, in Chinese"), max_length=300, required=False
    )
    outcome_en = forms.CharField(
        label=_("What we did, in English"), max_length=300, required=False
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("state") in {Remark.State.MENDED, Remark.State.STAYS}:
            for name in ("outcome_zh_hans", "outcome_en"):
                if not cleaned.get(name):
                    self.add_error(name, _("Readers get this line: please write one."))
        return cleaned
