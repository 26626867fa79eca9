"""The page that asks whether the meaning changed, and the buttons beside a form."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from portal.base.languages import CODES, NAMES, suffix
from portal.publishing import actions, answers, meaning, reviewing
from portal.publishing.desk import comparing
from portal.publishing.desk.typed import keep_typed
from portal.publishing.history import MeaningAnswer

# What follows the answer.
THEN = {
    "publish": _("Publish"),
    "submit": _("Submit for review"),
    "approve": _("Approve and publish"),
    "": _("Keep the answer"),
}
TIMED = pgettext_lazy("button", "Schedule to publish")


class MeaningForm(forms.Form):
    """Did the meaning change, which languages state it now, and what shall readers know?"""

    is_change = forms.TypedChoiceField(
        label=_("Did the meaning change?"),
        choices=[
            (0, _("No: layout, links, spelling or clearer words")),
            (1, _("Yes: readers should know that something is new")),
        ],
        coerce=lambda value: value in (1, "1"),
        widget=forms.RadioSelect,
    )
    stated_in = forms.MultipleChoiceField(
        label=_("Which texts say it as it is now?"),
        help_text=_("After a change of meaning, a language that is not ticked is outdated."),
        choices=list(NAMES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note_zh_hans = forms.CharField(
        label=_("What has changed, in Chinese"), max_length=300, required=False
    )
    note_en = forms.CharField(
        label=_("What has changed, in English"), max_length=300, required=False
    )

    def clean(self):
        values = super().clean()
        if values.get("is_change"):
            for name in ("note_zh_hans", "note_en"):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, _("Readers of both languages are told what is new."))
            if not values.get("stated_in"):
                self.add_error("stated_in", _("At least one text must say it as it is now."))
        return values

    def answer(self) -> dict:
        """What `answers.answer` wants to know."""
        changed = self.cleaned_data["is_change"]
        notes = {
            code: self.cleaned_data[f"note_{suffix(code)}"] if changed else "" for code in CODES
        }
        return {
            "is_change": changed,
            "stated_in": self.cleaned_data["stated_in"],
            "notes": notes,
        }


class Asking:
    """A view set whose things are asked about: the page of the question, and two buttons."""

    needs = {"meaning": "change", "still_right": "change", "confirmation": "publish"}

    def own_urls(self):
        return [
            *super().own_urls(),
            path("meaning/<int:pk>/", self._ask, name="meaning"),
            path("still-right/<int:pk>/", self._still_right, name="still_right"),
            path("confirmation/<int:pk>/", self._confirm, name="confirmation"),
        ]

    @cached_property
    def _ask(self):
        return require_http_methods(["GET", "HEAD", "POST"])(self.ask)

    @cached_property
    def _still_right(self):
        return require_POST(self.still_right)

    @cached_property
    def _confirm(self):
        return require_POST(self.confirm)

    def ask(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what differs from the public page, ask, and do what was to follow."""
        live = get_object_or_404(self.model, pk=pk)
        draft = live.get_latest_revision_as_object()
        then = request.POST.get("then", request.GET.get("then", ""))
        if then not in THEN:
            raise Http404
        parts = answers.parts_changed(live, draft)
        form = MeaningForm(request.POST or None, initial=_initial(live, draft, parts))
        if request.method == "POST" and (not parts or form.is_valid()):
            if parts:
                answers.answer(draft, by=request.user, **form.answer())
            reviewing.follow(live, then, by=request.user)
            messages.success(request, reviewing.done(draft, then))
            return redirect(self._after(live, then))
        context = {
            "page_title": _("Did the meaning change?"),
            "page_subtitle": str(draft),
            "header_icon": self.icon,
            "thing": draft,
            "form": form,
            "parts": parts,
            "then": then,
            "button": TIMED
            if then == "publish" and reviewing.waits_for_its_time(draft)
            else THEN[then],
            "edit_url": reverse(self.get_url_name("edit"), args=[pk]),
            "differences": comparing.differences(self._edit_handler, request, live, draft)
            if live.live
            else [],
        }
        return render(request, "portal/desk/meaning.html", context)

    def _after(self, live, then: str) -> str:
        if then:
            return reverse(self.get_url_name("list"))
        return reverse(self.get_url_name("edit"), args=[live.pk])

    def still_right(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note that an outdated text states the current meaning as it stands."""
        thing = get_object_or_404(self.model, pk=pk)
        as_typed = keep_typed(self.model, request, pk)
        language = request.POST.get("still_right")
        if language in CODES:
            actions.still_right(thing, language=language, by=request.user)
            words = _("Noted: the text in %(language)s is still right.")
            messages.success(request, words % {"language": NAMES[language]})
        return as_typed or redirect(self.get_url_name("edit"), pk)

    def confirm(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note that staff have looked today: at the whole page, or at one dated fact."""
        thing = get_object_or_404(self.model, pk=pk)
        as_typed = keep_typed(self.model, request, pk)
        facts = {fact.name for fact in thing.dated_facts if fact.is_stated(thing)}
        if (fact := request.POST.get("fact")) in facts:
            actions.confirm_fact(thing, name=fact, by=request.user)
        else:
            actions.confirm(thing, by=request.user)
        messages.success(request, _("Noted: confirmed by staff today. Readers see the date."))
        return as_typed or redirect(self.get_url_name("edit"), pk)


def _initial(live, draft, parts) -> dict:
    """Begin with the last answer, or with a guess at the languages and no answer."""
    given = MeaningAnswer.objects.of(live).first()
    initial = {"stated_in": meaning.likely_stated(live, parts)}
    if given:
        initial |= {"note_en": given.note_en, "note_zh_hans": given.note_zh_hans}
        initial |= {"is_change": int(given.is_change), "stated_in": given.stated_in}
    return initial
