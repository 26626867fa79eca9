"""The metro at the desk, and the panels of everything that is a place."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column

from portal.base.desk import IndexView, ReadOnlyViewSet, name_in
from portal.base.panels import group, row
from portal.base.rights import Area
from portal.places.choosing import StationSelect
from portal.places.models import MetroLine, MetroStation

# The translated fields of a place, in the order of the form.
PLACE_TEXTS = ("name", "summary", "address", "metro_note")

NEAREST_METRO = FieldPanel("nearest_metro", widget=StationSelect)
WHERE = group(
    _("Where it is"),
    row("district", NEAREST_METRO),
    row("latitude", "longitude"),
    row("position_precision", "coordinates_from"),
    help_text=_(
        "WGS-84 degrees, as GPS gives them; a position from a Chinese map is off by half a "
        "kilometre. Where only the metro station is known, say so: the page then shows no pin."
    ),
)
CONTACT = group(
    _("How to reach it"), row("phone", "email"), row("website", "wechat"), "languages"
)
OPENING = group(
    _("When it is open"),
    "hours",
    help_text=_("Only what is certain: readers are told “open now” by these rows."),
)


NAMES_OF = ("name_zh_hans", Column("name_en", label=name_in("en"), sort_key="name_en"))


class MetroLineViewSet(ReadOnlyViewSet):
    """The lines, as the content pack states them."""

    model = MetroLine
    index_view_class = IndexView
    area = Area.METRO
    icon = "order"
    base_url_path = "metro-lines"
    list_display = (
        *NAMES_OF,
        "sign",
        "as_of",
    )
    search_fields = ("name_zh_hans", "name_en", "sign")
    inspect_view_fields = ("name_zh_hans", "name_en", "sign", "colour", "loop", "as_of")


class MetroStationViewSet(ReadOnlyViewSet):
    """The stations, as the content pack states them."""

    model = MetroStation
    index_view_class = IndexView
    area = Area.METRO
    icon = "crosshairs"
    base_url_path = "metro-stations"
    list_display = (
        *NAMES_OF,
        "latitude",
        "longitude",
    )
    search_fields = ("name_zh_hans", "name_en", "slug")
    inspect_view_fields = ("name_zh_hans", "name_en", "lines", "latitude", "longitude")
