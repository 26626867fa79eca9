"""Calling a date off: the reason in both languages, and how many will read it."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from communities.events import organising
from communities.events.models import EventDate

ADDRESS = "wagtailsnippets_communities_eventdate:calling_off"


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
