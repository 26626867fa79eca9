"""The shape of a source: where a fact stands and when it was read there."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.base.fields import PARTIAL_DATE


class SourceBlock(blocks.StructBlock):
    """One place where the facts of a record can be checked."""

    title = blocks.CharBlock(label=_("title"), max_length=300)
    publisher = blocks.CharBlock(label=_("publisher"), max_length=200)
    url = blocks.URLBlock(label=_("web address"), required=False, max_length=600)
    read_on = blocks.DateBlock(label=_("read on"))
    as_of = blocks.RegexBlock(
        label=_("date of the facts"),
        regex=rf"^{PARTIAL_DATE.pattern}$",
        required=False,
        max_length=10,
        help_text=_("A year, a month or a day: 2020, 2020-10 or 2020-10-15."),
        error_messages={
            "invalid": _("Write a year, a month or a day: 2020, 2020-10 or 2020-10-15.")
        },
    )

    class Meta:
        icon = "link"
        label = _("source")
