"""What somebody uploads."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.exchange.reading import MOST_BYTES, MOST_ROWS


class UploadForm(forms.Form):
    """A workbook or CSV file with the columns of an export."""

    file = forms.FileField(
        label=pgettext_lazy("import", "File"),
        help_text=format_lazy(
            _("A workbook (.xlsx) or a CSV file with {rows} rows at most."), rows=MOST_ROWS
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": _("Please choose a file."),
            "empty": _("This file is empty."),
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is too large."))
        return file
