"""Whose places are looked for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.base.fields import LevelledEmailField


class FindForm(forms.Form):
    """The address that somebody signed up with. It saves nothing."""

    email = LevelledEmailField(
        label=_("E-mail"),
        help_text=_("The address that you signed up with."),
        error_messages={
            "required": _("Please tell us your e-mail address."),
            "invalid": _("Please write an e-mail address such as name@example.com."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
