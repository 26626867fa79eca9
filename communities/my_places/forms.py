"""Whose places are looked for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.base.fields import LevelledEmailField


class FindForm(forms.Form):
    """The address that somebody signed up with. It saves nothing."""

    email = LevelledEmailField(
        label=_("Email address"),
        help_text=_("The address that you signed up with."),
    )
