"""Links for those who help at the door: made for a date, sent to a person, shut again."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from communities.check_in.models import DoorLink
from portal.base.desk import PlainChoices


class DoorLinkViewSet(SnippetViewSet):
    """Make a link, copy its address, delete it to shut the door."""

    model = DoorLink
    icon = "key"
    base_url_path = "door-links"
    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None
    chooser_viewset_class = PlainChoices
    list_display = (
        "name",
        Column("date", label=pgettext_lazy("event", "Date")),
        Column("address", label=_("Link")),
    )
    list_filter = ("date",)
    search_fields = ("name",)
    ordering = ("-created_at", "-pk")
    panels = (FieldPanel("date"), FieldPanel("name"))

    def get_queryset(self, request):
        return DoorLink.objects.select_related("date__event")
