"""Writing to the people of a date from the desk: text, preview, two minutes, deliveries."""

import uuid

from django import forms
from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from communities.events import writing
from communities.events.models import EventDate, SignUp
from portal.base.languages import current, other, suffix

ADDRESS = "wagtailsnippets_communities_eventdate:writing"
WRITTEN = "wagtailsnippets_communities_eventdate:written"


class MessageForm(forms.Form):
    """To whom, and what, in both languages. It saves nothing."""

    states = forms.MultipleChoiceField(
        label=_("To those who are"),
        choices=SignUp.State.choices,
        initial=[SignUp.State.CONFIRMED],
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=_("Who read"),
        choices=settings.LANGUAGES,
        initial=[code for code, _name in settings.LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
    )
    subject_zh_hans = forms.CharField(label=_("Subject, in Chinese"), max_length=200)
    words_zh_hans = forms.CharField(
        label=_("Message, in Chinese"), widget=forms.Textarea(attrs={"rows": 6})
    )
    subject_en = forms.CharField(label=_("Subject, in English"), max_length=200)
    words_en = forms.CharField(
        label=_("Message, in English"), widget=forms.Textarea(attrs={"rows": 6})
    )
    stamp = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)

    def asked(self) -> dict:
        """What `writing.readers` wants to know."""
        return {name: self.cleaned_data[name] for name in ("states", "languages")}

    def texts(self) -> dict[str, dict[str, str]]:
        """Subject and words by language, the desk's own first."""
        return {
            code: {
                name: self.cleaned_data[f"{name}_{suffix(code)}"]
                for name in ("subject", "words")
            }
            for code in (current(), other())
        }


def _date(request, pk: int) -> EventDate:
    return get_object_or_404(EventDate.objects.select_related("event"), pk=pk)


@require_http_methods(["GET", "POST"])
def write(request, pk: int):
    """Ask for the message, show it with the number of its readers, write it when confirmed."""
    date = _date(request, pk)
    form = MessageForm(request.POST or None)
    context = {"date": date, "form": form, "page_title": _("Write to the guests")}
    if form.is_valid():
        stamp = str(form.cleaned_data["stamp"])
        if "confirmed" in request.POST:
            writing.write(date, stamp=stamp, texts=form.texts(), **form.asked())
            return redirect(WRITTEN, pk=pk, stamp=stamp)
        context["previews"] = form.texts()
        context["number"] = writing.readers(date, **form.asked()).count()
    return render(request, "communities/events/desk/writing.html", context)


@require_http_methods(["GET", "POST"])
def written(request, pk: int, stamp: uuid.UUID):
    """What has become of each mail of a message; for two minutes it can be taken back."""
    date = _date(request, pk)
    if request.method == "POST":
        number = writing.take_back(date, stamp=str(stamp))
        words = ngettext("%(n)d mail is withdrawn.", "%(n)d mails are withdrawn.", number)
        messages.success(request, words % {"n": number})
        return redirect(WRITTEN, pk=pk, stamp=stamp)
    mails = writing.written(date, stamp=str(stamp))
    context = {
        "date": date,
        "mails": mails,
        "can_be_stopped": mails.unsent().exists(),
        "back": reverse(EventDate.snippet_viewset.get_url_name("list")),
        "page_title": _("Message to the guests"),
    }
    return render(request, "communities/events/desk/written.html", context)
