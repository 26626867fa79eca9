"""Events at the desk: what is held, when and where, and who comes."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel
from wagtail.admin.ui.tables import Column, UpdatedAtColumn

from communities.events.models import Event, EventDate, EventSeries, SignUp
from portal.base.desk import ReadOnlyViewSet
from portal.base.panels import BothLanguages, group, row, tab
from portal.publishing.desk import PublishableViewSet, ShownViewSet


class EventSeriesViewSet(PublishableViewSet):
    model = EventSeries
    icon = "history"
    texts = ("name", "summary", "organiser", "venue")
    facts = (
        group(_("What it is"), row("first_held", "usual_month")),
        InlinePanel(
            "editions",
            [
                row("year", "first_day", "last_day"),
                BothLanguages("dates_note"),
                BothLanguages("place"),
                BothLanguages("figures"),
            ],
            heading=_("Editions"),
        ),
    )


class EventViewSet(PublishableViewSet):
    model = Event
    icon = "calendar-alt"
    texts = ("title", "summary", "description", "organiser")
    facts = (
        group(
            _("What it is"),
            row("community", "series"),
            row("topic", "fee"),
            "languages",
            "contact_email",
        ),
    )
    filters = ("community", "topic")


class EventDateViewSet(ShownViewSet):
    """When and where; readers see a change at once, so both languages are always asked."""

    model = EventDate
    icon = "date"
    base_url_path = "event-dates"
    copy_view_enabled = False
    list_display = ("__str__", "venue_zh_hans", "seats", "status", UpdatedAtColumn())
    list_filter = ("event", "status", "starts_at")
    search_fields = ("venue_zh_hans", "venue_en", "event__title_en", "event__title_zh_hans")
    ordering = ("-starts_at",)
    edit_handler = tab(
        "",
        group(_("When"), "event", row("starts_at", "ends_at"), "status"),
        group(
            _("Where"),
            BothLanguages("venue"),
            BothLanguages("address"),
            "nearest_metro",
            row("latitude", "longitude"),
        ),
        group(
            _("Sign-up"),
            row("seats", "waiting_places"),
            row("sign_up_opens_at", "sign_up_closes_at"),
        ),
    )

    def get_queryset(self, request):
        return EventDate.objects.select_related("event")


class SignUpViewSet(ReadOnlyViewSet):
    """Who comes and who waits."""

    model = SignUp
    icon = "clipboard-list"
    base_url_path = "sign-ups"
    list_display = ("name", "email", Column("date", label=_("Date")), "state", "created_at")
    list_filter = ("date", "state", "language")
    search_fields = ("name", "email")
    ordering = ("-created_at", "-pk")
    inspect_view_fields = (
        "name", "email", "language", "date", "state", "created_at", "consented_at",
    )  # fmt: skip

    def get_queryset(self, request):
        return SignUp.objects.select_related("date__event")
