"""Who is in charge of a record, and by when it is checked again: a page beside its form."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.widgets import AdminDateInput
from wagtail.permissions import policy_registry

from portal.publishing import actions


class UpkeepForm(forms.Form):
    """Somebody who works on the record, and a day that is still to come."""

    owner = forms.ModelChoiceField(
        None,
        label=_("In charge"),
        required=False,
        empty_label=_("Nobody"),
        help_text=_("Is reminded by mail 30 and 7 days before the next check, and on the day."),
    )
    review_due = forms.DateField(
        label=_("Next check by"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Once this day has passed, readers are told that a check is overdue."),
    )

    def __init__(self, *args, thing, **kwargs):
        super().__init__(*args, **kwargs)
        self.day = thing.review_due
        policy = policy_registry.get(thing)
        people = policy.users_with_any_permission_for_instance(["change"], thing)
        self.fields["owner"].queryset = people.order_by("name", "email")

    def clean_review_due(self):
        day = self.cleaned_data["review_due"]
        if day and day != self.day and day < timezone.localdate():
            raise forms.ValidationError(_("Please choose a day that is still to come."))
        return day


class Upkeep:
    """A view set of things that somebody is in charge of."""

    needs = {"upkeep": "publish"}

    def own_urls(self):
        return [*super().own_urls(), path("upkeep/<int:pk>/", self._upkeep, name="upkeep")]

    @cached_property
    def _upkeep(self):
        return require_http_methods(["GET", "HEAD", "POST"])(self.upkeep)

    def upkeep(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask who is in charge and by when it is checked again; note it at once."""
        thing = get_object_or_404(self.model, pk=pk)
        edit = reverse(self.get_url_name("edit"), args=[pk])
        now = {"owner": thing.owner_id, "review_due": thing.review_due}
        form = UpkeepForm(request.POST or None, initial=now, thing=thing)
        if form.is_valid():
            actions.entrust(thing, **form.cleaned_data, by=request.user)
            messages.success(request, _("Noted: who is in charge, and the next check."))
            return redirect(edit)
        context = {
            "page_title": _("In charge and next check"),
            "page_subtitle": str(thing),
            "header_icon": self.icon,
            "form": form,
            "back": edit,
        }
        return render(request, "portal/desk/upkeep.html", context)
