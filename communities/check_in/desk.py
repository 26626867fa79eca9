"""Links for those who help at the door: made for a date, sent to a person, shut again."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column

from communities.check_in.models import DoorLink
from portal.base.desk import ScopedViewSet
from portal.base.rights import Area


def _link(link: DoorLink):
    return format_html('<a href="{0}">{0}</a>', link.address)


class DoorLinkViewSet(ScopedViewSet):
    """Make a link, copy its address, delete it to shut the door."""

    model = DoorLink
    area = Area.DOORS
    path = "date__event__community"
    personal = ("list", "list_results", "edit")
    icon = "key"
    base_url_path = "door-links"
    copy_view_enabled = False
    list_display = (
        "name",
        Column("date", label=pgettext_lazy("event", "Date")),
        Column("address", label=_("Link"), accessor=_link),
    )
    list_filter = ("date",)
    search_fields = ("name",)
    ordering = ("-created_at", "-pk")
    panels = (FieldPanel("date"), FieldPanel("name"))

    def for_lists(self, things):
        return things.select_related("date__event")
