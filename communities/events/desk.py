"""Events at the desk: what is held, when and where, and who comes."""

import django_filters
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.actions.registry import action_registry
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry
from wagtail.snippets.views import snippets

from communities.events import actions, views
from communities.events.models import Event, EventDate, SignUp
from portal.base.desk import ReadOnlyViewSet
from portal.base.panels import BothLanguages, group, row, tab
from portal.publishing.actions import EditShown
from portal.publishing.desk import PublishableViewSet, ShownViewSet, preview_of

CANCELLATION = "wagtailsnippets_communities_signup:cancellation"


class EventViewSet(PublishableViewSet):
    model = Event
    icon = "calendar-alt"
    preview = preview_of("communities/events/detail.html", views.page)
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


STATUS = FieldPanel(
    "status",
    help_text=_("Called off: readers see it at once and sign-up ends. Write to the guests."),
)


class EditDate(EditShown):
    """Change a date; where seats were added, those who wait move up in the same moment."""

    @transaction.atomic
    def execute(self, **options):
        date = super().execute(**options)
        actions.move_up(date)
        return date


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
        group(_("When"), "event", row("starts_at", "ends_at"), STATUS),
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

    def on_register(self):
        super().on_register()
        action_registry.register(EventDate, EditDate)


class SignUpFilterSet(WagtailFilterSet):
    date = django_filters.ModelChoiceFilter(
        queryset=EventDate.objects.select_related("event"), label=_("Date")
    )

    class Meta:
        model = SignUp
        fields = ["date", "state", "language"]


class SignUpIndexView(snippets.IndexView):
    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if instance.state != SignUp.State.CANCELLED:
            url = reverse(CANCELLATION, args=[instance.pk])
            buttons.append(Button(_("Cancel this place"), url=url, icon_name="cross"))
        return buttons


@require_http_methods(["GET", "POST"])
def cancellation(request, pk: int):
    """Give a place back on somebody's behalf: they and the next in the queue are told."""
    if not policy_registry.get_by_type(SignUp).user_has_permission(request.user, "change"):
        raise Http404
    sign_up = get_object_or_404(SignUp.objects.select_related("date__event"), pk=pk)
    back = reverse(SignUp.snippet_viewset.get_url_name("list"))
    if request.method == "POST":
        actions.cancel(sign_up)
        messages.success(request, _("The place is cancelled; the guest has been written to."))
        return redirect(back)
    context = {"sign_up": sign_up, "back": back, "page_title": _("Cancel this place")}
    return render(request, "communities/events/desk/cancellation.html", context)


class SignUpViewSet(ReadOnlyViewSet):
    """Who comes and who waits."""

    model = SignUp
    icon = "clipboard-list"
    base_url_path = "sign-ups"
    index_view_class = SignUpIndexView
    list_display = ("name", "email", Column("date", label=_("Date")), "state", "created_at")
    filterset_class = SignUpFilterSet
    search_fields = ("name", "email")
    ordering = ("-created_at", "-pk")
    inspect_view_fields = (
        "name", "email", "language", "date", "state", "created_at", "consented_at",
    )  # fmt: skip

    def get_queryset(self, request):
        return SignUp.objects.select_related("date__event")

    def get_urlpatterns(self):
        own = path("<int:pk>/cancellation/", cancellation, name="cancellation")
        return [*super().get_urlpatterns(), own]
