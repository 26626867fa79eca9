"""Events at the desk: what is held, when and where, and who comes."""

import django_filters
from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.actions.registry import action_registry
from wagtail.admin.panels import HelpPanel, InlinePanel
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.admin.widgets.button import Button

from communities.events import actions, desk_writing, organising, repeating, views
from communities.events.models import Event, EventDate, SignUp
from portal.base.desk import ReadOnlyViewSet, ScopedIndexView
from portal.base.errors import Refusal
from portal.base.panels import BothLanguages, group, row, tab
from portal.base.policy import ScopedFilterSet
from portal.base.rights import Area
from portal.publishing.actions import EditShown
from portal.publishing.desk import PublishableViewSet, ShownViewSet, preview_of

CALLING_OFF = "wagtailsnippets_communities_eventdate:calling_off"
WRITING = "wagtailsnippets_communities_eventdate:writing"
REPETITION = "wagtailsnippets_communities_eventdate:repetition"
CANCELLATION = "wagtailsnippets_communities_signup:cancellation"


class EventViewSet(PublishableViewSet):
    model = Event
    area = Area.EVENTS
    path = "community"
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
    parts = (
        InlinePanel(
            "questions",
            [
                row("kind", "required"),
                BothLanguages("label"),
                BothLanguages("why"),
                BothLanguages("options"),
            ],
            heading=_("Questions to those who sign up"),
        ),
    )
    filters = ("community", "topic")


class EditDate(EditShown):
    """Change a date: those whom it concerns hear of it, added seats go to those who wait."""

    @transaction.atomic
    def execute(self, **options):
        organising.move_date(
            self.instance, save=lambda: super(EditDate, self).execute(**options)
        )
        return self.instance


class DateIndexView(ScopedIndexView):
    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if not self.may("publish", instance):
            return buttons
        if not instance.is_called_off and not instance.is_over:
            url = reverse(CALLING_OFF, args=[instance.pk])
            buttons.append(Button(_("Call off"), url=url, icon_name="cross"))
        url = reverse(WRITING, args=[instance.pk])
        buttons.append(Button(_("Write to the guests"), url=url, icon_name="mail"))
        url = reverse(REPETITION, args=[instance.pk])
        buttons.append(Button(_("Repeat"), url=url, icon_name="calendar-check"))
        return buttons


class CallingOffForm(forms.Form):
    """Why a date is called off, as the guests will read it."""

    reason_en = forms.CharField(label=_("Why, in English"), max_length=500)
    reason_zh_hans = forms.CharField(label=_("Why, in Chinese"), max_length=500)


@require_http_methods(["GET", "POST"])
def calling_off(request, pk: int):
    """Call a date off: all who hold a place or wait for one are told why."""
    date = get_object_or_404(EventDate.objects.select_related("event"), pk=pk)
    back = reverse(EventDate.snippet_viewset.get_url_name("list"))
    form = CallingOffForm(request.POST or None)
    if form.is_valid():
        told = organising.call_off(date, **form.cleaned_data)
        words = ngettext(
            "The date is called off; %(n)d person has been written to.",
            "The date is called off; %(n)d people have been written to.",
            told,
        )
        messages.success(request, words % {"n": told})
        return redirect(back)
    context = {"date": date, "form": form, "back": back, "page_title": _("Call this date off")}
    return render(request, "communities/events/desk/calling_off.html", context)


class RepetitionForm(forms.Form):
    """By which rule a date is repeated, and until when."""

    rhythm = forms.ChoiceField(label=_("How often"), choices=repeating.Rhythm.choices)
    until = forms.DateField(
        label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


@require_http_methods(["GET", "POST"])
def repetition(request, pk: int):
    """Show the dates that a rule makes, to untick the holidays among them; make the rest."""
    date = get_object_or_404(EventDate.objects.select_related("event"), pk=pk)
    back = reverse(EventDate.snippet_viewset.get_url_name("list"))
    form = RepetitionForm(request.GET or None)
    starts = repeating.starts(date, **form.cleaned_data) if form.is_valid() else []
    if request.method == "POST":
        chosen = [
            start for start in starts if start.isoformat() in request.POST.getlist("start")
        ]
        made = repeating.repeat(date, starts=chosen)
        words = ngettext("%(n)d date is made.", "%(n)d dates are made.", made)
        messages.success(request, words % {"n": made})
        return redirect(back)
    context = {"date": date, "form": form, "starts": starts, "back": back}
    context["page_title"] = _("Repeat this date")
    return render(request, "communities/events/desk/repetition.html", context)


class EventDateViewSet(ShownViewSet):
    """When and where; readers see a change at once, so both languages are always asked."""

    model = EventDate
    area = Area.DATES
    path = "event__community"
    icon = "date"
    base_url_path = "event-dates"
    copy_view_enabled = False
    index_view_class = DateIndexView
    list_display = ("__str__", "venue_zh_hans", "seats", "status", UpdatedAtColumn())
    list_filter = ("event", "status", "starts_at")
    search_fields = ("venue_zh_hans", "venue_en", "event__title_en", "event__title_zh_hans")
    ordering = ("-starts_at",)
    edit_handler = tab(
        "",
        HelpPanel(template="communities/events/desk/hearers.html"),
        group(_("When"), "event", row("starts_at", "ends_at")),
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
        group(
            _("Parties and changes"),
            row("party_max", "change_until"),
            row("offer_hours", "reminder_hours"),
        ),
    )

    needs = {
        "calling_off": "publish",
        "repetition": "add",
        "writing": "publish",
        "written": "publish",
    }

    def for_lists(self, things):
        return things.select_related("event")

    def own_urls(self):
        return [
            path("<int:pk>/calling-off/", calling_off, name="calling_off"),
            path("<int:pk>/repetition/", repetition, name="repetition"),
            path("<int:pk>/writing/", desk_writing.write, name="writing"),
            path("<int:pk>/writing/<uuid:stamp>/", desk_writing.written, name="written"),
        ]

    def on_register(self):
        super().on_register()
        action_registry.register(EventDate, EditDate)


class SignUpFilterSet(ScopedFilterSet):
    date = django_filters.ModelChoiceFilter(
        queryset=EventDate.objects.select_related("event"), label=pgettext_lazy("event", "Date")
    )

    class Meta:
        model = SignUp
        fields = ["date", "state", "language"]


class SignUpIndexView(ScopedIndexView):
    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if not instance.has_ended:
            url = reverse(CANCELLATION, args=[instance.pk])
            buttons.append(Button(_("Cancel this place"), url=url, icon_name="cross"))
        return buttons


@require_http_methods(["GET", "POST"])
def cancellation(request, pk: int):
    """Give a place back on somebody's behalf: they and the next in the queue are told."""
    sign_up = get_object_or_404(SignUp.objects.select_related("date__event"), pk=pk)
    back = reverse(SignUp.snippet_viewset.get_url_name("list"))
    if request.method == "POST":
        try:
            actions.cancel(sign_up, by_staff=True)
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            done = _("The place is cancelled; the guest has been written to.")
            messages.success(request, done)
        return redirect(back)
    context = {"sign_up": sign_up, "back": back, "page_title": _("Cancel this place")}
    return render(request, "communities/events/desk/cancellation.html", context)


class SignUpViewSet(ReadOnlyViewSet):
    """Who comes and who waits."""

    model = SignUp
    area = Area.SIGN_UPS
    path = "date__event__community"
    icon = "clipboard-list"
    base_url_path = "sign-ups"
    index_view_class = SignUpIndexView
    list_display = (
        "name", "email", Column("date", label=pgettext_lazy("event", "Date")), "state",
        "party_size", "created_at",
    )  # fmt: skip
    filterset_class = SignUpFilterSet
    search_fields = ("name", "email")
    ordering = ("-created_at", "-pk")
    inspect_view_fields = (
        "name", "email", "language", "date", "state", "party_size", "created_at",
        "consented_at",
    )  # fmt: skip

    needs = {"cancellation": "change"}

    def for_lists(self, things):
        return things.select_related("date__event")

    def own_urls(self):
        return [path("<int:pk>/cancellation/", cancellation, name="cancellation")]
