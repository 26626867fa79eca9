"""Who comes and who waits."""

import django_filters
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button

from communities.events import actions
from communities.events.forms import ChangeForm
from communities.events.models import EventDate, SignUp
from portal.base.desk import InspectView, ReadOnlyViewSet, ScopedIndexView
from portal.base.errors import Refusal
from portal.base.policy import ScopedFilterSet
from portal.base.rights import Area
from portal.outbox.models import Message

CANCELLATION = "wagtailsnippets_communities_signup:cancellation"
CHANGE = "wagtailsnippets_communities_signup:change"


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
            url = reverse(CHANGE, args=[instance.pk])
            buttons.append(Button(_("Change this place"), url=url, icon_name="edit"))
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


@require_http_methods(["GET", "POST"])
def change(request, pk: int):
    """Change the party or the answers on somebody's behalf: they are told."""
    sign_up = get_object_or_404(SignUp.objects.select_related("date__event"), pk=pk)
    back = reverse(SignUp.snippet_viewset.get_url_name("list"))
    form = ChangeForm(request.POST if request.method == "POST" else None, sign_up=sign_up)
    if form.is_valid():
        try:
            actions.change(sign_up, by_staff=True, **form.party())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            done = _("The place is changed; the guest has been written to.")
            messages.success(request, done)
            return redirect(back)
    context = {"sign_up": sign_up, "form": form, "back": back}
    context["page_title"] = _("Change this place")
    return render(request, "communities/events/desk/change.html", context)


class SignUpInspectView(InspectView):
    """One place, with the answers in words."""

    def get_answers_display_value(self):
        """Each question with its answer, a line for each."""
        return "\n".join(f"{question} {answer}" for question, answer in self.object.said())


def mail_trouble(sign_up: SignUp):
    """Say in a list that a person does not get our mails."""
    return _("does not arrive") if sign_up.is_unreached else ""


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
        "party_size", Column("mail", label=_("Mail"), accessor=mail_trouble), "created_at",
    )  # fmt: skip
    inspect_view_class = SignUpInspectView
    filterset_class = SignUpFilterSet
    search_fields = ("name", "email")
    ordering = ("-created_at", "-pk")
    inspect_view_fields = (
        "name", "email", "language", "date", "state", "party_size", "answers", "created_at",
        "consented_at",
    )  # fmt: skip

    needs = {"cancellation": "change", "change": "change"}
    personal = ("list", "list_results", "inspect", "cancellation", "change")

    def for_lists(self, things):
        failed = Message.objects.undelivered().filter(to=OuterRef("email"))
        return things.select_related("date__event").annotate(is_unreached=Exists(failed))

    def own_urls(self):
        return [
            path("<int:pk>/change/", change, name="change"),
            path("<int:pk>/cancellation/", cancellation, name="cancellation"),
        ]
