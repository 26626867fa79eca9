"""The metro at the desk, and the panels of everything that is a place."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from portal.base.desk import ReadOnlyViewSet
from portal.base.panels import group, row
from portal.base.rights import Area
from portal.places.models import MetroLine, MetroStation

# The translated fields of a place, in the order of the form.
PLACE_TEXTS = ("name", "summary", "address", "metro_note")

WHERE = group(
    _("Where it is"),
    row("district", "nearest_metro"),
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


class MetroLineViewSet(ReadOnlyViewSet):
    """The lines, as the content pack states them."""

    model = MetroLine
    area = Area.METRO
    icon = "order"
    base_url_path = "metro-lines"
    list_display = (
        "name_zh_hans",
        Column("name_en", label=_("Name (English)"), sort_key="name_en"),
        "sign",
        "as_of",
    )
    search_fields = ("name_zh_hans", "name_en", "sign")
    inspect_view_fields = ("name_zh_hans", "name_en", "sign", "colour", "loop", "as_of")


class MetroStationViewSet(ReadOnlyViewSet):
    """The stations, as the content pack states them."""

    model = MetroStation
    area = Area.METRO
    icon = "crosshairs"
    base_url_path = "metro-stations"
    list_display = (
        "name_zh_hans",
        Column("name_en", label=_("Name (English)"), sort_key="name_en"),
        "latitude",
        "longitude",
    )
    search_fields = ("name_zh_hans", "name_en", "slug")
    inspect_view_fields = ("name_zh_hans", "name_en", "lines", "latitude", "longitude")
