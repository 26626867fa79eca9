"""More dates like one: the rule first, then its dates, to untick the holidays among them."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from communities.events import repeating
from communities.events.models import EventDate

ADDRESS = "wagtailsnippets_communities_eventdate:repetition"


class RepetitionForm(forms.Form):
    """By which rule a date is repeated, and until when."""

    rhythm = forms.ChoiceField(label=_("How often"), choices=repeating.Rhythm.choices)
    until = forms.DateField(
        label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    open_now = forms.BooleanField(
        label=_("Sign-up opens at once for all of them"),
        help_text=_("Otherwise as long before each date as on this one."),
        required=False,
        initial=True,
    )

    def rule(self) -> dict:
        """What `repeating.starts` wants to know."""
        return {name: self.cleaned_data[name] for name in ("rhythm", "until")}


@require_http_methods(["GET", "POST"])
def repetition(request, pk: int):
    """Show the dates that a rule makes, to untick the holidays among them; make the rest."""
    date = get_object_or_404(EventDate.objects.select_related("event"), pk=pk)
    back = reverse(EventDate.snippet_viewset.get_url_name("list"))
    form = RepetitionForm(request.GET or None)
    starts = repeating.starts(date, **form.rule()) if form.is_valid() else []
    if request.method == "POST":
        chosen = [
            start for start in starts if start.isoformat() in request.POST.getlist("start")
        ]
        open_now = form.is_valid() and form.cleaned_data["open_now"]
        made = repeating.repeat(date, starts=chosen, open_now=open_now)
        words = ngettext("%(n)d date is made.", "%(n)d dates are made.", made)
        messages.success(request, words % {"n": made})
        return redirect(back)
    context = {"date": date, "form": form, "starts": starts, "back": back}
    context["page_title"] = _("Repeat this date")
    return render(request, "communities/events/desk/repetition.html", context)
